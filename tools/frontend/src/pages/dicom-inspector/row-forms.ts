/** A row as JSON and in the form of dcmdump, to be copied. */

import { maskOf } from "../../bytes/datum";
import { partSource } from "../../bytes/source";
import { dumpRow, ElementValues, elementJson, type Json } from "../../dicom";
import { masking } from "../../shell/mask";
import type { Inspection } from "../../workers/dicom";

/** The DICOM JSON Model of a row from its bytes, which begin with its tag; masked where the page masks. */
export function rowJson(inspection: Inspection, row: number, bytes: Uint8Array): string {
  const json = elementJson(valuesIn(inspection, row, bytes), row);
  return JSON.stringify(masking.on ? maskJson(json) : json, null, 2);
}

/** The lines that dcmdump would write of a row, from the same bytes; masked where the page masks. */
export function rowDump(inspection: Inspection, row: number, bytes: Uint8Array): string {
  const names = { find: (tag: number) => inspection.entries.get(tag) };
  const seen = (text: string): string => (masking.on ? maskOf(text) : text);
  return `${dumpRow(valuesIn(inspection, row, bytes), row, names, seen).join("\n")}\n`;
}

function valuesIn({ file, charsets }: Inspection, row: number, bytes: Uint8Array): ElementValues {
  const from = file.elements.offset[row] as number;
  return new ElementValues(partSource(bytes, from, file.size), file.elements, charsets);
}

/** Every value becomes its mask; keys, VRs and nesting stay. */
function maskJson(json: Json, key = ""): Json {
  if (json === null || key === "vr") return json;
  if (typeof json === "string" || typeof json === "number") return maskOf(String(json));
  if (isList(json)) return json.map((one) => maskJson(one));
  return Object.fromEntries(Object.entries(json).map(([name, one]) => [name, maskJson(one, name)]));
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);
