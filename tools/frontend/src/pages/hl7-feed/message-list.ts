/** The messages as a table: one row each, and beside its number what stands at the paths that were chosen. */

import "../../elements/grid";
import { rowText } from "../../bytes/text-column";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { shown } from "../../shell/mask";
import type { FeedList } from "../../workers/hl7-explore";
import { t } from "./text";

export class MessageList {
  readonly grid = h("hot-grid", { ariaLabel: t("messages"), translate: false, className: "feed-list" });
  #list: FeedList | null = null;
  #paths: readonly string[] = [];
  #kept: Uint32Array = new Uint32Array(0);

  constructor(pick: (row: number) => void, open: (row: number) => void) {
    this.grid.onpick = pick;
    this.grid.onactivate = open;
    copyRows(this.grid, (row) => this.cells(row));
  }

  /** All messages. What was selected stays so, where it is the same text. */
  show(list: FeedList | null, paths: readonly string[], isSame: boolean): void {
    const selected = isSame ? this.grid.selected : -1;
    this.#list = list;
    this.#paths = paths;
    this.grid.columns = [
      { key: "number", label: t("number"), className: "n" },
      ...paths.map((path) => ({ key: "path", label: path, className: "m" })),
    ];
    this.grid.style.setProperty("--feed-columns", String(paths.length));
    const count = list?.count ?? 0;
    this.grid.setRows(list && { count, cell: (row, column) => this.#cell(row, column) });
    if (list) this.keep(list.rows);
    if (selected >= 0 && selected < count) this.grid.select(selected);
  }

  /** Of the messages these alone. */
  keep(rows: Uint32Array): void {
    this.#kept = rows;
    this.grid.filter(rows.length === this.#list?.count ? null : rows);
  }

  /** Those that are shown. */
  get kept(): Uint32Array {
    return this.#kept;
  }

  get list(): FeedList | null {
    return this.#list;
  }

  /** How many messages there are, shown or not. */
  get total(): number {
    return this.#list?.rows.length ?? 0;
  }

  get columns(): readonly { readonly key: string; readonly label: string }[] {
    return [
      { key: "number", label: t("number") },
      ...this.#paths.map((path) => ({ key: path, label: path })),
    ];
  }

  cells(row: number): readonly string[] {
    return this.columns.map((_, column) => this.#cell(row, column));
  }

  #cell(row: number, column: number): string {
    const text = column === 0 ? null : this.#list?.columns[column - 1];
    return text ? shown(rowText(text, row)) : String(row + 1);
  }
}
