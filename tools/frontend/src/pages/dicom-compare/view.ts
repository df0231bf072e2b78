/** What came of a comparison: the verdict, which files belong together, which elements differ, and the selected pair. */

import type { SidesComparison } from "../../dicom/compare";
import { h } from "../../elements/dom";
import { reportMenu } from "../../elements/report";
import type { Item } from "../../intake/item";
import { type Fragment, NOWHERE } from "../../links/grammar";
import type { Arrival, At, Send } from "../../shell/tool";
import { Cancelled } from "../../workers/bridge";
import type { Comparer } from "./comparer";
import { ElementsList } from "./elements-list";
import type { Found } from "./found";
import { PairPane } from "./pair-pane";
import { itemAt, outcomeOf, PairsList } from "./pairs-list";
import { parsePlace } from "./places";
import { reportOf } from "./report";
import { t } from "./view-text";

export { failureSentences } from "./failures";

export interface ViewEvents {
  readonly at: At;
  readonly send: Send;
  fail(error: unknown): void;
  /** Elements that differ, the most frequent first. */
  ignore(paths: readonly (readonly [path: string, n: number])[]): void;
  /** What stands on each side, as it may be seen now. */
  title(): readonly string[];
}

export class CompareView {
  readonly element: HTMLElement;
  readonly #comparer: Comparer;
  readonly #events: ViewEvents;
  readonly #verdict = h("p", { className: "compare-verdict", role: "status" });
  readonly #matched = h("p", { className: "muted" });
  readonly #pairs = new PairsList((row) => void this.#pick(row));
  readonly #elements = new ElementsList((pairs) => this.#pairs.narrow(pairs));
  readonly #pane: PairPane;
  #found: Found | null = null;
  #row = -1;
  #side: 0 | 1 = 0;
  #picks = 0;

  constructor(comparer: Comparer, events: ViewEvents) {
    this.#comparer = comparer;
    this.#events = events;
    this.#pane = new PairPane({
      at: events.at,
      showSame: () => void this.#pick(this.#row),
      inspect: (side, place) => this.#inspect(side, place),
    });
    const report = reportMenu("dicom-compare-report", () => this.#report());
    this.element = h(
      "div",
      { className: "compare-part" },
      h("div", { className: "row" }, this.#verdict, report),
      this.#matched,
      this.#elements.element,
      this.#pairs.element,
      this.#pane.element,
    );
  }

  /** The file that a button was pressed for. */
  get picked(): Item | null {
    const found = this.#found;
    return found?.sources[this.#side]?.items[itemAt(found, this.#side, this.#row)] ?? null;
  }

  async show(found: Found): Promise<void> {
    this.#found = found;
    const { comparison } = found.answer;
    this.#pairs.show(found);
    this.#verdict.textContent = this.#verdictWords(found);
    this.#matched.textContent = comparison.by === "only" ? "" : matchedWords(comparison);
    this.#elements.show(found);
    this.#events.ignore(comparison.elements.map(({ path, pairs }) => [dotted(path), pairs.length]));
    const isFirst = (row: number): boolean => outcomeOf(comparison, row) === "different";
    const first = Array.from({ length: comparison.count }, (_, row) => row).find(isFirst) ?? 0;
    if (comparison.count === 0) this.#nothing();
    else if (comparison.count > 1) this.#pairs.grid.select(first);
    else await this.#pick(0);
  }

  #nothing(): void {
    this.#row = -1;
    this.#pane.show(null, null);
    this.#events.at(NOWHERE);
  }

  redraw(): void {
    this.#pairs.grid.refresh();
    this.#elements.grid.refresh();
    this.#pane.redraw();
  }

  close(): void {
    this.#found = null;
    this.#picks++;
    this.#pairs.show(null);
    this.#elements.show(null);
    this.#pane.close();
  }

  async goTo(place: Fragment): Promise<Arrival> {
    const { pair = 1 } = parsePlace(place);
    const count = this.#found?.answer.comparison.count ?? 0;
    if (pair > count) return "nowhere";
    if (count > 1) this.#pairs.grid.select(pair - 1);
    await this.#pick(pair - 1);
    const { tag } = parsePlace(place);
    return tag ? this.#pane.goTo(place) : "there";
  }

  /** Shows one pair. */
  async #pick(row: number): Promise<void> {
    const pick = ++this.#picks;
    const found = this.#found;
    if (!found || row < 0) return;
    this.#row = row;
    const { comparison } = found.answer;
    const pair = { left: comparison.left[row] ?? -1, right: comparison.right[row] ?? -1 };
    const rows = this.#pane.showsSame ? "all" : "differences";
    try {
      const answer = await this.#comparer.pair(found.asked, { ...pair, rows });
      if (pick === this.#picks) this.#pane.show(answer, comparison.count > 1 ? row + 1 : null);
    } catch (error) {
      if (pick === this.#picks && !(error instanceof Cancelled)) this.#events.fail(error);
    }
  }

  #inspect(side: 0 | 1, place: Fragment): void {
    this.#side = side;
    this.#events.send("dicom-inspector", place);
  }

  #verdictWords({ answer, asked }: Found): string {
    const { comparison } = answer;
    const sum = (column: Uint32Array): number => column.reduce((total, one) => total + one, 0);
    const { differences, rewritten, beyond, unknown } = comparison;
    const found = { differences: sum(differences), rewritten: sum(rewritten) };
    const isPair = comparison.count === 1 && comparison.left[0] === 0 && comparison.right[0] === 0;
    const said = !isPair
      ? this.#pairs.summary
      : answer.isExact
        ? t("exact")
        : found.differences > 0
          ? t("differ", { n: found.differences })
          : t("same");
    return [
      said,
      found.rewritten > 0 ? t("rewritten", { n: found.rewritten }) : "",
      comparison.ignored > 0 ? t("ignored", { n: comparison.ignored }) : "",
      sum(beyond) > 0 ? t("beyond", { n: sum(beyond) }) : "",
      sum(unknown) > 0 ? t("unknown", { n: sum(unknown) }) : "",
      asked.mode === "bytes" ? t("mode") : "",
    ]
      .filter((part) => part !== "")
      .join(" · ");
  }

  #report(): ReturnType<typeof reportOf> {
    const facts = [
      ...this.#events.title(),
      this.#verdict.textContent ?? "",
      this.#matched.textContent ?? "",
      t("pixels"),
    ];
    return reportOf(this.#found, facts, (row, column) => this.#pairs.cell(row, column));
  }
}

function matchedWords({ by, counts, count, left, right }: SidesComparison): string {
  const pairs = Array.from({ length: count }, (_, row) => row).filter(
    (row) => (left[row] as number) >= 0 && (right[row] as number) >= 0,
  );
  return t("matched", {
    pairs: pairs.length,
    by: t(`by-${by}`),
    uids: counts["sop-instance"],
    places: counts.geometry,
    numbers: counts["instance-number"],
  });
}

/** As people type it: `0040,0275/0008,0100`. */
const dotted = (path: string): string => path.replace(/([0-9A-Fx]{4})([0-9A-Fx]{4})/g, "$1,$2");
