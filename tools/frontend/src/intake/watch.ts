/** Long work that can be watched and ended, and many small pieces of it at once. */

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

/** Does `work` for 0 to `count - 1`, so many at a time: the browser answers each file late, but many at once. */
export async function inFlight(
  count: number,
  atOnce: number,
  watch: Watch,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < count) {
      goesOn(watch);
      await work(next++);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, run));
}
