/** An inspection as a flat table: a row for each data element, with its path; items are in the paths. */

import { type ElementIndex, pathOf } from "../../dicom";
import type { Findable } from "../../elements/find";
import type { GridColumn, GridRows } from "../../elements/grid";
import { columns, type InspectionRows } from "./rows";
import { t } from "./text";

export function flatColumns(): readonly GridColumn[] {
  return [{ key: "path", label: t("path"), className: "m" }, ...columns().slice(1)];
}

export class FlatRows implements GridRows, Findable {
  readonly count: number;
  /** Rows that are no items. */
  readonly elements: Uint32Array;
  readonly rowClass: (row: number) => string;
  readonly isOurs: (row: number) => boolean;
  readonly matcher: (words: string) => (row: number) => boolean;
  readonly #rows: InspectionRows;
  readonly #index: ElementIndex;

  constructor(rows: InspectionRows, index: ElementIndex) {
    this.#rows = rows;
    this.#index = index;
    this.count = index.count;
    this.elements = Uint32Array.from({ length: index.count }, (_, row) => row).filter(
      (row) => index.item[row] === 0,
    );
    this.rowClass = rows.rowClass;
    this.isOurs = rows.isOurs;
    this.matcher = (words) => {
      const matches = rows.matcher(words);
      return (row) => index.item[row] === 0 && matches(row);
    };
  }

  readonly cell = (row: number, column: number): string =>
    column === 0 ? pathOf(this.#index, row) : this.#rows.cell(row, column);

  /** The element in which an item lies; of an element itself. */
  elementAt(row: number): number {
    return this.#index.item[row] === 0 ? row : (this.#index.parent[row] as number);
  }
}
