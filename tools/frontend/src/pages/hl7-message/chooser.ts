/** Which of several messages is shown. */

import { unmasked } from "../../bytes/datum";
import { h } from "../../elements/dom";
import type { BlockLabel, Feed } from "../../hl7";
import { shown } from "../../shell/mask";
import { t } from "./text";

/** A longer list is chosen from by number. */
export const LONGEST_LIST = 200;

export class Chooser {
  readonly element = h("div", { className: "row", hidden: true });
  readonly #choose: (block: number) => void;
  #count = 0;

  constructor(choose: (block: number) => void) {
    this.#choose = choose;
  }

  show({ starts, labels }: Feed, block: number): void {
    this.#count = starts.length;
    this.element.hidden = this.#count < 2;
    if (this.#count < 2) return;
    const input = this.#count > LONGEST_LIST ? this.#number(block) : this.#list(labels, block);
    this.element.replaceChildren(
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

/** 2.15.9.9: what has this form names a kind of message, and nobody. The separator is the message's own. */
const MESSAGE_TYPE = /^[A-Z]{3}(?:[^\w\s][A-Z]\d\d(?:[^\w\s][A-Z]{3}(?:_[A-Z]\d\d)?)?)?$/;

/** "ORU^R01 · SYN0001" */
export function labelText({ kind, segment, type, controlId }: BlockLabel): string {
  if (kind === "fragment") return t("fragment");
  if (kind === "envelope") return t("envelope", { id: segment });
  const label = MESSAGE_TYPE.test(unmasked(type)) ? unmasked(type) : shown(type);
  return [label, shown(controlId)].filter((part) => part).join(" · ") || "MSH";
}
