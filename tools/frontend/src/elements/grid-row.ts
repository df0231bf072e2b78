/** One row of a grid as it stands in the document. Rows are few, and are used for others as the table moves. */

import { h } from "./dom";

const OPENED = "▾";
const CLOSED = "▸";

export interface GridColumn {
  /** Set as `data-column` on the cells. */
  readonly key: string;
  readonly label: string;
  readonly className?: string;
  /** The standard's own names, which are English on every page. */
  readonly english?: true;
}

/** What a row shows. */
export interface RowFace {
  readonly row: number;
  /** Among the rows that are open to view. */
  readonly place: number;
  readonly id: string;
  readonly className: string;
  /** One-based, the head counted. */
  readonly index: number;
  readonly selected: boolean;
  /** Pixels from the start of the table's body. */
  readonly offset: number;
  /** English columns have the page's own words. */
  readonly isOurs: boolean;
  /** Null outside of trees. */
  readonly branch: { readonly level: number; readonly open: boolean | null } | null;
}

export class DrawnRow {
  readonly element = h("div", { role: "row", className: "grid-row" });
  readonly twisty = h("span", { className: "grid-twisty", ariaHidden: "true" });
  row = -1;
  place = -1;
  offset = -1;
  readonly #cells: readonly Text[];
  readonly #english: readonly HTMLElement[];

  constructor(columns: readonly GridColumn[]) {
    this.#cells = columns.map(() => document.createTextNode(""));
    const texts = this.#cells.map((cell) => h("span", { className: "grid-text" }, cell));
    this.#english = texts.filter((_, column) => columns[column]?.english);
    this.element.append(
      ...columns.map(({ key, className = "" }, column) =>
        h(
          "span",
          { role: "gridcell", className: `grid-cell ${className}`, "data-column": key },
          column === 0 ? this.twisty : null,
          texts[column] as HTMLElement,
        ),
      ),
    );
  }

  draw(face: RowFace, textOf: (column: number) => string): void {
    this.row = face.row;
    this.place = face.place;
    this.offset = face.offset;
    for (const [column, cell] of this.#cells.entries()) {
      const text = textOf(column);
      if (cell.data !== text) cell.data = text;
    }
    const { element } = this;
    const className = `grid-row ${face.className}`.trimEnd();
    if (element.className !== className) element.className = className;
    const language = face.isOurs ? document.documentElement.lang : "en";
    for (const text of this.#english) if (text.lang !== language) text.lang = language;
    element.id = face.id;
    element.ariaRowIndex = String(face.index);
    element.ariaSelected = String(face.selected);
    element.style.transform = `translateY(${face.offset}px)`;
    if (face.branch) this.#drawBranch(face.branch);
  }

  #drawBranch({ level, open }: { readonly level: number; readonly open: boolean | null }): void {
    this.element.ariaLevel = String(level);
    this.element.style.setProperty("--level", String(level));
    this.element.ariaExpanded = open === null ? null : String(open);
    this.twisty.textContent = open === null ? "" : open ? OPENED : CLOSED;
  }
}
