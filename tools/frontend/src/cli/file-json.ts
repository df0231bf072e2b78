/** What the command line says of a file, as one line of JSON. */

import { unmasked } from "../bytes/datum";
import type { Failure } from "../bytes/fault";
import {
  type DicomFile,
  type ElementValues,
  isNumeric,
  isText,
  pathOf,
  previewsOf,
  Tag,
  valueOffset,
  vrCode,
  vrName,
} from "../dicom";

const VR_AT = vrCode("AT");

interface ElementJson {
  /** `00400275[1]/00080100`: tags, and one-based items in brackets. */
  readonly path: string;
  readonly tag: string;
  readonly vr: string;
  /** Where the tag stands, in bytes; in the file with its data set inflated where that is deflated. */
  readonly offset: number;
  /** Where the value begins. */
  readonly valueOffset: number;
  /** The Value Length as written; 4294967295 where it is undefined. */
  readonly length: number;
  /**
   * Text as one string, several values with a backslash between them; one number as a number, several as a list; what
   * a double cannot hold as a string. null for sequences, for binary values, and for empty ones.
   */
  readonly value: string | number | readonly (string | number)[] | null;
}

/** `{ path, ok, transferSyntax, elements: [ … ], faults: [ … ] }`; items are in the paths of what they hold. */
export function fileJson(path: string, file: DicomFile, values: ElementValues): string {
  const { index } = values;
  const elements: ElementJson[] = [];
  for (let row = 0; row < index.count; row++)
    if (index.item[row] === 0) elements.push(elementJson(values, row));
  const ofValues = previewsOf(values.source, index).faults.all;
  const faults = [...file.faults, ...ofValues].sort((one, other) => one.offset - other.offset);
  return JSON.stringify({
    path,
    ok: true,
    transferSyntax: file.transferSyntax,
    elements,
    faults: faults.map((fault) => ({ ...fault, found: unmasked(fault.found) })),
  });
}

/** The same for a file that is none, or cannot be read. */
export function failureJson(path: string, { code, offset, values }: Failure): string {
  const found = typeof values["found"] === "number" ? String(values["found"]) : (values["found"] ?? "");
  const fault = {
    code,
    offset,
    path: "",
    found,
    expected: code === "not-dicom" ? "DICM" : "",
    rule: "PS3.10 7.1",
  };
  return JSON.stringify({ path, ok: false, transferSyntax: "", elements: [], faults: [fault] });
}

function elementJson(values: ElementValues, row: number): ElementJson {
  const { index } = values;
  return {
    path: pathOf(index, row),
    tag: Tag.tagHex(index.tag[row] as number),
    vr: vrName(index.vr[row] as number),
    offset: index.offset[row] as number,
    valueOffset: valueOffset(index, row),
    length: index.length[row] as number,
    value: values.kind(row) === "value" ? valueJson(values, row) : null,
  };
}

function valueJson(values: ElementValues, row: number): ElementJson["value"] {
  const vr = values.index.vr[row] as number;
  if (isText(vr)) return values.text(row) || null;
  if (!isNumeric(vr)) return null;
  const list = values.values(row).map((text) => (vr === VR_AT ? text : numberJson(text)));
  return list.length > 1 ? list : (list[0] ?? null);
}

/** A number that JSON or a double cannot hold stays text. */
function numberJson(text: string): string | number {
  const number = Number(text);
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : text;
}
