/** What an element needs from its surroundings: character set, private creator, byte order. */

import type { ByteSource } from "../bytes/source";
import { type Charset, charsetFor, DEFAULT_REPERTOIRE } from "./charset";
import { BIG_ENDIAN, type ElementIndex, NO_ROW, valueLength, valueOffset } from "./elements";
import { creatorTag, isPrivateCreator, SPECIFIC_CHARACTER_SET } from "./tags";
import type { ValueContext } from "./value";

/** One Specific Character Set element. */
export interface DeclaredCharset {
  readonly row: number;
  readonly terms: readonly string[];
}

/** By the row of the item it stands in; -1 for the top. Plain data, so that a worker can hand it over. */
export type DeclaredCharsets = ReadonlyMap<number, DeclaredCharset>;

/** More than this is no list of defined terms. */
const MOST_TERM_BYTES = 1_024;

/** Every Specific Character Set of the file. */
export function declaredCharsets(source: ByteSource, index: ElementIndex): DeclaredCharsets {
  const declared = new Map<number, DeclaredCharset>();
  for (let row = index.tag.indexOf(SPECIFIC_CHARACTER_SET); row !== NO_ROW; ) {
    const length = Math.min(valueLength(index, row), MOST_TERM_BYTES);
    const bytes = source.slice(valueOffset(index, row), length);
    const terms = DEFAULT_REPERTOIRE.decode(bytes, "values")
      .text.split("\\")
      .map((term) => term.replace(/[\0 ]+$/, "").trimStart());
    declared.set(index.parent[row] as number, { row, terms });
    row = index.tag.indexOf(SPECIFIC_CHARACTER_SET, row + 1);
  }
  return declared;
}

/** How to read the value of a row. */
export function contextOf(index: ElementIndex, row: number, charsets: DeclaredCharsets): ValueContext {
  const bigEndian = ((index.flags[row] as number) & BIG_ENDIAN) !== 0;
  return { bigEndian, charset: charsetAt(index, row, charsets) };
}

/** An item's own character set, or that of what it lies in (PS3.3 C.12.1.1.2). null: one that nobody knows. */
export function charsetAt(index: ElementIndex, row: number, charsets: DeclaredCharsets): Charset | null {
  return charsetIn(index, index.parent[row] as number, charsets);
}

/** That of what stands in an item by its row, or at the top: -1. */
export function charsetIn(index: ElementIndex, holder: number, charsets: DeclaredCharsets): Charset | null {
  let around = holder;
  let declared = charsets.get(around);
  while (!declared && around !== NO_ROW) {
    around = index.parent[around] as number;
    declared = charsets.get(around);
  }
  return declared ? charsetFor(declared.terms) : DEFAULT_REPERTOIRE;
}

/** For each row the row of its private creator element in the same data set, or -1 (PS3.5 7.8.1). */
export function creatorRows(index: ElementIndex): Int32Array {
  const rows = new Int32Array(index.count).fill(NO_ROW);
  const creators = new Map<string, number>();
  for (let row = 0; row < index.count; row++) {
    const tag = index.tag[row] as number;
    if (isPrivateCreator(tag)) creators.set(`${index.parent[row]}/${tag}`, row);
    const creator = creatorTag(tag);
    if (creator !== 0) rows[row] = creators.get(`${index.parent[row]}/${creator}`) ?? NO_ROW;
  }
  return rows;
}
