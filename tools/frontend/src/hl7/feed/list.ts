/** The messages of a feed as rows: what stands at some paths in each, and their very bytes. */

import { type TextColumn, TextColumnBuilder } from "../../bytes/text-column";
import { decodeBytes } from "../charset";
import { charsetOf } from "../message";
import { type Block, blockOf, type Hl7Text } from "../parse";
import type { Wanted } from "../path";
import { shownSpan } from "../shown";
import { FIRST_BYTE_BEYOND_ASCII } from "../standard";
import { eachRow, type Steps } from "./steps";
import { Values } from "./values";

/** Between several values at one path, as between repetitions: HL7 v2.5.1, 2.5.4. */
const BETWEEN = "~";
/** A cell is no place for a document. */
export const LONGEST_CELL = 1_000;
const CUT = "…";

/** What stands at a path, for every block of the text. */
export function* columnOf(text: Hl7Text, wanted: Wanted): Steps<TextColumn> {
  const values = new Values(text, wanted);
  const { count } = text.blocks;
  const builder = new TextColumnBuilder(count);
  const all = Uint32Array.from({ length: count }, (_, position) => position);
  yield* eachRow(all, (row) => builder.push(cellOf(values, row)));
  return builder.finish();
}

function cellOf(values: Values, row: number): string {
  let cell = "";
  values.each(row, (start, end) => {
    if (start === end || cell.length > LONGEST_CELL) return;
    const said = values.read(start, end);
    cell += cell === "" ? said : BETWEEN + said;
  });
  return cell.length > LONGEST_CELL ? cell.slice(0, LONGEST_CELL) + CUT : cell;
}

/** The messages of these rows, byte for byte with their line ends and frames; neighbours are one piece. */
export function subsetOf(text: Hl7Text, rows: Uint32Array): readonly Uint8Array[] {
  const { blocks, lines, bytes } = text;
  const pieces: Uint8Array[] = [];
  let [start, past] = [0, 0];
  for (const row of rows) {
    const from = lines.start[blocks.firstLine[row] as number] as number;
    if (from !== past) {
      if (start < past) pieces.push(bytes.subarray(start, past));
      start = from;
    }
    past = lines.start[blocks.endLine[row] as number] ?? bytes.length;
  }
  if (start < past) pieces.push(bytes.subarray(start, past));
  return pieces;
}

/** Bytes of a message that are shown beside the list. */
const LONGEST_SHOWN = 50_000;

/** One message as text, line by line, without the transport's frame. */
export function messageText(text: Hl7Text, row: number): { readonly said: string; readonly isCut: boolean } {
  const block = blockOf(text.blocks, row) as Block;
  const { start, end } = shownSpan(text, block);
  let past = Math.min(end, start + LONGEST_SHOWN);
  // Half a character would not be UTF-8.
  while (past < end && (text.bytes[past] as number) >= FIRST_BYTE_BEYOND_ASCII) past--;
  const said = decodeBytes(text.bytes.subarray(start, past), charsetOf(text, block).encoding);
  return { said: said.replace(/\r\n?/g, "\n"), isCut: past < end };
}
