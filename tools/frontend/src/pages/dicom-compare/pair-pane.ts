/** One pair: its differences as a tree, what both sides say at the selected one, and what is wrong with either file. */

import "../../elements/grid";
import { pathAlong } from "../../dicom";
import type { CompareRow, Said } from "../../dicom/compare";
import { copyMenu, copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { FindBox } from "../../elements/find";
import { fitHeight } from "../../elements/grid-height";
import { type Problem, ProblemList } from "../../elements/problems";
import { keyOf } from "../../keys/keys";
import type { Fragment } from "../../links/grammar";
import { shown } from "../../shell/mask";
import type { Arrival } from "../../shell/tool";
import type { PairAnswer, PairFaults } from "../../workers/dicom-diff";
import { problemOf } from "../dicom-inspector/problems";
import { parsePlace, placeOf } from "./places";
import { TreeRows, treeColumns } from "./tree-rows";
import { t } from "./view-text";
import { howWords, kindWords, placeWordsOf, quoteOf } from "./words";

const NO_ROW = -1;
/** More open branches would be long to scroll. */
const MOST_OPEN = 1_000;
const OPEN_ALL = Number.POSITIVE_INFINITY;
const SIDES = ["left", "right"] as const;

export interface PairEvents {
  /** Where the visitor is. */
  at(place: Fragment): void;
  /** Shows rows that are the same too, or no longer. */
  showSame(on: boolean): void;
  inspect(side: 0 | 1, place: Fragment): void;
}

export class PairPane {
  readonly element: HTMLElement;
  readonly #events: PairEvents;
  readonly #grid = h("hot-grid", {
    ariaLabel: t("differences"),
    translate: false,
    className: "compare-tree",
  });
  readonly #find = new FindBox(this.#grid, t("find"), (rows) => this.#grid.filter(rows));
  readonly #problems = [this.#problemList(0), this.#problemList(1)] as const;
  readonly #ends = h("div");
  readonly #same = h("input", { type: "checkbox" });
  readonly #place = h("span", { className: "muted", role: "status" });
  readonly #previous = this.#step("↑", t("previousDifference"), -1);
  readonly #next = this.#step("↓", t("nextDifference"), 1);
  readonly #note = h("p", { className: "muted" });
  readonly #chosen = h("section", { className: "compare-part", "aria-label": t("differences") });
  #answer: PairAnswer | null = null;
  #pair: number | null = null;
  #rows = new TreeRows([], new Map());

  constructor(events: PairEvents) {
    this.#events = events;
    this.#grid.columns = treeColumns();
    this.#grid.onpick = (row) => this.#picked(row);
    this.#grid.onactivate = (row) => this.#grid.toggle(row);
    this.#grid.addEventListener("keydown", (event) => {
      const key = keyOf("difference", event);
      if (key === null) return;
      event.preventDefault();
      this.#go(key === "next" ? 1 : -1);
    });
    copyRows(this.#grid, (row) => this.#rows.cells(row));
    this.#same.addEventListener("change", () => events.showSame(this.#same.checked));
    this.element = h(
      "div",
      { className: "compare-part", hidden: true },
      this.#ends,
      ...this.#problems.map(({ element }) => element),
      h(
        "div",
        { className: "row" },
        this.#find.element,
        this.#previous,
        this.#next,
        this.#place,
        h("label", { className: "outcome" }, this.#same, t("showSame")),
      ),
      this.#grid,
      this.#note,
      this.#chosen,
    );
  }

  get showsSame(): boolean {
    return this.#same.checked;
  }

  /** `pair` from 1 where there are several. What was selected stays selected where it still is. */
  show(answer: PairAnswer | null, pair: number | null): void {
    const wanted = this.#pathAt(this.#grid.selected);
    this.#answer = answer;
    this.#pair = pair;
    this.element.hidden = answer === null;
    this.#rows = new TreeRows(answer?.comparison.rows ?? [], answer?.entries ?? new Map());
    const openTo = this.#rows.count > MOST_OPEN ? 1 : OPEN_ALL;
    this.#grid.hidden = this.#rows.count === 0;
    fitHeight(this.#grid, this.#rows.count, "26rem");
    this.#grid.setRows(this.#rows, { among: null, openTo });
    this.#find.over(this.#rows);
    this.#showFaults();
    this.#note.textContent = this.#noteWords();
    for (const button of [this.#previous, this.#next]) button.disabled = this.#rows.next(NO_ROW, 1) < 0;
    const again =
      wanted === "" ? NO_ROW : this.#rows.rows.findIndex((_, row) => this.#pathAt(row) === wanted);
    this.#grid.select(again);
  }

  #noteWords(): string {
    if (!this.#answer) return "";
    if (this.#rows.count === 0) return t("none");
    return this.#answer.comparison.isCut ? t("cut", { n: this.#rows.count }) : "";
  }

  close(): void {
    this.#find.over(null);
    this.show(null, null);
  }

  redraw(): void {
    this.#grid.refresh();
    this.#showFaults();
    this.#describe(this.#grid.selected);
  }

  goTo(place: Fragment): Arrival {
    const { tag } = parsePlace(place);
    if (!tag) return "nowhere";
    const { row, exact } = this.#rows.at(pathAlong(tag));
    if (row < 0) return "nowhere";
    this.#choose(row);
    this.#grid.showSelected();
    return exact ? "there" : "near";
  }

  #choose(row: number): void {
    this.#find.makeWayFor(row);
    this.#grid.select(row);
  }

  #step(sign: string, label: string, step: 1 | -1): HTMLButtonElement {
    const button = h("button", { type: "button", className: "btn small", title: label }, sign);
    button.setAttribute("aria-label", label);
    button.onclick = () => this.#go(step);
    return button;
  }

  #go(step: 1 | -1): void {
    const from = this.#grid.selected < 0 && step < 0 ? 0 : this.#grid.selected;
    const row = this.#rows.next(from, step);
    if (row >= 0) this.#choose(row);
  }

  #picked(row: number): void {
    this.#find.picked();
    this.#describe(row);
    this.#events.at(placeOf(this.#pair, this.#pathAt(row)));
  }

  #pathAt(row: number): string {
    const it = this.#rows.rows[row];
    return (it?.left ?? it?.right)?.path ?? "";
  }

  #describe(row: number): void {
    const it = this.#rows.rows[row];
    const n = this.#answer?.comparison.differences ?? 0;
    this.#place.textContent = it?.isCounted ? t("place", { place: this.#rows.numberOf(row), n }) : "";
    if (!it) {
      this.#chosen.replaceChildren();
      return;
    }
    this.#chosen.replaceChildren(
      h("h2", {}, `${this.#rows.words(it)} · ${kindWords(it)}`),
      h("p", {}, howWords(it)),
      h("dl", { className: "both" }, ...SIDES.flatMap((side) => sideWords(side, it[side]))),
      h("div", { className: "row" }, copyMenu(this.#copyable(row, it)), ...this.#ways(it)),
    );
  }

  #ways(row: CompareRow): readonly HTMLElement[] {
    return SIDES.flatMap((side, number) => {
      const said = row[side];
      if (!said) return [];
      const label = t(number === 0 ? "openLeft" : "openRight");
      const onclick = (): void => this.#events.inspect(number as 0 | 1, placeOf(null, said.path));
      return [h("button", { type: "button", className: "btn small", onclick }, label)];
    });
  }

  #copyable(row: number, { left, right }: CompareRow): Parameters<typeof copyMenu>[0] {
    return {
      value: () => [left, right].map(quoteOf).join("\n"),
      path: this.#pathAt(row),
      place: placeOf(this.#pair, this.#pathAt(row)),
      columns: treeColumns().map(({ label }) => label),
      cells: () => this.#rows.cells(row),
      json: () =>
        `${JSON.stringify(
          Object.fromEntries(SIDES.map((side, at) => [side, jsonOf(at === 0 ? left : right)])),
          null,
          2,
        )}\n`,
    };
  }

  #problemList(side: 0 | 1): ProblemList {
    return new ProblemList((offset) => this.#goToByte(side, offset));
  }

  /** The last row that stands at this byte of a side or before it. */
  #goToByte(side: 0 | 1, offset: number): void {
    const said = this.#rows.rows.map((row) => row[SIDES[side]]);
    const row = said.findLastIndex((one) => one !== null && one.offset <= offset);
    if (row < 0) return;
    this.#choose(row);
    this.#grid.focus();
  }

  #showFaults(): void {
    const answer = this.#answer;
    const ends = answer?.faults.map(({ endsEarly }, side) => (endsEarly ? sideName(side) : null)) ?? [];
    this.#ends.replaceChildren(
      ...ends.flatMap((side) => (side ? [h("p", { className: "note" }, t("ends", { side }))] : [])),
    );
    for (const [number, list] of this.#problems.entries()) {
      const faults = answer?.faults[number];
      const make = (): readonly Problem[] => (answer && faults ? problemsOf(number, faults, answer) : []);
      list.show(make, faults?.leftOut ?? 0);
    }
  }
}

const sideName = (side: number): string => t(side === 0 ? "left" : "right");

function problemsOf(side: number, { faults }: PairFaults, answer: PairAnswer): readonly Problem[] {
  const problems = faults.map((fault) => problemOf(fault, answer));
  return problems.map((problem) => ({ ...problem, where: `${sideName(side)}, ${problem.where}` }));
}

function sideWords(side: "left" | "right", said: Said | null): readonly HTMLElement[] {
  return [
    h("dt", {}, t(side)),
    h(
      "dd",
      { translate: false },
      h("span", { className: "mono" }, quoteOf(said)),
      said ? h("span", { className: "muted compare-place" }, placeWordsOf(said)) : "",
    ),
  ];
}

function jsonOf(said: Said | null): object | null {
  if (!said) return null;
  const { path, vr, offset, length, value } = said;
  return { path, vr, offset, length, value: shown(value) };
}
