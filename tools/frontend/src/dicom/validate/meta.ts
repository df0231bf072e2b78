/** The File Meta Information (PS3.10 7.1, Table 7.1-1): what has to be in it, and that it speaks of this object. */

import { findElement, NO_ROW } from "../elements";
import type { DicomFile } from "../parse";
import { MEDIA_STORAGE_SOP_CLASS_UID, META_GROUP_LENGTH, SOP_CLASS_UID, TRANSFER_SYNTAX_UID } from "../tags";
import { placeIn } from "./attributes";
import type { DataSet } from "./data-set";
import type { Findings } from "./findings";
import type { RuleCode } from "./rules";

const META_VERSION = 0x00020001;
const MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
const IMPLEMENTATION_CLASS_UID = 0x00020012;
const SOP_INSTANCE_UID = 0x00080018;
/** PS3.10 8.6: a DICOMDIR has neither of its own in its data set. */
const MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";

/** Type 1; Transfer Syntax UID is told where it is read. */
const REQUIRED = [
  META_GROUP_LENGTH,
  META_VERSION,
  MEDIA_STORAGE_SOP_CLASS_UID,
  MEDIA_STORAGE_SOP_INSTANCE_UID,
  TRANSFER_SYNTAX_UID,
  IMPLEMENTATION_CLASS_UID,
];

export function checkMeta(file: DicomFile, object: DataSet, findings: Findings): void {
  const hasMeta = file.dataSet > file.start;
  if (!hasMeta) return; // told as a fault of the structure: "no-meta"
  for (const tag of REQUIRED) if (!object.has(tag)) findings.add("meta-missing", placeIn(object, tag));
  if (object.kind.sopClass === MEDIA_STORAGE_DIRECTORY) return;
  compare(object, "meta-sop-class", MEDIA_STORAGE_SOP_CLASS_UID, SOP_CLASS_UID, findings);
  compare(object, "meta-sop-instance", MEDIA_STORAGE_SOP_INSTANCE_UID, SOP_INSTANCE_UID, findings);
}

function compare(object: DataSet, code: RuleCode, meta: number, own: number, findings: Findings): void {
  const { index } = object.values;
  const stated = object.text(meta);
  const expected = object.text(own);
  const row = findElement(index, meta);
  if (row === NO_ROW || stated === "" || expected === "" || stated === expected) return;
  findings.add(code, placeIn(object, meta), { found: stated, expected });
}
