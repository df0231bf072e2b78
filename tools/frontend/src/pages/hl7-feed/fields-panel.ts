/** Every field of the shown messages: how often it says something, how many different things. Of one path, what. */

import "../../elements/grid";
import { h } from "../../elements/dom";
import { FindBox } from "../../elements/find";
import type { Path } from "../../hl7";
import type { Overview } from "../../hl7/feed/overview";
import { formatNumber } from "../../text/define";
import { matches } from "../../text/matches";
import { Cancelled } from "../../workers/bridge";
import { loadDictionary } from "../hl7-message/dictionaries";
import type { FeedBench, Panel } from "./bench";
import { Spread, share } from "./spread";
import { t } from "./text";

const COLUMNS = [
  { key: "field", label: t("field"), className: "m" },
  { key: "name", label: t("name"), english: true },
  { key: "filled", label: t("filled"), className: "n" },
  { key: "distinct", label: t("distinct"), className: "n" },
  { key: "longest", label: t("longest"), className: "n" },
] as const;

type NameOf = (segment: string, field: number) => string;

export class FieldsPanel implements Panel {
  readonly #bench: FeedBench;
  readonly #grid = h("hot-grid", { ariaLabel: t("fields"), translate: false, className: "feed-fields" });
  readonly #find = new FindBox(this.#grid, t("findField"), (rows) => this.#grid.filter(rows));
  readonly #status = h("span", { className: "muted", role: "status" });
  readonly #spread: Spread;
  readonly element: HTMLElement;
  #overview: Overview | null = null;
  #nameOf: NameOf = () => "";
  #shown = -1;

  constructor(bench: FeedBench) {
    this.#bench = bench;
    this.#spread = new Spread(bench);
    this.#grid.columns = COLUMNS;
    this.#grid.onpick = (row) => this.#picked(row);
    this.#grid.onactivate = (row) => this.#grid.toggle(row);
    this.element = h(
      "section",
      { className: "hl7-found", "aria-label": t("fields") },
      h("div", { className: "hl7-bar" }, h("h2", {}, t("fields")), this.#find.element, this.#status),
      h(
        "div",
        { className: "hl7-panes feed-panes" },
        h("div", { className: "feed-pane" }, this.#grid, h("p", { className: "muted" }, t("fieldsMean"))),
        this.#spread.element,
      ),
    );
  }

  show(state: number): void {
    if (state === this.#shown) return;
    this.#shown = state;
    this.#spread.outdate();
    void this.#count(state);
  }

  clear(): void {
    this.#shown = -1;
    this.#put(null);
    this.#spread.clear();
    this.#status.textContent = "";
  }

  redraw(): void {
    this.#grid.refresh();
    this.#spread.redraw();
  }

  /** Selects a field; false where no message has it. */
  goTo({ segment, field }: Path): boolean {
    const row = this.#overview?.segment.findIndex(
      (id, at) => id === segment && this.#overview?.field[at] === (field ?? 0),
    );
    if (row === undefined || row < 0) return false;
    this.#find.makeWayFor(row);
    this.#grid.select(row);
    this.#grid.showSelected();
    return true;
  }

  async #count(state: number): Promise<void> {
    const { asker, list, version } = this.#bench;
    this.#status.textContent = t("counting");
    try {
      const overview = await asker.askQuietly<"overview">({ kind: "overview", rows: list.kept, state });
      const dictionary = await loadDictionary(version).catch(() => null);
      if (state !== this.#shown) return;
      this.#nameOf = (segment, field) =>
        (field === 0 ? dictionary?.segment(segment) : dictionary?.field(segment, field)?.name) ?? "";
      this.#put(overview);
      this.#status.textContent = t("inMessages", { n: list.kept.length });
    } catch (error) {
      if (state !== this.#shown) return;
      this.#status.textContent = "";
      if (!(error instanceof Cancelled)) this.#bench.fail(error);
    }
  }

  /** What was selected and unfolded stays so, where it is there. */
  #put(overview: Overview | null): void {
    const wanted = this.#pathAt(this.#grid.selected);
    this.#overview = overview;
    const rows = overview && {
      count: overview.count,
      tree: { level: overview.level, end: overview.end },
      cell: (row: number, column: number) => this.#cell(overview, row, column),
      rowClass: (row: number) => (overview.field[row] === 0 ? "feed-segment" : ""),
      matcher: (words: string) => (row: number) =>
        matches(`${this.#cell(overview, row, 0)} ${this.#cell(overview, row, 1)}`, words),
    };
    this.#grid.setRows(rows);
    this.#find.over(rows);
    const again = overview?.segment.findIndex((_, row) => this.#pathAt(row) === wanted) ?? -1;
    if (wanted !== "" && again >= 0) this.#grid.select(again);
  }

  #pathAt(row: number): string {
    const segment = this.#overview?.segment[row];
    if (segment === undefined) return "";
    const field = this.#overview?.field[row] ?? 0;
    return field === 0 ? segment : `${segment}-${field}`;
  }

  #picked(row: number): void {
    this.#find.picked();
    const path = this.#pathAt(row);
    this.#bench.at(path);
    if (this.#overview?.field[row]) this.#spread.ask(path);
  }

  #cell(overview: Overview, row: number, column: number): string {
    const segment = overview.segment[row] ?? "";
    const field = overview.field[row] ?? 0;
    const filled = overview.filled[row] ?? 0;
    if (column === 0) return this.#pathAt(row);
    if (column === 1) return this.#nameOf(segment, field);
    if (column === 4) return formatNumber(overview.longest[row] ?? 0);
    if (field === 0) return column === 2 ? formatNumber(filled) : "";
    if (column === 2) return share(filled, overview.filled[row - this.#above(overview, row)] ?? 0);
    const distinct = formatNumber(overview.distinct[row] ?? 0);
    return overview.more[row] === 1 ? t("moreThan", { n: distinct }) : distinct;
  }

  /** How many rows above its own the segment of a field stands. */
  #above({ field }: Overview, row: number): number {
    let at = row;
    while (at > 0 && field[at] !== 0) at--;
    return row - at;
  }
}
