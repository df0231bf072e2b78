/** The DICOM JSON Model (PS3.18 F): a data set, or one element with everything that lies in it. */

import { base64 } from "../../bytes/print";
import type { ElementValues } from "../element-values";
import { NO_ROW } from "../elements";
import { nameGroups } from "../person-name";
import { isGroupLength, META_GROUP, tagHex } from "../tags";
import { isText } from "../value";
import { VR_AT, VR_PN, VR_SQ, vrCode, vrName } from "../vr";
import { swapped } from "../word-size";

export type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json };

/** PS3.18 F.2.2: numbers in the file, or in text, that JSON writes as numbers. */
const NUMERIC = new Set(["DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"].map(vrCode));
/** Numbers of these are what a double holds, however large. */
const FLOATING = new Set(["FD", "FL"].map(vrCode));
/** PS3.18 F.2.2, Table F.2.3-1. */
const NAME_PARTS = ["Alphabetic", "Ideographic", "Phonetic"];

/** `{ "00100010": { "vr": "PN", "Value": [ … ] } }`. An item's row gives its data set. */
export function elementJson(values: ElementValues, row: number): Json {
  const { index } = values;
  const isItem = index.item[row] !== 0;
  return isItem ? dataSet(values, row) : { [tagHex(index.tag[row] as number)]: element(values, row) };
}

/** The whole file, without meta information and group lengths (PS3.18 F.2.2). */
export function dataSetJson(values: ElementValues): Json {
  return dataSet(values, NO_ROW);
}

function dataSet(values: ElementValues, holder: number): Json {
  const { index } = values;
  const elements: Record<string, Json> = {};
  const end = holder === NO_ROW ? index.count : (index.end[holder] as number);
  for (let at = holder + 1; at < end; at = index.end[at] as number) {
    const tag = index.tag[at] as number;
    const isLeftOut = isGroupLength(tag) || (holder === NO_ROW && tag >>> 16 === META_GROUP);
    if (!isLeftOut && index.item[at] === 0) elements[tagHex(tag)] = element(values, at);
  }
  return elements;
}

function element(values: ElementValues, row: number): Json {
  const { index } = values;
  const vr = index.vr[row] as number;
  const kind = values.kind(row);
  if (kind === "sequence") return { vr: vrName(VR_SQ), ...filled(items(values, row)) };
  // Of encapsulated pixel data the whole Value Field, items included (PS3.18 F.2.7).
  const bytes = values.bytes(row);
  if (bytes.length === 0) return { vr: vrName(vr) };
  if (!isText(vr) && !NUMERIC.has(vr) && vr !== VR_AT) {
    const { bigEndian } = values.context(row);
    return { vr: vrName(vr), InlineBinary: base64(bigEndian ? swapped(bytes, vr) : bytes) };
  }
  const found = values.values(row).map((text) => jsonValue(text, vr));
  // One value of nothing but padding is an empty one (PS3.18 F.2.5).
  return { vr: vrName(vr), ...filled(found.length === 1 && found[0] === null ? [] : found) };
}

const filled = (list: readonly Json[]): { readonly Value?: Json } => (list.length > 0 ? { Value: list } : {});

function items(values: ElementValues, row: number): Json[] {
  const { index } = values;
  const found: Json[] = [];
  for (let item = row + 1; item < (index.end[row] as number); item = index.end[item] as number)
    found.push(dataSet(values, item));
  return found;
}

function jsonValue(text: string, vr: number): Json {
  if (text === "") return null;
  if (vr === VR_PN) return nameJson(text);
  if (!NUMERIC.has(vr)) return text;
  const number = Number(text);
  // What a double cannot hold, and what is no number at all, stays text (PS3.18 F.2.3.1).
  const isExact = FLOATING.has(vr) || !Number.isInteger(number) || Number.isSafeInteger(number);
  return Number.isFinite(number) && isExact ? number : text;
}

function nameJson(text: string): Json {
  const parts = nameGroups(text).map((part, place) => [NAME_PARTS[place] ?? "", part] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== ""));
}
