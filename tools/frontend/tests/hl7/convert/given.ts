/** Shorthands of the tests of the converter. */

import { readFileSync } from "node:fs";
import { joined } from "../../../src/bytes/change";
import { asFailure, type Failure } from "../../../src/bytes/fault";
import { DICTIONARY_VERSIONS, parseHl7 } from "../../../src/hl7";
import { type Choices, NOTHING_CHOSEN } from "../../../src/hl7/convert/choices";
import { type Exported, exportText, type Form } from "../../../src/hl7/convert/export";
import { importJson, type JsonReading } from "../../../src/hl7/convert/json-read";
import { type Conversion, convertText } from "../../../src/hl7/convert/text";
import { importXml } from "../../../src/hl7/convert/xml-read";
import { Library } from "../../../src/hl7/library";
import { bytesOf } from "../given";

const DATA = new URL("../../../../dictionaries/data/", import.meta.url);
const dataOf = (name: string): string => readFileSync(new URL(name, DATA), "utf8");
export const library = new Library({
  versions: DICTIONARY_VERSIONS.map((version) => ({
    version,
    names: dataOf(`hl7-${version}.tsv`),
    rules: dataOf(`hl7-rules-${version}.tsv`),
  })),
  tables: dataOf("hl7-tables.tsv"),
});

const asBytes = (given: string | Uint8Array): Uint8Array =>
  typeof given === "string" ? bytesOf(given) : given;

/** As characters of one byte each, so that every byte is seen. */
export const shownBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

export function converted(
  given: string | Uint8Array,
  choices: Partial<Choices>,
): Conversion & { readonly bytes: Uint8Array } {
  const pieces: Uint8Array[] = [];
  const conversion = convertText(parseHl7(asBytes(given)), { ...NOTHING_CHOSEN, ...choices }, (piece) =>
    pieces.push(piece),
  );
  return { ...conversion, bytes: joined(pieces) };
}

export function exported(given: string | Uint8Array, form: Form): Exported & { readonly text: string } {
  const pieces: Uint8Array[] = [];
  const found = exportText(parseHl7(asBytes(given)), form, library, (piece) => pieces.push(piece));
  return { ...found, text: textOf(joined(pieces)) };
}

export function fromJson(given: string | Uint8Array, reading: JsonReading = { decoded: false }): Uint8Array {
  const pieces: Uint8Array[] = [];
  importJson(asBytes(given), reading, (piece) => pieces.push(piece));
  return joined(pieces);
}

export function fromXml(given: string | Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  importXml(asBytes(given), (piece) => pieces.push(piece));
  return joined(pieces);
}

export function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("nothing failed");
}
