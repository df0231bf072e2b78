/** The DICOM JSON Model (PS3.18 F): one element, with everything that lies in it. */

import { base64 } from "../bytes/print";
import type { ByteSource } from "../bytes/source";
import { contextOf, type DeclaredCharsets } from "./context";
import { type ElementIndex, ENCAPSULATED, valueLength, valueOffset } from "./elements";
import { tagHex } from "./tags";
import { isText, valuesOf } from "./value";
import { VR_SQ, VR_UN, vrCode, vrName } from "./vr";

export type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json };

const VR_PN = vrCode("PN");
const VR_AT = vrCode("AT");
/** PS3.18 F.2.2: numbers in the file, or in text, that JSON writes as numbers. */
const NUMERIC = new Set(["DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"].map(vrCode));
/** PS3.18 F.2.2, Table F.2.3-1. */
const NAME_PARTS = ["Alphabetic", "Ideographic", "Phonetic"];

/** `{ "00100010": { "vr": "PN", "Value": [ … ] } }`. An item's row gives its data set. */
export function elementJson(
  source: ByteSource,
  index: ElementIndex,
  row: number,
  charsets: DeclaredCharsets,
): Json {
  const dataSet = (from: number): Json => {
    const elements: Record<string, Json> = {};
    for (let at = from + 1; at < (index.end[from] as number); at = index.end[at] as number) {
      elements[tagHex(index.tag[at] as number)] = element(at);
    }
    return elements;
  };
  const element = (at: number): Json => {
    const vr = index.vr[at] as number;
    const isEncapsulated = ((index.flags[at] as number) & ENCAPSULATED) !== 0;
    if ((index.end[at] as number) > at + 1 && !isEncapsulated) return { vr: "SQ", Value: items(at) };
    const length = isEncapsulated ? 0 : valueLength(index, at);
    if (length === 0 || vr === VR_SQ) return { vr: vrName(vr) };
    const bytes = source.slice(valueOffset(index, at), length);
    if (!isText(vr) && !NUMERIC.has(vr) && vr !== VR_AT)
      return { vr: vrName(vr), InlineBinary: base64(bytes) };
    return { vr: vrName(vr || VR_UN), Value: values(bytes, at, vr) };
  };
  const items = (at: number): Json[] => {
    const found: Json[] = [];
    for (let item = at + 1; item < (index.end[at] as number); item = index.end[item] as number)
      found.push(dataSet(item));
    return found;
  };
  const values = (bytes: Uint8Array, at: number, vr: number): Json[] =>
    valuesOf(bytes, vr, contextOf(index, at, charsets)).map((text) => jsonValue(text, vr));
  return index.item[row] === 0 ? { [tagHex(index.tag[row] as number)]: element(row) } : dataSet(row);
}

function jsonValue(text: string, vr: number): Json {
  if (text === "") return null;
  if (vr === VR_PN) return nameJson(text);
  if (!NUMERIC.has(vr)) return text;
  const number = Number(text);
  // What a double cannot hold, and what is no number at all, stays text (PS3.18 F.2.3.1).
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : text;
}

function nameJson(text: string): Json {
  const parts = text.split("=").map((part, place) => [NAME_PARTS[place] ?? "", part] as const);
  return Object.fromEntries(parts.filter(([name, part]) => name !== "" && part !== ""));
}
