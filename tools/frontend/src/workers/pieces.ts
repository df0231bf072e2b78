/** Many files at once, and what became of them told in pieces as it comes. */

import { asFailure, type Failure } from "../bytes/fault";
import type { Piece } from "./bridge";

/** The browser answers each file late, but many at once: more than sixteen bring nothing, and two shares are under way. */
const AT_ONCE = 8;
/** So many are told at once, or whatever there is after so many milliseconds: the page draws rarely, and soon at first. */
const FIRST_PIECE = 16;
const TELL_MS = 100;

/** Tells lists of `[at, outcome]`: each of `all` once, in no order. */
export async function inPieces<One, Outcome>(
  all: readonly One[],
  work: (one: One) => Promise<Outcome>,
  tell: Piece,
): Promise<void> {
  let found: (readonly [at: number, outcome: Outcome])[] = [];
  let next = 0;
  let told = Number.POSITIVE_INFINITY;
  const run = async (): Promise<void> => {
    while (next < all.length) {
      const at = next++;
      const outcome = await work(all[at] as One); // by then `found` may be another list
      found.push([at, outcome]);
      const isDue =
        told === Number.POSITIVE_INFINITY ? found.length >= FIRST_PIECE : performance.now() - told > TELL_MS;
      if (!isDue) continue;
      tell(found);
      found = [];
      told = performance.now();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  tell(found);
}

/** A file that cannot be read or changed is one of many; a computer without memory is not. @throws what is no failure of a file */
export function tolerable(error: unknown): Failure {
  const failure = asFailure(error);
  if (failure.code === "out-of-memory" || failure.code === "internal") throw error;
  return failure;
}
