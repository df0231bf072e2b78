/** Findings in the page's words, as they may be seen now. */

import type { Datum } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import type { Finding } from "../../dicom/folder";
import { failureSentence } from "../../intake/text";
import { shown } from "../../shell/mask";
import type { Note } from "../../shell/tool";
import { className } from "./class-names";
import type { FolderModel, Other } from "./model";
import { type TreeTextKey, t } from "./tree-text";

/** So many values are named. */
const NAMED = 8;

function valuesOf(values: readonly Datum[]): string {
  const named = values.slice(0, NAMED).map(shown);
  return [...new Set(named), ...(values.length > NAMED ? ["…"] : [])].join(", ");
}

/** In a cell of the table: `missing: 4–6`. */
export const shortSentence = (finding: Finding): string =>
  t(`short:${finding.code}`, { n: finding.count, values: foundIn(finding) });

/** What was found, SOP classes by their names. */
export const foundIn = ({ code, values }: Finding): string =>
  valuesOf(code === "mixed-class" ? values.map(className) : values);

/** What the files are, in the words of whoever read them. */
export function oddSentence({ code, count }: Pick<Other, "code" | "count">): string {
  const key = `odd:${code}`;
  const sentence = t(key as TreeTextKey, { n: count });
  return sentence === key ? failureSentence({ code, offset: -1, values: {} } satisfies Failure) : sentence;
}

/** Nothing has a place in a tree: `first` is the first one of `n` files. */
export const refusalSentence = (n: number, first: Other): string =>
  t(n === 1 ? "noneOne" : "noneMany", {
    n,
    name: shown(first.path) || t("pasted"),
    reason: oddSentence(first),
  });

/** What there is, once all is read. */
export const openedSentence = ({ placed, patients, findings }: FolderModel): string =>
  t("opened", { n: placed, patients: patients.length, problems: findings.length });

/** Why there is no tree, or not all of it. */
export const nothingSentence = (): string => t("nothing");
export const cancelledSentence = (done: number, total: number): string => t("cancelled", { done, total });

/** A file that another tool was to have. */
export const notOpenedSentence = (failure: Failure): string =>
  t("notOpened", { reason: failureSentence(failure) });
export const noteOf = (fault: Failure): Note => ({ text: failureSentence(fault), isFault: true });
