/** What is shown of a text once it has been read: its summary, its problems, and one of its messages. */

import { h } from "../../elements/dom";
import { later } from "../../elements/idle";
import { type Problem, ProblemList } from "../../elements/problems";
import { type ReportContent, reportMenu } from "../../elements/report";
import { blockAt, type FaultCode, type Feed, type Fixable, weightOf } from "../../hl7";
import type { Fragment } from "../../links/grammar";
import type { Arrival } from "../../shell/tool";
import type { Chooser } from "./chooser";
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
const chooserModule = later(() => import("./chooser"));

export interface ResultEvents {
  /** Reads another message of the text and shows it. */
  turnTo(block: number): Promise<void>;
  /** Puts right what surrounds the segments. */
  mend(kind: Fixable): void;
}

export class Result {
  readonly panes: Panes;
  readonly #raw: RawText;
  readonly #summary = new Summary();
  readonly #problems = new ProblemList((offset) => void this.jump(offset));
  #chooser: Chooser | null = null;
  readonly #chooserPlace = h("div", { hidden: true });
  readonly #path: PathBox;
  /** What there is to say of the whole text. */
  readonly heading = [this.#summary.element, this.#problems.element];
  /** The message that is shown. */
  readonly work: HTMLElement;
  readonly #does: ResultEvents;
  #feed: Feed | null = null;
  /** The number of the message that is shown. */
  #number = 0;

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
      h("div", { className: "hl7-bar" }, this.#chooserPlace, this.#path.element, table.controls),
      this.#path.answer,
      h("div", { className: "hl7-bar" }, table.find, report),
      element,
    );
  }

  get isEmpty(): boolean {
    return this.#feed === null;
  }

  /** What there is to say of the whole text, as it stands now, is here. */
  get isKnown(): boolean {
    return this.#feed !== null && this.panes.isFresh;
  }

  async show(source: Source, reading: Reading): Promise<void> {
    const feed = reading.feed ?? this.#feed;
    if (!feed) return;
    if (reading.feed) this.#showProblems(feed, source.draft.size <= MOST_EDITED);
    this.#feed = feed;
    this.#number = reading.number;
    this.work.hidden = false;
    this.#showChooser(feed);
    this.#summary.show(source, feed, reading);
    const message = feed.starts.length > 1 ? reading.number + 1 : null;
    if (!(await this.panes.show(reading.open, message))) return;
    this.#raw.mark(
      feed.faults.map(({ code, offset }) => {
        return { offset, weight: weightOf(code), message: t(code as FaultCode) };
      }),
    );
  }

  #showProblems({ faults, faultCount }: Feed, canMend: boolean): void {
    const mend = canMend ? this.#does.mend : undefined;
    this.#problems.show(() => faults.map((fault) => problemOf(fault, mend)), faultCount - faults.length);
  }

  #showChooser(feed: Feed): void {
    if (this.#chooser) this.#chooser.show(feed, this.#number);
    else if (feed.starts.length > 1) void this.#loadChooser();
  }

  async #loadChooser(): Promise<void> {
    const loaded = await chooserModule().catch(() => null); // without it the next message asks again
    if (!loaded || this.#chooser) return;
    this.#chooser = new loaded.Chooser((block) => void this.#does.turnTo(block));
    this.#chooserPlace.replaceWith(this.#chooser.element);
    if (this.#feed) this.#showChooser(this.#feed);
  }

  clear(): void {
    this.#feed = null;
    this.work.hidden = true;
    this.#path.clear();
    this.#summary.clear();
    this.#problems.clear();
    this.panes.clear();
  }

  /** The mask was turned. */
  redraw(): void {
    if (this.#feed) {
      this.#summary.redraw();
      this.#problems.redraw();
      this.#showChooser(this.#feed);
    }
    this.panes.redraw();
  }

  /** To the message and the path that a link names. */
  async goTo(place: Fragment): Promise<Arrival> {
    const { message = this.#number + 1, path } = parsePlace(place);
    const block = message - 1;
    if (block !== this.#number && block < (this.#feed?.starts.length ?? 0)) await this.#does.turnTo(block);
    if (block !== this.#number) return "nowhere";
    if (!path) return "there";
    const arrival = this.panes.table.selectPath(path);
    this.panes.table.grid.showSelected();
    return arrival;
  }

  /** To a byte of the whole text. */
  async jump(offset: number, focus = true): Promise<void> {
    if (!this.#feed) return;
    const block = blockAt(this.#feed, offset);
    if (block >= 0 && block !== this.#number) await this.#does.turnTo(block);
    this.panes.goTo(offset, focus);
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
