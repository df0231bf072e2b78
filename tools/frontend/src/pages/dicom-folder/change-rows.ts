/** Every change that a plan would make, a row each: what cannot be changed comes first. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import type { ElementChange } from "../../dicom/correct";
import type { GridColumn, GridRows } from "../../elements/grid";
import type { Item } from "../../intake/item";
import { shown } from "../../shell/mask";
import { faultSentence, t } from "./correct-text";
import type { Preview } from "./correcting";
import type { Ticks } from "./ticks";

/** Last in the row, and shown first, as in the tree. */
export const TICKED = "chosen";

export const changeColumns = (): readonly GridColumn[] => [
  { key: "file", label: t("file") },
  { key: "element", label: t("element") },
  { key: "before", label: t("before") },
  { key: "after", label: t("after") },
  { key: TICKED, label: t("ticked") },
];

type ChangeRow =
  | { readonly file: number; readonly change: ElementChange }
  | { readonly file: number; readonly failure: Failure };

export class ChangeRows implements GridRows {
  readonly count: number;
  readonly #rows: readonly ChangeRow[];
  readonly #items: readonly Item[];
  readonly #ticks: Ticks;

  constructor({ changes, failures }: Preview, items: readonly Item[], ticks: Ticks) {
    this.#items = items;
    this.#ticks = ticks;
    this.#rows = [
      ...[...failures].map(([file, failure]) => ({ file, failure })),
      ...[...changes].flatMap(([file, all]) => all.map((change) => ({ file, change }))),
    ];
    this.count = this.#rows.length;
  }

  readonly rowClass = (row: number): string => {
    const it = this.#rows[row];
    if (!it || "failure" in it) return it ? "faulty" : "";
    return this.#ticks.isOn(it.file, it.change) ? "" : "folder-left";
  };

  /** Whether there was something to tick or untick. */
  toggle(row: number): boolean {
    const it = this.#rows[row];
    if (!it || "failure" in it || it.change.depth === "top") return false;
    this.#ticks.toggle(it.file, it.change);
    return true;
  }

  readonly cell = (row: number, column: number): string => {
    const it = this.#rows[row];
    if (!it) return "";
    if (column === 0) return shown(this.#items[it.file]?.path ?? datum(""));
    if ("failure" in it) return column === 1 ? faultSentence(it.failure) : "";
    if (column === 1) return elementWords(it.change);
    if (column === 4)
      return it.change.depth === "top" ? "" : this.#ticks.isOn(it.file, it.change) ? "☑" : "☐";
    return said(column === 2 ? it.change.before : it.change.after);
  };

  cells(row: number): readonly string[] {
    return changeColumns().map((_, column) => this.cell(row, column));
  }
}

function elementWords({ path, name, depth }: ElementChange): string {
  const words = `${pathText(path)} ${name}`;
  return depth === "history" ? `${words} · ${t("recorded")}` : words;
}

/** `0008,1140[2] › 0008,1155` */
const pathText = (path: string): string =>
  path.replace(/([0-9A-F]{4})([0-9A-F]{4})/g, "$1,$2").replaceAll("/", " › ");

function said(text: Datum | null): string {
  if (text === null) return t("absent");
  return unmasked(text) === "" ? t("blank") : shown(text);
}
