/** One of two sides that are compared: what it is called, what stands there, what can be put there, and taking it away. */

import { h } from "./dom";

/** A button of the side; `label` is read with the side's own name before it. */
export interface SideButton {
  readonly label: string;
  act(): void;
}

export class SideFrame {
  readonly element: HTMLElement;
  readonly #title: string;
  readonly #name = h("span", { className: "muted" });
  readonly #remove: HTMLButtonElement;

  /** `within`: below the head. */
  constructor(
    title: string,
    choices: readonly SideButton[],
    remove: SideButton,
    ...within: readonly HTMLElement[]
  ) {
    this.#title = title;
    this.#remove = this.#button(remove);
    const head = h(
      "div",
      { className: "row" },
      h("strong", {}, title),
      this.#name,
      ...choices.map((choice) => this.#button(choice)),
      this.#remove,
    );
    this.element = h("section", { className: "side", "aria-label": title }, head, ...within);
  }

  /** `Left: scan.dcm · 38 KB` */
  get title(): string {
    return `${this.#title}: ${this.#name.textContent}`;
  }

  /** What stands there, as it may be seen now; "" for nothing. */
  show(name: string): void {
    this.#name.textContent = name;
    this.#remove.hidden = name === "";
  }

  #button({ label, act }: SideButton): HTMLButtonElement {
    const button = h("button", { type: "button", className: "btn small", onclick: act }, label);
    button.setAttribute("aria-label", `${this.#title}: ${label}`);
    return button;
  }
}
