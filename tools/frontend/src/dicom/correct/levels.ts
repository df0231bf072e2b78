/** What of a file belongs to its patient and to its study, and how that is carried over into another file. */

import type { ElementValues } from "../element-values";
import { NO_ROW } from "../elements";
import { SPECIFIC_CHARACTER_SET, UNDEFINED_LENGTH } from "../tags";
import { isText } from "../value";
import { type Vr, vrName } from "../vr";
import { swapped } from "../word-size";
import { type NewElement, valueBytes } from "../write";

/** "study": that of the study, and of the patient whose study it is. */
export type Level = "patient" | "study";

const PATIENT_GROUP = 0x0010;
const REFERENCED_PATIENT = 0x00081120;

/** PS3.3 C.7.2.1 and C.7.2.2: General Study, and Patient Study, which stands in group 0010 and is of one visit. */
export const STUDY_TAGS: ReadonlySet<number> = new Set([
  ...[0x00080020, 0x00080030, 0x00080050, 0x00080051, 0x00080090, 0x00080096, 0x0008009c, 0x0008009d],
  ...[0x00081030, 0x00081032, 0x00081048, 0x00081049, 0x00081060, 0x00081062, 0x00081080, 0x00081084],
  ...[0x00081110, 0x00101010, 0x00101020, 0x00101021, 0x00101022, 0x00101023, 0x00101024, 0x00101030],
  ...[0x00102000, 0x00102110, 0x00102180, 0x001021a0, 0x001021b0, 0x001021c0, 0x001021d0, 0x00102203],
  ...[0x0020000d, 0x00200010, 0x00321033, 0x00321034, 0x00321066, 0x00321067, 0x00380010, 0x00380014],
  ...[0x00380060, 0x00380062, 0x00380064, 0x00380500, 0x00401012],
]);

/** PS3.3 C.7.1.1, C.7.2.1: of type 2. Where the other file has none, these become empty, and the rest goes. */
export const KEPT_EMPTY: ReadonlySet<number> = new Set([
  ...[0x00100010, 0x00100020, 0x00100030, 0x00100040],
  ...[0x00080020, 0x00080030, 0x00080050, 0x00080090, 0x00200010],
]);

/**
 * All of group 0010 that is not of one visit is taken for the patient's, retired elements too: an address or another ID
 * of somebody else must not stay behind.
 */
export function isOfLevel(tag: number, level: Level): boolean {
  if (STUDY_TAGS.has(tag)) return level === "study";
  return tag >>> 16 === PATIENT_GROUP || tag === REFERENCED_PATIENT;
}

/** An element as it goes from one file to another: text is put into the character set of where it comes to. */
export type Carried = { readonly tag: number; readonly vr: Vr } & (
  | { readonly text: string }
  /** As in a little endian file. */
  | { readonly bytes: Uint8Array }
  | { readonly items: readonly (readonly Carried[])[] }
);

/** The elements of a level at the top of a file. */
export function carriedOf(values: ElementValues, level: Level): readonly Carried[] {
  return within(values, NO_ROW, (tag) => isOfLevel(tag, level));
}

function within(
  values: ElementValues,
  holder: number,
  isWanted: (tag: number) => boolean,
): readonly Carried[] {
  const { index } = values;
  const carried: Carried[] = [];
  const end = holder === NO_ROW ? index.count : (index.end[holder] as number);
  for (let row = holder + 1; row < end; row = index.end[row] as number)
    if (isWanted(index.tag[row] as number)) carried.push(carriedFrom(values, row));
  return carried;
}

/** What is within items speaks of a character set that it leaves behind. */
const isNoCharset = (tag: number): boolean => tag !== SPECIFIC_CHARACTER_SET;

export function carriedFrom(values: ElementValues, row: number): Carried {
  const { index } = values;
  const named = { tag: index.tag[row] as number, vr: index.vr[row] as number };
  if (values.kind(row) !== "value") {
    const items: (readonly Carried[])[] = [];
    for (let item = row + 1; item < (index.end[row] as number); item = index.end[item] as number)
      items.push(within(values, item, isNoCharset));
    return { ...named, items };
  }
  if (isText(named.vr)) return { ...named, text: values.text(row) ?? "" };
  const bytes = values.bytes(row);
  return { ...named, bytes: values.context(row).bigEndian ? swapped(bytes, named.vr) : bytes.slice() };
}

/** @throws Fatal "edit-charset" where the character sets of the other file lack a character */
export function elementFrom(carried: Carried, terms: readonly string[]): NewElement {
  const { tag, vr } = carried;
  if ("items" in carried) {
    const items = carried.items.map((item) => item.map((one) => elementFrom(one, terms)));
    return { tag, items };
  }
  if ("bytes" in carried) return { tag, vr, value: carried.bytes };
  return { tag, vr, value: valueBytes(carried.text, vr, { bigEndian: false, terms }) };
}

/** What an element says, in one line; of a sequence the texts in it. */
export function sayingOf(values: ElementValues, row: number): string {
  const { index } = values;
  if (values.kind(row) === "value") return values.text(row) ?? values.values(row).join("\\");
  const said: string[] = [];
  for (let at = row + 1; at < (index.end[row] as number); at++) {
    const isLeaf =
      index.item[at] === 0 && index.length[at] !== UNDEFINED_LENGTH && values.kind(at) === "value";
    if (isLeaf) said.push(values.text(at) ?? vrName(index.vr[at] as number));
  }
  return said.join(" · ");
}
