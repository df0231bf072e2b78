/** What is odd about a folder, for the list above its tree. */

import { FINDING_WEIGHTS, type Finding, type FindingCode } from "../../dicom/folder";
import type { Problem } from "../../elements/problems";
import { shown } from "../../shell/mask";
import type { FolderModel } from "./model";
import { type FolderRows, whatOf } from "./rows";
import { foundIn, oddSentence } from "./sentences";
import { t } from "./tree-text";

/** The clause that is broken, "" where none is. */
const RULES: Readonly<Partial<Record<FindingCode, string>>> = {
  duplicate: "PS3.5 9.1",
  "mixed-modality": "PS3.3 A.1.2.3",
  "mixed-frame-of-reference": "PS3.3 A.1.2.3",
  "study-of-patients": "PS3.3 A.1.2.2",
  "series-of-studies": "PS3.3 A.1.2.3",
  "id-of-patients": "PS3.3 C.7.1.1",
};

/** `offset` is the row to go to. */
export function problemsOf(model: FolderModel, rows: FolderRows): readonly Problem[] {
  return [...model.findings.map((finding) => problemOf(finding, rows)), ...ofOthers(model, rows)];
}

function problemOf(finding: Finding, rows: FolderRows): Problem {
  const { code, place, count } = finding;
  const row = rows.at(place);
  return {
    weight: FINDING_WEIGHTS[code],
    what: t(code),
    more: t(`${code}:more`, { n: count, values: foundIn(finding) }),
    offset: row,
    where: wordsOf(rows, row),
    path: "",
    found: "",
    expected: "",
    rule: RULES[code] ?? "",
  };
}

/** A row in words, as the table has it. */
export function wordsOf(rows: FolderRows, row: number): string {
  const it = rows.rows[row];
  return it ? whatOf(it, rows.path(it)) : "";
}

function ofOthers({ others, unlisted }: FolderModel, rows: FolderRows): readonly Problem[] {
  const missing = others.filter(({ code }) => code === "missing");
  const odd = others.filter(({ code }) => code !== "missing" && !code.startsWith("directory"));
  const reasons = [...new Set(odd.map(oddSentence))].map((reason) => reason.replace(/\.$/, "")).join("; ");
  const group = rows.rows.findIndex(({ kind }) => kind === "others");
  const first = rows.rows.findIndex(({ other }) => other?.code === "missing");
  return [
    ...(odd.length > 0 ? [about("othersWhat", "note", { n: odd.length, values: reasons }, group)] : []),
    ...missing
      .slice(0, 1)
      .map(({ path }) => about("missingWhat", "problem", { n: missing.length, values: shown(path) }, first)),
    ...(unlisted.size > 0
      ? [about("unlistedWhat", "note", { n: unlisted.size }, firstOf(unlisted, rows))]
      : []),
  ];
}

const firstOf = (files: ReadonlySet<number>, rows: FolderRows): number =>
  rows.rows.findIndex(({ kind, files: [file = -1] }) => kind === "instance" && files.has(file));

const about = (
  key: "othersWhat" | "missingWhat" | "unlistedWhat",
  weight: Problem["weight"],
  values: Readonly<Record<string, string | number>>,
  offset: number,
): Problem => ({
  weight,
  what: t(key),
  more: t(`${key}:more`, values),
  offset,
  where: t("others"),
  path: "",
  found: "",
  expected: "",
  rule: key === "missingWhat" ? "PS3.3 F.2.2.2" : "",
});
