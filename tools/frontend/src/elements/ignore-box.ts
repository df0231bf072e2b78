/** What does not count when two things are compared: typed as paths, or taken from where they differ most often. */

import { h } from "./dom";

/** Typed paths hold after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 400;
/** More buttons would be in the way. */
const MOST_SUGGESTED = 8;

export interface IgnoreWords {
  readonly label: string;
  readonly hint: string;
  /** Before the buttons. */
  readonly most: string;
  /** On the button that ignores a path, at which `n` differ. */
  one(path: string, n: number): string;
}

/** Where it is typed: a line, or several. */
export type IgnoreField = HTMLInputElement | HTMLTextAreaElement;

export class IgnoreBox {
  readonly label: HTMLElement;
  readonly suggested = h("div", { className: "row" });
  readonly #field: IgnoreField;
  readonly #words: IgnoreWords;
  readonly #changed: () => void;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(field: IgnoreField, words: IgnoreWords, changed: () => void) {
    this.#field = field;
    this.#words = words;
    this.#changed = changed;
    field.placeholder = words.hint;
    field.addEventListener("input", () => this.typed());
    this.label = h("label", { className: "row ignore-label" }, words.label, field);
  }

  get text(): string {
    return this.#field.value;
  }

  /** Something was typed, here or in another field whose change may wait as well. */
  typed(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#hold(), TYPING_PAUSE_MS);
  }

  /** Paths at which they differ, the most frequent first: each a button that ignores it. */
  suggest(paths: readonly (readonly [path: string, n: number])[]): void {
    const buttons = paths.slice(0, MOST_SUGGESTED).map(([path, n]) => {
      const onclick = (): void => this.add(path);
      return h("button", { type: "button", className: "btn small", onclick }, this.#words.one(path, n));
    });
    const most = h("span", { className: "muted" }, this.#words.most);
    this.suggested.replaceChildren(...(buttons.length > 0 ? [most, ...buttons] : []));
  }

  /** Behind what stands there. */
  add(paths: string): void {
    this.#field.value = `${this.#field.value} ${paths}`.trim();
    this.#field.focus();
    this.#hold();
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#field.value = "";
  }

  #hold(): void {
    clearTimeout(this.#pause);
    this.#changed();
  }
}
