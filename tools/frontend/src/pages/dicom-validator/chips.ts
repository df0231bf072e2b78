/** Buttons above a list, each with a number: one is pressed, and the list shows what is of it. */

import { h } from "../../elements/dom";
import { formatNumber } from "../../text/define";

export class Chips<Key extends string> {
  readonly element: HTMLElement;
  readonly #buttons: ReadonlyMap<Key, HTMLButtonElement>;
  readonly #label: (key: Key) => string;
  readonly #changed: (key: Key) => void;

  /** `name` says what they tell apart; the first is pressed. */
  constructor(keys: readonly Key[], name: string, label: (key: Key) => string, changed: (key: Key) => void) {
    this.#label = label;
    this.#changed = changed;
    this.#buttons = new Map(keys.map((key) => [key, this.#button(key)]));
    this.element = h(
      "div",
      { className: "row", role: "group", "aria-label": name },
      ...this.#buttons.values(),
    );
    this.press(keys[0] as Key);
  }

  count(of: (key: Key) => number): void {
    for (const [key, button] of this.#buttons)
      button.textContent = `${this.#label(key)} ${formatNumber(of(key))}`;
  }

  /** Without telling. */
  press(pressed: Key): void {
    for (const [key, button] of this.#buttons) button.ariaPressed = String(key === pressed);
  }

  #button(key: Key): HTMLButtonElement {
    const onclick = (): void => {
      this.press(key);
      this.#changed(key);
    };
    return h("button", { type: "button", className: `btn small weight weight-${key}`, onclick });
  }
}
