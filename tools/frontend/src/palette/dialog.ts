/**
 * The search dialog. It finds tools, pages and every entry of the dictionaries; a tool or page is gone to, an entry is
 * shown. All data are here already, so nothing that is typed goes anywhere.
 */

import type { Dictionaries, Entry } from "../dictionary/entries";
import { loadDictionaries } from "../dictionary/load";
import { answers, search } from "../dictionary/search";
import { sheetOf } from "../dictionary/sheet-of";
import { sheetElement } from "../dictionary/sheet-view";
import { h } from "../elements/dom";
import { keyOf } from "../keys/keys";
import { isPlace, placeEntries } from "./place-entries";
import { GO } from "./places";
import { Results } from "./results";
import { t } from "./text";

/** What the dialog searches. */
export const prepare = loadDictionaries;

export class Palette {
  readonly #input = h("input", {
    type: "text", // in a search field Escape would empty it first
    enterKeyHint: "search",
    "aria-label": t("find"),
    placeholder: t("find"),
    autocomplete: "off",
    spellcheck: false,
    translate: false,
    role: "combobox",
    "aria-expanded": true,
    "aria-autocomplete": "list",
  });
  readonly #results = new Results("palette", this.#input, (entry) => this.#activate(entry));
  readonly #status = h("p", { className: "muted", role: "status" });
  readonly #search = h("div", { className: "palette-search" });
  readonly #panel = h("div", { className: "palette-panel", hidden: true });
  readonly #dialog = h("dialog", { id: "palette", className: "palette", "aria-labelledby": "palette-title" });
  #dictionaries: Dictionaries | null = null;
  #places: readonly Entry[] = [];

  constructor() {
    const close = h(
      "button",
      { type: "button", className: "btn small palette-close", onclick: () => this.#dialog.close() },
      t("close"),
    );
    this.#search.append(
      h("div", { className: "palette-head" }, this.#input, close),
      this.#results.element,
      this.#status,
    );
    this.#dialog.append(
      h("h2", { id: "palette-title", className: "hidden-title" }, t("search")),
      this.#search,
      this.#panel,
    );
    this.#input.addEventListener("input", () => this.#find());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    // Leads back first. A phone's own way back cancels; of a key, browsers do not let one hold back a second cancelling.
    this.#panel.addEventListener("keydown", (event) => {
      if (keyOf("entry", event) !== "back") return;
      event.preventDefault();
      this.#back();
    });
    this.#dialog.addEventListener("cancel", (event) => {
      if (this.#panel.hidden) return;
      event.preventDefault();
      this.#back();
    });
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close(); // the backdrop
    });
    // What was typed goes with the dialog. The browser says so a moment later; by then it may be open again.
    this.#dialog.addEventListener("close", () => {
      if (this.#dialog.open) return;
      this.#input.value = "";
      this.#panel.replaceChildren();
    });
    document.body.append(this.#dialog);
  }

  /** With the letters that were typed before it was there. */
  open(typed: string): void {
    if (this.#dialog.open) return;
    this.#places = placeEntries();
    this.#input.value = typed;
    this.#panel.hidden = true;
    this.#search.hidden = false;
    this.#dialog.showModal();
    this.#find();
    this.#input.focus();
    if (!this.#dictionaries) void this.#load();
  }

  async #load(): Promise<void> {
    this.#status.textContent = t("loading");
    this.#results.element.ariaBusy = "true";
    try {
      this.#dictionaries = await loadDictionaries();
      this.#find();
    } catch {
      this.#status.textContent = t("failed");
    }
    this.#results.element.ariaBusy = null;
  }

  #find(): void {
    const query = this.#input.value.trim();
    const found = this.#found(query);
    this.#results.show(found);
    if (query === "") this.#status.textContent = t("hint");
    else this.#status.textContent = found.length > 0 ? t("found", { n: found.length }) : t("none");
  }

  /** Without a query the tools and pages; else everything that answers it. */
  #found(query: string): readonly Entry[] {
    if (query === "") return this.#places;
    if (!this.#dictionaries) return search(this.#places, query);
    return answers(this.#dictionaries, [...this.#places, ...this.#dictionaries.entries], query);
  }

  #key(event: KeyboardEvent): void {
    if (this.#results.step(keyOf("results", event))) event.preventDefault();
  }

  #activate(entry: Entry): void {
    if (isPlace(entry)) {
      this.#dialog.close();
      const asked = new CustomEvent(GO, { detail: entry.address, cancelable: true });
      if (dispatchEvent(asked)) location.assign(entry.address);
    } else this.#show(entry);
  }

  #show(entry: Entry): void {
    if (!this.#dictionaries) return;
    const { entries } = this.#dictionaries;
    const back = h(
      "button",
      { type: "button", className: "btn small", onclick: () => this.#back() },
      `‹ ${t("back")}`,
    );
    const lead = (kind: Entry["kind"], key: string): void => {
      const next = entries.find((one) => one.kind === kind && one.key === key);
      if (next) this.#show(next);
    };
    this.#panel.replaceChildren(
      back,
      sheetElement(entry, sheetOf(entry, this.#dictionaries, null), lead, { level: 3 }),
    );
    this.#search.hidden = true;
    this.#panel.hidden = false;
    this.#panel.scrollTop = 0;
    this.#panel.querySelector<HTMLElement>("h3")?.focus();
  }

  #back(): void {
    this.#panel.hidden = true;
    this.#search.hidden = false;
    this.#results.refresh();
    this.#input.focus();
  }
}
