/**
 * On a phone the first screen belongs to the data: what stands above them and is rarely needed (`.fold-away`) waits behind
 * a button. Wider pages show it all, and no button.
 */

import { h } from "./dom";

export class Fold {
  readonly button: HTMLButtonElement;
  readonly #box: HTMLElement;

  constructor(box: HTMLElement, label: string) {
    this.#box = box;
    this.button = h(
      "button",
      { type: "button", className: "btn small fold-button", "aria-expanded": "false" },
      label,
    );
    this.button.onclick = () => this.#unfold(this.button.ariaExpanded !== "true");
  }

  /** `on` while there are data to make room for. */
  set on(on: boolean) {
    if (this.#box.classList.toggle("folds", on)) this.#unfold(false);
  }

  #unfold(open: boolean): void {
    this.#box.classList.toggle("unfolded", open);
    this.button.ariaExpanded = String(open);
  }
}
