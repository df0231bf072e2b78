/** Which of the shown messages were sent in parts (DSC and MSH-14), part by part. */

import { h } from "../../elements/dom";
import type { Parts } from "../../hl7/feed/parts";
import { Cancelled } from "../../workers/bridge";
import { type FeedBench, type Panel, whenOpen } from "./bench";
import { GroupGrid } from "./group-grid";
import { t } from "./text";

export class PartsPanel implements Panel {
  readonly #bench: FeedBench;
  readonly #groups: GroupGrid;
  readonly #said = h("p", { role: "status" });
  readonly #unmatched = h("p");
  readonly #save = h("button", { type: "button", className: "btn small" }, t("saveParts"));
  readonly element: HTMLDetailsElement;
  #rows = new Uint32Array();
  #state = -1;
  #shown = -1;

  constructor(bench: FeedBench) {
    this.#bench = bench;
    this.#groups = new GroupGrid(bench, t("parts"), (n) => t("inParts", { n }));
    this.#save.onclick = () => bench.save(this.#rows);
    const content = h(
      "div",
      { className: "hl7-found" },
      this.#said,
      this.#unmatched,
      this.#groups.grid,
      h("div", { className: "row" }, this.#save),
      h("p", { className: "muted" }, t("partsMean")),
    );
    this.element = whenOpen(t("parts"), content, () => void this.#find());
  }

  show(state: number): void {
    this.#state = state;
    if (this.element.open) void this.#find();
  }

  clear(): void {
    this.#state = this.#shown = -1;
    this.#put(null);
    this.#said.textContent = "";
  }

  redraw(): void {
    this.#groups.grid.refresh();
  }

  async #find(): Promise<void> {
    const asked = this.#state;
    if (asked < 0 || asked === this.#shown) return;
    this.#shown = asked;
    this.#said.textContent = t("counting");
    const { asker, list } = this.#bench;
    try {
      const found = await asker.ask<"parts">({ kind: "parts", rows: list.kept });
      if (asked === this.#shown) this.#put(found);
    } catch (error) {
      if (asked !== this.#shown) return;
      this.#shown = -1;
      this.#said.textContent = "";
      if (!(error instanceof Cancelled)) this.#bench.fail(error);
    }
  }

  #put(found: Parts | null): void {
    const { rows, end, unmatched } = found ?? { rows: new Uint32Array(), end: [], unmatched: 0 };
    this.#rows = rows.toSorted();
    this.#groups.show(found);
    const n = end.length;
    this.#said.textContent = n === 0 ? t("noParts") : t("partsFound", { n, parts: rows.length });
    this.#unmatched.textContent = unmatched === 0 ? "" : t("unmatched", { n: unmatched });
    for (const part of [this.#groups.grid, this.#save]) part.hidden = n === 0;
  }
}
