/** The table: segments and fields of one message, with names, types and values. */

import "../../elements/grid";
import { unmasked } from "../../bytes/datum";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { type Findable, FindBox } from "../../elements/find";
import { type Path, rowAt, rowOf } from "../../hl7";
import type { Arrival } from "../../shell/tool";
import { seen } from "./masked";
import { LONGEST_CELL, type OpenMessage, onOneLine } from "./open-message";
import { t } from "./text";

/** Segments are open at first, fields with parts closed. */
const FIRST_OPEN = 2;
/** Bytes of one value that a search looks through. */
const SEARCHED_BYTES = 1_048_576;
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
  readonly #find = new FindBox(this.grid, t("find"), (rows) =>
    rows ? this.grid.filter(rows) : this.#filter(),
  );
  readonly find = this.#find.element;
  #open: OpenMessage | null = null;

  constructor(pick: (row: number) => void) {
    this.grid.classList.add("hl7-grid");
    this.grid.columns = [
      { key: "path", label: t("colPath"), className: "m" },
      { key: "name", label: t("colName"), english: true },
      { key: "type", label: t("colType"), className: "m" },
      { key: "value", label: t("colValue"), className: "m" },
    ];
    this.grid.onpick = (row) => {
      this.#find.picked();
      pick(row);
    };
    copyRows(this.grid, (row) => this.cells(row));
    this.#empty.addEventListener("change", () => {
      this.#find.clear();
      this.#filter();
    });
    this.#fold.addEventListener("click", () => this.grid.toggleAll(false));
    this.#unfold.addEventListener("click", () => this.grid.toggleAll(true));
  }

  /** All columns of a row, as the table shows them. */
  cells(row: number): readonly string[] {
    return this.grid.columns.map((_, column) => (this.#open ? cellOf(this.#open, row, column) : ""));
  }

  clear(): void {
    this.#open = null;
    this.#find.over(null);
    this.grid.setRows(null);
  }

  show(open: OpenMessage): void {
    this.#open = open;
    const { tree } = open;
    const rows = {
      count: tree.count,
      cell: (row: number, column: number) => cellOf(open, row, column),
      tree: { level: tree.level, end: tree.last },
      rowClass: (row: number) => classOf(open, row),
    };
    this.grid.setRows(rows, { among: this.#among(open), openTo: FIRST_OPEN });
    this.#find.over(findable(open, () => this.#empty.checked));
  }

  /** Selects a row. */
  choose(row: number): void {
    this.#select(row);
  }

  /** Selects the deepest row at an offset; false where no row holds it. */
  selectAt(offset: number): boolean {
    const row = this.#open ? rowAt(this.#open.tree, offset) : -1;
    if (row < 0) return false;
    this.#select(row);
    return true;
  }

  /** Selects the row of a path. "near": the message has only a part above it; "nowhere": not even the segment. */
  selectPath(path: Path): Arrival {
    const found = this.#open ? rowOf(this.#open.tree, this.#open.message, path) : null;
    if (!found) return "nowhere";
    this.#select(found.row);
    return found.exact ? "there" : "near";
  }

  #select(row: number): void {
    if (row === this.grid.selected) return;
    const { tree } = this.#open as OpenMessage;
    this.#find.makeWayFor(row);
    if (tree.start[row] === tree.end[row] && !this.#empty.checked) {
      this.#empty.checked = true;
      this.#filter();
    }
    this.grid.select(row);
  }

  #filter(): void {
    if (this.#open) this.grid.filter(this.#among(this.#open), FIRST_OPEN);
  }

  #among(open: OpenMessage): Uint32Array | null {
    return this.#empty.checked ? null : open.filledRows();
  }
}

function cellOf(open: OpenMessage, row: number, column: number): string {
  if (column === COLUMNS.path) return open.path(row) || t("noSegment");
  if (column === COLUMNS.value) return shownValue(open, row);
  return column === COLUMNS.name ? open.entry(row).name : open.type(row);
}

function shownValue(open: OpenMessage, row: number): string {
  const said = open.value(row);
  if (said.presence === "null") return `"" ${t("nullValue")}`;
  return onOneLine(seen(open, row, said, LONGEST_CELL)) + (said.cut ? "…" : "");
}

function classOf(open: OpenMessage, row: number): string {
  if (open.kind(row) === "segment") return open.path(row) === "" ? "hl7-segment hl7-stray" : "hl7-segment";
  return open.tree.start[row] === open.tree.end[row] ? "hl7-empty" : "";
}

/** What is searched: paths and names of all rows, values of those that have no parts; raw text for words with delimiters. */
function findable(open: OpenMessage, withEmpty: () => boolean): Findable {
  const { tree, message } = open;
  const matcher = (words: string): ((row: number) => boolean) => {
    const wanted = words.toLowerCase();
    const { component, repetition, subcomponent } = message.block.delimiters;
    const isRaw = [component, repetition, subcomponent].some((byte) =>
      wanted.includes(String.fromCharCode(byte)),
    );
    const all = withEmpty();
    return (row) => {
      if (!all && tree.start[row] === tree.end[row]) return false;
      if (open.path(row).toLowerCase().includes(wanted)) return true;
      if (open.entry(row).name.toLowerCase().includes(wanted)) return true;
      const composite = open.hasParts(row);
      if (composite && (!isRaw || open.kind(row) === "segment")) return false;
      const { raw, text } = open.value(row, SEARCHED_BYTES);
      return unmasked(composite ? raw : text)
        .toLowerCase()
        .includes(wanted);
    };
  };
  return { count: tree.count, tree: { end: tree.last }, matcher };
}
