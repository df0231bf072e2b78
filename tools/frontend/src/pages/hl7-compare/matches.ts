/** Which message belongs to which, and what came of it: a list that can be narrowed to some outcomes. */

import "../../elements/grid";
import { unmasked } from "../../bytes/datum";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { OutcomeFilter } from "../../elements/outcome-filter";
import { OUTCOMES, type Outcome, type TextComparison } from "../../hl7/compare/texts";
import { shown } from "../../shell/mask";
import { t } from "./text";

const COLUMNS = [
  { key: "key", label: t("colKey"), className: "m" },
  { key: "outcome", label: t("colOutcome") },
  { key: "count", label: t("colCount"), className: "n" },
  { key: "left", label: t("colLeft"), className: "n" },
  { key: "right", label: t("colRight"), className: "n" },
] as const;

export class Matches {
  readonly grid = h("hot-grid", { ariaLabel: t("matches"), translate: false, className: "hl7-matches" });
  readonly #outcomes = new OutcomeFilter<Outcome>(OUTCOMES, t, () => this.#filter());
  readonly element: HTMLElement;
  #found: TextComparison | null = null;

  constructor(pick: (row: number) => void) {
    this.element = h("div", { className: "hl7-found", hidden: true }, this.#outcomes.element, this.grid);
    this.grid.columns = COLUMNS;
    this.grid.onpick = pick;
    copyRows(this.grid, (row) => COLUMNS.map((_, column) => this.cell(row, column)));
  }

  /** One match alone is no list. */
  show(found: TextComparison | null): void {
    this.#found = found;
    const count = found?.count ?? 0;
    this.element.hidden = count < 2;
    this.grid.setRows(count > 0 ? { count, cell: (row, column) => this.cell(row, column) } : null);
    this.#outcomes.count(found ? outcomesOf(found) : []);
    this.#filter();
  }

  /** `exact 3, different 1`: those that there are. */
  get summary(): string {
    return this.#outcomes.summary;
  }

  cell(row: number, column: number): string {
    const found = this.#found;
    if (!found) return "";
    if (column === 0) return this.#key(found, row);
    if (column === 1) return t(outcomeOf(found, row));
    if (column === 2) return String(found.differences[row]);
    const number = (column === 3 ? found.left : found.right)[row] as number;
    return number < 0 ? "" : String(number + 1);
  }

  #key({ keys, times }: TextComparison, row: number): string {
    const key = keys[row];
    if (key === undefined || unmasked(key) === "") return "";
    const n = times[row] as number;
    return n > 1 ? t("often", { key: shown(key), n }) : shown(key);
  }

  #filter(): void {
    const found = this.#found;
    if (!found || this.#outcomes.showsAll) this.grid.filter(null);
    else {
      const rows = Array.from({ length: found.count }, (_, row) => row);
      this.grid.filter(Uint32Array.from(rows.filter((row) => this.#outcomes.shows(outcomeOf(found, row)))));
    }
  }
}

export function outcomeOf({ outcome }: TextComparison, row: number): Outcome {
  return OUTCOMES[outcome[row] as number] ?? "different";
}

const outcomesOf = (found: TextComparison): readonly Outcome[] =>
  Array.from({ length: found.count }, (_, row) => outcomeOf(found, row));
