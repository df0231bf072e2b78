/** What stands at one path of the shown messages: how much of it there is, and the values by how often they occur. */

import "../../elements/grid";
import { datum, unmasked } from "../../bytes/datum";
import { rowText } from "../../bytes/text-column";
import { h } from "../../elements/dom";
import type { Distribution } from "../../hl7/feed/distribution";
import { formatWanted, parseWanted } from "../../hl7/path";
import { shown } from "../../shell/mask";
import { formatNumber } from "../../text/define";
import { Cancelled } from "../../workers/bridge";
import type { FeedBench } from "./bench";
import { line } from "./line";
import { t } from "./text";

const COLUMNS = [
  { key: "value", label: t("value"), className: "m" },
  { key: "times", label: t("times"), className: "n" },
] as const;
const NULL_TEXT = '""';

/** `1,234 (98 %)`; of none, the number alone. */
export function share(part: number, whole: number): string {
  if (whole === 0) return formatNumber(part);
  const percent = Math.floor((part / whole) * 100);
  return t("share", { n: part, percent: part > 0 && percent === 0 ? "<1" : String(percent) });
}

export class Spread {
  readonly #bench: FeedBench;
  readonly #path = h("input", { type: "text", className: "btn small hl7-path", placeholder: "PID-3.1" });
  readonly #said = h("p", { className: "muted", role: "status" });
  readonly #facts = h("dl", {});
  readonly #grid = h("hot-grid", { ariaLabel: t("values"), translate: false, className: "feed-values" });
  readonly #only = button(t("onlyThese"), () => this.#narrow(false));
  readonly #without = button(t("withoutThese"), () => this.#narrow(true));
  readonly element: HTMLElement;
  #asked = "";
  #found: Distribution | null = null;
  #say: () => string = () => t("selectField");

  constructor(bench: FeedBench) {
    this.#bench = bench;
    this.#grid.columns = COLUMNS;
    this.#grid.onpick = () => this.#able();
    this.#grid.onactivate = () => this.#narrow(false);
    const typed = line(
      { label: t("count"), className: "row", act: () => this.ask(this.#path.value) },
      h("label", { className: "row" }, t("valuesOf"), this.#path),
    );
    this.element = h(
      "section",
      { className: "hl7-detail feed-spread", "aria-label": t("values") },
      typed,
      this.#said,
      this.#facts,
      this.#grid,
      h("div", { className: "row" }, this.#only, this.#without),
    );
    this.#put(null);
  }

  ask(path: string): void {
    const wanted = parseWanted(path);
    this.#asked = wanted ? formatWanted(wanted) : "";
    if (wanted) this.#path.value = this.#asked;
    this.#say = () => (wanted ? t("counting") : t("fault:path", { column: 1, found: shown(datum(path)) }));
    this.#put(null);
    if (wanted) void this.#count();
  }

  /** Other messages are shown. */
  outdate(): void {
    if (this.#asked !== "") void this.#count();
  }

  clear(): void {
    this.#asked = "";
    this.#path.value = "";
    this.#say = () => t("selectField");
    this.#put(null);
  }

  redraw(): void {
    this.#said.textContent = this.#say();
    this.#grid.refresh();
  }

  async #count(): Promise<void> {
    const { asker, list } = this.#bench;
    const path = this.#asked;
    try {
      const found = await asker.ask<"distribution">({ kind: "distribution", rows: list.kept, path });
      if (path !== this.#asked) return;
      this.#say = () => (found.values === 0 ? t("noValue", { path }) : listed(found));
      this.#put(found);
    } catch (error) {
      if (path !== this.#asked) return;
      if (error instanceof Cancelled) return;
      this.#say = () => "";
      this.#put(null);
      this.#bench.fail(error);
    }
  }

  #put(found: Distribution | null): void {
    this.#found = found;
    this.#said.textContent = this.#say();
    this.#facts.replaceChildren(...(found && found.values > 0 ? factsOf(found) : []));
    const count = found?.times.length ?? 0;
    this.#grid.hidden = count === 0;
    this.#grid.setRows(found && { count, cell: (row, column) => this.#cell(found, row, column) });
    this.#able();
  }

  #able(): void {
    const row = this.#grid.selected;
    const isWhole = row >= 0 && this.#found?.cut[row] === 0;
    for (const one of [this.#only, this.#without]) {
      one.hidden = !this.#found || this.#found.values === 0;
      one.setAttribute("aria-disabled", String(!isWhole));
    }
  }

  #cell({ texts, times, cut, values }: Distribution, row: number, column: number): string {
    if (column === 1) return share(times[row] ?? 0, values);
    return shown(rowText(texts, row)) + (cut[row] === 1 ? "…" : "");
  }

  /** A value that was cut cannot be asked for. */
  #narrow(isNot: boolean): void {
    const found = this.#found;
    const row = this.#grid.selected;
    const wanted = parseWanted(this.#asked);
    if (!found || !wanted || row < 0 || found.cut[row] !== 0) return;
    const said = unmasked(rowText(found.texts, row));
    const value = said === NULL_TEXT ? "" : said;
    this.#bench.narrow({ wanted, operator: "equals", isNot, value, ignoresCase: false });
  }
}

function factsOf(found: Distribution): readonly HTMLElement[] {
  const { messages, filled, values, nulls, distinct, isFull, shortest, longest } = found;
  const facts: readonly (readonly [string, string])[] = [
    [t("filledIn"), share(filled, messages)],
    [t("emptyIn"), share(messages - filled, messages)],
    [t("valueCount"), formatNumber(values)],
    [t("distinct"), isFull ? t("moreThan", { n: formatNumber(distinct) }) : formatNumber(distinct)],
    ...(nulls > 0 ? [[t("nulls"), share(nulls, values)] as const] : []),
    [t("lengths"), t("fromTo", { from: shortest, to: longest })],
  ];
  return facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
}

function listed({ distinct, times }: Distribution): string {
  return distinct > times.length ? t("mostFrequent", { n: times.length }) : "";
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return h("button", { type: "button", className: "btn small", onclick }, label);
}
