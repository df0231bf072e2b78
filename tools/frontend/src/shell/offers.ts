/** Offers tools for what a visitor brought to the start page; the newest question wins. */

import { h } from "../elements/dom";
import type { OfferEvents } from "./answer";
import { arrivals } from "./arrivals";
import { t } from "./text";
import type { Payload } from "./tool";

export class Offers {
  readonly element = h("div", { className: "row", role: "status" });
  readonly #events: OfferEvents;
  #question = 0;

  constructor(events: OfferEvents) {
    this.#events = events;
  }

  async make(payload: Payload): Promise<void> {
    const question = ++this.#question;
    const loaded = await arrivals().catch(() => null);
    if (question !== this.#question) return;
    const answer = loaded ? await loaded.answerTo(payload, this.#events) : [t("broken")];
    if (question === this.#question) this.element.replaceChildren(...answer);
  }

  /** Lets go of what was offered. */
  clear(): void {
    this.#question++;
    this.element.replaceChildren();
  }
}
