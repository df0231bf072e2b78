/** Reads the heads of many files in two workers; each takes another share of them when it is done with one. */

import { asFailure } from "../../bytes/fault";
import type { Item } from "../../intake/item";
import { WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { FolderAnswer, FolderQuestion, Outcome, ReadPiece } from "../../workers/folder";

export type { Outcome } from "../../workers/folder";

const make = (): Worker =>
  new Worker(new URL("../../workers/folder.ts", import.meta.url), { type: "module" });
/** A browser answers a second reader while the first one waits; a third brings nothing. */
const workers = [new WorkerSource(make), new WorkerSource(make)];

/** Both scripts run before there are data. */
export const prepareReaders = (): Promise<unknown> => Promise.all(workers.map((worker) => worker.prepare()));

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

type Bridge = WorkerBridge<FolderQuestion, FolderAnswer>;
type Found = (number: number, outcome: Outcome) => void;

export class Readers {
  readonly #bridges: readonly Bridge[] = workers.map((worker) => new WorkerBridge(worker));

  /** Calls `found` for every item, in no order. Rejects with `Cancelled`, or with what ended a worker. */
  read(items: readonly Item[], found: Found): Promise<void> {
    return this.share(items, (bridge, share, first) =>
      readShare(bridge, share, (at, outcome) => found(first + at, outcome)),
    );
  }

  /** Both workers take shares until none is left. What is asked for a share is put beside the other's (`askBeside`). */
  async share<One>(
    all: readonly One[],
    work: (bridge: Bridge, share: readonly One[], first: number) => Promise<unknown>,
  ): Promise<void> {
    let next = 0;
    const run = async (bridge: Bridge): Promise<void> => {
      for (let size = FIRST_SHARE; next < all.length; size = Math.min(size * 2, LARGEST_SHARE)) {
        const first = next;
        const most = Math.max(Math.ceil((all.length - first) / PART), SMALLEST_SHARE);
        const share = all.slice(first, first + Math.min(size, most));
        next += share.length;
        await work(bridge, share, first);
      }
    };
    try {
      await Promise.all(
        this.#bridges.flatMap((bridge) => Array.from({ length: SHARES_AT_ONCE }, () => run(bridge))),
      );
    } catch (error) {
      next = all.length;
      this.cancel();
      throw error;
    }
  }

  /** One worker alone. */
  ask(question: FolderQuestion, progress?: (done: number, total: number) => void): Promise<FolderAnswer> {
    return (this.#bridges[0] as Bridge).ask(question, progress);
  }

  cancel(): void {
    for (const bridge of this.#bridges) bridge.cancel();
  }

  end(): void {
    for (const bridge of this.#bridges) bridge.end();
  }
}

async function readShare(bridge: Bridge, share: readonly Item[], found: Found): Promise<void> {
  const readable = share.flatMap(({ source }, at) => (source ? [{ source, at }] : []));
  const sources = readable.map(({ source }) => source);
  const piece = (told: unknown): void => {
    for (const [place, outcome] of told as ReadPiece) found((readable[place] as { at: number }).at, outcome);
  };
  if (sources.length > 0) await bridge.askBeside({ kind: "read", sources }, undefined, piece);
  for (const [at, item] of share.entries()) {
    if (item.source) continue;
    const failure = await item.head().then(() => ({ code: "unreadable", offset: -1, values: {} }), asFailure);
    found(at, { kind: "failed", failure, size: item.size });
  }
}
