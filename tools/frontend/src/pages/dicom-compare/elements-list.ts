/** Which elements differ over all pairs, and in how many: selecting one narrows the pairs to those behind it. */

import "../../elements/grid";
import type { ElementSummary } from "../../dicom/compare";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { fitHeight } from "../../elements/grid-height";
import { formatNumber } from "../../text/define";
import type { Found } from "./found";
import { t } from "./view-text";

const COLUMNS = [
  { key: "path", label: t("colPath"), className: "m" },
  { key: "name", label: t("colName"), english: true },
  { key: "kinds", label: t("colKind") },
  { key: "pairs", label: t("colPairs"), className: "n" },
] as const;

export class ElementsList {
  readonly grid = h("hot-grid", {
    ariaLabel: t("elements"),
    translate: false,
    className: "compare-elements",
  });
  readonly element: HTMLElement;
  readonly #narrow: (pairs: readonly number[] | null) => void;
  readonly #behind = h("input", { type: "checkbox" });
  #found: Found | null = null;

  constructor(narrow: (pairs: readonly number[] | null) => void) {
    this.#narrow = narrow;
    this.#behind.addEventListener("change", () => this.#tell());
    this.element = h(
      "section",
      { className: "compare-part", hidden: true },
      h("h2", {}, t("elements")),
      h("label", { className: "outcome" }, this.#behind, t("behind")),
      this.grid,
    );
    this.grid.columns = COLUMNS;
    this.grid.onpick = () => this.#tell();
    copyRows(this.grid, (row) => COLUMNS.map((_, column) => this.#cell(row, column)));
  }

  show(found: Found | null): void {
    this.#found = found;
    const count = this.#summaries.length;
    this.element.hidden = count === 0 || (found?.answer.comparison.count ?? 0) < 2;
    this.#behind.checked = false;
    const rows = { count, cell: (row: number, column: number) => this.#cell(row, column) };
    fitHeight(this.grid, count, "12rem");
    this.grid.setRows(count > 0 ? rows : null);
  }

  get #summaries(): readonly ElementSummary[] {
    return this.#found?.answer.comparison.elements ?? [];
  }

  #tell(): void {
    this.#narrow(this.#behind.checked ? (this.#summaries[this.grid.selected]?.pairs ?? null) : null);
  }

  #cell(row: number, column: number): string {
    const summary = this.#summaries[row];
    if (!summary) return "";
    if (column === 0) return summary.path;
    if (column === 1) return this.#found?.answer.entries.get(summary.tag)?.name ?? "";
    if (column === 2) return summary.kinds.map((kind) => t(`kind-${kind}`)).join(", ");
    return formatNumber(summary.pairs.length);
  }
}
