/** Many files that were held against the standard: the findings over all of them, and the files; one narrows the other. */

import type { Severity } from "../../../dicom/validate";
import { breath } from "../../../elements/breath";
import { copyRows } from "../../../elements/copy";
import { datumElement } from "../../../elements/datum";
import { h } from "../../../elements/dom";
import { FindBox } from "../../../elements/find";
import { HotGrid } from "../../../elements/grid";
import { reportMenu } from "../../../elements/report";
import type { Collection } from "../../../intake/collection";
import { Chips } from "../chips";
import { t as ofTool } from "../text";
import { FileRows, columns as fileColumns } from "./file-rows";
import { GroupRows, columns as groupColumns } from "./group-rows";
import { type FileState, type ManyModel, type RuleGroup, STATES } from "./model";
import { reportOf } from "./report";
import { inFiles, ruleSentence } from "./sentences";
import { t } from "./text";

const NO_ROW = -1;
const WEIGHTS: readonly Severity[] = ["error", "warning", "note"];

export interface ManyViewEvents {
  /** A file is selected, by its number, and maybe what in it is asked for. */
  picked(file: number, group: RuleGroup | null): void;
  /** Enter, or a double click. */
  activated(): void;
}

export class ManyView {
  readonly element: HTMLElement;
  readonly #model: ManyModel;
  readonly #events: ManyViewEvents;
  readonly #group = h("div", { className: "row many-group" });
  readonly #groupGrid = new HotGrid();
  readonly #groupFind = new FindBox(this.#groupGrid, t("findRules"), (found) => this.#narrowGroups(found));
  readonly #weights = new Chips<Severity | "all">(["all", ...WEIGHTS], ofTool("weight"), ofTool, (weight) => {
    this.#weight = weight;
    this.#narrowGroups(this.#groupsFound);
  });
  readonly #fileGrid = new HotGrid();
  readonly #fileFind = new FindBox(this.#fileGrid, t("findFiles"), (found) => this.#narrowFiles(found));
  readonly #states = new Chips<FileState | "all">(
    ["all", ...STATES],
    t("state"),
    (state) => (state === "all" ? ofTool("all") : t(state)),
    (state) => {
      this.#state = state;
      this.#narrowFiles(this.#filesFound);
    },
  );
  readonly #files: FileRows;
  #groups = new GroupRows([]);
  #weight: Severity | "all" = "all";
  #state: FileState | "all" = "all";
  #groupsFound: Uint32Array | null = null;
  #filesFound: Uint32Array | null = null;
  #isClosed = false;

  constructor({ name, items }: Collection, model: ManyModel, events: ManyViewEvents) {
    this.#model = model;
    this.#events = events;
    this.#files = new FileRows(items, model);
    this.#furnish();
    const report = reportMenu("dicom-validator-report", () => reportOf(name, items, model));
    this.element = h(
      "div",
      { className: "many" },
      h("div", { className: "row many-summary" }, h("strong", {}, datumElement(name)), report),
      h(
        "div",
        { className: "many-panes" },
        pane(t("byRule"), [this.#weights.element, this.#groupFind.element], this.#groupGrid),
        pane(t("files"), [this.#states.element, this.#fileFind.element, this.#group], this.#fileGrid),
      ),
    );
    void this.draw();
  }

  /** The number of the selected file; -1 for none. */
  get file(): number {
    return this.#fileGrid.selected;
  }

  /** More was read: what is selected stays so. In two tasks, as each list is laid out by itself. */
  async draw(): Promise<void> {
    const selected = this.#selectedGroup;
    const { groups } = this.#model;
    this.#groups = new GroupRows(groups);
    this.#groupsFound = null;
    this.#weights.count((key) =>
      key === "all" ? groups.length : groups.filter(({ severity }) => severity === key).length,
    );
    this.#groupGrid.setRows(this.#groups, { among: this.#groups.among(this.#weight, null), openTo: 1 });
    this.#groupFind.over(this.#groups);
    if (selected) this.#groupGrid.select(groups.indexOf(selected));
    await breath();
    if (this.#isClosed) return;
    this.#states.count((key) => (key === "all" ? this.#model.total : this.#model.count(key)));
    this.#narrowFiles(this.#filesFound);
  }

  redraw(): void {
    this.#groupGrid.refresh();
    this.#fileGrid.refresh();
  }

  close(): void {
    this.#isClosed = true;
    for (const find of [this.#groupFind, this.#fileFind]) find.over(null);
    for (const grid of [this.#groupGrid, this.#fileGrid]) grid.setRows(null);
  }

  get #selectedGroup(): RuleGroup | null {
    return this.#groups.groups[this.#groupGrid.selected] ?? null;
  }

  #furnish(): void {
    const groups = this.#groupGrid;
    groups.ariaLabel = t("byRule");
    groups.columns = groupColumns();
    groups.onpick = () => this.#pickedGroup();
    groups.onactivate = () => this.#fileGrid.focus();
    copyRows(groups, (row) => groupColumns().map((_, column) => this.#groups.cell(row, column)));
    const files = this.#fileGrid;
    files.ariaLabel = t("files");
    files.columns = fileColumns();
    files.setRows(this.#files);
    this.#fileFind.over(this.#files);
    files.onpick = (row) => this.#pickedFile(row);
    files.onactivate = () => this.#events.activated();
    copyRows(files, (row) => fileColumns().map((_, column) => this.#files.cell(row, column)));
  }

  #pickedGroup(): void {
    this.#groupFind.picked();
    this.#narrowFiles(this.#filesFound);
  }

  #pickedFile(row: number): void {
    this.#fileFind.picked();
    if (row !== NO_ROW) this.#events.picked(row, this.#selectedGroup);
  }

  #narrowGroups(found: Uint32Array | null): void {
    this.#groupsFound = found;
    this.#groupGrid.filter(this.#groups.among(this.#weight, found));
  }

  /** To the files of the selected finding, of the state that is asked for, among those that were searched for. */
  #narrowFiles(found: Uint32Array | null): void {
    this.#filesFound = found;
    const group = this.#selectedGroup;
    this.#fileGrid.filter(this.#files.among(this.#state, group, found));
    this.#group.hidden = !group;
    if (!group) return;
    const all = h("button", { type: "button", className: "btn small" }, t("showAll"));
    all.onclick = () => {
      this.#groupGrid.select(NO_ROW);
      this.#fileGrid.focus();
    };
    const sentence = h("span", {}, `${ruleSentence(group)} · ${inFiles(group, this.#model)}`);
    this.#group.replaceChildren(sentence, all);
  }
}

function pane(title: string, tools: readonly HTMLElement[], grid: HotGrid): HTMLElement {
  return h("section", {}, h("div", { className: "inspector-bar" }, h("h2", {}, title), ...tools), grid);
}
