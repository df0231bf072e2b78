/** The pane beside the table. What it says of the selected part takes a module that the page does not begin with. */

import { h } from "../../elements/dom";
import { later } from "../../elements/idle";
import type { Detail } from "./detail";
import type { OpenMessage } from "./open-message";
import { t } from "./text";

const module = later(() => import("./detail"));

export class DetailPane {
  readonly element = h("section", { className: "hl7-detail", "aria-label": t("detail") });
  readonly #of: ConstructorParameters<typeof Detail>;
  #detail: Detail | null = null;
  #shown = 0;

  constructor(...of: ConstructorParameters<typeof Detail>) {
    this.#of = of;
    this.clear();
  }

  clear(): void {
    this.#shown++;
    this.#say(t("selectOne"));
  }

  /** At once where the module is here: what a mask hides now must not stand a moment longer. */
  show(open: OpenMessage, row: number): void {
    const shown = ++this.#shown;
    if (this.#detail) this.#detail.show(this.element, open, row);
    else void this.#load(() => shown === this.#shown && this.show(open, row));
  }

  async #load(then: () => void): Promise<void> {
    const loaded = await module().catch(() => null);
    if (loaded) this.#detail ??= new loaded.Detail(...this.#of);
    if (this.#detail) then();
    else this.#say(t("detailFailed"));
  }

  #say(sentence: string): void {
    this.element.replaceChildren(h("p", { className: "muted" }, sentence));
  }
}
