/**
 * Asks the worker that holds the feed. Questions wait for each other; one in the background gives way to any other and
 * goes on behind it. A newer question of a kind takes the place of the older.
 */

import { Cancelled, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { FeedAnswer, FeedAnswers, FeedQuestion, FeedTask } from "../../workers/hl7-explore";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/hl7-explore.ts", import.meta.url), { type: "module" }),
);

type Kind = FeedTask["kind"];
type TaskOf<K extends Kind> = Extract<FeedTask, { readonly kind: K }>;
type Tell = (done: number, total: number) => void;

/** A regular expression did not come to an end on one value. */
export class Stuck extends Error {}

/** A newer question of its kind came: whoever asked it shows what comes of it. */
export class Superseded extends Error {}

/** So long a filter may be silent: a whole feed is read anew in less, and an expression that needs more has lost its way. */
const PATIENCE_MS = 15_000;

interface Wish {
  readonly task: FeedTask;
  readonly isBackground: boolean;
  readonly tell: Tell;
  readonly resolve: (answer: FeedAnswer) => void;
  readonly reject: (error: unknown) => void;
}

export class Asker {
  readonly #bridge = new WorkerBridge<FeedQuestion, FeedAnswer>(workers);
  #text: { readonly id: number; readonly blob: Blob } | null = null;
  #waiting: Wish[] = [];
  #running: Wish | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;

  /** Whatever was asked of another text is given up. */
  begin(id: number, blob: Blob): void {
    this.cancel();
    this.#text = { id, blob };
  }

  /** Rejects as the bridge does, and with `Superseded` and `Stuck`. */
  ask<K extends Kind>(task: TaskOf<K>, tell: Tell = () => undefined): Promise<FeedAnswers[K]> {
    return this.#wish(task, false, tell) as Promise<FeedAnswers[K]>;
  }

  /** What nobody waits for. */
  askQuietly<K extends Kind>(task: TaskOf<K>): Promise<FeedAnswers[K]> {
    return this.#wish(task, true, () => undefined) as Promise<FeedAnswers[K]>;
  }

  /** Ends what is under way, and the worker with it: an expression that does not come to an end hears nothing. */
  cancel(error: Error = new Cancelled()): void {
    const left = [...this.#waiting, ...(this.#running ? [this.#running] : [])];
    this.#waiting = [];
    this.#running = null;
    clearTimeout(this.#patience);
    if (left.length > 0) this.#bridge.cancel();
    for (const wish of left) wish.reject(error);
  }

  end(): void {
    this.cancel();
    this.#text = null;
    this.#bridge.end();
  }

  #wish(task: FeedTask, isBackground: boolean, tell: Tell): Promise<FeedAnswer> {
    this.#giveUp(task.kind);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, isBackground, tell, resolve, reject });
      this.#next();
    });
  }

  #giveUp(kind: Kind): void {
    const older = this.#waiting.filter(({ task }) => task.kind === kind);
    this.#waiting = this.#waiting.filter(({ task }) => task.kind !== kind);
    if (this.#running?.task.kind === kind) {
      older.push(this.#running);
      this.#running = null;
    }
    for (const wish of older) wish.reject(new Superseded());
  }

  #next(): void {
    const urgent = this.#waiting.find(({ isBackground }) => !isBackground);
    if (this.#running && !(this.#running.isBackground && urgent)) return;
    if (this.#running) this.#waiting.push(this.#running);
    const wish = urgent ?? this.#waiting[0] ?? null;
    this.#waiting = this.#waiting.filter((one) => one !== wish);
    this.#running = wish;
    if (wish) void this.#run(wish);
  }

  async #run(wish: Wish): Promise<void> {
    const { task } = wish;
    const text = this.#text;
    if (!text) return;
    const tell: Tell = (done, total) => {
      this.#watch(task.kind);
      wish.tell(done, total);
    };
    this.#watch(task.kind);
    try {
      const answer = await this.#bridge.askOn({ ...text, task }, tell);
      if (this.#running === wish) wish.resolve(answer);
    } catch (error) {
      if (this.#running === wish) wish.reject(error);
    }
    if (this.#running !== wish) return; // something newer runs in its place
    clearTimeout(this.#patience);
    this.#running = null;
    this.#next();
  }

  #watch(kind: Kind): void {
    clearTimeout(this.#patience);
    if (kind === "filter") this.#patience = setTimeout(() => this.cancel(new Stuck()), PATIENCE_MS);
  }
}
