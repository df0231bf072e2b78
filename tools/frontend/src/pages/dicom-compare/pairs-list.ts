/** Which file belongs to which, and what came of it: a list that can be narrowed. */

import "../../elements/grid";
import { type Datum, unmasked } from "../../bytes/datum";
import { OUTCOMES, type PairOutcome, type SidesComparison } from "../../dicom/compare";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { fitHeight } from "../../elements/grid-height";
import { OutcomeFilter } from "../../elements/outcome-filter";
import { nameOf } from "../../intake/item";
import { shown } from "../../shell/mask";
import type { Found } from "./found";
import { t } from "./view-text";

const COLUMNS = [
  { key: "number", label: t("colNumber") },
  { key: "outcome", label: t("colOutcome") },
  { key: "count", label: t("colCount"), className: "n" },
  { key: "left", label: t("colLeft"), className: "m" },
  { key: "right", label: t("colRight"), className: "m" },
] as const;

export class PairsList {
  readonly grid = h("hot-grid", { ariaLabel: t("instances"), translate: false, className: "compare-pairs" });
  readonly element: HTMLElement;
  readonly #outcomes = new OutcomeFilter<PairOutcome>(
    OUTCOMES,
    (outcome) => t(`outcome-${outcome}`),
    () => this.#filter(),
  );
  #found: Found | null = null;
  /** The pairs behind one element; null for all. */
  #behind: ReadonlySet<number> | null = null;

  constructor(pick: (row: number) => void) {
    this.element = h(
      "section",
      { className: "compare-part", hidden: true, "aria-label": t("instances") },
      this.#outcomes.element,
      this.grid,
    );
    this.grid.columns = COLUMNS;
    this.grid.onpick = pick;
    copyRows(this.grid, (row) => COLUMNS.map((_, column) => this.cell(row, column)));
  }

  /** One pair alone is no list. */
  show(found: Found | null): void {
    this.#found = found;
    this.#behind = null;
    const comparison = found?.answer.comparison;
    const count = comparison?.count ?? 0;
    this.element.hidden = count < 2;
    fitHeight(this.grid, count, "16rem");
    this.grid.setRows(count > 0 ? { count, cell: (row, column) => this.cell(row, column) } : null);
    this.#outcomes.count(comparison ? outcomesOf(comparison) : []);
    this.#filter();
  }

  /** `different 3 · same 1`: those that there are. */
  get summary(): string {
    return this.#outcomes.summary;
  }

  narrow(behind: readonly number[] | null): void {
    this.#behind = behind && new Set(behind);
    this.#filter();
  }

  cell(row: number, column: number): string {
    const comparison = this.#found?.answer.comparison;
    if (!comparison) return "";
    if (column === 0) return numberWords(comparison.labels[row] as Datum);
    if (column === 1) return this.#outcome(comparison, row);
    if (column === 2) return comparison.differences[row] === 0 ? "" : String(comparison.differences[row]);
    return this.#file(column === 3 ? 0 : 1, row);
  }

  #outcome(comparison: SidesComparison, row: number): string {
    const said = t(`outcome-${outcomeOf(comparison, row)}`);
    return [
      said,
      this.#isDamaged(comparison, row) ? t("damaged") : "",
      (comparison.unknown[row] as number) > 0 ? t("unknownPixels") : "",
    ]
      .filter((part) => part !== "")
      .join(" · ");
  }

  #isDamaged({ left, right }: SidesComparison, row: number): boolean {
    const faults = this.#found?.answer.faults;
    return [left, right].some((side, number) => (faults?.[number]?.[side[row] as number] ?? 0) > 0);
  }

  #file(side: 0 | 1, row: number): string {
    const path = this.#found && pathAt(this.#found, side, row);
    return path ? shown(nameOf(path)) : t("unmatched");
  }

  #filter(): void {
    const comparison = this.#found?.answer.comparison;
    if (!comparison || (this.#outcomes.showsAll && !this.#behind)) {
      this.grid.filter(null);
      return;
    }
    const rows = Array.from({ length: comparison.count }, (_, row) => row).filter(
      (row) => this.#outcomes.shows(outcomeOf(comparison, row)) && (this.#behind?.has(row) ?? true),
    );
    this.grid.filter(Uint32Array.from(rows));
  }
}

const numberWords = (label: Datum): string => (unmasked(label) === "" ? "–" : `#${shown(label)}`);

export const outcomeOf = ({ outcome }: SidesComparison, row: number): PairOutcome =>
  OUTCOMES[outcome[row] as number] ?? "different";

const outcomesOf = (comparison: SidesComparison): readonly PairOutcome[] =>
  Array.from({ length: comparison.count }, (_, row) => outcomeOf(comparison, row));

/** The number of the file among what was opened on its side; -1 for none. */
export function itemAt({ answer: { comparison, items } }: Found, side: 0 | 1, row: number): number {
  const instance = (side === 0 ? comparison.left : comparison.right)[row] ?? -1;
  return items[side][instance] ?? -1;
}

export function pathAt(found: Found, side: 0 | 1, row: number): Datum | null {
  return found.sources[side]?.items[itemAt(found, side, row)]?.path ?? null;
}
