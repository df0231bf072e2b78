/** Asks a worker what is wrong with a text. */

import { loadLibrary } from "../../dictionary/standard";
import type { Validation } from "../../hl7/validation";
import { Cancelled, type Progress, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { ValidateQuestion } from "../../workers/hl7-validate";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/hl7-validate.ts", import.meta.url), { type: "module" }),
);

/** The rules of the standard did not come. */
export class NoLibrary extends Error {}

export class Checker {
  readonly #bridge = new WorkerBridge<ValidateQuestion, Validation>(workers);
  #asked = 0;

  /** Rejects as the bridge does, and with `NoLibrary`. */
  async check(question: Omit<ValidateQuestion, "library">, tell: Progress): Promise<Validation> {
    this.cancel();
    const asked = this.#asked;
    const library = await loadLibrary().catch(() => {
      throw new NoLibrary();
    });
    if (asked !== this.#asked) throw new Cancelled();
    return this.#bridge.ask({ ...question, library }, tell);
  }

  cancel(): void {
    this.#asked++;
    this.#bridge.cancel();
  }

  end(): void {
    this.#asked++;
    this.#bridge.end();
  }
}
