/** The messages of a feed as rows: what stands at some paths in each, and their very bytes. */

import { type TextColumn, TextColumnBuilder } from "../../bytes/text-column";
import { type Block, blockOf } from "../blocks";
import { cutAt, decodeBytes } from "../charset";
import { charsetOf } from "../message";
import type { Hl7Text } from "../parse";
import type { Wanted } from "../path";
import { shownSpan } from "../shown";
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
  const cell = new Cell(text.bytes, values, builder);
  yield* eachRow(all, (row) => {
    cell.begin();
    values.each(row, cell.see);
    builder.endRow();
  });
  return builder.finish();
}

/** Writes the values of one message into its row, as far as a cell reaches. */
class Cell {
  readonly #bytes: Uint8Array;
  readonly #values: Values;
  readonly #builder: TextColumnBuilder;
  /** Characters that still have room; below zero once it was cut. */
  #room = LONGEST_CELL;
  #isEmpty = true;

  constructor(bytes: Uint8Array, values: Values, builder: TextColumnBuilder) {
    this.#bytes = bytes;
    this.#values = values;
    this.#builder = builder;
  }

  begin(): void {
    this.#room = LONGEST_CELL;
    this.#isEmpty = true;
  }

  readonly see = (start: number, end: number): void => {
    if (start === end || this.#room < 0) return;
    if (!this.#isEmpty) this.#text(BETWEEN);
    this.#isEmpty = false;
    // So it is with nearly every value of nearly every feed: no text is made of it.
    if (this.#values.isAsItStands(start, end)) this.#ascii(start, end);
    else this.#text(this.#values.read(start, end));
  };

  #ascii(start: number, end: number): void {
    if (this.#room < 0) return;
    this.#builder.appendAscii(this.#bytes, start, start + Math.min(end - start, this.#room));
    this.#take(end - start);
  }

  #text(text: string): void {
    if (this.#room < 0) return;
    this.#builder.append(text.slice(0, this.#room));
    this.#take(text.length);
  }

  #take(length: number): void {
    this.#room -= length;
    if (this.#room < 0) this.#builder.append(CUT);
  }
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
  const { encoding } = charsetOf(text, block);
  const past = cutAt(text.bytes, { start, end }, LONGEST_SHOWN, encoding);
  const said = decodeBytes(text.bytes.subarray(start, past), encoding);
  return { said: said.replace(/\r\n?/g, "\n"), isCut: past < end };
}
