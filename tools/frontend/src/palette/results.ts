/** The list of results: as long as it is, with only the rows in view in the document. */

import type { Entry } from "../dictionary/entries";
import { isCoded, t as word } from "../dictionary/text";
import { h } from "../elements/dom";
import type { KeyName } from "../keys/keys";
import { isPlace } from "./place-entries";
import { t } from "./text";

/** As `palette.css` has it. */
const ROW_PX = 44;
const OVERSCAN = 4;

export class Results {
  readonly #spacer = h("div", { role: "presentation", className: "palette-spacer" });
  readonly element = h(
    "div",
    { role: "listbox", className: "palette-list", "aria-label": t("results"), tabIndex: -1 },
    this.#spacer,
  );
  readonly #id: string;
  readonly #input: HTMLElement;
  readonly #activated: (entry: Entry) => void;
  #entries: readonly Entry[] = [];
  #active = -1;

  /** `input`, which keeps the focus, is told which row is the active one. `id` is the list's own in the document. */
  constructor(id: string, input: HTMLElement, activated: (entry: Entry) => void) {
    this.#id = id;
    this.element.id = `${id}-list`;
    this.#input = input;
    input.setAttribute("aria-controls", this.element.id);
    this.#activated = activated;
    this.element.addEventListener("scroll", () => this.#draw(), { passive: true });
    this.#spacer.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      const place = Number(option?.dataset["place"] ?? -1);
      if (place < 0) return;
      this.choose(place);
      this.activate();
    });
  }

  get length(): number {
    return this.#entries.length;
  }

  #optionId(place: number): string {
    return `${this.#id}-option-${place}`;
  }

  get current(): Entry | null {
    return this.#entries[this.#active] ?? null;
  }

  get active(): number {
    return this.#active;
  }

  /** How many rows are in view: a page of them. */
  get page(): number {
    return Math.max(1, Math.floor(this.element.clientHeight / ROW_PX) - 1);
  }

  show(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#spacer.style.height = `${entries.length * ROW_PX}px`;
    this.element.scrollTop = 0;
    this.#spacer.replaceChildren();
    this.choose(entries.length > 0 ? 0 : -1);
  }

  /** Makes a row the active one, and brings it into view. */
  choose(place: number): void {
    this.#active = Math.min(Math.max(place, -1), this.#entries.length - 1);
    const { scrollTop, clientHeight } = this.element;
    const top = this.#active * ROW_PX;
    if (top < scrollTop) this.element.scrollTop = Math.max(0, top);
    else if (top + ROW_PX > scrollTop + clientHeight) this.element.scrollTop = top + ROW_PX - clientHeight;
    this.#draw();
    if (this.#active < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", this.#optionId(this.#active));
  }

  /** Does what a key asks for; false for one that is not the list's. */
  step(key: KeyName<"results"> | null): boolean {
    const last = this.length - 1;
    if (key === "next") this.choose(this.#active === last ? 0 : this.#active + 1);
    else if (key === "previous") this.choose(this.#active <= 0 ? last : this.#active - 1);
    else if (key === "pageDown") this.choose(Math.min(this.#active + this.page, last));
    else if (key === "pageUp") this.choose(Math.max(this.#active - this.page, 0));
    else if (key === "last") this.choose(last);
    else if (key === "first") this.choose(0);
    else if (key === "choose") this.activate();
    else return false;
    return true;
  }

  activate(): void {
    const entry = this.#entries[this.#active];
    if (entry) this.#activated(entry);
  }

  /** Draws what is in view; for when the list gets its height. */
  refresh(): void {
    this.choose(this.#active);
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - OVERSCAN);
    const last = Math.min(this.#entries.length, Math.ceil((scrollTop + clientHeight) / ROW_PX) + OVERSCAN);
    const drawn = new Map(
      [...this.#spacer.children].map((row) => [
        Number((row as HTMLElement).dataset["place"]),
        row as HTMLElement,
      ]),
    );
    for (const [place, row] of drawn) if (place < first || place >= last) row.remove();
    for (let place = first; place < last; place++) {
      const row = drawn.get(place) ?? this.#row(this.#entries[place] as Entry, place);
      row.setAttribute("aria-selected", String(place === this.#active));
      if (!row.isConnected) this.#spacer.append(row);
    }
  }

  #row(entry: Entry, place: number): HTMLElement {
    const { kind, key, name, facts, retired } = entry;
    const isOurs = isPlace(entry);
    const row = h(
      "div",
      {
        role: "option",
        id: this.#optionId(place),
        className: "palette-option",
        "data-place": place,
        "aria-setsize": this.#entries.length,
        "aria-posinset": place + 1,
      },
      key && isCoded(kind) ? h("span", { className: "mono", translate: false }, key) : null,
      isOurs
        ? h("strong", {}, name)
        : h("span", { className: "palette-name", lang: "en", translate: false }, name),
      isOurs && facts[0] ? h("span", { className: "muted palette-name" }, facts[0]) : null,
      h(
        "span",
        { className: "muted palette-kind" },
        retired ? `${word(kind)}, ${word("retired")}` : word(kind),
      ),
    );
    row.style.transform = `translateY(${place * ROW_PX}px)`;
    return row;
  }
}
