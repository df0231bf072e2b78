/** What the tests ask of a parsed file. */

import table from "../../../dictionaries/data/dicom-elements.tsv?raw";
import { unmasked } from "../../src/bytes/datum";
import { memorySource } from "../../src/bytes/source";
import { rowText } from "../../src/bytes/text-column";
import {
  type DicomFile,
  findElement,
  parse,
  pathOf,
  previewsOf,
  readElementDictionary,
  vrName,
} from "../../src/dicom";

export const dictionary = readElementDictionary(table);

export const opened = (bytes: Uint8Array): DicomFile => parse(memorySource(bytes), { vrOf: dictionary.vrOf });

export const codes = (file: DicomFile): string[] => file.faults.map(({ code }) => code);

/** `["00080060 CS", …]` without the meta group. */
export function outline({ elements }: DicomFile): string[] {
  const rows = Array.from({ length: elements.count }, (_, row) =>
    `${pathOf(elements, row)} ${vrName(elements.vr[row] as number)}`.trimEnd(),
  );
  return rows.filter((row) => !row.startsWith("0002"));
}

/** The value of a top-level element as shown. */
export function shown(bytes: Uint8Array, tag: number): string {
  const source = memorySource(bytes);
  const file = opened(bytes);
  return unmasked(rowText(previewsOf(source, file.elements).texts, findElement(file.elements, tag)));
}
