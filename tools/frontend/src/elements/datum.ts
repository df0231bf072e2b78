/**
 * `<hot-datum>`: a text of the visitor's on the page, masked or not as the switch says, and never translated.
 *
 * It follows the switch by itself while it is in the document, so that what stands outside a tool needs no redrawing.
 */

import type { Datum } from "../bytes/datum";
import { masking, shown } from "../shell/mask";

export class HotDatum extends HTMLElement {
  #held: Datum | null = null;

  hold(held: Datum): void {
    this.#held = held;
    this.#show();
  }

  connectedCallback(): void {
    this.translate = false;
    masking.addEventListener("change", this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    masking.removeEventListener("change", this.#show);
  }

  readonly #show = (): void => {
    this.textContent = this.#held === null ? "" : shown(this.#held);
  };
}

customElements.define("hot-datum", HotDatum);

/** An element that shows a text of the visitor's. */
export function datumElement(held: Datum): HotDatum {
  const element = new HotDatum();
  element.hold(held);
  return element;
}
