/** A folder that was read: how much there is, what is odd, the tree, and what the selected row says. */

import { breath } from "../../elements/breath";
import { copyRows } from "../../elements/copy";
import { datumElement } from "../../elements/datum";
import { h } from "../../elements/dom";
import { FindBox } from "../../elements/find";
import { HotGrid } from "../../elements/grid";
import { ProblemList } from "../../elements/problems";
import { reportMenu } from "../../elements/report";
import type { Collection } from "../../intake/collection";
import type { Source } from "../../intake/item";
import { type Fragment, NOWHERE } from "../../links/grammar";
import type { Arrival, At, Send } from "../../shell/tool";
import { formatSize } from "../../text/define";
import { Cancelled } from "../../workers/bridge";
import type { EqualAnswer } from "../../workers/folder";
import { listenForChoice, TICKED } from "./choosing";
import { Chosen } from "./chosen";
import { CorrectPanel } from "./correct-panel";
import { t as correctText } from "./correct-text";
import { FolderDetail } from "./detail";
import type { FolderModel } from "./model";
import { fragmentOf, placeOf } from "./places";
import { problemsOf } from "./problems";
import type { Readers } from "./reading";
import { reportOf } from "./report";
import { type Compared, columns, FolderRows, type Row } from "./rows";
import { t as toolText } from "./text";
import { t } from "./tree-text";

const NO_ROW = -1;
/** Patients, studies and series; instances are many. */
const OPEN_TO = 3;
const NONE: FolderModel = {
  patients: [],
  findings: [],
  others: [],
  unlisted: new Set(),
  placed: 0,
  read: 0,
  sizes: new Float64Array(0),
};

/** Of the tree: what has no place in it is not corrected. */
const filesIn = (row: Row | undefined): readonly number[] =>
  !row || row.kind === "other" || row.kind === "others" ? [] : row.files;

export interface FolderViewEvents {
  readonly at: At;
  readonly send: Send;
}

export class FolderView {
  readonly element: HTMLElement;
  readonly #collection: Collection;
  readonly #readers: Readers;
  readonly #at: At;
  readonly #grid = new HotGrid();
  readonly #find = new FindBox(this.#grid, t("find"), (rows) => this.#grid.filter(rows));
  readonly #problems = new ProblemList((row) => this.#goTo(row));
  readonly #summary = h("span", { className: "muted" });
  readonly #compare = h("button", { type: "button", className: "btn small", hidden: true }, t("compare"));
  readonly #compared = h("span", { className: "muted", role: "status" });
  readonly #detail: FolderDetail;
  readonly #chosen = new Chosen();
  readonly #correct: CorrectPanel;
  #isClosed = false;
  #model = NONE;
  #rows = new FolderRows(NONE, [], this.#chosen);

  constructor(collection: Collection, readers: Readers, { at, send }: FolderViewEvents) {
    this.#collection = collection;
    this.#readers = readers;
    this.#at = at;
    this.#detail = new FolderDetail({ send: (slug) => send(slug, NOWHERE) });
    this.#grid.ariaLabel = t("tree");
    this.#grid.columns = [...columns(), { key: TICKED, label: correctText("chosen") }];
    this.#grid.onpick = (row) => this.#picked(row);
    this.#grid.onactivate = (row) => this.#activated(row, send);
    copyRows(this.#grid, (row) => this.#rows.cells(row));
    listenForChoice(this.#grid, () => this.#toggleChoice());
    this.#correct = new CorrectPanel(collection, readers, this.#chosen, {
      selected: () => filesIn(this.#rows.rows[this.#grid.selected]),
      chose: () => this.#drawChoice(),
    });
    this.#compare.onclick = () => void this.#compareDuplicates();
    this.element = h(
      "div",
      {},
      this.#problems.element,
      h("div", { className: "row" }, this.#compare, this.#compared),
      h(
        "div",
        { className: "folder-panes" },
        h("section", {}, this.#bar(), this.#grid),
        this.#detail.element,
      ),
      this.#correct.element,
    );
  }

  /** The number of the selected file, or of the first one of what is selected; -1 for none. */
  get file(): number {
    return this.#rows.rows[this.#grid.selected]?.files[0] ?? NO_ROW;
  }

  /** More was read: what is selected stays so. In several tasks: ten thousand rows take their time. */
  async show(model: FolderModel): Promise<void> {
    const rows = new FolderRows(model, this.#collection.items, this.#chosen);
    await breath();
    if (this.#isClosed || model.read < this.#model.read) return; // a newer one came first
    const selected = this.#rows.rows[this.#grid.selected];
    this.#model = model;
    this.#rows = rows;
    this.#grid.setRows(this.#rows, { among: null, openTo: OPEN_TO });
    this.#find.over(this.#rows);
    this.#compare.hidden = !model.findings.some(({ code }) => code === "duplicate");
    this.#summary.textContent = this.#summarySentence();
    if (selected) this.#selectAgain(selected);
    this.#correct.show(model, rows);
    await breath();
    if (this.#rows === rows && !this.#isClosed) this.#problems.show(() => problemsOf(model, rows));
  }

  #selectAgain({ kind, files: [file] }: Row): void {
    const again = this.#rows.rows.findIndex((row) => row.kind === kind && row.files[0] === file);
    if (again >= 0) this.#grid.select(again);
  }

  redraw(): void {
    this.#grid.refresh();
    this.#detail.redraw();
    this.#problems.redraw();
    this.#correct.redraw();
  }

  close(): void {
    this.#isClosed = true;
    this.#correct.close();
    this.#find.over(null);
    this.#grid.setRows(null);
  }

  goTo(place: Fragment): Arrival {
    const wanted = placeOf(place);
    for (let length = wanted.length; length > 0; length--) {
      const row = this.#rows.at(wanted.slice(0, length));
      if (row === NO_ROW) continue;
      this.#goTo(row);
      return length === wanted.length ? "there" : "near";
    }
    return "nowhere";
  }

  #goTo(row: number): void {
    if (row < 0) return;
    this.#find.makeWayFor(row);
    this.#grid.select(row);
    this.#grid.showSelected();
    this.#grid.focus({ preventScroll: true });
  }

  #picked(row: number): void {
    this.#find.picked();
    this.#detail.show(this.#rows, row);
    this.#at(fragmentOf(this.#rows.rows[row]?.place ?? []));
    this.#correct.drawScope();
  }

  #toggleChoice(): void {
    this.#chosen.toggle(filesIn(this.#rows.rows[this.#grid.selected]));
    this.#drawChoice();
  }

  #drawChoice(): void {
    this.#grid.refresh();
    this.#correct.drawScope();
  }

  /** Enter opens a file; what holds files is folded or unfolded. */
  #activated(row: number, send: Send): void {
    const { kind, files = [] } = this.#rows.rows[row] ?? {};
    if ((kind === "instance" || kind === "other") && files.length > 0) send("dicom-inspector", NOWHERE);
    else this.#grid.toggle(row);
  }

  #bar(): HTMLElement {
    const report = reportMenu("dicom-folder-report", () =>
      reportOf(this.#model, this.#rows, [this.#summarySentence()]),
    );
    return h(
      "div",
      { className: "folder-bar" },
      h("strong", { className: "folder-name" }, datumElement(this.#name)),
      this.#summary,
      h("span", { className: "folder-find" }, this.#find.element, report),
    );
  }

  /** The folder's or archive's; of a single file its own. */
  get #name(): Collection["name"] {
    const { name, items } = this.#collection;
    return items.length === 1 && items[0] ? items[0].path : name;
  }

  #summarySentence(): string {
    const { patients, placed } = this.#model;
    const studies = patients.flatMap((patient) => patient.studies);
    const size = this.#model.sizes.reduce((sum, one) => sum + one, 0);
    return t("summary", {
      patients: patients.length,
      studies: studies.length,
      series: studies.reduce((sum, { series }) => sum + series.length, 0),
      n: placed,
      size: formatSize(size),
    });
  }

  async #compareDuplicates(): Promise<void> {
    const sets = this.#model.findings.flatMap((finding) => finding.sets);
    const sources = sets.map((files) => files.map((file) => this.#collection.items[file]?.source as Source));
    this.#compare.disabled = true;
    try {
      const answer = await this.#readers.ask({ kind: "equal", sets: sources }, (done, total) => {
        this.#compared.textContent = t("comparing", { done, total });
      });
      this.#showCompared(sets, answer as EqualAnswer);
    } catch (error) {
      this.#compared.textContent = error instanceof Cancelled ? "" : toolText("failed");
    } finally {
      this.#compare.disabled = false;
    }
  }

  #showCompared(sets: readonly (readonly number[])[], answer: readonly (readonly number[])[]): void {
    const compared = new Map<number, "equal" | "different">();
    const isSame = answer.map((numbers) => numbers.every((number) => number === numbers[0] && number >= 0));
    for (const [at, files] of sets.entries())
      for (const file of files) compared.set(file, isSame[at] ? "equal" : "different");
    this.#rows.compared = compared satisfies Compared;
    this.#grid.refresh();
    const same = isSame.filter((one) => one).length;
    const unread = answer.flat().filter((number) => number < 0).length;
    this.#compared.textContent = [
      t("compared", { same, different: sets.length - same }),
      ...(unread > 0 ? [t("comparedUnread", { n: unread })] : []),
    ].join(" ");
  }
}
