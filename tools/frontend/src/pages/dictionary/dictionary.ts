/**
 * A dictionary as a tool: what is typed is answered at once by the search dialog's own search, beside the list stands
 * what is known of the selected entry. Everything is loaded before anything is typed; nothing is opened, held or sent.
 */

import type { Dictionaries, Entry, Kind } from "../../dictionary/entries";
import { loadDictionaries } from "../../dictionary/load";
import { answers } from "../../dictionary/search";
import { type Library, sheetOf } from "../../dictionary/sheet-of";
import { titleOf } from "../../dictionary/sheet-text";
import { sheetElement } from "../../dictionary/sheet-view";
import { h } from "../../elements/dom";
import { keyOf } from "../../keys/keys";
import { type Fragment, NOWHERE } from "../../links/grammar";
import { Results } from "../../palette/results";
import type { At, LiveTool, Places, Tool } from "../../shell/tool";
import { entryCopies } from "./copies";
import { loadHeavyTables } from "./library";
import { grammar } from "./place";
import { t } from "./text";

/** Which part of the dictionaries, and what it may be asked. */
export interface Part {
  readonly standard: "dicom" | "hl7";
  /** In the field while it is empty. */
  readonly hint: string;
  readonly queries: readonly string[];
}

/** One part as a tool; what it needs is all there before it is asked anything. */
export const dictionaryOf = (part: Part): Tool => ({
  queries: part.queries,
  keys: ["results", "entry"],
  prepare: () => Promise.all([loadDictionaries(), loadHeavyTables()]),
  mount: (host, _hold, at) => new DictionaryTool(host, part, at),
});

class DictionaryTool implements LiveTool {
  readonly #part: Part;
  readonly #at: At;
  readonly #input: HTMLInputElement;
  readonly #results: Results;
  readonly #status = h("p", { className: "muted", role: "status" }, t("loading"));
  readonly #panel = h("div", { className: "dictionary-panel" });
  #dictionaries: Dictionaries | null = null;
  #library: Library | null = null;
  #entries: readonly Entry[] = [];
  readonly #grammar = grammar(() => this.#entries);
  #shown: Entry | null = null;
  readonly #loaded: Promise<void>;

  constructor(host: HTMLElement, part: Part, at: At) {
    this.#part = part;
    this.#at = at;
    this.#input = h("input", {
      type: "text", // in a search field Escape would empty it unseen
      className: "dictionary-input",
      enterKeyHint: "search",
      "aria-label": t("find"),
      placeholder: part.hint,
      autocomplete: "off",
      spellcheck: false,
      translate: false,
      role: "combobox",
      "aria-expanded": true,
      "aria-autocomplete": "list",
    });
    this.#results = new Results(`dictionary-${part.standard}`, this.#input, (entry) => this.#go(entry));
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#panel.addEventListener("keydown", (event) => {
      if (keyOf("entry", event) !== "back") return;
      event.preventDefault();
      this.#input.focus();
    });
    host.append(
      this.#query(),
      this.#status,
      h("div", { className: "dictionary" }, this.#results.element, this.#panel),
    );
    at(NOWHERE);
    this.#loaded = this.#load();
  }

  #query(): HTMLElement {
    const tries = this.#part.queries.map((query) =>
      h(
        "button",
        { type: "button", className: "btn small sample", translate: false, onclick: () => this.ask(query) },
        query,
      ),
    );
    return h(
      "div",
      { className: "dictionary-query" },
      this.#input,
      h("div", { className: "row" }, h("span", { className: "muted" }, t("try")), ...tries),
    );
  }

  async #load(): Promise<void> {
    try {
      [this.#dictionaries, this.#library] = await Promise.all([loadDictionaries(), loadHeavyTables()]);
    } catch {
      this.#status.textContent = t("failed");
      return;
    }
    this.#entries = this.#dictionaries.entries.filter(({ address }) =>
      address.startsWith(this.#part.standard),
    );
    this.#find();
  }

  ask(query: string): void {
    this.#input.value = query;
    this.#typed();
    this.#input.focus();
  }

  /** No place until an entry is chosen: what is typed has none. */
  #typed(): void {
    this.#find();
    this.#at(NOWHERE);
  }

  #find(): void {
    if (!this.#dictionaries) return;
    const query = this.#input.value.trim();
    const found = answers(this.#dictionaries, this.#entries, query);
    this.#results.show(found);
    const count = query === "" ? "all" : found.length > 0 ? "found" : "none";
    this.#status.textContent = t(count, { n: found.length });
    this.#show(query === "" ? null : this.#results.current);
  }

  #key(event: KeyboardEvent): void {
    const results = this.#results;
    if (!results.step(keyOf("results", event))) return;
    event.preventDefault();
    if (keyOf("results", event) !== "choose") this.#select(results.current);
  }

  /** Shows an entry that was chosen: the address says its code. */
  #select(entry: Entry | null): void {
    this.#show(entry);
    this.#at(entry ? this.#grammar.format({ entry }) : NOWHERE);
  }

  /** Goes to it. */
  #go(entry: Entry): void {
    this.#select(entry);
    this.#panel.querySelector<HTMLElement>("h2")?.focus();
  }

  #show(entry: Entry | null): void {
    if (entry === this.#shown) return;
    this.#shown = entry;
    if (!entry || !this.#dictionaries) {
      this.#panel.replaceChildren();
      return;
    }
    const sheet = sheetOf(entry, this.#dictionaries, this.#library);
    const place = this.#grammar.format({ entry });
    const lead = (kind: Kind, key: string): void => {
      const next = this.#entries.find((one) => one.kind === kind && one.key === key);
      if (next) this.#go(next);
    };
    this.#panel.replaceChildren(
      sheetElement(entry, sheet, lead, { level: 2, tools: entryCopies(entry, sheet, place) }),
    );
    this.#panel.scrollTop = 0;
  }

  readonly places: Places = {
    read: async (fragment) => {
      await this.#loaded;
      return this.#grammar.read(fragment);
    },
    words: (place) => {
      const { entry } = this.#grammar.parse(place);
      return entry ? titleOf(entry) : "";
    },
    goTo: async (place: Fragment) => {
      const { entry } = this.#grammar.parse(place);
      if (!entry) return "nowhere";
      this.#input.value = "";
      this.#find();
      this.#results.choose(this.#entries.indexOf(entry));
      this.#select(entry);
      return "there";
    },
  };

  /** What it shows is the standard's: nothing of a visitor's is masked. */
  redraw(): void {}

  /** It holds nothing that could be brought back. */
  clear(): () => void {
    return () => {};
  }

  close(): void {
    this.#input.value = "";
    this.#shown = null;
    this.#panel.replaceChildren();
  }
}
