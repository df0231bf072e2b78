/** The table: segments and fields of one message, with names, types and values. */

import "../../elements/grid";
import { h } from "../../elements/dom";
import { type Path, rowAt, rowOf, typeName } from "../../hl7";
import { type OpenMessage, onOneLine } from "./open-message";
import { t } from "./text";

/** Segments are open at first, fields with parts closed. */
const FIRST_OPEN = 2;
const COLUMNS = { path: 0, name: 1, type: 2, value: 3 } as const;

export class Table {
  readonly grid = h("hot-grid", { ariaLabel: t("tree"), translate: false });
  readonly #empty = h("input", { type: "checkbox" });
  readonly #fold = h("button", { type: "button", className: "btn small" }, t("fold"));
  readonly #unfold = h("button", { type: "button", className: "btn small" }, t("unfold"));
  readonly controls = h(
    "div",
    { className: "row" },
    h("label", { className: "hl7-check" }, this.#empty, t("showEmpty")),
    this.#unfold,
    this.#fold,
  );
  #open: OpenMessage | null = null;

  constructor(pick: (row: number) => void) {
    this.grid.classList.add("hl7-grid");
    this.grid.columns = [
      { key: "path", label: t("colPath"), className: "m" },
      { key: "name", label: t("colName") },
      { key: "type", label: t("colType"), className: "m" },
      { key: "value", label: t("colValue"), className: "m" },
    ];
    this.grid.onpick = pick;
    this.#empty.addEventListener("change", () => this.#filter());
    this.#fold.addEventListener("click", () => this.grid.toggleAll(false));
    this.#unfold.addEventListener("click", () => this.grid.toggleAll(true));
  }

  clear(): void {
    this.#open = null;
    this.grid.setRows(null);
  }

  show(open: OpenMessage): void {
    this.#open = open;
    const { tree } = open;
    this.grid.setRows({
      count: tree.count,
      cell: (row, column) => cellOf(open, row, column),
      level: (row) => tree.level[row] ?? 1,
      end: (row) => tree.last[row] ?? row + 1,
      rowClass: (row) => classOf(open, row),
    });
    this.#filter();
  }

  /** Selects the deepest row at an offset; false where no row holds it. */
  selectAt(offset: number): boolean {
    const row = this.#open ? rowAt(this.#open.tree, offset) : -1;
    if (row < 0) return false;
    this.#select(row);
    return true;
  }

  /** Selects the row of a path. "closest": the message has only a part above it; "none": not even the segment. */
  selectPath(path: Path): "exact" | "closest" | "none" {
    const found = this.#open ? rowOf(this.#open.tree, this.#open.message, path) : null;
    if (!found) return "none";
    this.#select(found.row);
    return found.exact ? "exact" : "closest";
  }

  #select(row: number): void {
    if (row === this.grid.selected) return;
    const { tree } = this.#open as OpenMessage;
    if (tree.start[row] === tree.end[row] && !this.#empty.checked) {
      this.#empty.checked = true;
      this.#filter();
    }
    this.grid.select(row);
  }

  #filter(): void {
    const open = this.#open;
    if (!open) return;
    this.grid.filter(this.#empty.checked ? null : open.filledRows());
    this.grid.openTo(FIRST_OPEN);
  }
}

function cellOf(open: OpenMessage, row: number, column: number): string {
  if (column === COLUMNS.path) return open.path(row) || t("noSegment");
  if (column === COLUMNS.value) return shownValue(open, row);
  const { name, type } = open.entry(row);
  return column === COLUMNS.name ? name : typeName(type);
}

function shownValue(open: OpenMessage, row: number): string {
  const { value, cut } = open.value(row);
  if (value.presence === "null") return `"" ${t("nullValue")}`;
  const text = open.hasParts(row) ? value.raw : value.text;
  return onOneLine(text) + (cut ? "…" : "");
}

function classOf(open: OpenMessage, row: number): string {
  if (open.kind(row) === "segment") return open.path(row) === "" ? "hl7-segment hl7-stray" : "hl7-segment";
  return open.tree.start[row] === open.tree.end[row] ? "hl7-empty" : "";
}
