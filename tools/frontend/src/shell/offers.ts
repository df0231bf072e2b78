/** Offers tools for what a visitor brought, by its first bytes; the newest question wins. */

import { h } from "../elements/dom";
import { catalogue } from "./catalogue";
import { detect, HEAD_BYTES } from "./detect";
import { t } from "./text";
import type { Payload } from "./tool";

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

  async #answer(payload: Payload): Promise<readonly (HTMLElement | string)[]> {
    let head: Uint8Array;
    try {
      head = new Uint8Array(await payload.blob.slice(0, HEAD_BYTES).arrayBuffer());
    } catch {
      return [t("unreadable")];
    }
    if (head.length === 0) return payload.name ? [t("empty")] : [];
    const slug = detect(head);
    const entries = catalogue().filter((entry) => slug === null || entry.slug === slug);
    const buttons = entries.map(({ slug: to, title }) =>
      h("button", { type: "button", className: "btn main", onclick: () => this.#open(to, payload) }, title),
    );
    return [h("span", { className: "muted" }, t(slug ? "looksLike" : "unknown")), ...buttons];
  }
}
