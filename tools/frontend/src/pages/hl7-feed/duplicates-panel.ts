/** Which of the shown messages came more than once. */

import { h } from "../../elements/dom";
import type { Groups, Sameness } from "../../hl7/feed/duplicates";
import { Cancelled } from "../../workers/bridge";
import { type FeedBench, type Panel, whenOpen } from "./bench";
import { GroupGrid } from "./group-grid";
import { t } from "./text";

export class DuplicatesPanel implements Panel {
  readonly #bench: FeedBench;
  readonly #by = h(
    "select",
    { className: "btn small" },
    h("option", { value: "id" }, t("byId")),
    h("option", { value: "content" }, t("byContent")),
  );
  readonly #said = h("p", { role: "status" });
  readonly #groups: GroupGrid;
  readonly #save = h("button", { type: "button", className: "btn small" }, t("saveFirsts"));
  readonly element: HTMLDetailsElement;
  #repeats: ReadonlySet<number> = new Set();
  #state = -1;
  #shown = "";

  constructor(bench: FeedBench) {
    this.#bench = bench;
    this.#groups = new GroupGrid(bench, t("duplicates"), (n) => t("often", { n }));
    this.#by.addEventListener("change", () => void this.#find());
    this.#save.onclick = () => bench.save(bench.list.kept.filter((row) => !this.#repeats.has(row)));
    const content = h(
      "div",
      { className: "hl7-found" },
      h("label", { className: "row" }, t("sameBy"), this.#by),
      this.#said,
      this.#groups.grid,
      h("div", { className: "row" }, this.#save),
    );
    this.element = whenOpen(t("duplicates"), content, () => void this.#find());
  }

  show(state: number): void {
    this.#state = state;
    if (this.element.open) void this.#find();
  }

  clear(): void {
    this.#state = -1;
    this.#shown = "";
    this.#put(null);
    this.#said.textContent = "";
  }

  redraw(): void {
    this.#groups.grid.refresh();
  }

  async #find(): Promise<void> {
    const by = this.#by.value as Sameness;
    const asked = `${this.#state} ${by}`;
    if (this.#state < 0 || asked === this.#shown) return;
    this.#shown = asked;
    this.#said.textContent = t("counting");
    const { asker, list } = this.#bench;
    try {
      const found = await asker.ask<"duplicates">({ kind: "duplicates", rows: list.kept, by });
      if (asked === this.#shown) this.#put(found);
    } catch (error) {
      if (asked !== this.#shown) return;
      this.#shown = "";
      this.#said.textContent = "";
      if (!(error instanceof Cancelled)) this.#bench.fail(error);
    }
  }

  #put(found: Groups | null): void {
    this.#repeats = new Set(found ? repeatsIn(found) : []);
    this.#groups.show(found);
    const groups = found?.end.length ?? 0;
    this.#said.textContent =
      groups === 0 ? t("noDuplicates") : t("found", { n: groups, more: this.#repeats.size });
    for (const part of [this.#groups.grid, this.#save]) part.hidden = groups === 0;
  }
}

/** All of each group but its first. */
function repeatsIn({ rows, end }: Groups): readonly number[] {
  return [...end].flatMap((past, group) => [...rows.subarray((end[group - 1] ?? 0) + 1, past)]);
}
