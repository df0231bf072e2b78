/** Long work that can be watched and ended, and many small pieces of it at once. */

import { breath } from "../elements/breath";

export interface Watch {
  readonly signal: AbortSignal;
  progress?(done: number, total: number): void;
}

/** Rejects work that `signal` ended. */
export class Ended extends Error {
  override name = "Ended";
}

/** @throws Ended */
export function goesOn({ signal }: Watch): void {
  if (signal.aborted) throw new Ended();
}

/** Half of what a frame at 60 Hz has: the other half draws. */
const SLICE_MS = 8;

/**
 * Does `work` for 0 to `count - 1`, so many at a time: the browser answers each file late, but many at once. It goes on
 * answering within one task for as long as it is asked, so from time to time nobody asks.
 */
export async function inFlight(
  count: number,
  atOnce: number,
  watch: Watch,
  work: (index: number) => Promise<void>,
): Promise<void> {
  const pace = new Pace();
  let next = 0;
  const run = async (): Promise<void> => {
    for (;;) {
      await pace.rest();
      goesOn(watch);
      if (next >= count) return;
      await work(next++);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, run));
}

/** One rest for all that is done at once, whenever a slice is over. */
class Pace {
  #sliceEnd = performance.now() + SLICE_MS;
  #resting: Promise<void> | null = null;

  rest(): Promise<void> | null {
    if (!this.#resting && performance.now() > this.#sliceEnd) this.#resting = this.#pause();
    return this.#resting;
  }

  async #pause(): Promise<void> {
    await breath();
    this.#sliceEnd = performance.now() + SLICE_MS;
    this.#resting = null;
  }
}
