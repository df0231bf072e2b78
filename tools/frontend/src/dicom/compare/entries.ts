/** Which element of one data set belongs to which of another: by its tag, and a private one by whose it is. */

import { type ElementIndex, NO_ROW } from "../elements";
import { creatorTag, isPrivateCreator } from "../tags";
import type { ComparedFile } from "./side";

/** Rows; -1 where one side has none. */
export interface Entry {
  readonly left: number;
  readonly right: number;
  /** Whose it is; "" for an element of the standard, and for a private one that nobody claims. */
  readonly creator: string;
}

interface Keyed {
  readonly key: string;
  readonly row: number;
  readonly tag: number;
  readonly creator: string;
}

/** `holder` is the row of an item, or -1 for the top. In the order of the tags, the same whichever side is called left. */
export function entriesOf(
  [left, right]: readonly [ComparedFile, ComparedFile],
  [ofLeft, ofRight]: readonly [number, number],
): readonly Entry[] {
  const lefts = keyedRows(left, ofLeft);
  const rights = new Map(keyedRows(right, ofRight).map((keyed) => [keyed.key, keyed]));
  const entries: (Entry & { readonly key: string; readonly tag: number })[] = [];
  for (const { key, row, tag, creator } of lefts) {
    const other = rights.get(key);
    rights.delete(key);
    const right = other?.row ?? NO_ROW;
    entries.push({ key, tag: Math.min(tag, other?.tag ?? tag), left: row, right, creator });
  }
  for (const { key, row, tag, creator } of rights.values())
    entries.push({ key, tag, left: NO_ROW, right: row, creator });
  return entries.sort((one, two) => one.tag - two.tag || (one.key < two.key ? -1 : 1));
}

/**
 * PS3.5 7.8.1: a maker's block may lie elsewhere in another file, so that (0009,1002) of one and (0009,1102) of the other
 * are the same element.
 */
function keyedRows(side: ComparedFile, holder: number): readonly Keyed[] {
  const { elements } = side.file;
  const creators = new Map<number, string>();
  const times = new Map<string, number>();
  return childrenOf(elements, holder).map((row): Keyed => {
    const tag = elements.tag[row] as number;
    if (isPrivateCreator(tag)) creators.set(tag, side.values.text(row)?.trim() ?? "");
    const creator = creators.get(creatorTag(tag)) ?? "";
    const name = nameOf(tag, creators.get(tag) ?? "", creator);
    const before = times.get(name) ?? 0; // damaged files have a tag twice
    times.set(name, before + 1);
    return { key: before === 0 ? name : `${name}\0${before}`, row, tag, creator };
  });
}

function nameOf(tag: number, own: string, creator: string): string {
  if (own !== "") return `${tag >>> 16}\0${own}`;
  return creator === "" ? String(tag) : `${tag >>> 16}\0${creator}\0${tag & 0xff}`;
}

/** Elements of a data set, or items of a sequence. */
export function childrenOf(elements: ElementIndex, holder: number): readonly number[] {
  const end = holder === NO_ROW ? elements.count : (elements.end[holder] as number);
  const rows: number[] = [];
  for (let row = holder + 1; row < end; row = elements.end[row] as number) rows.push(row);
  return rows;
}
