/** The search over the rows of a table or tree, in slices that leave the page free. No DOM. */

/** What was found: the matching rows, and the rows to show, which are those and all that they lie in. Ascending. */
export interface Found {
  readonly matches: Uint32Array;
  readonly shown: Uint32Array;
}

export interface Scan {
  readonly count: number;
  /** For each row one past the last beneath it; null for a table. */
  readonly end: ArrayLike<number> | null;
  readonly test: (row: number) => boolean;
}

/** Half of what a frame at 60 Hz has: the other half draws. */
const SLICE_MS = 8;
const ROWS_A_LOOK = 256;

/**
 * Tests every row. Between slices `rest` is awaited; where it answers false the search is given up, and null returned.
 *
 *     rows         0 ─┬ 1 ─┬ 2          matches 2 and 4
 *                     │    └ 3          shown   0 1 2 4
 *                     └ 4
 */
export async function scan(
  { count, end, test }: Scan,
  rest: (done: number) => Promise<boolean>,
): Promise<Found | null> {
  const matches = new RowList();
  const shown = new RowList();
  /** Rows that hold the one at hand, from the outermost; the first `told` of them are in `shown`. */
  const open: number[] = [];
  let told = 0;
  let sliceEnd = performance.now() + SLICE_MS;
  for (let row = 0; row < count; row++) {
    if (row % ROWS_A_LOOK === 0 && performance.now() > sliceEnd) {
      if (!(await rest(row))) return null;
      sliceEnd = performance.now() + SLICE_MS;
    }
    while (open.length > 0 && (end?.[open.at(-1) as number] ?? 0) <= row) open.pop();
    told = Math.min(told, open.length);
    const holdsRows = (end?.[row] ?? 0) > row + 1;
    if (test(row)) {
      for (; told < open.length; told++) shown.push(open[told] as number);
      matches.push(row);
      shown.push(row);
      if (holdsRows) told++; // it is told already when what it holds is
    }
    if (holdsRows) open.push(row);
  }
  return { matches: matches.finish(), shown: shown.finish() };
}

class RowList {
  #rows = new Uint32Array(256);
  #count = 0;

  push(row: number): void {
    if (this.#count === this.#rows.length) {
      const wider = new Uint32Array(this.#count * 2);
      wider.set(this.#rows);
      this.#rows = wider;
    }
    this.#rows[this.#count++] = row;
  }

  finish(): Uint32Array {
    return this.#rows.slice(0, this.#count);
  }
}

/** The place of the match after (or before) `row`, going round; -1 where there is none. */
export function nextMatch(matches: Uint32Array, row: number, step: 1 | -1): number {
  if (matches.length === 0) return -1;
  const past = matches.findIndex((match) => match > row);
  if (step === 1) return past < 0 ? 0 : past;
  const from = past < 0 ? matches.length : past;
  const before = matches[from - 1] === row ? from - 2 : from - 1;
  return (before + matches.length) % matches.length;
}
