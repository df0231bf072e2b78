/** A file that was read: problems on top, the tree, and the pane beside it. */

import { type Datum, unmasked } from "../../bytes/datum";
import { NO_ROW, pathOf, rowAt } from "../../dicom";
import { copyRows } from "../../elements/copy";
import { datumElement } from "../../elements/datum";
import { h } from "../../elements/dom";
import type { EditTools } from "../../elements/edit-tools";
import { FindBox } from "../../elements/find";
import { HotGrid } from "../../elements/grid";
import { later } from "../../elements/idle";
import { ProblemList } from "../../elements/problems";
import { type ReportContent, reportMenu } from "../../elements/report";
import type { Fragment } from "../../links/grammar";
import { shown } from "../../shell/mask";
import type { Arrival, At } from "../../shell/tool";
import type { Inspection } from "../../workers/dicom";
import type { DetailPane } from "./detail";
import { FlatRows, flatColumns } from "./flat";
import type { DicomView, FileEditor } from "./live";
import { placeOf, rowOf } from "./places";
import { problemsOf } from "./problems";
import { columns, InspectionRows } from "./rows";
import { summary, summaryOf } from "./summary";
import { t } from "./text";

const detail = later(() => import("./detail"));
const tools = later(() => import("../../elements/edit-tools"));
const files = later(() => import("./file-menu"));

/** The view of a file that was read, once what stands beside the tree is there: it comes at idle, or now. */
export async function inspectionView(
  blob: Blob,
  name: Datum,
  inspection: Inspection,
  { at, editor }: { readonly at: At; readonly editor: FileEditor },
): Promise<InspectionView> {
  const [{ DetailPane }, { EditTools }, { fileMenu, signatureNote }] = await Promise.all([
    detail(),
    tools(),
    files(),
  ]);
  return new InspectionView(name, inspection, at, {
    note: signatureNote(inspection.signatures, editor),
    pane: (rows, choose) => new DetailPane(blob, inspection, rows, { choose, editor }),
    tools: (place) => {
      const made = new EditTools(FILE_NAME, {
        undo: () => editor.undo(place()),
        redo: () => editor.redo(place()),
        saved: () => editor.versions.current,
      });
      made.show({ ...canDo(editor), canSave: true });
      made.element.append(fileMenu(editor, inspection.file.transferSyntax, place));
      return made;
    },
  });
}

const canDo = ({ versions: { changed, canUndo, canRedo } }: FileEditor) => ({ changed, canUndo, canRedo });

/** As the visitor wants it, for the next file too. */
let isFlat = false;

/** Says nothing of what is in the file. */
const FILE_NAME = "dicom-file.dcm";

interface Beside {
  /** On top: what is to be known before the file is saved. */
  readonly note: HTMLElement | null;
  pane(rows: InspectionRows, choose: (row: number) => void): DetailPane;
  tools(place: () => Fragment): EditTools;
}

class InspectionView implements DicomView {
  readonly element: HTMLElement;
  readonly #name: Datum;
  readonly #inspection: Inspection;
  readonly #at: At;
  readonly #rows: InspectionRows;
  readonly #grid = new HotGrid();
  readonly #find = new FindBox(this.#grid, t("find"), (rows) =>
    this.#grid.filter(rows ?? this.#flat?.elements ?? null),
  );
  /** Null while the tree is shown. */
  #flat: FlatRows | null = null;
  readonly #foldings = h("span", { className: "row" }, this.#folding(true), this.#folding(false));
  readonly #flatten = h(
    "button",
    { type: "button", className: "btn small", onclick: () => this.#lay(!isFlat) },
    t("flat"),
  );
  readonly #detail: DetailPane;
  readonly #tools: EditTools;
  readonly #problems = new ProblemList((offset) => this.#goToByte(offset));
  readonly #summary = h("span", { className: "muted" });

  constructor(name: Datum, inspection: Inspection, at: At, beside: Beside) {
    this.#name = name;
    this.#inspection = inspection;
    this.#at = at;
    const { faults, faultsLeftOut, file, source } = inspection;
    const faulty = faults.filter(({ path }) => path !== "").map(({ offset }) => rowAt(file.elements, offset));
    this.#rows = new InspectionRows(inspection, new Set(faulty));
    this.#detail = beside.pane(this.#rows, (row) => this.#choose(row));
    this.#tools = beside.tools(() => placeOf(file.elements, this.#grid.selected));
    this.#problems.show(() => problemsOf(inspection), faultsLeftOut);
    this.#furnishGrid();
    this.#lay(isFlat);
    const tree = h("section", { className: "inspector-tree" }, this.#bar(), this.#grid);
    this.element = h(
      "div",
      {},
      this.#problems.element,
      beside.note,
      h("div", { className: "inspector-panes" }, tree, this.#detail.element),
      h("p", { className: "muted" }, `${t("dictionary")}: ${source.split("\n")[0] ?? ""}`),
    );
    this.#summary.replaceChildren(...summaryOf(inspection));
  }

  /** Draws again what shows values: they are to be masked, or no longer. */
  redraw(): void {
    this.#problems.redraw();
    this.#grid.refresh();
    this.#detail.redraw();
    this.#summary.replaceChildren(...summaryOf(this.#inspection));
  }

  goTo(place: Fragment): Arrival {
    const { row, exact } = rowOf(this.#inspection.file.elements, place);
    if (row === NO_ROW) return "nowhere";
    this.#choose(row);
    this.#grid.showSelected();
    return exact ? "there" : "near";
  }

  focus(): void {
    this.#grid.focus();
  }

  /** Lets go of the data. */
  close(): void {
    this.#tools.close();
    this.#find.over(null);
    this.#grid.setRows(null);
  }

  #furnishGrid(): void {
    const grid = this.#grid;
    grid.ariaLabel = t("elements");
    copyRows(grid, (row) => grid.columns.map((_, column) => (this.#flat ?? this.#rows).cell(row, column)));
    grid.onpick = (row) => {
      this.#find.picked();
      void this.#detail.show(row);
      this.#at(placeOf(this.#inspection.file.elements, row));
    };
    grid.onactivate = (row) => {
      if (!this.#flat && this.#rows.end(row) > row + 1) grid.toggle(row);
      else this.#detail.element.querySelector<HTMLElement>("h2")?.focus();
    };
  }

  /** As a tree, or as a flat table; the selected row stays. */
  #lay(flat: boolean): void {
    const row = this.#grid.selected;
    isFlat = flat;
    this.#flat = flat ? new FlatRows(this.#rows, this.#inspection.file.elements) : null;
    this.#flatten.ariaPressed = String(flat);
    this.#foldings.hidden = flat;
    this.#grid.classList.toggle("flat", flat);
    this.#grid.columns = flat ? flatColumns() : columns();
    if (this.#flat) this.#grid.setRows(this.#flat, { among: this.#flat.elements, openTo: 1 });
    else this.#grid.setRows(this.#rows);
    this.#find.over(this.#flat ?? this.#rows);
    if (row >= 0) this.#choose(row);
  }

  #folding(open: boolean): HTMLElement {
    const onclick = (): void => this.#grid.toggleAll(open);
    return h("button", { type: "button", className: "btn small", onclick }, t(open ? "openAll" : "closeAll"));
  }

  #goToByte(offset: number): void {
    this.#choose(Math.max(rowAt(this.#inspection.file.elements, offset), 0));
    this.#grid.focus();
  }

  #choose(row: number): void {
    const there = this.#flat?.elementAt(row) ?? row;
    this.#find.makeWayFor(there);
    this.#grid.select(there);
  }

  /** File, what it is, and the tools over the tree. */
  #bar(): HTMLElement {
    const name = unmasked(this.#name) === "" ? t("pasted") : datumElement(this.#name);
    return h(
      "div",
      { className: "inspector-bar" },
      h("strong", {}, name),
      this.#summary,
      h(
        "span",
        { className: "inspector-find" },
        this.#find.element,
        this.#flatten,
        this.#foldings,
        reportMenu("dicom-inspector-report", () => this.#report()),
        this.#tools.element,
      ),
    );
  }

  #report(): ReportContent {
    const { count } = this.#rows;
    return {
      title: t("reportTitle"),
      facts: [shown(this.#name) || t("pasted"), summary(this.#inspection)],
      problems: problemsOf(this.#inspection),
      columns: [...columns(), { key: "path", label: t("path") }],
      count,
      cells: (row) => [...this.#rows.cells(row), pathOf(this.#inspection.file.elements, row)],
    };
  }
}
