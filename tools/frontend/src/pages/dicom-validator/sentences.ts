/** A finding in the page's words: what it is called, what it means, what was found against what was expected. */

import { datum, unmasked } from "../../bytes/datum";
import { type DicomFault, MEASURED } from "../../dicom";
import {
  FINDING_RULES,
  type Finding,
  type RuleCode,
  type Severity,
  type Undecided,
} from "../../dicom/validate";
import { shown } from "../../shell/mask";
import type { Inspection } from "../../workers/dicom";
import { formatFinding } from "../dicom-inspector/format";
import { problemOf } from "../dicom-inspector/problems";
import { t as ofStructure } from "../dicom-inspector/text";
import { type TextKey, t } from "./text";

/** One line of the list: a finding, or a condition that nobody could decide. */
export type Line = { readonly finding: Finding } | { readonly undecided: Undecided };

export type Weight = Severity | "undecided";
export const WEIGHTS: readonly Weight[] = ["error", "warning", "note", "undecided"];

export const weightOf = (line: Line): Weight => ("finding" in line ? line.finding.severity : "undecided");
export const codeOf = (line: Line): string => ("finding" in line ? line.finding.code : "undecided");
export const placeOfLine = (line: Line): Finding | Undecided =>
  "finding" in line ? line.finding : line.undecided;

/** Of these `found` is a number, a tag or a VR; of all others it quotes the file. */
const COUNTED: ReadonlySet<string> = new Set<RuleCode>([
  "empty-type-1",
  "empty-type-1c",
  "multiplicity",
  "not-in-dictionary",
  "value-padding",
  "value-size",
  "vr-other",
]);
/** Of these `expected` quotes the file as well. */
const QUOTED: ReadonlySet<string> = new Set<RuleCode>(["meta-sop-class", "meta-sop-instance"]);

const isOurs = (code: string): code is RuleCode => code in FINDING_RULES;

/** "Type 1 attribute is missing" */
export function titleOf(code: string): string {
  if (code === "undecided") return t("undecided:title");
  if (isOurs(code)) return t(code);
  return ofStructure(code as DicomFault["code"]).replace(/\.$/, "");
}

/** What the finding means, in a sentence. */
export function meaningOf(line: Line, inspection: Inspection): string {
  if ("undecided" in line) return t("undecided:more");
  const { finding } = line;
  return isOurs(finding.code) ? t(`${finding.code}:more` as TextKey) : problemOf(finding, inspection).more;
}

export function foundIn(line: Line): string {
  if ("undecided" in line) return "";
  const { code, found } = line.finding;
  return formatFinding(COUNTED.has(code) || MEASURED.has(code) ? unmasked(found) : shown(found));
}

export function expectedIn(line: Line): string {
  if ("undecided" in line) return line.undecided.type;
  const { code, expected } = line.finding;
  return QUOTED.has(code) ? shown(datum(expected)) : formatFinding(expected);
}
