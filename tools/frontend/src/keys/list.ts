/** The keys as a list: in the dialog that `?` opens, and in the help below a tool. */

import { h } from "../elements/dom";
import { keyCaps } from "./caps";
import { KEYS, type Scope } from "./keys";
import { meaningOf, t } from "./text";

/** One scope's keys and what they do. */
function keyTable(scope: Scope): HTMLElement {
  const rows = Object.entries(KEYS[scope]).flatMap(([name, combinations]) => [
    h(
      "dt",
      {},
      ...(combinations as readonly string[]).map((one) =>
        h("span", { className: "key-combination" }, ...keyCaps(one)),
      ),
    ),
    h("dd", {}, meaningOf(`${scope}.${name}` as Parameters<typeof meaningOf>[0])),
  ]);
  return h("dl", { className: "key-table" }, ...rows);
}

export function fillHelp(article: HTMLElement, scopes: readonly Scope[]): void {
  const place = article.querySelector(".help-keys");
  const all: readonly Scope[] = ["page", "bench", ...scopes];
  place?.replaceChildren(...all.flatMap((scope) => [h("h4", {}, t(scope)), keyTable(scope)]));
}

export class KeyDialog {
  readonly #list = h("div", { className: "key-lists" });
  readonly #dialog = h("dialog", { className: "palette key-dialog", "aria-labelledby": "keys-title" });

  constructor() {
    const onclick = (): void => this.#dialog.close();
    const close = h("button", { type: "button", className: "btn small", onclick }, t("close"));
    this.#dialog.append(
      h("div", { className: "palette-head" }, h("h2", { id: "keys-title" }, t("title")), close),
      this.#list,
    );
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close(); // the backdrop
    });
    document.body.append(this.#dialog);
  }

  /** Lists these keys between those of every page and those of the search dialog. */
  open(shown: readonly Scope[]): void {
    if (document.querySelector("dialog[open]")) return;
    const scopes = new Set<Scope>(["page", ...shown, "results", "entry"]);
    this.#list.replaceChildren(
      ...[...scopes].map((scope) => h("section", {}, h("h3", {}, t(scope)), keyTable(scope))),
    );
    this.#dialog.showModal();
  }
}
