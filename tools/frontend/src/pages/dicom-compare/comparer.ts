/** Hands both sides to a worker, which reads them once, and asks how they differ. */

import { type Progress, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type {
  AllAnswer,
  AllQuestion,
  DicomCompareAnswer,
  DicomCompareQuestion,
  PairAnswer,
  PairQuestion,
} from "../../workers/dicom-diff";
import type { SideSource } from "./side-box";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/dicom-diff.ts", import.meta.url), { type: "module" }),
);

/** A file takes the page its time to be handed over: so many in one task. */
const SHARE = 32;

/** What counts. */
export type Choice = Pick<AllQuestion, "mode" | "ignore" | "by">;
export type Sources = readonly [left: SideSource | null, right: SideSource | null];
/** Both sides, as the worker knows them. */
export type Asked = Pick<AllQuestion, "mode" | "ignore" | "sides">;
export type Pair = Pick<PairQuestion, "left" | "right" | "rows">;

export class Comparer {
  readonly #bridge = new WorkerBridge<DicomCompareQuestion, DicomCompareAnswer>(workers);
  /** The sides that the worker has read as a whole. */
  #read: ReadonlySet<number> = new Set();
  /** Questions without an answer yet. */
  #waiting = 0;
  #comparisons = 0;

  /** Both sides as a whole. Rejects as the bridge does. */
  async compare(sources: Sources, { mode, ignore, by }: Choice, tell: Progress): Promise<AllAnswer> {
    const comparison = ++this.#comparisons;
    const there = sources.filter((source) => source !== null);
    const unread = there.filter(({ id }) => !this.#read.has(id));
    const total = unread.reduce((sum, { items }) => sum + items.length, 0);
    let before = 0;
    try {
      for (const source of unread) {
        await this.#readSide(source, (done) => tell(before + done, total));
        before += source.items.length;
      }
      const answer = await this.#ask({ kind: "all", sides: idsOf(sources), mode, ignore, by });
      this.#read = new Set(there.map(({ id }) => id));
      return answer as AllAnswer;
    } catch (error) {
      if (comparison === this.#comparisons) this.end(); // a worker that failed holds a part
      throw error;
    }
  }

  async #readSide({ id, items }: SideSource, tell: (done: number) => void): Promise<void> {
    for (let first = 0; first < items.length; first += SHARE) {
      const sources = items.slice(first, first + SHARE).map(({ source }) => source);
      await this.#ask({ kind: "read", id, sources, first, total: items.length }, tell);
    }
  }

  /** One pair of what the worker holds. */
  async pair(asked: Asked, pair: Pair): Promise<PairAnswer> {
    return (await this.#counted(this.#bridge.askOn({ kind: "pair", ...asked, ...pair }))) as PairAnswer;
  }

  /** Ends what is under way, and the worker with it: all that it held. */
  cancel(): void {
    if (this.#waiting > 0) this.#read = new Set();
    this.#bridge.cancel();
  }

  end(): void {
    this.#read = new Set();
    this.#bridge.end();
  }

  #ask(question: DicomCompareQuestion, tell?: Progress): Promise<DicomCompareAnswer> {
    return this.#counted(this.#bridge.ask(question, tell));
  }

  async #counted<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.#waiting++;
    try {
      return await answer;
    } finally {
      this.#waiting--;
    }
  }
}

export const idsOf = ([left, right]: Sources): AllQuestion["sides"] => [left?.id ?? null, right?.id ?? null];
