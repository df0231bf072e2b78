/** Reads the heads of many files in two workers. */

import type { Item } from "../../intake/item";
import { WorkerSource } from "../../workers/bridge";
import type { FolderAnswer, FolderQuestion, Outcome } from "../../workers/folder";
import { WorkerPool } from "../../workers/pool";

export type { Outcome } from "../../workers/folder";

const make = (): Worker =>
  new Worker(new URL("../../workers/folder.ts", import.meta.url), { type: "module" });
/** A browser answers a second reader while the first one waits; a third brings nothing. */
const workers = [new WorkerSource(make), new WorkerSource(make)];

/** Both scripts run before there are data. */
export const prepareReaders = (): Promise<unknown> => Promise.all(workers.map((worker) => worker.prepare()));

export class Readers extends WorkerPool<FolderQuestion, FolderAnswer> {
  constructor() {
    super(workers);
  }

  /** Calls `found` for every item, in no order. Rejects with `Cancelled`, or with what ended a worker. */
  read(items: readonly Item[], found: (number: number, outcome: Outcome) => void): Promise<void> {
    return this.readAll<Outcome>(items, (sources) => ({ kind: "read", sources }), found);
  }
}
