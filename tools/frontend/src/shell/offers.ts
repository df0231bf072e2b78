/** Offers tools for what a visitor brought, by its first bytes; the newest question wins. */

import { unmasked } from "../bytes/datum";
import { asFailure } from "../bytes/fault";
import { type Detection, detect, HEAD_BYTES } from "../detect";
import { h } from "../elements/dom";
import { isArchive } from "../intake/archive";
import { bytesOf } from "../intake/item";
import { failureSentence } from "../intake/text";
import { catalogue } from "./catalogue";
import { describe, toolsFor } from "./fitting";
import { t } from "./text";
import type { Payload } from "./tool";

export interface OfferEvents {
  open(slug: string, payload: Payload): void;
  /** An archive came. Whether it is shown as a list: one with a single file is not. */
  archive(payload: Payload): Promise<boolean>;
}

export class Offers {
  readonly element = h("div", { className: "row", role: "status" });
  readonly #events: OfferEvents;
  #question = 0;

  constructor(events: OfferEvents) {
    this.#events = events;
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
      head = await bytesOf(payload.blob.slice(0, HEAD_BYTES));
    } catch {
      return [t("unreadable")];
    }
    if (head.length === 0) return unmasked(payload.name) ? [t("empty")] : [];
    const found = detect(head, payload.blob.size);
    try {
      if (isArchive(found.guesses[0].kind) && (await this.#events.archive(payload))) return [];
    } catch (error) {
      return [h("p", { className: "note bad" }, failureSentence(asFailure(error)))];
    }
    return this.#offer(found, payload);
  }

  #offer(found: Detection, payload: Payload): readonly HTMLElement[] {
    const tools = toolsFor(found);
    const isKnown = tools.length > 0;
    const buttons = (isKnown ? tools : catalogue()).map(({ slug, title }) => {
      const onclick = (): void => this.#events.open(slug, payload);
      return h("button", { type: "button", className: "btn main", onclick }, title);
    });
    const lead = h("span", { className: "muted" }, t(isKnown ? "looksLike" : "unknown"), " ");
    const what = h("strong", { translate: false }, describe(found));
    return [h("span", {}, lead, what), ...buttons];
  }
}
