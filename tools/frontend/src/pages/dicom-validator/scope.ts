/** What was looked at, and what was not: said above the findings, so that nobody takes silence for approval. */

import { h } from "../../elements/dom";
import { withEnglish } from "../../elements/english";
import type { Inspection } from "../../workers/dicom";
import { t } from "./text";

/** "CT Image (PS3.3 A.3.3)" */
function iodName({ validation }: Inspection): string {
  const { name = "", section = "" } = validation?.iod ?? {};
  return section === "" ? name : `${name} (PS3.3 ${section})`;
}

export function scopeSentence(inspection: Inspection): string {
  const { validation } = inspection;
  const { elements = 0, required = 0, modules = 0, decided = 0 } = validation?.counts ?? {};
  if (!validation?.iod) return t("checkedElements", { elements });
  return t("checked", { elements, required, modules, decided, iod: iodName(inspection) });
}

export function scopeOf(inspection: Inspection): HTMLElement {
  const { leftOut = 0, counts } = inspection.validation ?? {};
  const undecided = counts?.undecided ?? 0;
  const not = [
    t("notValues"),
    t("notItems"),
    ...(undecided > 0 ? [t("notConditions", { n: undecided })] : []),
    t("notGroups"),
    t("notPixels"),
  ];
  return h(
    "div",
    { className: "validator-scope" },
    h("p", {}, ...withEnglish(scopeSentence(inspection), [iodName(inspection)])),
    leftOut > 0 ? h("p", {}, t("leftOut", { n: leftOut })) : null,
    h("details", {}, h("summary", {}, t("notChecked")), h("ul", {}, ...not.map((text) => h("li", {}, text)))),
  );
}
