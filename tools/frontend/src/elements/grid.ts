/**
 * `<hot-grid>`: a table or tree of any length. Only the rows in view are in the document, and they are recycled.
 *
 * ```ts
 * const grid = h("hot-grid", { ariaLabel: "Data elements" });
 * grid.columns = [{ key: "tag", label: "Tag", className: "m" }];
 * grid.onpick = (row) => showDetail(row);
 * grid.setRows({ count, cell: (row, column) => text, tree: { level: depths, end: pastLastDescendants } });
 * ```
 *
 * Rows are numbers, 0 to `count - 1`; data stays where it is and is asked for cell by cell. Column widths are the
 * page's: `--grid-columns` takes a `grid-template-columns` value, and a column is hidden on a small screen by its
 * class and a shorter `--grid-columns`. Keys follow the ARIA treegrid pattern with focus on rows.
 */

import { keyOf } from "../keys/keys";
import { h } from "./dom";
import { Branches, type RowOrder } from "./grid-branches";
import type { DrawnRow, GridColumn } from "./grid-row";
import { Scroller } from "./grid-scroller";
import { extentOf } from "./grid-view";
import { GridWindow } from "./grid-window";

export type { GridColumn } from "./grid-row";

export interface GridRows extends RowOrder {
  cell(row: number, column: number): string;
  /** A class for the whole row, "" for none. */
  rowClass?(row: number): string;
  /** Whether an English column has the page's own words in this row. */
  isOurs?(row: number): boolean;
}

const NO_ROWS: GridRows = { count: 0, cell: () => "" };
const NO_ROW = -1;
/** Rows kept ready above and below the view, so that a fast scroll shows no gap. */
const OVERSCAN = 8;
/** Until a row has been measured. */
const LIKELY_ROW_PX = 28;
/** The head is the first row, and rows count from one. */
const ROWS_BEFORE = 2;

let lastGrid = 0;

export class HotGrid extends HTMLElement {
  /** Called when another row becomes the selected one; -1 when none is. */
  onpick: ((row: number) => void) | null = null;
  /** Called on Enter and double click. */
  onactivate: ((row: number) => void) | null = null;

  readonly #id = `hot-grid-${++lastGrid}`;
  readonly #head = h("div", { role: "row", className: "grid-head", ariaRowIndex: "1" });
  readonly #body = h("div", { role: "rowgroup", className: "grid-body", translate: false });
  /** The first answer comes at once, and says what was measured already. */
  readonly #resized = new ResizeObserver(() => {
    if (this.clientHeight !== this.#measured.height || this.clientWidth !== this.#measured.width)
      this.refresh();
  });
  readonly #scroller = new Scroller(this, () => this.#drawView());
  #columns: readonly GridColumn[] = [];
  #rows: GridRows = NO_ROWS;
  #branches = new Branches(NO_ROWS);
  readonly #window = new GridWindow(this.#body);
  #selected = NO_ROW;
  #rowHeight = LIKELY_ROW_PX;
  /** Of the whole element, when it was last drawn. */
  #measured = { height: 0, width: 0 };

  connectedCallback(): void {
    this.tabIndex = 0;
    this.#setRole();
    this.replaceChildren(h("div", { role: "rowgroup", className: "grid-top" }, this.#head), this.#body);
    this.addEventListener("keydown", this.#onkeydown);
    this.#body.addEventListener("click", this.#onclick);
    this.#body.addEventListener("dblclick", this.#ondblclick);
    this.#resized.observe(this);
    this.refresh();
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
    this.#scroller.stop();
  }

  get columns(): readonly GridColumn[] {
    return this.#columns;
  }

  set columns(columns: readonly GridColumn[]) {
    this.#columns = columns;
    this.ariaColCount = String(columns.length);
    this.#head.replaceChildren(
      ...columns.map(({ key, label, className = "" }) =>
        h("span", { role: "columnheader", className: `grid-cell ${className}`, "data-column": key }, label),
      ),
    );
    this.#window.columns = columns;
    this.refresh();
  }

  /** The selected row, or -1. */
  get selected(): number {
    return this.#selected;
  }

  /** How many rows are open to view now. */
  get shown(): number {
    return this.#branches.shown;
  }

  /**
   * Other data, nothing selected: everything open and no filter, unless `first` says what is seen at first. `null` empties
   * the table and lets the data go.
   */
  setRows(
    rows: GridRows | null,
    first?: { readonly among: Uint32Array | null; readonly openTo: number },
  ): void {
    this.#rows = rows ?? NO_ROWS;
    this.#branches = new Branches(this.#rows);
    if (first) this.#branches.filter(first.among, first.openTo);
    this.#selected = NO_ROW;
    this.#scroller.top = 0;
    this.#setRole();
    this.refresh();
  }

  /** Shows only these rows (ascending; the ancestors of a row belong in), or all with `null`; open to a level. */
  filter(rows: Uint32Array | null, openTo?: number): void {
    this.#branches.filter(rows, openTo);
    this.refresh();
    if (this.#selected !== NO_ROW) this.#bringIntoView(this.#branches.placeOf(this.#selected));
  }

  /** Selects a row, opens what it lies in and scrolls it into view. -1 selects none. */
  select(row: number): void {
    if (row >= this.#rows.count) return;
    this.#selected = row;
    if (row > NO_ROW) this.#branches.reveal(row);
    this.refresh();
    if (row > NO_ROW) this.#bringIntoView(this.#branches.placeOf(row));
    this.onpick?.(row);
  }

  /** Brings the selected row into the page's view as well: for when it is gone to from outside of what is seen. */
  showSelected(): void {
    this.#window.rows.find(({ row }) => row === this.#selected)?.element.scrollIntoView({ block: "center" });
  }

  /** Opens or closes one row of a tree; without `open`, the other way. */
  toggle(row: number, open = this.#branches.isClosed(row)): void {
    this.#branches.setClosed(row, !open);
    this.refresh();
  }

  /** Opens or closes the whole tree. */
  toggleAll(open: boolean): void {
    this.openTo(open ? Number.POSITIVE_INFINITY : 1);
  }

  /** Opens what lies above this level and closes the rest: 1 shows the top alone, 2 what lies in it. */
  openTo(level: number): void {
    this.#branches.openTo(level);
    this.refresh();
  }

  /** Draws again; for data that changed in place. */
  refresh(): void {
    if (!this.isConnected || this.#columns.length === 0) return;
    this.ariaRowCount = String(this.shown + 1);
    this.#measure();
    this.#drawView(true);
  }

  #setRole(): void {
    this.role = this.#branches.isTree ? "treegrid" : "grid";
  }

  #measure(): void {
    if (this.#window.rows.length === 0 && this.shown > 0) this.#window.move(0, 1);
    const height = this.#window.rows[0]?.element.getBoundingClientRect().height ?? 0;
    if (height > 0) this.#rowHeight = height;
    this.#measured = { height: this.clientHeight, width: this.clientWidth };
    const view = Math.max(0, this.#measured.height - this.#head.offsetHeight);
    const extent = extentOf(this.shown, this.#rowHeight, view);
    this.#body.style.height = `${extent.spacer}px`;
    this.#scroller.extent = extent;
  }

  /** Rows that were there before are left as they are, unless they are to be drawn `anew`. */
  #drawView(anew = false): void {
    const { top, extent } = this.#scroller;
    const fit = Math.ceil(extent.view / this.#rowHeight) + 2 * OVERSCAN + 1;
    const last = Math.max(0, this.shown - fit);
    const first = Math.min(Math.max(0, Math.floor(top / this.#rowHeight) - OVERSCAN), last);
    this.#window.move(first, Math.min(fit, this.shown));
    for (const [at, drawn] of this.#window.rows.entries()) {
      const place = first + at;
      const offset = this.#scroller.placed(place * this.#rowHeight);
      if (anew || drawn.place !== place || drawn.offset !== offset) this.#draw(drawn, place, offset);
    }
    const inView = this.#window.rows.find(({ row }) => row === this.#selected);
    if (inView) this.setAttribute("aria-activedescendant", inView.element.id);
    else this.removeAttribute("aria-activedescendant");
  }

  #draw(drawn: DrawnRow, place: number, offset: number): void {
    const row = this.#branches.rowAt(place);
    const open = this.#branches.holdsRows(row) ? !this.#branches.isClosed(row) : null;
    const face = {
      row,
      id: `${this.#id}-${row}`,
      className: this.#rows.rowClass?.(row) ?? "",
      index: place + ROWS_BEFORE,
      selected: row === this.#selected,
      place,
      offset,
      isOurs: this.#rows.isOurs?.(row) ?? false,
      branch: this.#branches.isTree ? { level: this.#branches.level(row), open } : null,
    };
    drawn.draw(face, (column) => this.#rows.cell(row, column));
  }

  #bringIntoView(place: number): void {
    const start = place * this.#rowHeight;
    const past = start + this.#rowHeight;
    const { top, extent } = this.#scroller;
    if (start < top) this.#scroller.top = start;
    else if (past > top + extent.view) this.#scroller.top = past - extent.view;
    else return;
    this.#drawView();
  }

  #drawnFrom(event: Event): DrawnRow | undefined {
    return this.#window.rows.find((drawn) => event.composedPath().includes(drawn.element));
  }

  readonly #onclick = (event: Event): void => {
    const drawn = this.#drawnFrom(event);
    if (!drawn) return;
    if (event.target === drawn.twisty) this.toggle(drawn.row);
    else if (drawn.row !== this.#selected) this.select(drawn.row);
  };

  readonly #ondblclick = (event: Event): void => {
    const drawn = this.#drawnFrom(event);
    if (drawn && event.target !== drawn.twisty) this.onactivate?.(drawn.row);
  };

  readonly #onkeydown = (event: KeyboardEvent): void => {
    const key = keyOf("grid", event);
    if (key === null || key === "copy" || this.shown === 0) return;
    const row = this.#selected;
    const page = Math.max(1, Math.floor(this.#scroller.extent.view / this.#rowHeight) - 1);
    const here = row === NO_ROW ? NO_ROW : this.#branches.placeOf(row);
    if (key === "down") this.#goTo(here + 1);
    else if (key === "up") this.#goTo(here - 1);
    else if (key === "pageDown") this.#goTo(here + page);
    else if (key === "pageUp") this.#goTo(here - page);
    else if (key === "first") this.#goTo(0);
    else if (key === "last") this.#goTo(this.shown - 1);
    else if (row === NO_ROW) return;
    else if (key === "activate") this.onactivate?.(row);
    else if (!this.#branches.isTree) return;
    else if (key === "open") this.#inwards(row);
    else this.#outwards(row);
    event.preventDefault();
  };

  #goTo(place: number): void {
    const row = this.#branches.rowAt(Math.min(Math.max(place, 0), this.shown - 1));
    if (row !== this.#selected) this.select(row);
    else this.#bringIntoView(this.#branches.placeOf(row));
  }

  /** Opens a closed row; on an open one, goes to its first child. */
  #inwards(row: number): void {
    if (!this.#branches.holdsRows(row)) return;
    if (this.#branches.isClosed(row)) this.toggle(row, true);
    else this.#goTo(this.#branches.placeOf(row) + 1);
  }

  /** Closes an open row; from any other, goes to the row it lies in. */
  #outwards(row: number): void {
    if (this.#branches.holdsRows(row) && !this.#branches.isClosed(row)) this.toggle(row, false);
    else if (this.#branches.parent(row) !== NO_ROW) this.select(this.#branches.parent(row));
  }
}

customElements.define("hot-grid", HotGrid);

declare global {
  interface HTMLElementTagNameMap {
    "hot-grid": HotGrid;
  }
}
