/** The files as rows of the grid, in their order: what each is, how much was found in it, and the gravest of it. */

import { datum, unmasked } from "../../../bytes/datum";
import type { GridColumn, GridRows } from "../../../elements/grid";
import type { Item } from "../../../intake/item";
import { shown } from "../../../shell/mask";
import { matches } from "../../../text/matches";
import { t as ofTool } from "../text";
import type { FileState, ManyModel, RuleGroup } from "./model";
import { countSentence, failedSentence, firstSentence, kindOf } from "./sentences";
import { t } from "./text";

export const columns = (): readonly GridColumn[] => [
  { key: "file", label: t("file") },
  { key: "kind", label: t("kind"), english: true },
  { key: "errors", label: ofTool("error"), className: "n" },
  { key: "warnings", label: ofTool("warning"), className: "n" },
  { key: "first", label: t("first") },
];

const FILE = 0;
const KIND = 1;
const ERRORS = 2;
const WARNINGS = 3;

export class FileRows implements GridRows {
  readonly count: number;
  readonly #items: readonly Item[];
  readonly #model: ManyModel;

  constructor(items: readonly Item[], model: ManyModel) {
    this.#items = items;
    this.#model = model;
    this.count = items.length;
  }

  readonly rowClass = (row: number): string => {
    return `many-${this.#model.state(row) ?? "waiting"}`;
  };

  readonly isOurs = (row: number): boolean => this.#model.summary(row)?.className === "";

  readonly cell = (row: number, column: number): string => {
    const item = this.#items[row];
    if (!item) return "";
    if (column === FILE) return shown(item.path);
    const summary = this.#model.summary(row);
    if (!summary) return column === KIND || column === ERRORS || column === WARNINGS ? "" : this.#why(row);
    if (column === KIND) return kindOf(summary);
    if (column === ERRORS) return countSentence(summary.counts.error, summary);
    return column === WARNINGS ? countSentence(summary.counts.warning, summary) : firstSentence(summary);
  };

  #why(row: number): string {
    const failure = this.#model.failure(row);
    return failure ? failedSentence(failure) : t("waiting");
  }

  /** Rows of a state that a rule was found in, among those that a search found; null for all. */
  among(state: FileState | "all", group: RuleGroup | null, found: Uint32Array | null): Uint32Array | null {
    if (state === "all" && !group) return found;
    const rows = group ? [...new Set(group.files)].sort((one, other) => one - other) : (found ?? this.#all());
    const wanted = group && found ? new Set(found) : null;
    const isWanted = (row: number): boolean =>
      (state === "all" || this.#model.state(row) === state) && (wanted?.has(row) ?? true);
    return Uint32Array.from(rows as Iterable<number>).filter(isWanted);
  }

  #all(): Iterable<number> {
    return this.#items.keys();
  }

  /** Words are looked for in what is shown, and in the path. */
  readonly matcher = (words: string): ((row: number) => boolean) => {
    return (row) => {
      const cells = columns().map((_, column) => this.cell(row, column));
      return matches([...cells, unmasked(this.#items[row]?.path ?? datum(""))].join(" "), words);
    };
  };
}
