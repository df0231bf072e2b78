/** What the DICOM worker needs besides to hold a file against the standard: code and tables, read once. */

import iods from "../../../dictionaries/data/dicom-iods.tsv?raw";
import items from "../../../dictionaries/data/dicom-items.tsv?raw";
import modules from "../../../dictionaries/data/dicom-modules.tsv?raw";
import type { DicomFault, DicomFile, ElementDictionary, ElementValues } from "../dicom";
import { readIodTables, type Validation, validate } from "../dicom/validate";

const tables = readIodTables({ iods, modules, items });

export function validation(
  file: DicomFile,
  values: ElementValues,
  known: { readonly dictionary: ElementDictionary; readonly faults: readonly DicomFault[] },
): Validation & { readonly source: string } {
  return { ...validate(file, values, { ...known, tables }), source: tables.source };
}
