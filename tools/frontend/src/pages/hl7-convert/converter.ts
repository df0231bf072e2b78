/** Asks a worker for a text in another form. */

import { loadLibrary } from "../../dictionary/standard";
import { Cancelled, type Progress, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { ConvertAnswer, ConvertQuestion } from "../../workers/hl7-conversion";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/hl7-conversion.ts", import.meta.url), { type: "module" }),
);

/** The rules of the standard, which v2.xml and the names in CSV are from, did not come. */
export class NoLibrary extends Error {}

export class Converter {
  readonly #bridge = new WorkerBridge<ConvertQuestion, ConvertAnswer>(workers);
  #asked = 0;

  /** Rejects as the bridge does, and with `NoLibrary`. */
  async convert(
    { blob, choices, form }: Omit<Extract<ConvertQuestion, { form: unknown }>, "library">,
    tell: Progress,
  ): Promise<ConvertAnswer> {
    this.cancel();
    const asked = this.#asked;
    const needsLibrary = form === "xml" || form === "csv";
    const library = needsLibrary ? await loadLibrary().catch(() => null) : null;
    if (asked !== this.#asked) throw new Cancelled();
    if (needsLibrary && !library) throw new NoLibrary();
    return this.#bridge.ask({ blob, choices, form, library }, tell);
  }

  read(question: Extract<ConvertQuestion, { from: unknown }>, tell: Progress): Promise<ConvertAnswer> {
    this.cancel();
    return this.#bridge.ask(question, tell);
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
