/** Which of the shown messages came more than once. */

import "../../elements/grid";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import type { Duplicates, Sameness } from "../../hl7/feed/duplicates";
import { Cancelled } from "../../workers/bridge";
import { type FeedBench, type Panel, whenOpen } from "./bench";
import { t } from "./text";

const COLUMNS = [
  { key: "group", label: t("number"), className: "n" },
  { key: "said", label: t("says"), className: "m" },
] as const;

/** A row of the tree: a group, or a message in it. */
interface Line {
  readonly row: number;
  /** How many messages lie in it; 0 for a message. */
  readonly below: number;
}

export class DuplicatesPanel implements Panel {
  readonly #bench: FeedBench;
  readonly #by = h(
    "select",
    { className: "btn small" },
    h("option", { value: "id" }, t("byId")),
    h("option", { value: "content" }, t("byContent")),
  );
  readonly #said = h("p", { role: "status" });
  readonly #grid = h("hot-grid", { ariaLabel: t("duplicates"), translate: false, className: "feed-twins" });
  readonly #save = h("button", { type: "button", className: "btn small" }, t("saveFirsts"));
  readonly element: HTMLDetailsElement;
  #lines: readonly Line[] = [];
  #repeats: ReadonlySet<number> = new Set();
  #state = -1;
  #shown = "";

  constructor(bench: FeedBench) {
    this.#bench = bench;
    this.#grid.columns = COLUMNS;
    this.#grid.onpick = (at) => {
      const line = this.#lines[at];
      if (line) bench.pick(line.row);
    };
    this.#grid.onactivate = (at) => this.#grid.toggle(at);
    this.#by.addEventListener("change", () => void this.#find());
    this.#save.onclick = () => bench.save(bench.list.kept.filter((row) => !this.#repeats.has(row)));
    copyRows(this.#grid, (at) => COLUMNS.map((_, column) => this.#cell(at, column)));
    const content = h(
      "div",
      { className: "hl7-found" },
      h("label", { className: "row" }, t("sameBy"), this.#by),
      this.#said,
      this.#grid,
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
    this.#grid.refresh();
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

  #put(found: Duplicates | null): void {
    this.#lines = found ? linesOf(found) : [];
    this.#repeats = new Set(found ? repeatsIn(found) : []);
    const count = this.#lines.length;
    const level = Uint8Array.from(this.#lines, ({ below }) => (below > 0 ? 1 : 2));
    const end = Uint32Array.from(this.#lines, ({ below }, at) => at + 1 + below);
    const rows = {
      count,
      tree: { level, end },
      cell: (at: number, column: number) => this.#cell(at, column),
    };
    this.#grid.setRows(found && rows);
    const groups = found?.end.length ?? 0;
    this.#said.textContent =
      groups === 0 ? t("noDuplicates") : t("found", { n: groups, more: this.#repeats.size });
    for (const part of [this.#grid, this.#save]) part.hidden = groups === 0;
  }

  #cell(at: number, column: number): string {
    const line = this.#lines[at];
    if (!line) return "";
    const [number = "", ...said] = this.#bench.list.cells(line.row);
    if (column === 1) return line.below > 0 ? "" : said.filter((cell) => cell !== "").join(" · ");
    return line.below > 0 ? t("often", { n: line.below }) : number;
  }
}

function linesOf({ rows, end }: Duplicates): readonly Line[] {
  return [...end].flatMap((past, group) => {
    const members = [...rows.subarray(end[group - 1] ?? 0, past)];
    return [{ row: members[0] ?? 0, below: members.length }, ...members.map((row) => ({ row, below: 0 }))];
  });
}

/** All of each group but its first. */
function repeatsIn({ rows, end }: Duplicates): readonly number[] {
  return [...end].flatMap((past, group) => [...rows.subarray((end[group - 1] ?? 0) + 1, past)]);
}
