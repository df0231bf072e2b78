/** Which of several messages is shown. */

import { h } from "../../elements/dom";
import { type Block, type Hl7Text, summarise } from "../../hl7";
import { t } from "./text";

/** A longer list is chosen from by number. */
const LONGEST_LIST = 200;

export class Chooser {
  readonly element = h("div", { className: "row", hidden: true });
  readonly #choose: (block: number) => void;
  #count = 0;

  constructor(choose: (block: number) => void) {
    this.#choose = choose;
  }

  show(text: Hl7Text, block: number): void {
    this.#count = text.blocks.length;
    this.element.hidden = this.#count < 2;
    if (this.#count < 2) return;
    const input = this.#count > LONGEST_LIST ? this.#number(block) : this.#list(text, block);
    this.element.replaceChildren(
      h("label", { className: "row" }, t("message"), input),
      h("span", { className: "muted" }, t("messageOf", { n: this.#count })),
      this.#step("‹", t("previous"), block - 1),
      this.#step("›", t("next"), block + 1),
    );
  }

  #list(text: Hl7Text, block: number): HTMLElement {
    const options = text.blocks.map((one, number) =>
      h(
        "option",
        { value: String(number), selected: number === block },
        `${number + 1}: ${labelOf(text, one)}`,
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

/** "ORU^R01 · SYN0001" */
export function labelOf(text: Hl7Text, block: Block): string {
  if (block.kind === "fragment") return t("fragment");
  const { type, controlId } = summarise(text, block);
  if (block.kind === "envelope") {
    const id = String.fromCharCode(...text.bytes.subarray(block.offset, block.offset + 3));
    return t("envelope", { id });
  }
  return [type, controlId].filter((part) => part).join(" · ") || "MSH";
}
