/**
 * Which item of one sequence belongs to which of another: by what names it, where there is something, else by what they
 * have in common. An item that was put in does not make those behind it differ.
 */

import { align, type Item, type Pair } from "../../bytes/align";
import { type ElementIndex, findElement, NO_ROW, valueLength } from "../elements";
import { ITEM, isPrivate } from "../tags";
import { isText } from "../value";
import { childrenOf } from "./entries";
import { littleEndian } from "./hashes";
import type { ComparedFile } from "./side";

/**
 * What names an item, the first that it has: Referenced SOP Instance UID, Series and Study Instance UID; code and scheme;
 * numbers of segments, ROIs, beams, fraction groups, steps and procedures, which their modules ask to be unique.
 */
const KEYS: readonly (readonly number[])[] = [
  [0x00081155],
  [0x0020000e],
  [0x0020000d],
  [0x00080100, 0x00080102],
  [0x00080119, 0x00080102],
  [0x00620004],
  [0x30060022],
  [0x30060084],
  [0x30060082],
  [0x300a00c0],
  [0x300a0071],
  [0x300c0006],
  [0x00400009],
  [0x00401001],
];

export interface ItemPairs {
  /** Rows; -1 where one side has no partner. */
  readonly pairs: readonly Pair[];
  /** Items were found by what names them, in another order than on the other side. */
  readonly isReordered: boolean;
}

type Both<T> = readonly [left: T, right: T];

export function itemPairs(sides: Both<ComparedFile>, [ofLeft, ofRight]: Both<number>): ItemPairs {
  const items: Both<readonly number[]> = [
    childrenOf(sides[0].file.elements, ofLeft),
    childrenOf(sides[1].file.elements, ofRight),
  ];
  const named = pairsByKey(sides, items);
  const left = new Set(named.map(([row]) => row));
  const right = new Set(named.map(([, row]) => row));
  const rest = alignedPairs(sides, [
    items[0].filter((row) => !left.has(row)),
    items[1].filter((row) => !right.has(row)),
  ]);
  const numberOf = ([one, other]: Pair): number =>
    (one === NO_ROW ? sides[1].file.elements.item[other] : sides[0].file.elements.item[one]) as number;
  const pairs = [...named, ...rest].sort((one, two) => numberOf(one) - numberOf(two));
  const matched = pairs.filter((pair) => !pair.includes(NO_ROW)).map(([, row]) => row);
  return { pairs, isReordered: matched.some((row, at) => at > 0 && row < (matched[at - 1] as number)) };
}

/** Items that are named alike, once on each side. */
function pairsByKey(
  [left, right]: Both<ComparedFile>,
  [lefts, rights]: Both<readonly number[]>,
): readonly Pair[] {
  const others = keyedItems(right, rights);
  return [...keyedItems(left, lefts)].flatMap(([key, row]): readonly Pair[] => {
    const other = others.get(key);
    return other === undefined ? [] : [[row, other]];
  });
}

/** The rest by what they have in common: an item may have been renamed. */
function alignedPairs(
  [left, right]: Both<ComparedFile>,
  [lefts, rights]: Both<readonly number[]>,
): readonly Pair[] {
  if (lefts.length + rights.length === 0) return [];
  const tags = [...new Set([...tagsIn(left, lefts), ...tagsIn(right, rights)])].sort((one, two) => one - two);
  const ones = lefts.map((row) => itemOf(left, row, tags));
  const others = rights.map((row) => itemOf(right, row, tags));
  return align(ones, others).map(([i, j]): Pair => [lefts[i] ?? NO_ROW, rights[j] ?? NO_ROW]);
}

/** Without those whose name another has too. */
function keyedItems(side: ComparedFile, rows: readonly number[]): ReadonlyMap<string, number> {
  const keyed = new Map<string, number>();
  const often = new Set<string>();
  for (const row of rows) {
    const key = keyOf(side, row);
    if (key === null) continue;
    if (keyed.has(key)) often.add(key);
    keyed.set(key, row);
  }
  for (const key of often) keyed.delete(key);
  return keyed;
}

function keyOf({ file: { elements }, values }: ComparedFile, item: number): string | null {
  for (const tags of KEYS) {
    const rows = tags.map((tag) => findElement(elements, tag, item));
    if (rows[0] === NO_ROW) continue;
    const said = rows.map((row) => (row === NO_ROW ? "" : values.values(row).join("\\")));
    if (said[0] !== "") return [tags[0], ...said].join("\0");
  }
  return null;
}

function tagsIn({ file: { elements } }: ComparedFile, items: readonly number[]): readonly number[] {
  return items.flatMap((item) => childrenOf(elements, item).map((row) => elements.tag[row] as number));
}

/** One part for each tag, so that those of two items stand beside each other. */
function itemOf(side: ComparedFile, item: number, tags: readonly number[]): Item {
  const { elements } = side.file;
  const rows = new Map(childrenOf(elements, item).map((row) => [elements.tag[row] as number, row]));
  const parts = tags.map((tag) => {
    const row = rows.get(tag);
    return row === undefined ? "" : said(side, row);
  });
  return { kind: "", parts };
}

/** Bytes that go into what items are told apart by; longer values differ in them, or in their length. */
const MOST_SAID = 256;

/** Everything in an element, in a text for comparing: what is equal in it may still differ, and is looked at then. */
function said({ file: { elements }, values }: ComparedFile, row: number): string {
  let text = "";
  for (let at = row; at < (elements.end[row] as number); at++) {
    const tag = elements.tag[at] as number;
    const isLeaf = (elements.end[at] as number) === at + 1 && tag !== ITEM;
    text += isLeaf ? `${tag}=${valueSaid(elements, values, at)};` : tag === ITEM ? "{" : `${tag}:`;
    if (text.length > LONGEST) return text;
  }
  return text || (isPrivate(elements.tag[row] as number) ? "-" : " ");
}

const LONGEST = 4_096;

function valueSaid(elements: ElementIndex, values: ComparedFile["values"], row: number): string {
  if (isText(elements.vr[row] as number) && valueLength(elements, row) <= MOST_SAID)
    return values.values(row).join("\\");
  const bytes = littleEndian(values.bytes(row, MOST_SAID), elements, row);
  return `${valueLength(elements, row)}:${String.fromCharCode(...bytes)}`;
}
