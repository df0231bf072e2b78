/** Boxes over a list of outcomes, each with how often it came: the list shows those that are ticked. */

import { formatNumber } from "../text/define";
import { h } from "./dom";

export class OutcomeFilter<Outcome extends string> {
  readonly element = h("div", { className: "row" });
  readonly #boxes: readonly {
    readonly outcome: Outcome;
    readonly box: HTMLInputElement;
    readonly words: HTMLElement;
  }[];
  readonly #label: (outcome: Outcome) => string;
  #counts: ReadonlyMap<Outcome, number> = new Map();

  constructor(outcomes: readonly Outcome[], label: (outcome: Outcome) => string, changed: () => void) {
    this.#label = label;
    this.#boxes = outcomes.map((outcome) => ({
      outcome,
      box: h("input", { type: "checkbox", checked: true }),
      words: h("span"),
    }));
    for (const { box, words } of this.#boxes) {
      box.addEventListener("change", changed);
      this.element.append(h("label", { className: "outcome" }, box, words));
    }
  }

  /** The outcome of each row. */
  count(outcomes: Iterable<Outcome>): void {
    const counts = new Map<Outcome, number>();
    for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    this.#counts = counts;
    for (const { outcome, box, words } of this.#boxes) {
      words.textContent = this.#counted(outcome);
      (box.parentElement as HTMLElement).hidden = !counts.has(outcome);
    }
  }

  /** `exact 3 · different 1`: those that there are. */
  get summary(): string {
    const there = this.#boxes.filter(({ outcome }) => this.#counts.has(outcome));
    return there.map(({ outcome }) => this.#counted(outcome)).join(" · ");
  }

  get showsAll(): boolean {
    return this.#boxes.every(({ box }) => box.checked);
  }

  shows(outcome: Outcome): boolean {
    return this.#boxes.some((one) => one.outcome === outcome && one.box.checked);
  }

  #counted(outcome: Outcome): string {
    return `${this.#label(outcome)} ${formatNumber(this.#counts.get(outcome) ?? 0)}`;
  }
}
