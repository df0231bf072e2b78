/**
 * `<hot-grid>`: a table or tree of any length. Only the rows in view are in the document, and they are recycled.
 *
 * ```ts
 * const grid = h("hot-grid", { ariaLabel: "Data elements" });
 * grid.columns = [{ key: "tag", label: "Tag", className: "m" }];
 * grid.onpick = (row) => showDetail(row);
 * grid.setRows({ count, cell: (row, column) => text, level: (row) => depth, end: (row) => pastLastDescendant });
 * ```
 *
 * Rows are numbers, 0 to `count - 1`; data stays where it is and is asked for cell by cell. Column widths are the
 * page's: `--grid-columns` takes a `grid-template-columns` value, and a column is hidden on a small screen by its
 * class and a shorter `--grid-columns`. Keys follow the ARIA treegrid pattern with focus on rows.
 */

import { h } from "./dom";
import { type Extent, extentOf, fromScroll, placeOf, toScroll, visibleRows } from "./grid-view";

export interface GridColumn {
  /** Set as `data-column` on the cells. */
  readonly key: string;
  readonly label: string;
  readonly className?: string;
}

export interface GridRows {
  readonly count: number;
  cell(row: number, column: number): string;
  /** Depth from 1. Together with `end` it makes the table a tree. */
  level?(row: number): number;
  /** One past the last row beneath `row`; `row + 1` for a leaf. */
  end?(row: number): number;
  /** A class for the whole row, "" for none. */
  rowClass?(row: number): string;
}

const NO_ROWS: GridRows = { count: 0, cell: () => "" };
const NO_ROW = -1;
/** Rows kept ready above and below the view, so that a fast scroll shows no gap. */
const OVERSCAN = 4;
const OPENED = "▾";
const CLOSED = "▸";

interface DrawnRow {
  readonly element: HTMLElement;
  readonly twisty: HTMLElement;
  readonly cells: readonly HTMLElement[];
  row: number;
}

let lastGrid = 0;

export class HotGrid extends HTMLElement {
  /** Called when another row becomes the selected one; -1 when none is. */
  onpick: ((row: number) => void) | null = null;
  /** Called on Enter and double click. */
  onactivate: ((row: number) => void) | null = null;

  readonly #id = `hot-grid-${++lastGrid}`;
  readonly #head = h("div", { role: "row", className: "grid-head", ariaRowIndex: "1" });
  readonly #body = h("div", { role: "rowgroup", className: "grid-body" });
  readonly #resized = new ResizeObserver(() => this.refresh());
  #columns: readonly GridColumn[] = [];
  #rows: GridRows = NO_ROWS;
  #drawn: DrawnRow[] = [];
  #among: Uint32Array | null = null;
  /** One flag a row: 1 where the tree is closed. A filter brings its own, so that what it finds is in view. */
  #closed: Uint8Array | null = null;
  #closedBeforeFilter: Uint8Array | null = null;
  #visible: Uint32Array | null = null;
  #selected = NO_ROW;
  #rowHeight = 28;
  #extent: Extent = extentOf(0, 28, 0);
  #top = 0;
  /** The `scrollTop` this element set itself: a scroll event that finds it unchanged leaves `#top` exact. */
  #ownScrollTop = 0;
  #frame = 0;

  connectedCallback(): void {
    this.tabIndex = 0;
    this.#setRole();
    this.replaceChildren(h("div", { role: "rowgroup", className: "grid-top" }, this.#head), this.#body);
    this.addEventListener("scroll", this.#onscroll, { passive: true });
    this.addEventListener("wheel", this.#onwheel, { passive: false });
    this.addEventListener("keydown", this.#onkeydown);
    this.#body.addEventListener("click", this.#onclick);
    this.#body.addEventListener("dblclick", this.#ondblclick);
    this.#resized.observe(this);
    this.refresh();
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
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
    this.#drawn = [];
    this.#body.replaceChildren();
    this.refresh();
  }

  /** The selected row, or -1. */
  get selected(): number {
    return this.#selected;
  }

  /** Other data: everything open, nothing selected, no filter. `null` empties the table and lets the data go. */
  setRows(rows: GridRows | null): void {
    this.#rows = rows ?? NO_ROWS;
    this.#among = null;
    this.#closed = this.#rows.end ? new Uint8Array(this.#rows.count) : null;
    this.#closedBeforeFilter = null;
    this.#selected = NO_ROW;
    this.#top = 0;
    this.#setRole();
    this.#recount();
  }

  /** Shows only these rows (ascending; the ancestors of a row belong in), or all with `null`. */
  filter(rows: Uint32Array | null): void {
    if (rows && !this.#among) this.#closedBeforeFilter = this.#closed;
    if (this.#closed) {
      this.#closed = rows ? new Uint8Array(this.#rows.count) : (this.#closedBeforeFilter ?? this.#closed);
    }
    this.#among = rows;
    this.#recount();
    if (this.#selected !== NO_ROW) this.#reveal(this.#place(this.#selected));
  }

  /** How many rows are open to view now. */
  get shown(): number {
    return this.#visible ? this.#visible.length : this.#rows.count;
  }

  /** Selects a row, opens what it lies in and scrolls it into view. -1 selects none. */
  select(row: number): void {
    if (row >= this.#rows.count) return;
    if (row > NO_ROW) this.#openAround(row);
    this.#selected = row;
    if (row > NO_ROW) this.#reveal(this.#place(row));
    this.refresh();
    this.onpick?.(row);
  }

  /** Opens or closes one row of a tree; without `open`, the other way. */
  toggle(row: number, open = this.#closed?.[row] === 1): void {
    if (!this.#closed || !this.#expandable(row)) return;
    this.#closed[row] = open ? 0 : 1;
    this.#recount();
  }

  /** Opens or closes the whole tree. */
  toggleAll(open: boolean): void {
    this.openTo(open ? Number.POSITIVE_INFINITY : 1);
  }

  /** Opens what lies above this level and closes the rest: 1 shows the top alone, 2 what lies in it. */
  openTo(level: number): void {
    const { count, level: levelOf } = this.#rows;
    if (!this.#closed || !levelOf) return;
    for (let row = 0; row < count; row++) {
      this.#closed[row] = levelOf(row) < level || !this.#expandable(row) ? 0 : 1;
    }
    this.#recount();
  }

  /** Draws again; for data that changed in place. */
  refresh(): void {
    if (!this.isConnected || this.#columns.length === 0) return;
    this.#measure();
    const first = Math.max(0, Math.floor(this.#top / this.#rowHeight) - OVERSCAN);
    const fit = Math.ceil(this.#extent.view / this.#rowHeight) + 2 * OVERSCAN + 1;
    const last = Math.min(this.shown, first + fit);
    this.#keepDrawn(last - first);
    for (let place = first; place < last; place++) {
      this.#draw(this.#drawn[place - first] as DrawnRow, place);
    }
    const inView = this.#drawn.find((drawn) => drawn.row === this.#selected);
    if (inView && this.#selected !== NO_ROW) this.setAttribute("aria-activedescendant", inView.element.id);
    else this.removeAttribute("aria-activedescendant");
  }

  #setRole(): void {
    this.role = this.#rows.end ? "treegrid" : "grid";
  }

  #place(row: number): number {
    return placeOf(this.#visible, row);
  }

  #rowAt(place: number): number {
    return this.#visible ? (this.#visible[place] ?? NO_ROW) : place;
  }

  #expandable(row: number): boolean {
    return (this.#rows.end?.(row) ?? row + 1) > row + 1;
  }

  #recount(): void {
    this.#visible = visibleRows(this.#rows.count, this.#among, this.#closed, this.#rows.end ?? null);
    this.ariaRowCount = String(this.shown + 1);
    this.refresh();
  }

  /** Opens every row that `row` lies in; drops a filter that hides it. */
  #openAround(row: number): void {
    if (this.#among && this.#among[placeOf(this.#among, row)] !== row) this.filter(null);
    if (!this.#closed || !this.#rows.level) return;
    let level = this.#rows.level(row);
    let changed = false;
    for (let above = row - 1; above >= 0 && level > 1; above--) {
      const aboveLevel = this.#rows.level(above);
      if (aboveLevel >= level) continue;
      level = aboveLevel;
      changed ||= this.#closed[above] === 1;
      this.#closed[above] = 0;
    }
    if (changed) this.#recount();
  }

  #measure(): void {
    const probe = this.#drawn[0]?.element.getBoundingClientRect().height ?? 0;
    if (probe > 0) this.#rowHeight = probe;
    const view = Math.max(0, this.clientHeight - this.#head.offsetHeight);
    this.#extent = extentOf(this.shown, this.#rowHeight, view);
    this.#body.style.height = `${this.#extent.spacer}px`;
    const highest = Math.max(0, this.#extent.total - view);
    if (this.#top > highest) this.#top = highest;
    this.#followTop();
  }

  /** Sets the scroll bar to where `#top` is, unless it stands there already. */
  #followTop(): void {
    const wanted = toScroll(this.#extent, this.#top);
    if (Math.abs(this.scrollTop - wanted) >= 1) this.scrollTop = wanted;
    this.#ownScrollTop = this.scrollTop;
  }

  #keepDrawn(count: number): void {
    while (this.#drawn.length < count) this.#drawn.push(this.#newRow());
    for (const spare of this.#drawn.splice(count)) spare.element.remove();
  }

  #newRow(): DrawnRow {
    const twisty = h("span", { className: "grid-twisty", ariaHidden: "true" });
    const cells = this.#columns.map(() => h("span", { className: "grid-text" }));
    const holders = this.#columns.map(({ key, className = "" }, column) =>
      h(
        "span",
        { role: "gridcell", className: `grid-cell ${className}`, "data-column": key },
        column === 0 ? twisty : null,
        cells[column] as HTMLElement,
      ),
    );
    const element = h("div", { role: "row", className: "grid-row" }, ...holders);
    this.#body.append(element);
    return { element, twisty, cells, row: NO_ROW };
  }

  #draw(drawn: DrawnRow, place: number): void {
    const row = this.#rowAt(place);
    const { element, cells } = drawn;
    drawn.row = row;
    cells.forEach((cell, column) => {
      const text = this.#rows.cell(row, column);
      if (cell.textContent !== text) cell.textContent = text;
    });
    const className = `grid-row ${this.#rows.rowClass?.(row) ?? ""}`.trimEnd();
    if (element.className !== className) element.className = className;
    element.id = `${this.#id}-${row}`;
    element.ariaRowIndex = String(place + 2);
    element.ariaSelected = String(row === this.#selected);
    const top = toScroll(this.#extent, this.#top) + place * this.#rowHeight - this.#top;
    element.style.transform = `translateY(${top}px)`;
    if (this.#rows.end) this.#drawBranch(drawn);
  }

  #drawBranch({ element, twisty, row }: DrawnRow): void {
    const level = this.#rows.level?.(row) ?? 1;
    element.ariaLevel = String(level);
    element.style.setProperty("--level", String(level));
    const branch = this.#expandable(row);
    const open = this.#closed?.[row] !== 1;
    element.ariaExpanded = branch ? String(open) : null;
    twisty.textContent = branch ? (open ? OPENED : CLOSED) : "";
  }

  #reveal(place: number): void {
    const start = place * this.#rowHeight;
    const past = start + this.#rowHeight;
    if (start < this.#top) this.#top = start;
    else if (past > this.#top + this.#extent.view) this.#top = Math.max(0, past - this.#extent.view);
    this.refresh();
  }

  readonly #onscroll = (): void => {
    if (Math.abs(this.scrollTop - this.#ownScrollTop) >= 1) {
      this.#top = fromScroll(this.#extent, this.scrollTop);
      this.#ownScrollTop = this.scrollTop;
    }
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.refresh();
    });
  };

  /** With a capped scroll bar one pixel is many rows, so the wheel moves the rows and the bar follows. */
  readonly #onwheel = (event: WheelEvent): void => {
    if (this.#extent.total === this.#extent.spacer || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : this.#rowHeight;
    this.#top = Math.max(0, this.#top + event.deltaY * unit);
    this.refresh();
  };

  #drawnFrom(event: Event): DrawnRow | undefined {
    return this.#drawn.find((drawn) => event.composedPath().includes(drawn.element));
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
    if (event.ctrlKey || event.metaKey || event.altKey || this.shown === 0) return;
    const page = Math.max(1, Math.floor(this.#extent.view / this.#rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
    };
    const here = this.#selected === NO_ROW ? NO_ROW : this.#place(this.#selected);
    const step = steps[event.key];
    if (step !== undefined) this.#goTo(here + step);
    else if (event.key === "Home") this.#goTo(0);
    else if (event.key === "End") this.#goTo(this.shown - 1);
    else if (here === NO_ROW) return;
    else if (event.key === "Enter") this.onactivate?.(this.#selected);
    else if (event.key === "ArrowRight" && this.#closed) this.#right(here);
    else if (event.key === "ArrowLeft" && this.#closed) this.#left(here);
    else return;
    event.preventDefault();
  };

  #goTo(place: number): void {
    const row = this.#rowAt(Math.min(Math.max(place, 0), this.shown - 1));
    if (row !== this.#selected) this.select(row);
  }

  /** Opens a closed row; on an open one, goes to its first child. */
  #right(here: number): void {
    if (!this.#expandable(this.#selected)) return;
    if (this.#closed?.[this.#selected] === 1) this.toggle(this.#selected, true);
    else this.#goTo(here + 1);
  }

  /** Closes an open row; from any other, goes to the row it lies in. */
  #left(here: number): void {
    if (this.#expandable(this.#selected) && this.#closed?.[this.#selected] !== 1) {
      this.toggle(this.#selected, false);
      return;
    }
    const level = this.#rows.level?.(this.#selected) ?? 1;
    let place = here - 1;
    while (place >= 0 && (this.#rows.level?.(this.#rowAt(place)) ?? 1) >= level) place--;
    if (place >= 0) this.#goTo(place);
  }
}

customElements.define("hot-grid", HotGrid);

declare global {
  interface HTMLElementTagNameMap {
    "hot-grid": HotGrid;
  }
}
