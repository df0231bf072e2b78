/**
 * Corrections of one file, one after another. Only what stands in front of the pixel data is looked at and changed; whoever
 * has the file puts the rest behind it again.
 *
 *     | preamble, meta | data set ………………………… | pixel data … |
 *     | head: is read, patched, read again … | stays where it is |
 */

import { type Datum, datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import { memorySource } from "../../bytes/source";
import type { ElementDictionary } from "../dictionary";
import { ElementValues } from "../element-values";
import { type ElementIndex, findElement, NO_ROW, pathOf } from "../elements";
import { type DicomFile, parse } from "../parse";
import { MEDIA_STORAGE_SOP_CLASS_UID, SOP_CLASS_UID } from "../tags";
import { brokenRule } from "../validate/forms";
import { vrCode, vrName } from "../vr";
import { rowAlong, wayTo } from "../way";
import { type Correction, type Edit, editFor, NoSuchPlace, patch, termsIn } from "../write";
import {
  type Carried,
  carriedFrom,
  elementFrom,
  isOfLevel,
  KEPT_EMPTY,
  type Level,
  sayingOf,
} from "./levels";

/** PS3.5 7.6 and PS3.3 C.7.6.3: the pixel data, in all their forms, and what lies behind them. */
export const BEHIND_CORRECTED = 0x7fe00000;
const SOP_INSTANCE_UID = 0x00080018;
/** PS3.10 Table 7.1-1 */
const MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;

export type CorrectionStep =
  | { readonly kind: "set"; readonly tag: number; readonly text: string }
  | { readonly kind: "remove"; readonly tag: number }
  /** All of a level as it is in another file: what that one lacks is taken away. */
  | { readonly kind: "level"; readonly level: Level; readonly elements: readonly Carried[] }
  /** Old UIDs and new ones, wherever they stand: sequences and meta information too. */
  | { readonly kind: "renew"; readonly uids: ReadonlyMap<string, string> };

export interface ElementChange {
  /** `00081140[1]/00081155` */
  readonly path: string;
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

export interface Surroundings {
  readonly dictionary: ElementDictionary;
  /** The head is of a file whose data set was deflated. */
  readonly isInflated?: boolean;
}

/** A head that was read: the bytes of a file up to `file.end`. */
class Head {
  readonly bytes: Uint8Array;
  readonly file: DicomFile;
  readonly values: ElementValues;

  constructor(bytes: Uint8Array, { dictionary, isInflated = false }: Surroundings) {
    const source = memorySource(bytes);
    this.bytes = bytes;
    this.file = parse(source, { vrOf: dictionary.vrOf, before: BEHIND_CORRECTED, isInflated });
    this.values = new ElementValues(source, this.file.elements);
  }

  get index(): ElementIndex {
    return this.file.elements;
  }
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
  const changes = [...ways.values()].flatMap((way) => changeAt(way, first, head, around.dictionary));
  return { head: head.bytes, changes: changes.sort(byPath) };
}

const byPath = (one: ElementChange, other: ElementChange): number => (one.path < other.path ? -1 : 1);

function patched({ bytes, file }: Head, edits: readonly PlacedEdit[]): Uint8Array {
  try {
    return patch(
      bytes,
      file,
      edits.map(({ edit }) => edit),
    );
  } catch (error) {
    throw error instanceof NoSuchPlace ? new Fatal("edit-place") : error;
  }
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
  return [{ path: there.path, name, vr: there.vr, before: quoted(before), after: quoted(after) }];
}

interface Said {
  readonly text: string;
  readonly vr: string;
  readonly path: string;
}

const quoted = (said: Said | null): Datum | null =>
  said && datum(said.text.length > MOST_SAID ? `${said.text.slice(0, MOST_SAID)}…` : said.text);

/** Where an edit puts something: of `Edit` the way leads to the data set around it. */
interface PlacedEdit {
  readonly way: readonly number[];
  readonly edit: Edit;
}

function editsOf(step: CorrectionStep, head: Head, around: Surroundings): readonly PlacedEdit[] {
  if (step.kind === "set") return setEdits(step.tag, step.text, head, around);
  if (step.kind === "remove") return removal(step.tag, head, around);
  if (step.kind === "renew") return renewals(step.uids, head);
  const { elements } = step;
  const wanted = new Set(elements.map(({ tag }) => tag));
  const unwanted = topTags(head.index).filter((tag) => isOfLevel(tag, step.level) && !wanted.has(tag));
  return [
    ...elements.flatMap((carried) => carry(carried, head, around)),
    ...unwanted.flatMap((tag) =>
      KEPT_EMPTY.has(tag) ? setEdits(tag, "", head, around) : removal(tag, head, around),
    ),
  ];
}

function topTags(index: ElementIndex): readonly number[] {
  const tags: number[] = [];
  for (let row = 0; row < index.count; row = index.end[row] as number) tags.push(index.tag[row] as number);
  return tags;
}

/** What the meta information repeats of the data set follows it (PS3.10 Table 7.1-1). */
const REPEATED: ReadonlyMap<number, number> = new Map([
  [SOP_INSTANCE_UID, MEDIA_STORAGE_SOP_INSTANCE_UID],
  [SOP_CLASS_UID, MEDIA_STORAGE_SOP_CLASS_UID],
]);

function setEdits(tag: number, text: string, head: Head, around: Surroundings): readonly PlacedEdit[] {
  const repeated = REPEATED.get(tag);
  const isRepeated = repeated !== undefined && findElement(head.index, repeated) !== NO_ROW;
  return [
    ...valueEdit([tag], text, head, around),
    ...(isRepeated ? valueEdit([repeated], text, head, around) : []),
  ];
}

/** None where the element says so already. */
function valueEdit(
  way: readonly number[],
  text: string,
  head: Head,
  { dictionary }: Surroundings,
): readonly PlacedEdit[] {
  const { row, exact } = rowAlong(head.index, way);
  if (exact && head.values.kind(row) === "value" && sayingOf(head.values, row) === text) return [];
  const correction: Correction = { kind: "value", way, text, vr: "" };
  const edit = placedEdit(correction, head, dictionary);
  checkForm(text, exact ? (head.index.vr[row] as number) : dictionary.vrOf(way.at(-1) ?? 0, false));
  return [{ way, edit }];
}

function placedEdit(correction: Correction, { file, values }: Head, dictionary: ElementDictionary): Edit {
  if ((correction.way[0] ?? 0) >>> 0 >= BEHIND_CORRECTED) throw new Fatal("edit-place");
  return editFor(correction, file, { charsets: values.charsets, dictionary });
}

/** PS3.5 6.4: text in which a backslash is a character like others. */
const SINGLE: ReadonlySet<number> = new Set(["LT", "ST", "UR", "UT"].map(vrCode));

function checkForm(text: string, vr: number): void {
  const name = vrName(vr);
  for (const value of SINGLE.has(vr) ? [text] : text.split("\\")) {
    const broken = value === "" ? null : brokenRule(name, value);
    if (broken)
      throw new Fatal("edit-form", -1, { found: datum(value), vr: name, expected: broken.expected });
  }
}

function removal(tag: number, head: Head, { dictionary }: Surroundings): readonly PlacedEdit[] {
  const way = [tag];
  if (findElement(head.index, tag) === NO_ROW) return [];
  return [{ way, edit: placedEdit({ kind: "remove", way }, head, dictionary) }];
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

const VR_UI = vrCode("UI");

/** Several UIDs may stand in one element, with a backslash between them. */
function renewals(uids: ReadonlyMap<string, string>, { index, values }: Head): readonly PlacedEdit[] {
  const edits: PlacedEdit[] = [];
  for (let row = 0; row < index.count; row++) {
    if (index.vr[row] !== VR_UI || index.item[row] !== 0) continue;
    const parts = values.values(row);
    const renewed = parts.map((uid) => uids.get(uid) ?? uid);
    if (renewed.every((uid, at) => uid === parts[at])) continue;
    const way = wayTo(index, row);
    const value = new TextEncoder().encode(renewed.join("\\"));
    edits.push({ way, edit: { kind: "value", way, value } });
  }
  return edits;
}
