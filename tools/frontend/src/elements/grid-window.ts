/**
 * The rows of a grid that are in the document: those in view and some more. As the table scrolls, the rows that leave at
 * one end are put in at the other, in the order in which they are read; those that stay are not touched.
 *
 *     places   10 11 12 13 14          three further down:   13 14 15 16 17
 *     rows      a  b  c  d  e                                 d  e  a  b  c
 */

import { DrawnRow, type GridColumn } from "./grid-row";

export class GridWindow {
  readonly #body: HTMLElement;
  #columns: readonly GridColumn[] = [];
  #rows: DrawnRow[] = [];
  /** The place of the first row. */
  #first = 0;

  constructor(body: HTMLElement) {
    this.#body = body;
  }

  get rows(): readonly DrawnRow[] {
    return this.#rows;
  }

  /** Other columns: no row is as it was. */
  set columns(columns: readonly GridColumn[]) {
    this.#columns = columns;
    this.#rows = [];
    this.#body.replaceChildren();
  }

  /** Has `count` rows, for the places from `first` on. */
  move(first: number, count: number): void {
    this.#keep(count);
    const by = first - this.#first;
    this.#first = first;
    if (by > 0 && by < count) {
      const left = this.#rows.splice(0, by);
      this.#rows.push(...left);
      this.#body.append(...left.map(({ element }) => element));
    } else if (by < 0 && -by < count) {
      const left = this.#rows.splice(count + by);
      this.#rows.unshift(...left);
      this.#body.prepend(...left.map(({ element }) => element));
    }
  }

  #keep(count: number): void {
    while (this.#rows.length < count) {
      const drawn = new DrawnRow(this.#columns);
      this.#body.append(drawn.element);
      this.#rows.push(drawn);
    }
    for (const spare of this.#rows.splice(Math.max(count, 0))) spare.element.remove();
  }
}
