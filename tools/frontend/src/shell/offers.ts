/** Offers tools for what a visitor brought, by its first bytes; the newest question wins. */

import { unmasked } from "../bytes/datum";
import { detect, HEAD_BYTES, offers, sentence, TEXTS } from "../detect";
import { h } from "../elements/dom";
import { defineText } from "../text/define";
import { catalogue } from "./catalogue";
import { t } from "./text";
import type { Payload } from "./tool";

/** The detector's own words: it is pure, and knows no page's language. */
const say = defineText(TEXTS);

export class Offers {
  readonly element = h("div", { className: "row", role: "status" });
  readonly #open: (slug: string, payload: Payload) => void;
  #question = 0;

  constructor(open: (slug: string, payload: Payload) => void) {
    this.#open = open;
  }

  async make(payload: Payload): Promise<void> {
    const question = ++this.#question;
    const shown = await this.#answer(payload);
    if (question === this.#question) this.element.replaceChildren(...shown);
  }

  /** Lets go of what was offered. */
  clear(): void {
    this.#question++;
    this.element.replaceChildren();
  }

  async #answer(payload: Payload): Promise<readonly (HTMLElement | string)[]> {
    let head: Uint8Array;
    try {
      head = new Uint8Array(await payload.blob.slice(0, HEAD_BYTES).arrayBuffer());
    } catch {
      return [t("unreadable")];
    }
    if (head.length === 0) return unmasked(payload.name) ? [t("empty")] : [];
    const found = detect(head, payload.blob.size);
    const offered = offers(found.guesses, catalogue());
    const isKnown = offered.length > 0;
    const buttons = (isKnown ? offered : catalogue()).map(({ slug: to, title }) =>
      h("button", { type: "button", className: "btn main", onclick: () => this.#open(to, payload) }, title),
    );
    const lead = h("span", { className: "muted" }, t(isKnown ? "looksLike" : "unknown"), " ");
    const what = h("strong", { translate: false }, sentence(found, say));
    return [h("span", {}, lead, what), ...buttons];
  }
}
