/** When the shown messages were sent: bars, and the table that they are drawn from. */

import "../../elements/grid";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { MOST_BARS, type Timeline, timeText } from "../../hl7/feed/timeline";
import { parseWanted, type Wanted } from "../../hl7/path";
import { formatNumber } from "../../text/define";
import { Cancelled } from "../../workers/bridge";
import { type FeedBench, type Panel, whenOpen } from "./bench";
import { t } from "./text";

const COLUMNS = [
  { key: "time", label: t("time"), className: "m" },
  { key: "count", label: t("messages"), className: "n" },
] as const;
const SENT = parseWanted("MSH-7") as Wanted;

export class TimelinePanel implements Panel {
  readonly #bench: FeedBench;
  readonly #said = h("p", { role: "status" });
  readonly #bars = h("div", { className: "feed-bars", role: "img" });
  readonly #grid = h("hot-grid", { ariaLabel: t("timeline"), translate: false, className: "feed-times" });
  readonly #only = h("button", { type: "button", className: "btn small" }, t("onlyThese"));
  readonly element: HTMLDetailsElement;
  #found: Timeline | null = null;
  #state = -1;
  #shown = -1;

  constructor(bench: FeedBench) {
    this.#bench = bench;
    this.#grid.columns = COLUMNS;
    this.#grid.onactivate = () => this.#narrow();
    this.#grid.onpick = () => this.#mark();
    this.#only.onclick = () => this.#narrow();
    copyRows(this.#grid, (row) => COLUMNS.map((_, column) => this.#cell(row, column)));
    const content = h(
      "div",
      { className: "hl7-found" },
      this.#said,
      this.#bars,
      this.#grid,
      h("div", { className: "row" }, this.#only),
    );
    this.element = whenOpen(t("timeline"), content, () => void this.#count());
  }

  show(state: number): void {
    this.#state = state;
    if (this.element.open) void this.#count();
  }

  clear(): void {
    this.#state = this.#shown = -1;
    this.#put(null);
  }

  redraw(): void {
    this.#grid.refresh();
  }

  async #count(): Promise<void> {
    const state = this.#state;
    if (state < 0 || state === this.#shown) return;
    this.#shown = state;
    this.#said.textContent = t("counting");
    const { asker, list } = this.#bench;
    try {
      const found = await asker.ask<"timeline">({ kind: "timeline", rows: list.kept });
      if (state === this.#shown) this.#put(found);
    } catch (error) {
      if (state !== this.#shown) return;
      this.clear();
      this.#state = state;
      if (!(error instanceof Cancelled)) this.#bench.fail(error);
    }
  }

  #put(found: Timeline | null): void {
    this.#found = found;
    const count = found?.starts.length ?? 0;
    this.#grid.setRows(found && { count, cell: (row, column) => this.#cell(row, column) });
    this.#said.textContent = found ? sentenceOf(found) : "";
    for (const part of [this.#bars, this.#grid, this.#only]) part.hidden = count === 0;
    this.#bars.ariaLabel = this.#said.textContent;
    this.#draw();
  }

  /** One bar a row, the highest as high as the picture; too many would be no picture. */
  #draw(): void {
    const { counts = new Uint32Array(0) } = this.#found ?? {};
    this.#bars.hidden ||= counts.length > MOST_BARS;
    const most = counts.reduce((high, one) => Math.max(high, one), 1);
    this.#bars.replaceChildren(
      ...Array.from(counts.subarray(0, MOST_BARS), (count, row) => {
        const bar = h("span", {
          className: "feed-bar",
          title: `${this.#cell(row, 0)}: ${this.#cell(row, 1)}`,
        });
        bar.style.setProperty("--share", String(count / most));
        bar.onclick = () => this.#grid.select(row);
        return bar;
      }),
    );
  }

  #mark(): void {
    for (const [row, bar] of [...this.#bars.children].entries())
      bar.classList.toggle("feed-bar-on", row === this.#grid.selected);
  }

  #cell(row: number, column: number): string {
    if (column === 1) return formatNumber(this.#found?.counts[row] ?? 0);
    return timeText(this.#found?.starts[row] ?? "");
  }

  #narrow(): void {
    const start = this.#found?.starts[this.#grid.selected];
    if (start === undefined) return;
    const asked = { wanted: SENT, operator: "matches", isNot: false, ignoresCase: false } as const;
    this.#bench.narrow({ ...asked, value: `^${start}` });
  }
}

function sentenceOf({ unit, starts, counts, timeless }: Timeline): string {
  const without = timeless > 0 ? t("timeless", { n: timeless }) : "";
  if (starts.length === 0) return without;
  const most = counts.reduce((high, one) => Math.max(high, one), 0);
  const [first, last] = [timeText(starts[0] ?? ""), timeText(starts.at(-1) ?? "")];
  const busiest = timeText(starts[counts.indexOf(most)] ?? "");
  return `${t(`by:${unit}`, { first, last, busiest, n: most })} ${without}`.trim();
}
