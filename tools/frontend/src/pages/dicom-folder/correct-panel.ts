/** Correcting a folder: what is chosen, the plan, every change that it would make, and saving. */

import { csvLine } from "../../bytes/csv";
import { Versions } from "../../bytes/versions";
import type { Plan, PlanStep } from "../../dicom/correct";
import { breath } from "../../elements/breath";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { EditTools } from "../../elements/edit-tools";
import { HotGrid } from "../../elements/grid";
import { reportMenu, saveFile } from "../../elements/report";
import { isInDoubt } from "../../elements/signature-words";
import type { Collection } from "../../intake/collection";
import { masking } from "../../shell/mask";
import { Busy } from "./busy";
import { ChangeRows, changeColumns, madeOf } from "./change-rows";
import { listenForChoice } from "./choosing";
import type { Chosen } from "./chosen";
import { t } from "./correct-text";
import { Corrections, headsOf, type Preview } from "./correcting";
import type { FolderModel } from "./model";
import { planList } from "./plan-list";
import type { Readers } from "./reading";
import type { FolderRows } from "./rows";
import { SavePanel } from "./save-panel";
import { type NewStep, StepForm } from "./step-form";
import { Ticks } from "./ticks";

export interface CorrectEvents {
  /** Files of the row that is selected. */
  selected(): readonly number[];
  /** Other files are chosen. */
  chose(): void;
}

export class CorrectPanel {
  readonly element: HTMLElement;
  readonly #items: Collection["items"];
  readonly #chosen: Chosen;
  readonly #ticks = new Ticks();
  readonly #events: CorrectEvents;
  readonly #corrections: Corrections;
  readonly #busy: Busy;
  readonly #scope = h("p", { className: "muted", role: "status" });
  readonly #form = new StepForm((step) => this.#add(step));
  readonly #list = h("div");
  readonly #tools: EditTools;
  readonly #look = h(
    "button",
    { type: "button", className: "btn", onclick: () => void this.#preview() },
    t("preview"),
  );
  readonly #changes = h("div");
  readonly #summary = h("p", { role: "status" });
  readonly #signed = h("p", { className: "note bad", role: "alert", hidden: true });
  readonly #grid = new HotGrid();
  readonly #save: SavePanel;
  #plans = new Versions<Plan>([]);
  #shows: { readonly model: FolderModel; readonly rows: FolderRows } | null = null;
  #looked: { readonly preview: Preview; readonly rows: ChangeRows } | null = null;

  constructor({ items }: Collection, readers: Readers, chosen: Chosen, events: CorrectEvents) {
    this.#items = items;
    this.#chosen = chosen;
    this.#events = events;
    this.#corrections = new Corrections(items, readers, this.#ticks);
    this.#busy = new Busy(() => this.#corrections.cancel());
    this.#save = new SavePanel(items, this.#corrections, this.#busy, this.#ticks);
    this.#tools = new EditTools("", {
      undo: () => this.#step(this.#plans.undo()),
      redo: () => this.#step(this.#plans.redo()),
    });
    this.#grid.ariaLabel = t("changes");
    this.#grid.columns = changeColumns();
    copyRows(this.#grid, (row) => this.#looked?.rows.cells(row) ?? []);
    listenForChoice(this.#grid, () => this.#toggleTick());
    this.element = h(
      "section",
      { className: "folder-correct", "aria-label": t("title") },
      h("h2", {}, t("title")),
      this.#scope,
      h("div", { className: "row" }, this.#choose("chooseAll"), this.#choose("chooseNone")),
      this.#form.element,
      h("div", { className: "row" }, h("h3", {}, t("plan")), this.#tools.element),
      this.#list,
      h("div", { className: "row" }, this.#look),
      this.#changes,
      this.#save.element,
      this.#busy.box,
    );
  }

  show(model: FolderModel, rows: FolderRows): void {
    this.#shows = { model, rows };
    this.#draw();
  }

  /** Another row is selected, or other files are chosen. */
  drawScope(): void {
    const n = this.#chosen.files.size;
    const selected = this.#events.selected().length;
    this.#scope.textContent =
      n > 0 ? t("chosenFiles", { n }) : selected > 0 ? t("chosenRow", { n: selected }) : t("chosenNothing");
  }

  redraw(): void {
    this.#draw();
    this.#grid.refresh();
  }

  close(): void {
    this.#tools.close();
    this.#busy.clear();
    this.#grid.setRows(null);
    this.#looked = null;
    this.#plans = new Versions<Plan>([]);
  }

  #choose(key: "chooseAll" | "chooseNone"): HTMLElement {
    const onclick = (): void => {
      const all = this.#shows && key === "chooseAll" ? headsOf(this.#shows.model).keys() : [];
      this.#chosen.files = new Set(all);
      this.#events.chose();
    };
    return h("button", { type: "button", className: "btn small", onclick }, t(key));
  }

  #draw(): void {
    if (!this.#shows) return;
    const { model, rows } = this.#shows;
    const plan = this.#plans.current;
    this.drawScope();
    this.#form.show(rows);
    this.#list.replaceChildren(
      planList(plan, rows, (at) => this.#change(plan.filter((_, one) => one !== at))),
    );
    this.#tools.show({
      changed: plan.length > 0,
      canUndo: this.#plans.canUndo,
      canRedo: this.#plans.canRedo,
      canSave: false,
    });
    this.#look.hidden = plan.length === 0;
    const preview = this.#looked?.preview.plan === plan ? this.#looked.preview : null;
    this.#drawChanges(preview);
    this.#save.show(model, preview, plan.length > 0 && !preview);
  }

  /** Of what is chosen, or of the selected row where nothing is. */
  #add(step: NewStep): boolean {
    const chosen = this.#chosen.files;
    const inTree = this.#shows ? headsOf(this.#shows.model) : new Map();
    const files = new Set(
      [...(chosen.size > 0 ? chosen : this.#events.selected())].filter((file) => inTree.has(file)),
    );
    if (files.size === 0) return false;
    this.#change([...this.#plans.current, { ...step, files } as PlanStep]);
    return true;
  }

  #change(plan: Plan): void {
    this.#plans.add(plan);
    this.#step(plan);
  }

  /** The plan is another one: what was looked at is no longer what would happen. */
  #step(plan: Plan | null): void {
    if (!plan) return;
    this.#corrections.cancel();
    this.#busy.clear();
    this.#draw();
  }

  async #preview(): Promise<void> {
    const plan = this.#plans.current;
    if (!this.#shows || plan.length === 0) return;
    const heads = headsOf(this.#shows.model);
    const preview = await this.#busy.run("previewing", (progress) =>
      this.#corrections.preview(plan, heads, progress),
    );
    if (!preview) return;
    await breath(); // tens of thousands of rows are made and drawn in tasks of their own
    const looked = { preview, rows: new ChangeRows(preview, this.#items, this.#ticks) };
    await breath();
    if (plan !== this.#plans.current) return;
    this.#looked = looked;
    this.#draw();
    this.#grid.setRows(looked.rows);
    this.#changes.querySelector<HTMLElement>("h3")?.scrollIntoView({ block: "nearest" });
  }

  #drawChanges(preview: Preview | null): void {
    if (!preview) {
      this.#changes.replaceChildren();
      return;
    }
    const { count } = this.#looked?.rows ?? { count: 0 };
    const mapping = preview.uids.size > 0 ? this.#mapping(preview.uids) : null;
    const report = reportMenu("dicom-corrections", () => this.#report(preview));
    this.#drawSummary(preview);
    const parts: readonly (HTMLElement | null)[] = [
      h("h3", {}, t("changes")),
      this.#summary,
      this.#signed,
      h("div", { className: "row" }, report, mapping),
      count > 0 ? this.#grid : null,
    ];
    this.#changes.replaceChildren(...parts.filter((part) => part !== null));
  }

  #drawSummary(preview: Preview): void {
    this.#summary.textContent = summary(preview, this.#ticks).join(" ");
    const signed = signedSentence(preview, this.#ticks);
    this.#signed.textContent = signed ?? "";
    this.#signed.hidden = signed === null;
  }

  #toggleTick(): void {
    const looked = this.#looked;
    if (!looked?.rows.toggle(this.#grid.selected)) return;
    this.#grid.refresh();
    this.#drawSummary(looked.preview);
    this.#save.ticked();
  }

  #mapping(uids: ReadonlyMap<string, string>): HTMLElement {
    if (masking.on) return h("span", { className: "muted" }, t("mappingMasked"));
    const onclick = (): void => {
      const lines = [[t("oldUid"), t("newUid")], ...uids].map(csvLine);
      saveFile("dicom-uids.csv", new Blob(lines, { type: "text/csv;charset=utf-8" }));
    };
    return h("button", { type: "button", className: "btn small", onclick }, t("mapping"));
  }

  #report(preview: Preview): ReturnType<Parameters<typeof reportMenu>[1]> {
    const rows = new ChangeRows(preview, this.#items, this.#ticks);
    return {
      title: t("reportTitle"),
      facts: [...summary(preview, this.#ticks), signedSentence(preview, this.#ticks) ?? []].flat(),
      problems: null,
      columns: changeColumns().map(({ key, label }) => ({ key, label })),
      count: rows.count,
      cells: (row) => rows.cells(row),
    };
  }
}

/** Before anything is saved; null where nothing was signed. */
function signedSentence(preview: Preview, ticks: Ticks): string | null {
  const { signatures } = preview;
  if (signatures.size === 0) return null;
  const inDoubt = [...signatures].filter(([file, all]) => {
    const made = madeOf(preview, file, ticks);
    return all.some((one) => isInDoubt(one, made));
  });
  return [
    t("signed", { n: signatures.size }),
    inDoubt.length > 0 ? t("signedBroken", { n: inDoubt.length }) : t("signedHold"),
  ].join(" ");
}

function summary({ changes, failures }: Preview, ticks: Ticks): readonly string[] {
  let [n, files, nested, history] = [0, 0, 0, 0];
  for (const [file, all] of changes) {
    const before = n;
    for (const change of all) {
      const isOn = ticks.isOn(file, change);
      if (isOn) n++;
      if (change.depth !== "top") nested++;
      if (change.depth === "history" && !isOn) history++;
    }
    if (n > before) files++;
  }
  return [
    n > 0 ? t("previewed", { n, files }) : t("nothingChanges"),
    ...(failures.size > 0 ? [t("previewFailed", { n: failures.size })] : []),
    ...(nested > 0 ? [t("nested")] : []),
    ...(history > 0 ? [t("history", { n: history })] : []),
  ];
}
