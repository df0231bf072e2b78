/** The rows of a pair as a tree for the grid, and what a search finds in them. */

import { unmasked } from "../../bytes/datum";
import type { ElementEntry } from "../../dicom";
import type { CompareRow, Said } from "../../dicom/compare";
import type { GridColumn, GridRows } from "../../elements/grid";
import type { TreeColumns } from "../../elements/grid-branches";
import { endsOf } from "../../elements/tree-ends";
import { matches } from "../../text/matches";
import { t } from "./view-text";
import { elementWords, kindWords, quoteOf, SIGNS } from "./words";

export const treeColumns = (): readonly GridColumn[] => [
  { key: "element", label: t("colElement"), className: "m" },
  { key: "kind", label: t("colKind") },
  { key: "left", label: t("colLeft"), className: "m" },
  { key: "right", label: t("colRight"), className: "m" },
];

export class TreeRows implements GridRows {
  readonly count: number;
  readonly tree: TreeColumns;
  readonly rows: readonly CompareRow[];
  readonly #entries: ReadonlyMap<number, ElementEntry>;

  constructor(rows: readonly CompareRow[], entries: ReadonlyMap<number, ElementEntry>) {
    this.rows = rows;
    this.count = rows.length;
    this.#entries = entries;
    const level = Uint8Array.from(rows, (row) => row.level);
    this.tree = { level, end: endsOf(level) };
  }

  readonly cell = (row: number, column: number): string => {
    const it = this.rows[row];
    if (!it) return "";
    if (column === 0) return `${SIGNS[it.kind]} ${this.words(it)}`.trim();
    if (column === 1) return kindWords(it);
    return quoteOf(column === 2 ? it.left : it.right);
  };

  readonly rowClass = (row: number): string => `compare-${this.rows[row]?.kind ?? "same"}`;

  words(row: CompareRow): string {
    return elementWords(row, this.#entries);
  }

  cells(row: number): readonly string[] {
    return treeColumns().map((_, column) => this.cell(row, column));
  }

  /** Words are looked for in what is shown, in keywords, in paths and in what the mask hides. */
  readonly matcher = (words: string): ((row: number) => boolean) => {
    return (row) => {
      const it = this.rows[row];
      if (!it) return false;
      const keyword = this.#entries.get(it.tag)?.keyword ?? "";
      const values = [it.left, it.right].map((said) => (said ? `${said.path} ${unmasked(said.value)}` : ""));
      return matches([this.cell(row, 0), kindWords(it), keyword, ...values].join(" "), words);
    };
  };

  /** The row at a path of either side; else the closest one around it, with `exact` false; -1 for none. */
  at(path: string): { readonly row: number; readonly exact: boolean } {
    const pathOf = (said: Said | null): string => said?.path ?? "";
    const exact = this.rows.findIndex(({ left, right }) => pathOf(left) === path || pathOf(right) === path);
    if (exact >= 0) return { row: exact, exact: true };
    const around = this.rows.map(({ left, right }, row) => ({ row, path: pathOf(left ?? right) }));
    const found = around.filter((one) => path.startsWith(`${one.path}/`) || path.startsWith(`${one.path}[`));
    return { row: found.at(-1)?.row ?? -1, exact: false };
  }

  /** The next row that counts, around the ends; -1 where there is none. */
  next(from: number, step: 1 | -1): number {
    for (let turned = 1; turned <= this.count; turned++) {
      const row = (((from + step * turned) % this.count) + this.count) % this.count;
      if (this.rows[row]?.isCounted) return row;
    }
    return -1;
  }

  /** How many count up to this row. */
  numberOf(row: number): number {
    return this.rows.slice(0, row + 1).filter(({ isCounted }) => isCounted).length;
  }
}
