/**
 * Corrections of one file, one after another. Only what stands in front of the pixel data is looked at and changed; whoever
 * has the file puts the rest behind it again.
 *
 *     | preamble, meta | data set ………………………… | pixel data … |
 *     | head: is read, patched, read again … | stays where it is |
 */

import { type Datum, datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import type { ElementDictionary } from "../dictionary";
import { type ElementIndex, findElement, NO_ROW, pathOf } from "../elements";
import { vrName } from "../vr";
import { rowAlong } from "../way";
import { termsIn } from "../write";
import { Head, type PlacedEdit, patched, removal, type Surroundings, setEdits, valueEdit } from "./edits";
import {
  type Carried,
  carriedFrom,
  elementFrom,
  isOfLevel,
  KEPT_EMPTY,
  type Level,
  sayingOf,
} from "./levels";
import { type Depth, depthOf, nestedWith, USUAL, valueAtTop } from "./occurrences";
import { renewedUids, type Uids } from "./renewals";

/** "everywhere": within sequences too, wherever the value of the top stands. Or wherever `value` does, top or not. */
export type Where = "top" | "everywhere" | { readonly value: string };

export type CorrectionStep =
  | { readonly kind: "set"; readonly tag: number; readonly text: string; readonly where: Where }
  | { readonly kind: "remove"; readonly tag: number; readonly where: Where }
  /** All of a level as it is in another file: what that one lacks is taken away. */
  | {
      readonly kind: "level";
      readonly level: Level;
      readonly elements: readonly Carried[];
      readonly where: Where;
    }
  /** Old UIDs and new ones, wherever they stand: sequences and meta information too. */
  | { readonly kind: "renew"; readonly uids: Uids };

export interface ElementChange {
  /** `00081140[1]/00081155` */
  readonly path: string;
  readonly depth: Depth;
  /** The dictionary's, "" where it has none. */
  readonly name: string;
  readonly vr: string;
  /** null where it is not there. */
  readonly before: Datum | null;
  readonly after: Datum | null;
}

export interface CorrectedHead {
  readonly head: Uint8Array;
  readonly changes: readonly ElementChange[];
}

/**
 * @throws Fatal as `editFor`; "edit-form" with `found`, `vr` and `expected` where a value breaks the rules of its VR;
 * "edit-place" where the file has no place for an element
 */
export function correctedHead(
  bytes: Uint8Array,
  steps: readonly CorrectionStep[],
  around: Surroundings,
): CorrectedHead {
  const first = new Head(bytes, around);
  const ways = new Map<string, readonly number[]>();
  let head = first;
  for (const step of steps) {
    const edits = editsOf(step, head, around);
    if (edits.length === 0) continue;
    for (const { way } of edits) ways.set(way.join("/"), way);
    head = new Head(patched(head, edits), around);
  }
  const inOrder = [...ways.values()].sort(byWay);
  return {
    head: head.bytes,
    changes: inOrder.flatMap((way) => changeAt(way, first, head, around.dictionary)),
  };
}

/** As they stand in the file. */
function byWay(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((step, place) => step !== other[place]);
  return at < 0 ? one.length - other.length : (one[at] as number) - (other[at] ?? -1);
}

/** Long texts are not read in a table. */
const MOST_SAID = 200;

function changeAt(
  way: readonly number[],
  first: Head,
  last: Head,
  dictionary: ElementDictionary,
): readonly ElementChange[] {
  const [before, after] = [first, last].map((head) => {
    const { row, exact } = rowAlong(head.index, way);
    if (!exact) return null;
    const text = sayingOf(head.values, row);
    return { text, vr: vrName(head.index.vr[row] as number), path: pathOf(head.index, row) };
  }) as [Said | null, Said | null];
  const there = after ?? before;
  if (!there || (before && after && before.text === after.text)) return [];
  const name = dictionary.find(way.at(-1) ?? 0)?.name ?? "";
  const { path, vr } = there;
  return [{ path, depth: depthOf(way), name, vr, before: quoted(before), after: quoted(after) }];
}

interface Said {
  readonly text: string;
  readonly vr: string;
  readonly path: string;
}

const quoted = (said: Said | null): Datum | null =>
  said && datum(said.text.length > MOST_SAID ? `${said.text.slice(0, MOST_SAID)}…` : said.text);

function editsOf(step: CorrectionStep, head: Head, around: Surroundings): readonly PlacedEdit[] {
  if (step.kind === "level") return levelEdits(step, head, around);
  if (step.kind === "renew") {
    const renewed = renewedUids(step.uids, head);
    return wanted(renewed, around, ({ way, text }) => [
      { way, edit: { kind: "value", way, value: new TextEncoder().encode(text) } },
    ]);
  }
  const { tag, where } = step;
  const text = step.kind === "set" ? step.text : null;
  const atTop = valueAtTop(head, tag);
  const isAtTop = typeof where === "string" || where.value.trim() === atTop;
  const old = typeof where === "string" ? atTop : where.value.trim();
  return [
    ...(isAtTop ? atTopEdits(tag, text, head, around) : []),
    ...(where === "top" ? [] : nestedEdits({ tag, old, text }, head, around)),
  ];
}

/** `text` null takes the element away. */
function atTopEdits(
  tag: number,
  text: string | null,
  head: Head,
  around: Surroundings,
): readonly PlacedEdit[] {
  return text === null ? removal([tag], head, around) : setEdits(tag, text, head, around);
}

interface Replacing {
  readonly tag: number;
  /** "" is no value that could stand elsewhere. */
  readonly old: string;
  /** null takes the element away. */
  readonly text: string | null;
  /** What lies within these is replaced as a whole. */
  readonly without?: (top: number) => boolean;
}

function nestedEdits(
  { tag, old, text, without }: Replacing,
  head: Head,
  around: Surroundings,
): readonly PlacedEdit[] {
  const places = nestedWith(head, tag, old, without).map((way) => ({ way }));
  return wanted(places, around, ({ way }) => {
    if (text === null) return removal(way, head, around);
    const { row } = rowAlong(head.index, way);
    const said = sayingOf(head.values, row).split("\\");
    const now = said.length === 1 ? text : said.map((one) => (one.trim() === old ? text : one)).join("\\");
    return valueEdit(way, old.includes("\\") ? text : now, head, around);
  });
}

/** Of places those that are wanted. What cannot be changed of the past is not offered, and stops nothing. */
function wanted<Place extends { readonly way: readonly number[] }>(
  places: readonly Place[],
  { isWanted = USUAL }: Surroundings,
  edit: (place: Place) => readonly PlacedEdit[],
): readonly PlacedEdit[] {
  return places.flatMap((place) => {
    const depth = depthOf(place.way);
    if (depth !== "top" && !isWanted(place.way)) return [];
    try {
      return edit(place);
    } catch (error) {
      if (depth === "history" && error instanceof Fatal) return [];
      throw error;
    }
  });
}

function levelEdits(
  { level, elements, where }: CorrectionStep & { readonly kind: "level" },
  head: Head,
  around: Surroundings,
): readonly PlacedEdit[] {
  const carriedTags = new Set(elements.map(({ tag }) => tag));
  const without = (top: number): boolean => isOfLevel(top, level);
  const unwanted = topTags(head.index).filter((tag) => without(tag) && !carriedTags.has(tag));
  const replaced = [
    ...elements.flatMap((one) => ("text" in one ? [{ tag: one.tag, text: one.text }] : [])),
    ...unwanted.map((tag) => ({ tag, text: KEPT_EMPTY.has(tag) ? "" : null })),
  ];
  const nested = where === "top" ? [] : replaced;
  return [
    ...elements.flatMap((carried) => carry(carried, head, around)),
    ...unwanted.flatMap((tag) => atTopEdits(tag, KEPT_EMPTY.has(tag) ? "" : null, head, around)),
    ...nested.flatMap(({ tag, text }) =>
      nestedEdits({ tag, old: valueAtTop(head, tag), text, without }, head, around),
    ),
  ];
}

function topTags(index: ElementIndex): readonly number[] {
  const tags: number[] = [];
  for (let row = 0; row < index.count; row = index.end[row] as number) tags.push(index.tag[row] as number);
  return tags;
}

/** Numbers and sequences are written anew where they say something else. */
function carry(carried: Carried, head: Head, around: Surroundings): readonly PlacedEdit[] {
  if ("text" in carried) return setEdits(carried.tag, carried.text, head, around);
  const { index, values, file } = head;
  const element = elementFrom(carried, termsIn(file, NO_ROW, values.charsets));
  const row = findElement(index, carried.tag);
  if (row !== NO_ROW && isSame(carriedFrom(values, row), carried)) return [];
  return [{ way: [carried.tag], edit: { kind: "put", way: [], element } }];
}

function isSame(one: Carried, other: Carried): boolean {
  if (one.tag !== other.tag || one.vr !== other.vr) return false;
  if ("text" in one) return "text" in other && one.text === other.text;
  if ("bytes" in one) return "bytes" in other && `${one.bytes}` === `${other.bytes}`;
  if (!("items" in other) || one.items.length !== other.items.length) return false;
  return one.items.every((item, at) => {
    const there = other.items[at] as readonly Carried[];
    return item.length === there.length && item.every((each, place) => isSame(each, there[place] as Carried));
  });
}
