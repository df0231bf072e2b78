/** Two workers that share many files: each takes another share of them when it is done with one. */

import { asFailure, type Failure } from "../bytes/fault";
import type { Item, Source } from "../intake/item";
import { WorkerBridge, type WorkerSource } from "./bridge";

/** While a worker comes to the end of a share it has begun with the next. */
const SHARES_AT_ONCE = 2;
/**
 * A file takes its time to be handed over, as the browser asks the system for it meanwhile and the page stands still: so
 * shares are small. The first one's rows are wanted at once.
 */
const FIRST_SHARE = 16;
const LARGEST_SHARE = 64;
/** At the end a part of what is left, so that both end together. */
const PART = 5;
const SMALLEST_SHARE = 16;

/** A file of which nothing is known but why. */
export interface FailedFile {
  readonly kind: "failed";
  readonly failure: Failure;
  /** Bytes. */
  readonly size: number;
}

/** Some of what became of files, as it comes: each with its place among them. */
export type OutcomePiece<Outcome> = readonly (readonly [at: number, outcome: Outcome])[];

export class WorkerPool<Question, Answer> {
  readonly #bridges: readonly WorkerBridge<Question, Answer>[];

  constructor(workers: readonly WorkerSource[]) {
    this.#bridges = workers.map((worker) => new WorkerBridge(worker));
  }

  /**
   * Asks `question` of shares of the items, and calls `found` for every item, in no order. The worker tells what became of
   * them in pieces, each an `OutcomePiece`. Rejects with `Cancelled`, or with what ended a worker.
   */
  readAll<Outcome>(
    items: readonly Item[],
    question: (sources: readonly Source[]) => Question,
    found: (number: number, outcome: Outcome | FailedFile) => void,
  ): Promise<void> {
    return this.share(items, async (bridge, share, first) => {
      const readable = share.flatMap(({ source }, at) => (source ? [{ source, at }] : []));
      const piece = (told: unknown): void => {
        for (const [place, outcome] of told as OutcomePiece<Outcome>)
          found(first + (readable[place] as { at: number }).at, outcome);
      };
      const sources = readable.map(({ source }) => source);
      if (sources.length > 0) await bridge.askBeside(question(sources), undefined, piece);
      for (const [at, item] of share.entries()) if (!item.source) found(first + at, await failedFile(item));
    });
  }

  /**
   * Both workers take shares until none is left. What is asked for a share is put beside the other's (`askBeside`); `first`
   * is put to each worker before all of them.
   */
  async share<One>(
    all: readonly One[],
    work: (bridge: WorkerBridge<Question, Answer>, share: readonly One[], place: number) => Promise<unknown>,
    first?: Question,
  ): Promise<void> {
    let next = 0;
    const run = async (bridge: WorkerBridge<Question, Answer>): Promise<void> => {
      for (let size = FIRST_SHARE; next < all.length; size = Math.min(size * 2, LARGEST_SHARE)) {
        const place = next;
        const most = Math.max(Math.ceil((all.length - place) / PART), SMALLEST_SHARE);
        const share = all.slice(place, place + Math.min(size, most));
        next += share.length;
        await work(bridge, share, place);
      }
    };
    const begin = async (bridge: WorkerBridge<Question, Answer>): Promise<void> => {
      if (first !== undefined) await bridge.askBeside(first);
      await Promise.all(Array.from({ length: SHARES_AT_ONCE }, () => run(bridge)));
    };
    try {
      await Promise.all(this.#bridges.map(begin));
    } catch (error) {
      next = all.length;
      this.cancel();
      throw error;
    }
  }

  /** One worker alone. */
  ask(question: Question, progress?: (done: number, total: number) => void): Promise<Answer> {
    return (this.#bridges[0] as WorkerBridge<Question, Answer>).ask(question, progress);
  }

  cancel(): void {
    for (const bridge of this.#bridges) bridge.cancel();
  }

  end(): void {
    for (const bridge of this.#bridges) bridge.end();
  }
}

/** Its head says why it cannot be read. */
async function failedFile(item: Item): Promise<FailedFile> {
  const failure = await item.head().then(() => ({ code: "unreadable", offset: -1, values: {} }), asFailure);
  return { kind: "failed", failure, size: item.size };
}
