/** Which message belongs to which, and what came of it: a list that can be narrowed to some outcomes. */

import "../../elements/grid";
import { unmasked } from "../../bytes/datum";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { OUTCOMES, type Outcome, type TextComparison } from "../../hl7/compare/texts";
import { shown } from "../../shell/mask";
import { formatNumber } from "../../text/define";
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
  readonly #filters = OUTCOMES.map((outcome) => ({
    outcome,
    box: h("input", { type: "checkbox", checked: true }),
    words: h("span"),
  }));
  readonly #bar: HTMLElement;
  readonly element: HTMLElement;
  #found: TextComparison | null = null;

  constructor(pick: (row: number) => void) {
    const labels = this.#filters.map(({ box, words }) => h("label", { className: "hl7-check" }, box, words));
    for (const { box } of this.#filters) box.addEventListener("change", () => this.#filter());
    this.#bar = h("div", { className: "hl7-bar" }, ...labels);
    this.element = h("div", { className: "hl7-found", hidden: true }, this.#bar, this.grid);
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
    const counts = countsOf(found);
    for (const { outcome, box, words } of this.#filters) {
      words.textContent = `${t(outcome)} ${formatNumber(counts[outcome])}`;
      (box.parentElement as HTMLElement).hidden = counts[outcome] === 0;
    }
    this.#filter();
  }

  /** `exact 3, different 1`: those that there are. */
  get summary(): string {
    const counts = countsOf(this.#found);
    return OUTCOMES.filter((outcome) => counts[outcome] > 0)
      .map((outcome) => `${t(outcome)} ${formatNumber(counts[outcome])}`)
      .join(" · ");
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
    const on = new Set(this.#filters.filter(({ box }) => box.checked).map(({ outcome }) => outcome));
    const found = this.#found;
    if (!found || on.size === OUTCOMES.length) this.grid.filter(null);
    else {
      const rows = Array.from({ length: found.count }, (_, row) => row);
      this.grid.filter(Uint32Array.from(rows.filter((row) => on.has(outcomeOf(found, row)))));
    }
  }
}

export function outcomeOf({ outcome }: TextComparison, row: number): Outcome {
  return OUTCOMES[outcome[row] as number] ?? "different";
}

function countsOf(found: TextComparison | null): Readonly<Record<Outcome, number>> {
  const counts: Record<Outcome, number> = {
    exact: 0,
    same: 0,
    different: 0,
    "left-only": 0,
    "right-only": 0,
    "no-key": 0,
  };
  for (let row = 0; found && row < found.count; row++) counts[outcomeOf(found, row)]++;
  return counts;
}
