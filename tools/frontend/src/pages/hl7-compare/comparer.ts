/** Asks a worker how two texts differ. */

import { type Progress, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { CompareAnswer, CompareQuestion } from "../../workers/hl7-diff";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/hl7-diff.ts", import.meta.url), { type: "module" }),
);

export class Comparer {
  readonly #bridge = new WorkerBridge<CompareQuestion, CompareAnswer>(workers);

  /** All matches. Rejects as the bridge does. */
  compare(question: CompareQuestion, tell: Progress): Promise<CompareAnswer> {
    return this.#bridge.ask(question, tell);
  }

  /** One match, of the texts that the worker holds. */
  detail(question: CompareQuestion): Promise<CompareAnswer> {
    return this.#bridge.askOn(question);
  }

  cancel(): void {
    this.#bridge.cancel();
  }

  end(): void {
    this.#bridge.end();
  }
}
