/**
 * Find as you type over the rows of a grid: the rows that match and what they lie in stay, Enter and Shift Enter go from
 * match to match, Escape brings all rows back around the one that is selected.
 */

import { keyOf } from "../keys/keys";
import { defineText } from "../text/define";
import { breath } from "./breath";
import { h } from "./dom";
import { type Found, nextMatch, scan } from "./find-scan";
import type { HotGrid } from "./grid";
import type { Highlighter } from "./highlight";
import { later } from "./idle";

const t = defineText({
  en: {
    found: "{n} found",
    place: "{place} of {n}",
    none: "Nothing found",
    searching: "Searching: {percent} %",
    next: "Next match",
    previous: "Previous match",
  },
  de: {
    found: "{n} gefunden",
    place: "{place} von {n}",
    none: "Nichts gefunden",
    searching: "Suche läuft: {percent} %",
    next: "Nächster Treffer",
    previous: "Voriger Treffer",
  },
});

/** Typing faster than this searches once. */
const PAUSE_MS = 120;
/** A search shorter than this needs no progress, which would only flicker. */
const PATIENCE_MS = 200;

/** What marks words in the rows is wanted once something was found. */
const highlighting = later(() => import("./highlight"));

/** What is searched. */
export interface Findable {
  readonly count: number;
  readonly tree?: { readonly end: ArrayLike<number> };
  /** A test for rows; called once for each search. */
  matcher(words: string): (row: number) => boolean;
}

export class FindBox {
  readonly #input = h("input", {
    type: "search",
    className: "find-input",
    autocomplete: "off",
    spellcheck: false,
    translate: false,
    "aria-keyshortcuts": "Enter Shift+Enter Escape",
  });
  readonly #status = h("span", { className: "muted find-status", role: "status" });
  readonly #previous = this.#step("‹", t("previous"), -1);
  readonly #next = this.#step("›", t("next"), 1);
  readonly element = h(
    "span",
    { className: "find", role: "search" },
    this.#input,
    this.#previous,
    this.#next,
    this.#status,
  );
  readonly #grid: HotGrid;
  readonly #apply: (rows: Uint32Array | null) => void;
  #highlighter: Highlighter | null = null;
  #marked = "";
  #rows: Findable | null = null;
  #found: Found | null = null;
  #search = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** `apply` shows only these rows, or all with null. */
  constructor(grid: HotGrid, label: string, apply: (rows: Uint32Array | null) => void) {
    this.#grid = grid;
    this.#apply = apply;
    this.#input.placeholder = label;
    this.#input.ariaLabel = label;
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => void this.#run(), PAUSE_MS);
    });
    this.#input.addEventListener("keydown", (event) => void this.#key(event));
    this.#tell();
  }

  /** Other rows: what was searched for is forgotten. */
  over(rows: Findable | null): void {
    this.#rows = rows;
    this.#reset();
  }

  /** All rows again; the words go. */
  clear(): void {
    const filtered = this.#found !== null;
    this.#reset();
    if (filtered) this.#apply(null);
  }

  /** For a row that is gone to from elsewhere: the search ends if it hides the row. */
  makeWayFor(row: number): void {
    if (this.#found && !this.#found.shown.includes(row)) this.clear();
  }

  /** The selected row is another one. */
  picked(): void {
    this.#tell();
  }

  #reset(): void {
    clearTimeout(this.#pause);
    this.#search++;
    this.#input.value = "";
    this.#found = null;
    void this.#mark("");
    this.#tell();
  }

  #step(sign: string, label: string, step: 1 | -1): HTMLButtonElement {
    return h(
      "button",
      {
        type: "button",
        className: "btn small",
        "aria-label": label,
        title: label,
        onclick: () => this.#go(step),
      },
      sign,
    );
  }

  async #key(event: KeyboardEvent): Promise<void> {
    const key = keyOf("find", event);
    if (key === null || (key === "clear" && this.#input.value === "")) return;
    event.preventDefault();
    if (key === "clear") {
      this.clear();
      return;
    }
    clearTimeout(this.#pause);
    if (await this.#run()) this.#go(key === "next" ? 1 : -1);
  }

  #go(step: 1 | -1): void {
    if (!this.#found) return;
    const place = nextMatch(this.#found.matches, this.#grid.selected, step);
    if (place >= 0) this.#grid.select(this.#found.matches[place] as number);
    this.#tell();
  }

  #words = "";

  /** Searches for what stands in the box, unless that is found already. False: a newer search took its place. */
  async #run(): Promise<boolean> {
    const words = this.#input.value.trim();
    const rows = this.#rows;
    if (!rows || words === "") {
      this.clear();
      return false;
    }
    if (this.#found && words === this.#words) return true;
    const search = ++this.#search;
    const began = performance.now();
    const whole = { count: rows.count, end: rows.tree?.end ?? null, test: rows.matcher(words) };
    const found = await scan(whole, async (done) => {
      if (performance.now() - began > PATIENCE_MS) {
        this.#status.textContent = t("searching", { percent: Math.floor((done / rows.count) * 100) });
      }
      await breath();
      return search === this.#search;
    });
    await breath(); // the table is drawn in a task of its own
    if (!found || search !== this.#search) return false;
    this.#found = found;
    this.#words = words;
    this.#apply(found.shown);
    void this.#mark(words);
    this.#tell();
    return true;
  }

  /** The words that are to be marked now; where their part of the page does not come, none are. */
  async #mark(words: string): Promise<void> {
    this.#marked = words;
    if (!this.#highlighter && words !== "") {
      const loaded = await highlighting().catch(() => null);
      if (loaded) this.#highlighter ??= new loaded.Highlighter(this.#grid);
    }
    this.#highlighter?.look(this.#marked);
  }

  /** "3 of 17", where the selected row is a match. */
  #tell(): void {
    const matches = this.#found?.matches ?? new Uint32Array(0);
    const place = matches.indexOf(this.#grid.selected) + 1;
    const n = matches.length;
    const sentence = n === 0 ? t("none") : place > 0 ? t("place", { place, n }) : t("found", { n });
    this.#status.textContent = this.#found ? sentence : "";
    this.#next.disabled = this.#previous.disabled = n === 0;
  }
}
