/** The differences of one match, segment by segment, with what each side says. */

import "../../elements/grid";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { formatPath } from "../../hl7";
import type { Difference, Said } from "../../hl7/compare/messages";
import { type Fragment, NOWHERE } from "../../links/grammar";
import { shown } from "../../shell/mask";
import type { Arrival } from "../../shell/tool";
import { parsePlace, placeOf } from "../hl7-message/places";
import { type DifferenceRow, differenceRows, pathOf } from "./difference-rows";
import { t } from "./text";

const COLUMNS = [
  { key: "path", label: t("colPath"), className: "m" },
  { key: "left", label: t("colLeft"), className: "m" },
  { key: "right", label: t("colRight"), className: "m" },
] as const;
const MOST_OPEN = 500;

export class Differences {
  readonly grid = h("hot-grid", {
    ariaLabel: t("differences"),
    translate: false,
    className: "hl7-differences",
  });
  /** The difference that is selected, in full. */
  readonly chosen = h("dl", { className: "both" });
  readonly #at: (place: Fragment) => void;
  #rows: readonly DifferenceRow[] = [];

  constructor(at: (place: Fragment) => void) {
    this.#at = at;
    this.grid.columns = COLUMNS;
    this.grid.onpick = (row) => this.#picked(row);
    this.grid.onactivate = (row) => this.grid.toggle(row);
    copyRows(this.grid, (row) => COLUMNS.map((_, column) => this.#cell(row, column)));
  }

  /** What was selected stays selected, where it still is. */
  show(differences: readonly Difference[]): void {
    const wanted = this.#pathAt(this.grid.selected);
    const { rows, level, end } = differenceRows(differences);
    this.#rows = rows;
    const cell = (row: number, column: number): string => this.#cell(row, column);
    const rowClass = (row: number): string => (rows[row]?.difference ? "" : "hl7-group");
    const openTo = rows.length > MOST_OPEN ? 1 : 2;
    this.grid.hidden = rows.length === 0;
    this.grid.setRows({ count: rows.length, tree: { level, end }, cell, rowClass }, { among: null, openTo });
    this.chosen.replaceChildren();
    const again = wanted === "" ? -1 : rows.findIndex((_, row) => this.#pathAt(row) === wanted);
    if (again < 0) this.#at(NOWHERE);
    else this.grid.select(again);
  }

  clear(): void {
    this.#rows = [];
    this.grid.setRows(null);
    this.grid.hidden = true;
    this.chosen.replaceChildren();
  }

  redraw(): void {
    this.grid.refresh();
    this.#describe(this.grid.selected);
  }

  goTo(place: Fragment): Arrival {
    const { path } = parsePlace(place);
    const wanted = path ? formatPath(path) : "";
    const row = this.#rows.findIndex(({ difference }) => difference && pathOf(difference) === wanted);
    if (row < 0) return "nowhere";
    this.grid.select(row);
    this.grid.showSelected();
    return "there";
  }

  #picked(row: number): void {
    this.#describe(row);
    const path = this.#pathAt(row);
    this.#at(path === "" ? NOWHERE : placeOf(null, path));
  }

  #pathAt(row: number): string {
    const at = this.#rows[row];
    return at?.difference ? pathOf(at.difference) : (at?.segment ?? "");
  }

  #describe(row: number): void {
    const difference = this.#rows[row]?.difference;
    const sides = difference ? [difference.left, difference.right] : [];
    this.chosen.replaceChildren(
      ...sides.flatMap((said, side) => [
        h("dt", {}, `${t(side === 0 ? "left" : "right")} ${said?.path ?? ""}`),
        h("dd", { className: "mono", translate: false }, quoteOf(said)),
      ]),
    );
  }

  #cell(row: number, column: number): string {
    const at = this.#rows[row];
    if (!at) return "";
    if (!at.difference) return column === 0 ? t("segment", { path: at.segment, n: at.below }) : "";
    const { left, right } = at.difference;
    if (column === 1) return quoteOf(left);
    if (column === 2) return quoteOf(right);
    const paths = [...new Set([left?.path, right?.path].filter((path) => path !== undefined))];
    return paths.join(" → ");
  }
}

/** As it may be seen now. */
export function quoteOf(said: Said | null): string {
  return said ? shown(said.value) + (said.isCut ? "…" : "") : "";
}
