/** From offsets to places that people can find, and back. */

import type { Fault } from "../bytes/fault";
import { decodeBytes, type Encoding, isSingleByte } from "./charset";
import { lineAt } from "./lines";
import type { Hl7Text } from "./parse";

/** Both from 1. Columns count UTF-16 code units, as editors and text areas do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface PlacedFault extends Fault {
  readonly place: Place;
}

export function placeAt(text: Hl7Text, offset: number, encoding: Encoding = "utf-8"): Place {
  const line = lineAt(text.lines, offset);
  const start = text.lines.start[line] ?? 0;
  const before = text.bytes.subarray(start, Math.max(start, offset));
  return { line: line + 1, column: decodeBytes(before, encoding).length + 1 };
}

const LEAD_OF_TWO = 0xc0;
const LEAD_OF_THREE = 0xe0;
/** Characters of four bytes take two UTF-16 code units. */
const LEAD_OF_FOUR = 0xf0;

/** The way back; a column past the end of its line means that end. */
export function offsetAt(text: Hl7Text, { line, column }: Place, encoding: Encoding = "utf-8"): number {
  const row = Math.min(Math.max(line - 1, 0), text.lines.count - 1);
  const start = text.lines.start[row] ?? 0;
  const end = text.lines.end[row] ?? 0;
  if (isSingleByte(encoding)) return Math.min(start + column - 1, end);
  let at = start;
  for (let units = column - 1; units > 0 && at < end; ) {
    const lead = text.bytes[at] ?? 0;
    at += lead < LEAD_OF_TWO ? 1 : lead < LEAD_OF_THREE ? 2 : lead < LEAD_OF_FOUR ? 3 : 4;
    units -= lead >= LEAD_OF_FOUR ? 2 : 1;
  }
  return Math.min(at, end);
}
