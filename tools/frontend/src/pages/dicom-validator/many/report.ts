/** Many files as a report: what was found of each rule, then a row for each file and rule. */

import type { Datum } from "../../../bytes/datum";
import type { Problem } from "../../../elements/problems";
import type { ReportContent } from "../../../elements/report";
import type { Item } from "../../../intake/item";
import { shown } from "../../../shell/mask";
import { titleOf } from "../sentences";
import { t as ofTool } from "../text";
import type { ManyModel, RuleGroup } from "./model";
import { elementOf, failedSentence, firstSentence, inFiles, kindOf, summarySentence } from "./sentences";
import { t } from "./text";

export function reportOf(name: Datum, items: readonly Item[], model: ManyModel): ReportContent {
  const places = placesOf(model);
  return {
    title: t("reportTitle"),
    facts: [shown(name) || t("unnamed"), summarySentence(model), t("notListed")],
    problems: model.groups.map((group) => problemOf(group, model)),
    columns: [
      { key: "file", label: t("file") },
      { key: "kind", label: t("kind") },
      { key: "weight", label: ofTool("weight") },
      { key: "what", label: ofTool("what") },
      { key: "element", label: ofTool("element") },
      { key: "path", label: ofTool("path") },
      { key: "places", label: t("places") },
      { key: "module", label: ofTool("module") },
      { key: "rule", label: ofTool("rule") },
    ],
    count: places.file.length,
    cells: (at) => {
      const file = places.file[at] as number;
      const path = shown((items[file] as Item).path);
      return [path, ...cellsOf(model, file, places.rule[at] as number)];
    },
  };
}

interface Places {
  readonly file: Uint32Array;
  readonly rule: Uint32Array;
}

/** A row for each rule of each file, and for what its archive did to it; one where there is nothing, or nothing was read. */
function placesOf(model: ManyModel): Places {
  const sizes = Uint32Array.from({ length: model.total }, (_, number) => {
    const summary = model.summary(number);
    return Math.max((summary?.rules.length ?? 0) + (summary?.damage ? 1 : 0), 1);
  });
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const places = { file: new Uint32Array(count), rule: new Uint32Array(count) };
  let row = 0;
  for (const [number, size] of sizes.entries())
    for (let at = 0; at < size; at++, row++) {
      places.file[row] = number;
      places.rule[row] = at;
    }
  return places;
}

function cellsOf(model: ManyModel, file: number, at: number): readonly string[] {
  const summary = model.summary(file);
  const failure = model.failure(file);
  if (!summary) return ["", "", failure ? failedSentence(failure) : t("waiting")];
  const kind = kindOf(summary);
  const found = summary.rules[at];
  if (!found) return [kind, "", firstSentence(summary)];
  const { group, count } = found;
  const { code, severity, path, module, rule } = group;
  const weight = ofTool(`one:${severity}`);
  return [kind, weight, titleOf(code), elementOf(group), path, String(count), module, rule];
}

/** `Type 1 attribute is missing · in 37 of 240 files · 00100020 · …` */
function problemOf(group: RuleGroup, model: ManyModel): Problem {
  const { code, severity, path, rule } = group;
  return {
    weight: severity === "note" ? "note" : "problem",
    what: [titleOf(code), elementOf(group)].filter((part) => part !== "").join(" · "),
    more: "",
    offset: -1,
    where: inFiles(group, model),
    ...{ path, found: "", expected: "", rule },
  };
}
