/** Hands a tool what it is to open: unwrapped, with a sentence on what was done. The newest wins. */

import { h } from "../elements/dom";
import type { Intake } from "../elements/intake";
import type { Collection } from "../intake/collection";
import type { Watch } from "../intake/watch";
import { arrivals } from "./arrivals";
import type { Entry } from "./catalogue";
import { t } from "./text";
import type { Payload } from "./tool";
import { traffic } from "./traffic";
import type { Ready } from "./unwrapped";

export interface HandoverEvents {
  ready(payload: Payload): void;
  /** It was an archive of several files. */
  many(collection: Collection): void;
  /** The visitor chose the tool that is made for it. */
  other(slug: string, payload: Payload): void;
}

/** How far it is. */
type Words = (done: number, total: number) => string;

/** Work that is done sooner needs no progress, which would only flicker. */
const PATIENCE_MS = 200;

export class Handover {
  readonly #entry: Entry;
  readonly #intake: Intake;
  readonly #events: HandoverEvents;
  #work: AbortController | null = null;

  constructor(entry: Entry, intake: Intake, events: HandoverEvents) {
    this.#entry = entry;
    this.#intake = intake;
    this.#events = events;
  }

  /** What the tool holds stays until there is something to open. */
  async give(payload: Payload): Promise<void> {
    const percent = (done: number, total: number): string =>
      t("unwrapping", { percent: Math.round((done / Math.max(total, 1)) * 100) });
    await this.#do(percent, async (watch) => {
      const { unwrapped } = await arrivals();
      const ready = await unwrapped(payload, this.#entry.opens, watch);
      if (watch.signal.aborted) return;
      if ("payload" in ready) this.#take(ready);
      else this.#intake.say(ready);
    });
  }

  /** Many files, for a tool that takes them all. */
  async gather(gather: (watch: Watch) => Promise<Collection>): Promise<void> {
    await this.#do(
      (n) => t("finding", { n }),
      async (watch) => {
        const collection = await gather(watch);
        if (watch.signal.aborted) return;
        this.#intake.say();
        this.#events.many(collection);
      },
    );
  }

  /** One piece of long work; a newer one ends it. */
  async #do(words: Words, work: (watch: Watch) => Promise<void>): Promise<void> {
    this.end();
    traffic.dataOpened();
    const ear = new AbortController();
    this.#work = ear;
    const { tell } = this.#progress(ear, words);
    try {
      await work({ signal: ear.signal, progress: tell });
    } catch {
      if (!ear.signal.aborted) this.#intake.say({ text: t("broken"), isFault: true });
    }
  }

  /** Ends what is under way; what was said of the last one no longer holds. */
  end(): void {
    this.#work?.abort();
    this.#work = null;
    this.#intake.say();
  }

  #take({ payload, collection, better }: Ready): void {
    const { notes = [] } = payload;
    if (collection) {
      this.#intake.say(...notes);
      this.#events.many(collection);
      return;
    }
    this.#events.ready(payload);
    this.#intake.say(...notes, ...(better ? [this.#offer(better, payload)] : []));
  }

  /** The tools that are made for it. */
  #offer({ what, tools }: NonNullable<Ready["better"]>, payload: Payload): HTMLElement {
    const buttons = tools.map(({ slug, title }) => {
      const onclick = (): void => this.#events.other(slug, payload);
      return h("button", { type: "button", className: "btn small", onclick }, title);
    });
    return h("div", { className: "row" }, t("better", { what }), ...buttons);
  }

  #progress(ear: AbortController, say: Words): { tell(done: number, total: number): void } {
    const since = performance.now();
    const words = h("span");
    const cancel = h("button", { type: "button", className: "btn small" }, t("cancel"));
    cancel.onclick = () => {
      ear.abort();
      this.#intake.say();
    };
    const row = h("div", { className: "row" }, words, cancel);
    let isShown = false;
    const tell = (done: number, total: number): void => {
      if (ear.signal.aborted || performance.now() - since < PATIENCE_MS) return;
      if (!isShown) this.#intake.say(row);
      isShown = true;
      words.textContent = say(done, total);
    };
    return { tell };
  }
}
