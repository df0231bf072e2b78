/** The list of a collection: names, what they are, sizes; narrowed by kind and by what is typed. */

import "../elements/grid";
import { type Datum, datum, unmasked } from "../bytes/datum";
import { h } from "../elements/dom";
import type { Collection } from "../intake/collection";
import type { Found } from "../intake/survey";
import { failureSentence } from "../intake/text";
import { describe, kindsOf } from "../shell/fitting";
import { masking, shown } from "../shell/mask";
import { formatNumber, formatSize } from "../text/define";
import { matches } from "../text/matches";
import { t } from "./text";

export interface ListEvents {
  picked(row: number): void;
  /** Enter or a double click. */
  chosen(row: number): void;
  /** Other rows are shown. */
  narrowed(): void;
}

const PATH = 0;
const KIND = 1;

export class TrayList {
  readonly #events: ListEvents;
  readonly #chips = h("div", { className: "row tray-kinds", role: "group", "aria-label": t("kind") });
  readonly #input = h("input", {
    type: "search",
    className: "btn small tray-find",
    placeholder: t("find"),
    "aria-label": t("find"),
    autocomplete: "off",
    spellcheck: false,
    translate: false,
  });
  readonly #shown = h("span", { className: "muted", role: "status" });
  readonly grid = h("hot-grid", { className: "tray-grid", ariaLabel: t("files"), translate: false });
  readonly element = h(
    "div",
    { className: "tray-list" },
    h("div", { className: "row" }, this.#input, this.#chips, this.#shown),
    this.grid,
  );
  #collection: Collection | null = null;
  /** For each row what it is: a sentence, and its kind for counting; "" while nobody has looked. */
  #sentences: string[] = [];
  #kinds: string[] = [];
  #failed = new Set<number>();
  /** The kind that is asked for, "" for all. */
  #kind = "";
  #rows: Uint32Array | null = null;
  /** The row whose file is open in a tool. */
  #open = -1;

  constructor(events: ListEvents) {
    this.#events = events;
    this.grid.columns = [
      { key: "path", label: t("name") },
      { key: "kind", label: t("kind") },
      { key: "size", label: t("size"), className: "n" },
    ];
    this.grid.onpick = (row) => events.picked(row);
    this.grid.onactivate = (row) => events.chosen(row);
    masking.addEventListener("change", () => this.grid.refresh());
    this.#input.addEventListener("input", () => this.#narrow());
  }

  show(collection: Collection | null): void {
    const count = collection?.items.length ?? 0;
    this.#collection = collection;
    this.#sentences = new Array(count).fill("");
    this.#kinds = new Array(count).fill("");
    this.#failed = new Set();
    this.#kind = "";
    this.#rows = null;
    this.#open = -1;
    this.#input.value = "";
    this.#shown.textContent = "";
    this.grid.setRows({
      count,
      cell: (row, column) => this.#cell(row, column),
      rowClass: (row) => (row === this.#open ? "tray-open" : this.#failed.has(row) ? "tray-failed" : ""),
    });
    this.update();
  }

  /** Notes what a row is; `update` shows it. */
  note(row: number, found: Found): void {
    if ("failure" in found) {
      this.#failed.add(row);
      this.#sentences[row] = failureSentence(found.failure);
      this.#kinds[row] = t("cannot");
    } else {
      this.#sentences[row] = describe(found.detection);
      this.#kinds[row] = kindsOf(found.detection);
    }
  }

  /** Draws what was noted. */
  update(): void {
    this.#drawChips();
    if (this.#kind) this.#narrow();
    else this.grid.refresh();
  }

  markOpen(row: number): void {
    this.#open = row;
    this.grid.refresh();
  }

  /** Rows in the order in which they are shown. */
  get rows(): Uint32Array {
    return this.#rows ?? Uint32Array.from(this.#sentences.keys());
  }

  #cell(row: number, column: number): string {
    const item = this.#collection?.items[row];
    if (!item) return "";
    if (column === PATH) return shown(plain(item.path));
    if (column === KIND) return this.#sentences[row] || t("notYet");
    return formatSize(item.size);
  }

  #path(row: number): string {
    const item = this.#collection?.items[row];
    return item ? unmasked(item.path) : "";
  }

  #drawChips(): void {
    const counts = new Map<string, number>();
    for (const kind of this.#kinds) if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const kinds = [...counts].sort(([, one], [, other]) => other - one);
    if (this.#kind && !counts.has(this.#kind)) this.#kind = "";
    const chips = [["", this.#kinds.length] as const, ...kinds];
    while (this.#chips.children.length > chips.length) this.#chips.lastElementChild?.remove();
    chips.forEach(([kind, count], place) => {
      const chip = (this.#chips.children[place] as HTMLButtonElement | undefined) ?? this.#newChip();
      const text = `${kind || t("all")} ${formatNumber(count)}`;
      if (chip.textContent !== text) chip.textContent = text;
      chip.ariaPressed = String(kind === this.#kind);
      chip.onclick = () => {
        this.#kind = kind;
        this.#drawChips();
        this.#narrow();
      };
    });
    this.#chips.hidden = kinds.length < 2;
  }

  #newChip(): HTMLButtonElement {
    const chip = h("button", { type: "button", className: "btn small tray-kind" });
    this.#chips.append(chip);
    return chip;
  }

  #narrow(): void {
    const query = this.#input.value.trim();
    const total = this.#kinds.length;
    if (query === "" && this.#kind === "") this.#rows = null;
    else {
      const fits = (row: number): boolean =>
        (this.#kind === "" || this.#kinds[row] === this.#kind) &&
        (query === "" || matches(this.#path(row), query));
      this.#rows = Uint32Array.from(this.#kinds.keys()).filter(fits);
    }
    this.grid.filter(this.#rows);
    const n = this.#rows?.length ?? total;
    this.#shown.textContent = n === total ? "" : n === 0 ? t("nothing") : t("shown", { n, total });
    this.#events.narrowed();
  }
}

/** A name may hold signs that turn the direction of what stands beside it, or move to another line. */
function plain(path: Datum): Datum {
  return datum(unmasked(path).replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "·"));
}
