/** The folder as a list of its files, a row each: for a spreadsheet, or to keep. */

import { type Datum, unmasked } from "../../bytes/datum";
import type { HeadField } from "../../dicom/folder";
import type { ReportContent } from "../../elements/report";
import { shown } from "../../shell/mask";
import { className } from "./class-names";
import type { FolderModel } from "./model";
import { problemsOf } from "./problems";
import type { FolderRows } from "./rows";
import { t } from "./tree-text";

/** In the order of the levels; the names are the columns' keys, and the standard's in the first row. */
const REPORTED: readonly (readonly [HeadField, string])[] = [
  ["patientId", "Patient ID"],
  ["issuer", "Issuer of Patient ID"],
  ["patientName", "Patient's Name"],
  ["birthDate", "Patient's Birth Date"],
  ["sex", "Patient's Sex"],
  ["studyDate", "Study Date"],
  ["studyTime", "Study Time"],
  ["accession", "Accession Number"],
  ["studyDescription", "Study Description"],
  ["study", "Study Instance UID"],
  ["modality", "Modality"],
  ["seriesNumber", "Series Number"],
  ["seriesDescription", "Series Description"],
  ["series", "Series Instance UID"],
  ["instanceNumber", "Instance Number"],
  ["sopClass", "SOP Class UID"],
  ["sopInstance", "SOP Instance UID"],
  ["rows", "Rows"],
  ["columns", "Columns"],
];
const REMARKS = 4;

export function reportOf(model: FolderModel, rows: FolderRows, facts: readonly string[]): ReportContent {
  const files = rows.rows.flatMap(({ kind }, row) => (kind === "instance" || kind === "other" ? [row] : []));
  return {
    title: t("reportTitle"),
    facts,
    problems: problemsOf(model, rows),
    columns: [
      ...REPORTED.map(([key, label]) => ({ key, label })),
      { key: "sopClassName", label: "SOP Class" },
      { key: "path", label: t("path") },
      { key: "size", label: t("size") },
      { key: "remarks", label: t("remarks") },
    ],
    count: files.length,
    cells: (at) => {
      const row = files[at] ?? -1;
      const it = rows.rows[row];
      if (!it) return [];
      return [
        ...REPORTED.map(([field]) => (it.head ? seen(it.head[field]) : "")),
        it.head ? seen(className(it.head.sopClass)) : "",
        seen(rows.path(it)),
        it.files.length > 0 ? String(rows.size(it)) : "",
        rows.cell(row, REMARKS),
      ];
    },
  };
}

const seen = (text: Datum): string => (unmasked(text) === "" ? "" : shown(text));
