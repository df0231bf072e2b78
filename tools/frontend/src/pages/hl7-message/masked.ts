/**
 * A message as text with every value masked: segment names and delimiters stay, each value is its mask. Where which row
 * stands is kept, so that text and table still lead to each other. No DOM.
 */

import { maskOf, unmasked } from "../../bytes/datum";
import { presenceOf } from "../../hl7";
import { masking, shown } from "../../shell/mask";
import type { OpenMessage, Said } from "./open-message";

/** One part that holds no others: its row, and from where to where in the text it stands. */
interface Leaf {
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

export interface MaskedText {
  readonly text: string;
  /** Ascending in both. */
  readonly leaves: readonly Leaf[];
}

/** The rows from `first` up to `past`, no more than about `limit` characters; segments on lines of their own. */
export function maskedRows(open: OpenMessage, first: number, past: number, limit: number): MaskedText {
  const leaves: Leaf[] = [];
  let text = "";
  let written = open.span(first).start;
  for (let row = first; row < past && text.length < limit; row++) {
    const { start, end } = open.span(row);
    if (open.kind(row) === "segment" && row > first) {
      text += "\n";
      written = start;
    }
    if (open.hasParts(row)) continue;
    const between = open.delimitersIn(written, start);
    const value = leafText(open, row);
    const at = text.length + between.length;
    leaves.push({ row, start: at, end: at + value.length });
    text += between + value;
    written = end;
  }
  return { text, leaves };
}

/** Of so few bytes, that all that they may say has one mask, and need not be read: a message has a million of them. */
const SHORT = 32;
const SHORT_MASK = maskOf("x");

function leafText(open: OpenMessage, row: number): string {
  const isName = open.kind(row) === "segment" && open.path(row) !== "";
  if (isName) return open.segment(row)?.id ?? "";
  const presence = presenceOf(open.text.bytes, open.span(row));
  if (presence === "empty") return "";
  const { start, end } = open.span(row);
  const stays = presence === "null" || open.isDelimiters(row);
  if (!stays && end - start <= SHORT) return SHORT_MASK;
  const { raw } = open.value(row);
  return stays ? unmasked(raw) : maskOf(unmasked(raw));
}

/** What a row says as it may be seen: its text, or for one with parts the raw text, whose delimiters stay. */
export function seen(open: OpenMessage, row: number, said: Said, limit: number): string {
  if (!masking.on) return shown(open.hasParts(row) ? said.raw : said.text);
  return maskedRows(open, row, open.tree.last[row] ?? row + 1, limit).text;
}

/** The same for the raw text of a row. */
export function seenRaw(open: OpenMessage, row: number, said: Said, limit: number): string {
  return masking.on ? seen(open, row, said, limit) : shown(said.raw);
}

/** From where to where a row stands; null where the text ends before it. */
export function rangeOf({ leaves }: MaskedText, row: number, past: number): Omit<Leaf, "row"> | null {
  const first = leaves.find((leaf) => leaf.row >= row);
  const last = leaves.findLast((leaf) => leaf.row < past);
  return first && last && first.row < past ? { start: first.start, end: last.end } : null;
}

/** The row at a position, or the last before it; -1 where there is none. */
export function rowAtPosition({ leaves }: MaskedText, position: number): number {
  return leaves.findLast(({ start }) => start <= position)?.row ?? -1;
}
