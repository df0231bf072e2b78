/** What was found in many files, in the page's words, as it may be seen now. */

import type { Failure } from "../../../bytes/fault";
import { failureSentence } from "../../../intake/text";
import { shown } from "../../../shell/mask";
import { formatNumber } from "../../../text/define";
import { elementName } from "../../dicom-inspector/problems";
import { titleOf } from "../sentences";
import { t as ofTool } from "../text";
import { type FileSummary, type ManyModel, type RuleGroup, STATES } from "./model";
import { t } from "./text";

/** Why a file was not read. */
export function failedSentence(failure: Failure): string {
  const { code } = failure;
  return code === "not-dicom" || code === "empty" ? t(`failed:${code}`) : failureSentence(failure);
}

/** `240 files: 37 with errors, …` */
export function summarySentence(model: ManyModel): string {
  const counts = Object.fromEntries(STATES.map((state) => [state, model.count(state)]));
  const leftOut = model.leftOut > 0 ? ` ${ofTool("leftOut", { n: model.leftOut })}` : "";
  return `${t("summary", { n: model.read, ...counts })}${leftOut}`;
}

/** `Patient ID (0010,0020)`, of any item */
export const elementOf = ({ path, name }: RuleGroup): string =>
  path === "" ? "" : elementName(path.replaceAll("[*]", ""), name);

/** `Type 1 attribute is missing: Patient ID (0010,0020)` */
export function ruleSentence(group: RuleGroup): string {
  const element = elementOf(group);
  return element === "" ? titleOf(group.code) : `${titleOf(group.code)}: ${element}`;
}

export const inFiles = (group: RuleGroup, { total }: ManyModel): string =>
  t("inFiles", { n: group.files.length, total });

/** `CT Image Storage`; the UID itself where nobody has named it. */
export const kindOf = ({ className, sopClass }: FileSummary): string =>
  className || shown(sopClass) || t("noClass");

/** How many there are; more than a file lists are not counted. */
export function countSentence(n: number, { leftOut }: FileSummary): string {
  return leftOut > 0 ? `≥ ${formatNumber(n)}` : formatNumber(n);
}

/** The gravest finding of a file; what its archive did to it comes first. */
export function firstSentence({ rules: [first], damage }: FileSummary): string {
  if (damage) return failureSentence(damage);
  if (!first) return t("inOrder");
  const { code, severity, name } = first.group;
  return severity === "note" ? t("notes") : name === "" ? titleOf(code) : `${name}: ${titleOf(code)}`;
}
