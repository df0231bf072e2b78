/** Which of several messages is shown. */

import { h } from "../../elements/dom";
import type { BlockLabel, Feed } from "../../hl7";
import { LONGEST_LIST, labelText } from "./labels";
import { t } from "./text";

export class Chooser {
  readonly #element: HTMLElement;
  readonly #choose: (block: number) => void;
  #count = 0;

  constructor(place: HTMLElement, choose: (block: number) => void) {
    this.#element = place;
    this.#choose = choose;
  }

  show({ starts, labels }: Feed, block: number): void {
    this.#count = starts.length;
    this.#element.hidden = this.#count < 2;
    if (this.#count < 2) return;
    const input = this.#count > LONGEST_LIST ? this.#number(block) : this.#list(labels, block);
    this.#element.replaceChildren(
      h("label", { className: "row" }, t("message"), input),
      h("span", { className: "muted" }, t("messageOf", { n: this.#count })),
      this.#step("‹", t("previous"), block - 1),
      this.#step("›", t("next"), block + 1),
    );
  }

  #list(labels: readonly BlockLabel[], block: number): HTMLElement {
    const options = labels.map((label, number) =>
      h(
        "option",
        { value: String(number), selected: number === block },
        `${number + 1}: ${labelText(label)}`,
      ),
    );
    const list = h("select", { className: "btn small", translate: false }, ...options);
    list.addEventListener("change", () => this.#choose(Number(list.value)));
    return list;
  }

  #number(block: number): HTMLElement {
    const max = String(this.#count);
    const input = h("input", {
      type: "number",
      className: "btn small",
      min: "1",
      max,
      value: String(block + 1),
    });
    input.addEventListener("change", () => {
      const wanted = Math.round(input.valueAsNumber) - 1;
      if (wanted >= 0 && wanted < this.#count) this.#choose(wanted);
    });
    return input;
  }

  #step(sign: string, label: string, block: number): HTMLElement {
    const disabled = block < 0 || block >= this.#count;
    const button = h(
      "button",
      { type: "button", className: "btn small", disabled, "aria-label": label },
      sign,
    );
    button.addEventListener("click", () => this.#choose(block));
    return button;
  }
}
