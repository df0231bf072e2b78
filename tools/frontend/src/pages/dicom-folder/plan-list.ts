/** The plan as a list: each correction in words, with the way to take it out. */

import { datum, unmasked } from "../../bytes/datum";
import type { Plan, PlanStep } from "../../dicom/correct";
import { h } from "../../elements/dom";
import { shown } from "../../shell/mask";
import { t } from "./correct-text";
import { type FolderRows, whatOf } from "./rows";
import { tagWords } from "./step-form";

export function planList(plan: Plan, rows: FolderRows, takeOut: (at: number) => void): HTMLElement {
  if (plan.length === 0) return h("p", { className: "muted" }, t("planEmpty"));
  return h(
    "ol",
    { className: "folder-plan" },
    ...plan.map((step, at) =>
      h(
        "li",
        {},
        h("span", {}, [stepWords(step, rows), ...whereWords(step)].join(" · ")),
        h("span", { className: "muted" }, t("stepFiles", { n: step.files.size })),
        h(
          "button",
          {
            type: "button",
            className: "btn small",
            "aria-label": t("removeStepOf", { n: at + 1 }),
            onclick: () => takeOut(at),
          },
          t("removeStep"),
        ),
      ),
    ),
  );
}

function whereWords(step: PlanStep): readonly string[] {
  if (step.kind === "renew" || step.where === "top") return [];
  if (step.where === "everywhere") return [t("stepEverywhere")];
  return [t("stepValue", { old: shown(datum(step.where.value)) })];
}

function stepWords(step: PlanStep, rows: FolderRows): string {
  if (step.kind === "renew") return t("step:renew", { level: t(`level:${step.level}`) });
  if (step.kind === "remove") return t("step:remove", { tag: tagWords(step.tag) });
  if (step.kind === "set") {
    const text = datum(step.text);
    const key = unmasked(text) === "" ? "step:setEmpty" : "step:set";
    return t(key, { tag: tagWords(step.tag), text: shown(text) });
  }
  const kind = step.kind === "merge" ? "patient" : "study";
  const row = rows.rows.find((one) => one.kind === kind && one.files.includes(step.target));
  return t(`step:${step.kind}`, { target: row ? whatOf(row, rows.path(row)) : "" });
}
