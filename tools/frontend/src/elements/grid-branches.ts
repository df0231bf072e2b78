/** Which rows of a tree or table are open to view. No DOM. */

/** Rows in the order of a tree: what lies in a row follows it directly. */
export interface RowOrder {
  readonly count: number;
  /** What makes the table a tree. Columns, because two million calls for each key take a tenth of a second. */
  readonly tree?: TreeColumns;
}

export interface TreeColumns {
  /** Depth from 1. */
  readonly level: Uint8Array | Uint16Array | Uint32Array;
  /** One past the last row beneath; `row + 1` for a leaf. */
  readonly end: Uint32Array;
}

/** The place of `row` in `rows` (all rows when null), or the place it would have. */
export function placeOf(rows: Uint32Array | null, row: number): number {
  if (!rows) return row;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The branches of one tree, open or closed, under a filter or not. Rows are numbers of the data; places count the rows
 * open to view. A million rows take five bytes each, and a change one pass over them.
 */
export class Branches {
  readonly #count: number;
  readonly #tree: TreeColumns | null;
  /** One flag a row: 1 where the tree is closed. A filter brings its own, so that what it finds is in view. */
  #closed: Uint8Array | null;
  #closedBeforeFilter: Uint8Array | null = null;
  #among: Uint32Array | null = null;
  /** null: every row. */
  #visible: Uint32Array | null = null;

  constructor({ count, tree }: RowOrder) {
    this.#count = count;
    this.#tree = tree ?? null;
    this.#closed = tree ? new Uint8Array(count) : null;
  }

  get isTree(): boolean {
    return this.#closed !== null;
  }

  /** How many rows are open to view. */
  get shown(): number {
    return this.#visible ? this.#visible.length : this.#count;
  }

  rowAt(place: number): number {
    return this.#visible ? (this.#visible[place] ?? -1) : place;
  }

  /** The place of a row, or the one it would have. */
  placeOf(row: number): number {
    return placeOf(this.#visible, row);
  }

  level(row: number): number {
    return this.#tree?.level[row] ?? 1;
  }

  holdsRows(row: number): boolean {
    return (this.#tree?.end[row] ?? 0) > row + 1;
  }

  isClosed(row: number): boolean {
    return this.#closed?.[row] === 1;
  }

  /** Shows only these rows (ascending; the ancestors of a row belong in), or all with `null`; open to a level. */
  filter(among: Uint32Array | null, openTo?: number): void {
    if (this.#closed) {
      if (among && !this.#among) this.#closedBeforeFilter = this.#closed;
      this.#closed = among ? new Uint8Array(this.#count) : (this.#closedBeforeFilter ?? this.#closed);
    }
    this.#among = among;
    if (openTo === undefined) this.#recount();
    else this.openTo(openTo);
  }

  setClosed(row: number, closed: boolean): void {
    if (!this.#closed || !this.holdsRows(row)) return;
    this.#closed[row] = closed ? 1 : 0;
    this.#recount();
  }

  /** Opens what lies above this level and closes the rest: 1 shows the top alone, 2 what lies in it. */
  openTo(level: number): void {
    if (this.#closed && this.#tree) closeFrom(level, this.#closed, this.#tree);
    this.#recount();
  }

  /** Opens every row that `row` lies in; drops a filter that hides it. */
  reveal(row: number): void {
    if (this.#among && this.#among[placeOf(this.#among, row)] !== row) this.filter(null);
    if (!this.#closed) return;
    let changed = false;
    for (const above of this.#around(row)) {
      changed ||= this.#closed[above] === 1;
      this.#closed[above] = 0;
    }
    if (changed) this.#recount();
  }

  /** The row that `row` lies in; -1 at the top. */
  parent(row: number): number {
    for (const above of this.#around(row)) return above;
    return -1;
  }

  /** From the inside out. */
  *#around(row: number): Generator<number> {
    let level = this.level(row);
    for (let above = row - 1; above >= 0 && level > 1; above--) {
      if (this.level(above) >= level) continue;
      level = this.level(above);
      yield above;
    }
  }

  #recount(): void {
    const isAllOpen = !this.#closed?.includes(1);
    // All rows, or all of the filter, in their order need no list of their own.
    this.#visible =
      isAllOpen || !this.#closed || !this.#tree
        ? this.#among
        : openRows(this.#count, this.#among, this.#closed, this.#tree.end);
  }
}

function closeFrom(level: number, closed: Uint8Array, { level: levels, end }: TreeColumns): void {
  for (let row = 0; row < closed.length; row++) {
    closed[row] = (levels[row] as number) >= level && (end[row] as number) > row + 1 ? 1 : 0;
  }
}

function openRows(
  count: number,
  among: Uint32Array | null,
  closed: Uint8Array,
  end: Uint32Array,
): Uint32Array {
  const total = among ? among.length : count;
  const rows = new Uint32Array(total);
  let shown = 0;
  for (let place = 0; place < total; ) {
    const row = among ? (among[place] as number) : place;
    rows[shown++] = row;
    place++;
    if (closed[row] !== 1) continue;
    const past = end[row] as number;
    if (!among) place = past;
    else while (place < total && (among[place] as number) < past) place++;
  }
  return rows.slice(0, shown);
}
