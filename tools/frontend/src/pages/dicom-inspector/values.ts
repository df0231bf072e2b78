/** The one door from the bytes of a file to text in the inspector: what comes out is a `Datum`, or masked already. */

import { type Datum, datum, maskOf } from "../../bytes/datum";
import { hexBytes } from "../../bytes/print";
import { partSource } from "../../bytes/source";
import { rowText } from "../../bytes/text-column";
import {
  contextOf,
  displayValue,
  type ElementIndex,
  ElementValues,
  elementJson,
  type Json,
  NO_ROW,
  Tag,
} from "../../dicom";
import { masking } from "../../shell/mask";
import type { Inspection } from "../../workers/dicom";

/** The value as text; null for what has none of its own: sequences, items, fragments, binary. */
export function valueText({ file, charsets }: Inspection, row: number, bytes: Uint8Array): Datum | null {
  const { elements } = file;
  if (!isLeaf(elements, row)) return null;
  const { text } = displayValue(bytes, elements.vr[row] as number, contextOf(elements, row, charsets));
  return text === hexBytes(bytes) ? null : datum(text);
}

/** Binary values as hexadecimal, for the clipboard; null where the element has no value of its own. */
export function valueHex({ file }: Inspection, row: number, bytes: Uint8Array): Datum | null {
  return isLeaf(file.elements, row) ? datum(hexBytes(bytes)) : null;
}

function isLeaf(elements: ElementIndex, row: number): boolean {
  const own = elements.item[row] === 0 && elements.end[row] === row + 1;
  return own && elements.length[row] !== Tag.UNDEFINED_LENGTH;
}

/** The DICOM JSON Model of a row from its bytes, which begin with its tag; masked where the page masks. */
export function rowJson({ file, charsets }: Inspection, row: number, bytes: Uint8Array): string {
  const from = file.elements.offset[row] as number;
  const values = new ElementValues(partSource(bytes, from, file.size), file.elements, charsets);
  const json = elementJson(values, row);
  return JSON.stringify(masking.on ? maskJson(json) : json, null, 2);
}

/** Every value becomes its mask; keys, VRs and nesting stay. */
function maskJson(json: Json, key = ""): Json {
  if (json === null || key === "vr") return json;
  if (typeof json === "string" || typeof json === "number") return maskOf(String(json));
  if (isList(json)) return json.map((one) => maskJson(one));
  return Object.fromEntries(Object.entries(json).map(([name, one]) => [name, maskJson(one, name)]));
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

/** The text of an element at the top of the file by its tag; "" where it has none. */
export function textAt({ texts }: Inspection, row: number): Datum {
  return row === NO_ROW ? datum("") : rowText(texts, row);
}
