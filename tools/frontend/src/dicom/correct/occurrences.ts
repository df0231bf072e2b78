/** Where a value stands besides the top of its data set: in items of sequences, and in what they record of the past. */

import { creatorRows } from "../context";
import type { ElementValues } from "../element-values";
import { type ElementIndex, findElement, NO_ROW } from "../elements";
import { isPrivate } from "../tags";
import { VR_UI } from "../vr";
import { rowAlong, wayTo } from "../way";

/**
 * "history": within an Original Attributes Sequence. It says what values were before somebody changed them, and its items
 * "shall be preserved" (PS3.3 C.12.1.1.9): nothing in it changes unless the visitor asks for that very place.
 */
export type Depth = "top" | "nested" | "history";

/** PS3.3 C.12.1.1.9 */
const ORIGINAL_ATTRIBUTES = 0x04000561;

export function depthOf(way: readonly number[]): Depth {
  if (way.length === 1) return "top";
  return way.some((step, at) => at % 2 === 0 && step === ORIGINAL_ATTRIBUTES) ? "history" : "nested";
}

/** Whether an element at a place is to be changed. */
export type IsWanted = (way: readonly number[]) => boolean;

/** All but what is history. */
export const USUAL: IsWanted = (way) => depthOf(way) !== "history";

/** PS3.6 A: UIDs of classes, syntaxes and the like, which name no object: many files share them. */
const REGISTERED = "1.2.840.10008.";

/** Of an element at the top: its value, without the spaces that say nothing (PS3.5 6.2). "" where it is not there. */
export function valueAtTop({ index, values }: Read, tag: number): string {
  const row = findElement(index, tag);
  return row === NO_ROW || values.kind(row) !== "value" ? "" : textAt(values, row);
}

export interface Read {
  readonly index: ElementIndex;
  readonly values: ElementValues;
}

function textAt(values: ElementValues, row: number): string {
  return (values.text(row) ?? values.values(row).join("\\")).trim();
}

/**
 * The ways to elements within items that say `value`: those of the same tag, private ones of the same creator; a UID of an
 * object under any tag, for a study is referred to as (0008,1155) too. `without`: what lies within these stays out.
 */
export function nestedWith(
  read: Read,
  tag: number,
  value: string,
  without: (top: number) => boolean = () => false,
): readonly (readonly number[])[] {
  const { index, values } = read;
  if (value === "") return [];
  const isTag = sameTag(read, tag);
  const isUid = uidTag(read, tag) && !value.startsWith(REGISTERED);
  const ways: (readonly number[])[] = [];
  for (let row = 0; row < index.count; row++) {
    if (index.parent[row] === NO_ROW) {
      if (without(index.tag[row] as number)) row = (index.end[row] as number) - 1;
      continue;
    }
    if (index.item[row] !== 0 || !(isUid ? index.vr[row] === VR_UI : isTag(row))) continue;
    if (values.kind(row) !== "value" || !saysIt(textAt(values, row), value, isUid)) continue;
    const way = wayOf(index, row);
    if (way) ways.push(way);
  }
  return ways;
}

const saysIt = (text: string, value: string, isUid: boolean): boolean =>
  isUid ? text.split("\\").includes(value) : text === value;

/** Null for the second of two elements with one tag in one data set: a way leads to the first. */
export function wayOf(index: ElementIndex, row: number): readonly number[] | null {
  const way = wayTo(index, row);
  return rowAlong(index, way).row === row ? way : null;
}

function uidTag({ index }: Read, tag: number): boolean {
  for (let row = 0; row < index.count; row++) if (index.tag[row] === tag) return index.vr[row] === VR_UI;
  return false;
}

/** PS3.5 7.8.1: a private tag is somebody's only together with its creator. */
function sameTag({ index, values }: Read, tag: number): (row: number) => boolean {
  if (!isPrivate(tag)) return (row) => index.tag[row] === tag;
  const creators = creatorRows(index);
  const creatorOf = (row: number): string => {
    const creator = row === NO_ROW ? NO_ROW : (creators[row] as number);
    return creator === NO_ROW ? "" : textAt(values, creator);
  };
  const wanted = creatorOf(findElement(index, tag));
  return (row) => index.tag[row] === tag && wanted !== "" && creatorOf(row) === wanted;
}
