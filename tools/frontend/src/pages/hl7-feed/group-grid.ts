/** Groups of messages as a tree: each with its messages below it, which lead to the list as long as they are shown there. */

import "../../elements/grid";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import type { Groups } from "../../hl7/feed/duplicates";
import type { FeedBench } from "./bench";
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

export class GroupGrid {
  readonly grid: ReturnType<typeof newGrid>;
  readonly #bench: FeedBench;
  readonly #sized: (count: number) => string;
  #lines: readonly Line[] = [];
  #listed: ReadonlySet<number> = new Set();

  /** `sized` says how many messages a group has. */
  constructor(bench: FeedBench, label: string, sized: (count: number) => string) {
    this.#bench = bench;
    this.#sized = sized;
    this.grid = newGrid(label);
    this.grid.columns = COLUMNS;
    this.grid.onpick = (at) => {
      const line = this.#lines[at];
      if (line && this.#listed.has(line.row)) bench.pick(line.row);
    };
    this.grid.onactivate = (at) => this.grid.toggle(at);
    copyRows(this.grid, (at) => COLUMNS.map((_, column) => this.#cell(at, column)));
  }

  show(groups: Groups | null): void {
    this.#lines = groups ? linesOf(groups) : [];
    this.#listed = new Set(groups ? this.#bench.list.kept : []);
    const rows = {
      count: this.#lines.length,
      tree: {
        level: Uint8Array.from(this.#lines, ({ below }) => (below > 0 ? 1 : 2)),
        end: Uint32Array.from(this.#lines, ({ below }, at) => at + 1 + below),
      },
      cell: (at: number, column: number) => this.#cell(at, column),
    };
    this.grid.setRows(groups && rows);
  }

  #cell(at: number, column: number): string {
    const line = this.#lines[at];
    if (!line) return "";
    const [number = "", ...said] = this.#bench.list.cells(line.row);
    if (line.below > 0) return column === 1 ? "" : this.#sized(line.below);
    if (column === 0) return number;
    const left = this.#listed.has(line.row) ? "" : t("filteredOut");
    return [left, ...said].filter((cell) => cell !== "").join(" · ");
  }
}

const newGrid = (label: string) =>
  h("hot-grid", { ariaLabel: label, translate: false, className: "feed-twins" });

function linesOf({ rows, end }: Groups): readonly Line[] {
  return [...end].flatMap((past, group) => {
    const members = [...rows.subarray(end[group - 1] ?? 0, past)];
    return [{ row: members[0] ?? 0, below: members.length }, ...members.map((row) => ({ row, below: 0 }))];
  });
}
