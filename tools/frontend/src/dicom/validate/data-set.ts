/** A data set of a file by its tags: the whole object, or an item of a sequence. */

import type { ElementValues } from "../element-values";
import { NO_ROW, valueLength } from "../elements";
import { SOP_CLASS_UID } from "../tags";

/** What a condition asks for is short; a longer value answers none. */
const MOST_BYTES = 1_024;

/** What holds for a whole object. */
export interface Kind {
  readonly sopClass: string;
  readonly transferSyntax: string;
  /** It has characters beyond the default repertoire, and declares no set for them. */
  readonly hasForeignText: boolean;
}

export class DataSet {
  readonly values: ElementValues;
  /** The row of its item; -1 for the object itself. */
  readonly row: number;
  /** What it lies in; null for the object itself. */
  readonly around: DataSet | null;
  readonly kind: Kind;
  readonly #rows = new Map<number, number>();

  constructor(values: ElementValues, row: number, around: DataSet | null, kind: Kind) {
    this.values = values;
    this.row = row;
    this.around = around;
    this.kind = kind;
    const { index } = values;
    const end = row === NO_ROW ? index.count : (index.end[row] as number);
    for (let at = row + 1; at < end; at = index.end[at] as number) {
      const tag = index.tag[at] as number;
      if (!this.#rows.has(tag)) this.#rows.set(tag, at);
    }
  }

  /** `sopClassAt`: where the meta information names the SOP class, for an object that does not. */
  static ofFile(
    values: ElementValues,
    { sopClassAt, ...known }: Omit<Kind, "sopClass"> & { readonly sopClassAt: number },
  ): DataSet {
    const kind = { ...known, sopClass: "" };
    const whole = new DataSet(values, NO_ROW, null, kind);
    kind.sopClass = whole.text(SOP_CLASS_UID) || whole.text(sopClassAt);
    return whole;
  }

  /** Tags with their rows, in the order of the file; of one that comes twice the first. */
  get rows(): ReadonlyMap<number, number> {
    return this.#rows;
  }

  get object(): DataSet {
    return this.around?.object ?? this;
  }

  /** -1 where it is not here. */
  rowOf(tag: number): number {
    return this.#rows.get(tag) ?? NO_ROW;
  }

  /** Whether it is here and has a value: bytes, or an item. */
  has(tag: number): boolean {
    const row = this.rowOf(tag);
    return row !== NO_ROW && this.isFilled(row);
  }

  isFilled(row: number): boolean {
    const { index } = this.values;
    if ((index.end[row] as number) > row + 1) return true;
    return this.values.kind(row) === "value" && valueLength(index, row) > 0;
  }

  /** Its values as text, without padding; none where it is not here, or too long to decide anything. */
  texts(tag: number): readonly string[] {
    const row = this.rowOf(tag);
    if (row === NO_ROW || this.values.kind(row) !== "value") return [];
    const length = valueLength(this.values.index, row);
    return length === 0 || length > MOST_BYTES ? [] : this.values.values(row).map(unpadded);
  }

  /** Its first value, "" where there is none. */
  text(tag: number): string {
    return this.texts(tag)[0] ?? "";
  }

  /** The rows of the items of a sequence. */
  items(row: number): number[] {
    const { index } = this.values;
    const rows: number[] = [];
    for (let at = row + 1; at < (index.end[row] as number); at = index.end[at] as number)
      if (index.item[at] !== 0) rows.push(at);
    return rows;
  }

  /** The data set of an item. */
  inItem(row: number): DataSet {
    return new DataSet(this.values, row, this, this.kind);
  }
}

const unpadded = (text: string): string => text.replace(/[ \0]+$/, "").trimStart();
