/** What the command line says of a file against the standard, as one line of JSON. */

import { unmasked } from "../bytes/datum";
import type { ElementDictionary, ElementValues, OpenedDicom } from "../dicom";
import { previewsOf } from "../dicom";
import { type IodTables, validate } from "../dicom/validate";

/** `{ path, ok, sopClass, iod, findings: [ … ], leftOut, undecided: [ … ], counts }`, the gravest finding first. */
export function validationJson(
  path: string,
  { file }: OpenedDicom,
  values: ElementValues,
  { dictionary, tables }: { readonly dictionary: ElementDictionary; readonly tables: IodTables },
): string {
  const ofValues = previewsOf(values.source, values.index).faults.all;
  const validation = validate(file, values, { dictionary, tables, faults: [...file.faults, ...ofValues] });
  const findings = validation.findings.map((finding) => ({ ...finding, found: unmasked(finding.found) }));
  return JSON.stringify({ path, ok: true, ...validation, findings });
}
