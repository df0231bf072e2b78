/**
 * Work on a whole feed in steps: a generator that says how many messages are done. Whoever drives it may stop between two
 * steps, so that a worker hears of a newer question; none of it knows the time.
 */

export type Steps<Result> = Generator<number, Result>;

/** So many messages a step: a millisecond or a few. */
const STEP = 256;

/** Calls `each` for every row with its place, step by step. */
export function* eachRow(rows: Uint32Array, each: (row: number, place: number) => void): Steps<void> {
  for (let from = 0; from < rows.length; from += STEP) {
    const past = Math.min(from + STEP, rows.length);
    for (let place = from; place < past; place++) each(rows[place] as number, place);
    yield past;
  }
}

/** All of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as Result;
  }
}
