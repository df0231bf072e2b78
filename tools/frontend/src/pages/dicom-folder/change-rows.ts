/** Every change that a plan would make, a row each: what cannot be changed comes first, then what was signed. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import { type Signature, wayAlong } from "../../dicom";
import type { ElementChange } from "../../dicom/correct";
import type { GridColumn, GridRows } from "../../elements/grid";
import { isInDoubt, type Made, pathText, signatureWords, verdictWords } from "../../elements/signature-words";
import type { Item } from "../../intake/item";
import { shown } from "../../shell/mask";
import { TICKED } from "./choosing";
import { faultSentence, t } from "./correct-text";
import type { Preview } from "./correcting";
import type { Ticks } from "./ticks";

export const changeColumns = (): readonly GridColumn[] => [
  { key: "file", label: t("file") },
  { key: "element", label: t("element") },
  { key: "before", label: t("before") },
  { key: "after", label: t("after") },
  { key: TICKED, label: t("ticked") },
];

type ChangeRow =
  | { readonly file: number; readonly change: ElementChange }
  | { readonly file: number; readonly failure: Failure }
  | { readonly file: number; readonly signature: Signature };

/** What happens to a file, as it is ticked. */
export function madeOf({ changes }: Preview, file: number, ticks: Ticks): Made {
  const wanted = (changes.get(file) ?? []).filter((change) => ticks.isOn(file, change));
  return { ways: wanted.map(({ path }) => wayAlong(path)), isRewritten: false };
}

export class ChangeRows implements GridRows {
  readonly count: number;
  readonly #rows: readonly ChangeRow[];
  readonly #preview: Preview;
  readonly #items: readonly Item[];
  readonly #ticks: Ticks;

  constructor(preview: Preview, items: readonly Item[], ticks: Ticks) {
    this.#preview = preview;
    this.#items = items;
    this.#ticks = ticks;
    const { changes, failures, signatures } = preview;
    this.#rows = [
      ...[...failures].map(([file, failure]) => ({ file, failure })),
      ...[...signatures].flatMap(([file, all]) => all.map((signature) => ({ file, signature }))),
      ...[...changes].flatMap(([file, all]) => all.map((change) => ({ file, change }))),
    ];
    this.count = this.#rows.length;
  }

  readonly rowClass = (row: number): string => {
    const it = this.#rows[row];
    if (!it || "failure" in it) return it ? "faulty" : "";
    if ("signature" in it) return isInDoubt(it.signature, this.#made(it.file)) ? "faulty" : "";
    return this.#ticks.isOn(it.file, it.change) ? "" : "folder-left";
  };

  /** Whether there was something to tick or untick. */
  toggle(row: number): boolean {
    const it = this.#rows[row];
    if (!it || !("change" in it) || it.change.depth === "top") return false;
    this.#ticks.toggle(it.file, it.change);
    return true;
  }

  readonly cell = (row: number, column: number): string => {
    const it = this.#rows[row];
    if (!it) return "";
    if (column === 0) return shown(this.#items[it.file]?.path ?? datum(""));
    if ("failure" in it) return column === 1 ? faultSentence(it.failure) : "";
    if ("signature" in it) return this.#signatureCell(it.signature, it.file, column);
    if (column === 1) return elementWords(it.change);
    if (column === 2) return said(it.change.before);
    if (column === 3) return said(it.change.after);
    return it.change.depth === "top" ? "" : this.#ticks.isOn(it.file, it.change) ? "☑" : "☐";
  };

  #signatureCell(signature: Signature, file: number, column: number): string {
    if (column === 1) return signatureWords(signature);
    return column === 3 ? verdictWords(signature, this.#made(file)) : "";
  }

  #made(file: number): Made {
    return madeOf(this.#preview, file, this.#ticks);
  }

  cells(row: number): readonly string[] {
    return changeColumns().map((_, column) => this.cell(row, column));
  }
}

function elementWords({ path, name, depth }: ElementChange): string {
  const words = `${pathText(path)} ${name}`;
  return depth === "history" ? `${t("recorded")} · ${words}` : words;
}

function said(text: Datum | null): string {
  if (text === null) return t("absent");
  return unmasked(text) === "" ? t("blank") : shown(text);
}
