/** Asks a worker how two sides differ. */

import { type Progress, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type {
  AllAnswer,
  DicomCompareAnswer,
  DicomCompareQuestion,
  PairAnswer,
} from "../../workers/dicom-diff";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/dicom-diff.ts", import.meta.url), { type: "module" }),
);

/** What counts, and the two sides. */
export type Asked = Omit<DicomCompareQuestion, "what">;
type All = Extract<DicomCompareQuestion["what"], { kind: "all" }>;
export type Pair = Omit<Extract<DicomCompareQuestion["what"], { kind: "pair" }>, "kind">;

export class Comparer {
  readonly #bridge = new WorkerBridge<DicomCompareQuestion, DicomCompareAnswer>(workers);

  /** Both sides as a whole. Rejects as the bridge does. */
  async compare(asked: Asked, by: All["by"], tell: Progress): Promise<AllAnswer> {
    return (await this.#bridge.ask({ ...asked, what: { kind: "all", by } }, tell)) as AllAnswer;
  }

  /** One pair, of the sides that the worker holds: their files need not be handed over again. */
  async pair(asked: Asked, pair: Pair): Promise<PairAnswer> {
    const sides = asked.sides.map((side) => side && { id: side.id, sources: [] });
    const [left = null, right = null] = sides;
    const question = { ...asked, sides: [left, right] as const, what: { kind: "pair", ...pair } as const };
    return (await this.#bridge.askOn(question)) as PairAnswer;
  }

  cancel(): void {
    this.#bridge.cancel();
  }

  end(): void {
    this.#bridge.end();
  }
}
