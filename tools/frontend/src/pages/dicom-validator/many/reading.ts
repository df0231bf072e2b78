/** Holds many files against the standard in two workers, while a third has the file that is looked at. */

import type { Item } from "../../../intake/item";
import { WorkerPool } from "../../../workers/pool";
import type { FilesQuestion, ValidatedFile } from "../../../workers/validate-files";
import { moreValidators } from "../../dicom-inspector/live";
import type { Outcome } from "./model";

const workers = [moreValidators(), moreValidators()];

let prepared: Promise<unknown> | null = null;

/** Their scripts run before there are data, and once: what is asked for at idle is asked for again with each tool. */
export function prepareValidators(): Promise<unknown> {
  prepared ??= Promise.all(workers.map((worker) => worker.prepare()));
  return prepared;
}

export class Validators extends WorkerPool<FilesQuestion, null> {
  constructor() {
    super(workers);
  }

  /** Calls `found` for every item, in no order. Rejects with `Cancelled`, or with what ended a worker. */
  validate(items: readonly Item[], found: (number: number, outcome: Outcome) => void): Promise<void> {
    return this.readAll<ValidatedFile>(items, (sources) => ({ sources }), found);
  }
}
