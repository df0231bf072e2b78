/** What is shown of a text once it has been read: its summary, its problems, and one of its messages. */

import { h } from "../../elements/dom";
import { later } from "../../elements/idle";
import { type Problem, ProblemList } from "../../elements/problems";
import { type ReportContent, reportMenu } from "../../elements/report";
import { blockAt, type FaultCode, type Fixable, weightOf } from "../../hl7";
import type { Fragment } from "../../links/grammar";
import type { Arrival } from "../../shell/tool";
import type { Among } from "./among";
import type { Shown } from "./continuation-note";
import { Panes, type Picked } from "./panes";
import { PathBox } from "./path-box";
import { parsePlace } from "./places";
import { problemOf } from "./problems";
import { MOST_EDITED, type RawText } from "./raw";
import type { Reading } from "./reader";
import type { Source } from "./source";
import { Summary } from "./summary";
import { t } from "./text";

/** Most texts are one message. */
const amongModule = later(() => import("./among"));

export interface ResultEvents {
  /** Reads another message of the text and shows it. */
  turnTo(block: number): Promise<void>;
  /** Puts right what surrounds the segments. */
  mend(kind: Fixable): void;
  /** Makes one message of its parts. */
  join(parts: readonly number[]): void;
}

export class Result {
  readonly panes: Panes;
  readonly #raw: RawText;
  readonly #summary = new Summary();
  readonly #problems = new ProblemList((offset) => void this.jump(offset));
  #among: Among | null = null;
  readonly #places = [h("div", { className: "row", hidden: true }), h("div", { tabIndex: -1 })] as const;
  readonly #path: PathBox;
  /** What there is to say of the whole text. */
  readonly heading = [this.#summary.element, this.#problems.element];
  /** The message that is shown. */
  readonly work: HTMLElement;
  readonly #does: ResultEvents;
  #shown: Shown | null = null;

  /** `report`: its name, on a page whose report is the message. */
  constructor(raw: RawText, at: Picked, does: ResultEvents, report: string | null) {
    this.#raw = raw;
    this.#does = does;
    this.panes = new Panes(raw, at);
    this.#path = new PathBox((path) => this.panes.table.selectPath(path));
    this.work = this.#workPlace(report);
  }

  #workPlace(name: string | null): HTMLElement {
    const { table, element } = this.panes;
    const report = name === null ? null : reportMenu(name, () => this.#report());
    return h(
      "div",
      { className: "hl7-work", hidden: true },
      h("div", { className: "hl7-bar" }, this.#places[0], this.#path.element, table.controls),
      this.#path.answer,
      this.#places[1],
      h("div", { className: "hl7-bar" }, table.find, report),
      element,
    );
  }

  get isEmpty(): boolean {
    return this.#shown === null;
  }

  /** What there is to say of the whole text, as it stands now, is here. */
  get isKnown(): boolean {
    return this.#shown !== null && this.panes.isFresh;
  }

  async show(source: Source, reading: Reading): Promise<void> {
    const feed = reading.feed ?? this.#shown?.feed;
    if (!feed) return;
    const { open, number } = reading;
    const shown = { feed, open, number, canChange: source.draft.size <= MOST_EDITED };
    this.#shown = shown;
    if (reading.feed) this.#showProblems(shown);
    this.work.hidden = false;
    void this.#showAmong(shown);
    this.#summary.show(source, feed, reading);
    if (!(await this.panes.show(open, feed.starts.length > 1 ? number + 1 : null))) return;
    this.#raw.mark(
      feed.faults.map(({ code, offset }) => {
        return { offset, weight: weightOf(code), message: t(code as FaultCode) };
      }),
    );
  }

  #showProblems({ feed: { faults, faultCount, continued }, canChange }: Shown): void {
    const mend = canChange ? this.#does.mend : undefined;
    this.#problems.show(
      () => [
        ...faults.map((fault) => problemOf(fault, mend)),
        ...(this.#among?.problems(continued.faults) ?? []),
      ],
      faultCount - faults.length + continued.total - continued.faults.length,
    );
  }

  async #showAmong(shown: Shown): Promise<void> {
    const loaded = await amongModule().catch(() => null); // without it the next message asks again
    if (!loaded || shown !== this.#shown) return;
    this.#among ??= new loaded.Among(this.#places, this.#does);
    this.#among.show(shown);
    if (shown.feed.continued.total > 0) this.#problems.redraw();
  }

  clear(): void {
    this.#shown = null;
    this.work.hidden = true;
    this.#path.clear();
    this.#summary.clear();
    this.#problems.clear();
    this.#among?.show(null);
    this.panes.clear();
  }

  /** The mask was turned. */
  redraw(): void {
    if (this.#shown) {
      this.#summary.redraw();
      this.#problems.redraw();
      this.#among?.redraw();
    }
    this.panes.redraw();
  }

  /** To the message and the path that a link names. */
  async goTo(place: Fragment): Promise<Arrival> {
    const { message = this.#number + 1, path } = parsePlace(place);
    const block = message - 1;
    if (block !== this.#number && block < (this.#shown?.feed.starts.length ?? 0))
      await this.#does.turnTo(block);
    if (block !== this.#number) return "nowhere";
    if (!path) return "there";
    const arrival = this.panes.table.selectPath(path);
    this.panes.table.grid.showSelected();
    return arrival;
  }

  /** To a byte of the whole text. */
  async jump(offset: number, focus = true): Promise<void> {
    if (!this.#shown) return;
    const block = blockAt(this.#shown.feed, offset);
    if (block >= 0 && block !== this.#number) await this.#does.turnTo(block);
    this.panes.goTo(offset, focus);
  }

  get #number(): number {
    return this.#shown?.number ?? 0;
  }

  /** Of the whole text, as they may be seen now. */
  readonly facts = (): readonly string[] => this.#summary.facts;
  readonly problems = (): readonly Problem[] => this.#problems.all;

  #report(): ReportContent {
    const { grid } = this.panes.table;
    return {
      title: t("reportTitle"),
      facts: this.facts(),
      problems: this.problems(),
      columns: grid.columns,
      count: this.panes.open?.tree.count ?? 0,
      cells: (row) => this.panes.table.cells(row),
    };
  }
}
