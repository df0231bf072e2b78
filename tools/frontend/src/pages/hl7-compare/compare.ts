/** The comparison on the page: two sides, what belongs together, and where it differs. */

import type { Failure } from "../../bytes/fault";
import { h } from "../../elements/dom";
import { sayEnded } from "../../elements/ended";
import { type ListedLine, listedLines } from "../../elements/listed-lines";
import { Notices } from "../../elements/notices";
import { type ReportContent, reportMenu } from "../../elements/report";
import { parsePath } from "../../hl7";
import type { TextComparison } from "../../hl7/compare/texts";
import { NOWHERE } from "../../links/grammar";
import type { At, Hold, LiveTool, Payload, Places } from "../../shell/tool";
import { Cancelled } from "../../workers/bridge";
import type { ComparedSide, CompareQuestion } from "../../workers/hl7-diff";
import { placeWords, readPlace } from "../hl7-message/places";
import { failureSentence } from "../hl7-message/problems";
import { Comparer } from "./comparer";
import { Differences, quoteOf } from "./differences";
import { Matches, outcomeOf } from "./matches";
import { Settings } from "./settings";
import { SideBox, type SideSource } from "./side-box";
import { t } from "./text";

const REPORTED = [
  { key: "key", label: t("colKey") },
  { key: "outcome", label: t("colOutcome") },
  { key: "path", label: t("colPath") },
  { key: "pathRight", label: t("colPathRight") },
  { key: "left", label: t("colLeft") },
  { key: "right", label: t("colRight") },
] as const;

export class Compare implements LiveTool {
  /** What is opened next is compared with what is there. */
  readonly gathers = true;
  readonly #hold: Hold;
  readonly #at: At;
  readonly #comparer = new Comparer();
  readonly #notices = new Notices(() => this.#comparer.cancel(), t("empty"));
  readonly #sides: readonly [SideBox, SideBox];
  readonly #settings = new Settings(() => void this.#compare());
  readonly #matches = new Matches((row) => void this.#pick(row));
  readonly #differences: Differences;
  readonly #verdict = h("p", { className: "hl7-verdict", role: "status" });
  readonly #work: HTMLElement;
  readonly places: Places = {
    read: readPlace,
    words: placeWords,
    goTo: async (place) => this.#differences.goTo(place),
  };
  #found: TextComparison | null = null;
  #comparisons = 0;
  #picks = 0;

  constructor(host: HTMLElement, hold: Hold, at: At) {
    this.#hold = hold;
    this.#at = at;
    this.#differences = new Differences(at);
    this.#sides = [this.#side("left", 0), this.#side("right", 1)];
    const swap = h("button", { type: "button", className: "btn small" }, t("swap"));
    swap.onclick = () => this.#swap();
    this.#work = h(
      "div",
      { className: "hl7-found", hidden: true },
      h(
        "div",
        { className: "hl7-bar" },
        this.#verdict,
        reportMenu("hl7-compare-report", () => this.#report()),
      ),
      this.#matches.element,
      this.#differences.grid,
      this.#differences.chosen,
      h("p", { className: "muted" }, t("means")),
    );
    const [left, right] = this.#sides;
    host.classList.add("hl7");
    host.append(
      h("div", { className: "sides" }, left.element, right.element),
      h("div", { className: "row" }, swap),
      this.#settings.element,
      ...this.#notices.elements,
      this.#work,
    );
  }

  #side(side: "left" | "right", number: 0 | 1): SideBox {
    return new SideBox(side, {
      changed: () => this.#changed(number),
      chosen: (payload) => void this.#choose(number, payload),
    });
  }

  /** To the side that is free; where none is, to the right. */
  open(payload: Payload): void {
    void this.#take(this.#sides[0].source ? 1 : 0, payload);
  }

  redraw(): void {
    for (const side of this.#sides) side.redraw();
    this.#settings.redraw();
    this.#notices.redraw();
    this.#matches.grid.refresh();
    this.#differences.redraw();
  }

  clear(): () => void {
    const sources = this.#sides.map(({ source }) => source);
    this.#put([null, null]);
    return () => this.#put([sources[0] ?? null, sources[1] ?? null]);
  }

  close(): void {
    this.#put([null, null]);
    this.#settings.close();
    this.#comparer.end();
  }

  #put(sources: readonly [SideSource | null, SideSource | null]): void {
    this.#sides[0].put(sources[0]);
    this.#sides[1].put(sources[1]);
    void this.#compare();
  }

  async #take(number: 0 | 1, payload: Payload): Promise<void> {
    if (await this.#sides[number].take(payload)) await this.#compare();
  }

  #swap(): void {
    const [left, right] = this.#sides;
    this.#put([right.source, left.source]);
  }

  async #choose(number: 0 | 1, payload: Payload): Promise<void> {
    if (await this.#sides[number].take(payload)) this.#changed(number);
  }

  /** By the visitor, on the page itself: the bar above is told what the tool holds. */
  #changed(number: 0 | 1): void {
    const source = this.#sides[number].source ?? this.#sides[1 - number]?.source;
    this.#hold(source ? { name: source.name, blob: source.blob } : null);
    void this.#compare();
  }

  #question(what: CompareQuestion["what"]): CompareQuestion {
    const [left, right] = this.#sides.map(({ source }): ComparedSide | null =>
      source ? { id: source.id, blob: source.blob } : null,
    );
    return { sides: [left ?? null, right ?? null], ignore: this.#settings.ignore, what };
  }

  async #compare(): Promise<void> {
    const comparison = ++this.#comparisons;
    this.#comparer.cancel();
    this.#notices.say();
    const open = this.#sides.filter(({ source }) => source !== null).length;
    if (open === 0) {
      this.#show(null);
      this.#notices.rest(t("empty"));
      return;
    }
    this.#notices.work(t("begin"));
    const tell = (done: number, total: number): void => {
      if (total > 1) this.#notices.work(t("comparing", { done, total }));
    };
    try {
      const answer = await this.#comparer.compare(this.#question({ key: this.#settings.key }), tell);
      if (comparison !== this.#comparisons) return;
      this.#notices.rest(open === 1 ? t("oneSide") : "");
      this.#show(answer.comparison);
      const { failures } = answer;
      this.#notices.say(...failures.map((failure) => () => sentenceOf(failure)));
    } catch (error) {
      if (comparison === this.#comparisons) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#show(null);
    sayEnded(this.#notices, error, {
      cancelled: t("cancelled"),
      again: t("again"),
      sentence: sentenceOf,
      retry: () => void this.#compare(),
    });
  }

  #show(found: TextComparison | null): void {
    this.#found = found;
    this.#work.hidden = found === null;
    this.#settings.suggest(found?.paths ?? []);
    this.#matches.show(found);
    this.#verdict.textContent = found ? this.#said(found) : "";
    if (!found || found.count === 0) {
      this.#differences.clear();
      this.#at(found ? NOWHERE : null);
      return;
    }
    const first = found.differences.findIndex((count) => count > 0);
    if (found.count > 1) this.#matches.grid.select(Math.max(first, 0));
    else void this.#pick(0);
  }

  #said(found: TextComparison): string {
    if (found.count !== 1) return this.#matches.summary;
    const outcome = outcomeOf(found, 0);
    if (outcome === "exact") return t("sameExact");
    if (outcome === "same") return t("sameSaid");
    return outcome === "different" ? t("isDifferent", { n: found.differences[0] ?? 0 }) : t(outcome);
  }

  /** Shows one match. */
  async #pick(row: number): Promise<void> {
    const pick = ++this.#picks;
    const found = this.#found;
    if (!found || row < 0) return;
    const what = { left: found.left[row] as number, right: found.right[row] as number };
    try {
      const { differences } = await this.#comparer.detail(this.#question(what));
      if (pick === this.#picks && found === this.#found) this.#differences.show(differences);
    } catch (error) {
      if (pick === this.#picks && found === this.#found && !(error instanceof Cancelled)) this.#fail(error);
    }
  }

  /** A line for each difference, as far as they are listed, and one for each match that has none. */
  #report(): ReportContent {
    const found = this.#found;
    const lines = found ? listedLines(found.count, found.listed) : [];
    const ignored = this.#settings.ignore.trim();
    return {
      title: t("reportTitle"),
      facts: [
        ...this.#sides.map((side) => side.title),
        found ? this.#said(found) : "",
        `${t("key")}: ${this.#settings.key}`,
        ...(ignored === "" ? [] : [`${t("ignore")}: ${ignoredPaths(ignored)}`]),
        ...(found && found.listed.length > 0 ? [t("listed", { n: found.listed.length })] : []),
        t("means"),
      ],
      problems: null,
      columns: REPORTED,
      count: lines.length,
      cells: (line) => (found && lines[line] ? this.#cells(found, lines[line]) : []),
    };
  }

  #cells(found: TextComparison, { row, at }: ListedLine): readonly string[] {
    const difference = at < 0 ? null : found.listed[at];
    const { left = null, right = null } = difference ?? {};
    const said = [left?.path ?? "", right?.path ?? "", quoteOf(left), quoteOf(right)];
    return [this.#matches.cell(row, 0), t(outcomeOf(found, row)), ...said];
  }
}

/** What was typed there and is a path. */
function ignoredPaths(text: string): string {
  return text
    .split(/[\s,;]+/)
    .filter((word) => parsePath(word) !== null)
    .join(" ");
}

function sentenceOf(failure: Failure): string {
  const { side, ...values } = failure.values;
  const sentence = failureSentence({ ...failure, values });
  if (typeof side !== "string") return t("failed");
  return t("failedSide", { side: t(side === "left" ? "left" : "right"), sentence });
}
