/** A file that was held against the standard: what was looked at, the findings, and what each of them means. */

import { type Datum, unmasked } from "../../bytes/datum";
import { NO_ROW } from "../../dicom";
import { copyRows } from "../../elements/copy";
import { datumElement } from "../../elements/datum";
import { h } from "../../elements/dom";
import { FindBox } from "../../elements/find";
import { HotGrid } from "../../elements/grid";
import { type ReportContent, reportMenu } from "../../elements/report";
import { type Fragment, NOWHERE } from "../../links/grammar";
import { shown } from "../../shell/mask";
import type { Arrival, At, Send } from "../../shell/tool";
import type { Inspection } from "../../workers/dicom";
import { DetailPane } from "../dicom-inspector/detail";
import type { DicomView } from "../dicom-inspector/live";
import { placeWords } from "../dicom-inspector/places";
import { InspectionRows } from "../dicom-inspector/rows";
import { summary, summaryOf } from "../dicom-inspector/summary";
import { Chips } from "./chips";
import { FindingPane, placeOfPath, rowOfPath } from "./finding-pane";
import { columns, FindingRows } from "./rows";
import { scopeOf, scopeSentence } from "./scope";
import {
  codeOf,
  expectedIn,
  foundIn,
  type Line,
  placeOfLine,
  titleOf,
  WEIGHTS,
  type Weight,
  weightOf,
} from "./sentences";
import { t } from "./text";

const INSPECTOR = "dicom-inspector";

export class ValidationView implements DicomView {
  readonly element: HTMLElement;
  readonly #name: Datum;
  readonly #inspection: Inspection;
  readonly #at: At;
  readonly #lines: readonly Line[];
  readonly #rows: FindingRows;
  readonly #grid = new HotGrid();
  readonly #find = new FindBox(this.#grid, t("find"), (rows) => this.#narrow(rows));
  readonly #chips = new Chips<Weight | "all">(["all", ...WEIGHTS], t("weight"), t, (weight) =>
    this.#choose(weight),
  );
  readonly #none = h("p", { role: "status" });
  readonly #summary = h("span", { className: "muted" });
  readonly #finding: FindingPane;
  readonly #detail: DetailPane;
  #weight: Weight | "all" = "all";
  #found: Uint32Array | null = null;

  constructor(blob: Blob, name: Datum, inspection: Inspection, { at, send }: { at: At; send: Send }) {
    this.#name = name;
    this.#inspection = inspection;
    this.#at = at;
    this.#lines = linesOf(inspection);
    this.#rows = new FindingRows(inspection, this.#lines);
    this.#finding = new FindingPane(inspection, (place) => send(INSPECTOR, place));
    const elements = new InspectionRows(inspection, new Set());
    this.#detail = new DetailPane(blob, inspection, elements, { choose: () => undefined });
    this.#furnishGrid();
    const list = h("section", { className: "validator-list" }, this.#bar(), this.#none, this.#grid);
    const side = h("div", { className: "validator-side" }, this.#finding.element, this.#detail.element);
    this.element = h(
      "div",
      {},
      scopeOf(inspection),
      h("div", { className: "inspector-panes" }, list, side),
      h(
        "p",
        { className: "muted" },
        `${t("tables")}: `,
        h("span", { lang: "en" }, inspection.validation?.source ?? ""),
      ),
    );
    this.#summary.replaceChildren(...summaryOf(inspection));
    this.#narrow(null);
    this.#showDetail(NO_ROW);
  }

  redraw(): void {
    this.#grid.refresh();
    this.#finding.redraw();
    this.#detail.redraw();
    this.#summary.replaceChildren(...summaryOf(this.#inspection));
  }

  goTo(place: Fragment): Arrival {
    const row = this.#rows.withPath(placeWords(place));
    if (row === NO_ROW) return "nowhere";
    this.#goTo(row);
    this.#grid.showSelected();
    return "there";
  }

  /** To the first finding of a rule at an element, in whichever item; the page stays where it is. */
  goToRule(code: string, path: string): void {
    const row = this.#rows.ofRule(code, path);
    if (row !== NO_ROW) this.#goTo(row);
  }

  #goTo(row: number): void {
    this.#choose("all");
    this.#find.makeWayFor(row);
    this.#grid.select(row);
  }

  focus(): void {
    this.#grid.focus();
  }

  close(): void {
    this.#find.over(null);
    this.#grid.setRows(null);
  }

  #furnishGrid(): void {
    const grid = this.#grid;
    grid.ariaLabel = t("findings");
    grid.columns = columns();
    grid.setRows(this.#rows);
    for (const row of this.#rows.quiet) grid.toggle(row, false);
    this.#find.over(this.#rows);
    copyRows(grid, (row) => columns().map((_, column) => this.#rows.cell(row, column)));
    grid.onpick = (row) => this.#picked(row);
    grid.onactivate = (row) => {
      if (this.#rows.line(row)) this.#finding.element.querySelector("button")?.focus();
      else grid.toggle(row);
    };
  }

  #picked(row: number): void {
    this.#find.picked();
    const line = this.#rows.line(row);
    const path = line ? placeOfLine(line).path : "";
    this.#finding.show(line);
    this.#showDetail(line ? rowOfPath(this.#inspection, path) : NO_ROW);
    this.#at(path === "" ? NOWHERE : placeOfPath(path));
  }

  /** What is missing at the top of the object has no bytes. */
  #showDetail(row: number): void {
    this.#detail.element.hidden = row === NO_ROW;
    void this.#detail.show(row);
  }

  #bar(): HTMLElement {
    const name = unmasked(this.#name) === "" ? t("pasted") : datumElement(this.#name);
    this.#chips.count((key) => this.#lines.filter((line) => key === "all" || weightOf(line) === key).length);
    return h(
      "div",
      { className: "inspector-bar" },
      h("strong", {}, name),
      this.#summary,
      this.#chips.element,
      h(
        "span",
        { className: "inspector-find" },
        this.#find.element,
        reportMenu("dicom-validator-report", () => this.#report()),
      ),
    );
  }

  #choose(weight: Weight | "all"): void {
    this.#weight = weight;
    this.#chips.press(weight);
    this.#narrow(this.#found);
  }

  /** What was searched for, of the weight that is asked for. */
  #narrow(found: Uint32Array | null): void {
    this.#found = found;
    const weighed = this.#rows.ofWeight(this.#weight);
    const wanted = weighed && found ? found.filter((row) => weighed.includes(row)) : (weighed ?? found);
    this.#grid.filter(wanted);
    const isEmpty = (wanted?.length ?? this.#rows.count) === 0;
    const hasFindings = this.#lines.some((line) => weightOf(line) !== "undecided");
    this.#none.textContent = isEmpty ? t("nothingOf") : hasFindings ? "" : t("nothing");
    this.#none.className = hasFindings || isEmpty ? "muted" : "validator-clean";
    this.#none.hidden = this.#none.textContent === "";
  }

  #report(): ReportContent {
    const keys = [
      "weight",
      "what",
      "element",
      "path",
      "byte",
      "found",
      "expected",
      "module",
      "rule",
    ] as const;
    return {
      title: t("reportTitle"),
      facts: [shown(this.#name) || t("pasted"), summary(this.#inspection), scopeSentence(this.#inspection)],
      problems: null,
      columns: keys.map((key) => ({ key, label: t(key) })),
      count: this.#lines.length,
      cells: (row) => this.#cells(this.#lines[row] as Line),
    };
  }

  #cells(line: Line): readonly string[] {
    const { path, offset, module, rule } = placeOfLine(line);
    const name = this.#inspection.entries.get(Number.parseInt(path.slice(-8), 16))?.name ?? "";
    const weight = t(`one:${weightOf(line)}`);
    return [
      ...[weight, titleOf(codeOf(line)), name, path, String(offset)],
      ...[foundIn(line), expectedIn(line), module, rule],
    ];
  }
}

function linesOf({ validation }: Inspection): readonly Line[] {
  const findings = validation?.findings.map((finding) => ({ finding })) ?? [];
  return [...findings, ...(validation?.undecided.map((undecided) => ({ undecided })) ?? [])];
}
