/** Work that takes its time: how far it is, and the way to end it. */

import { asFailure } from "../../bytes/fault";
import { h } from "../../elements/dom";
import { Cancelled } from "../../workers/bridge";
import { faultSentence, t } from "./correct-text";

type Progress = (done: number, total: number) => void;

export class Busy {
  readonly element = h("div", { className: "folder-busy", hidden: true });
  readonly #notes = h("div");
  readonly box = h("div", {}, this.element, this.#notes);
  readonly #cancel: () => void;
  #run = 0;
  #ended = new AbortController();

  constructor(cancel: () => void) {
    this.#cancel = cancel;
  }

  /** Null where it was cancelled or failed, which is said here. The signal ends work that no worker does. */
  async run<Answer>(
    words: "previewing" | "writing" | "looking" | "puttingInto",
    work: (progress: Progress, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | null> {
    const number = ++this.#run;
    this.#ended.abort();
    const ended = new AbortController();
    this.#ended = ended;
    const isCurrent = (): boolean => number === this.#run;
    const text = h("span");
    const bar = h("progress", { max: 1, value: 0, "aria-label": t("progress") });
    const onclick = (): void => {
      ended.abort();
      this.#cancel();
    };
    const cancel = h("button", { type: "button", className: "btn small", onclick }, t("cancel"));
    this.element.replaceChildren(text, bar, cancel);
    this.element.hidden = false;
    this.#notes.replaceChildren();
    try {
      const answer = await work((done, total) => {
        if (!isCurrent()) return;
        bar.max = Math.max(total, 1);
        bar.value = done;
        text.textContent = t(words, { done, total });
      }, ended.signal);
      return isCurrent() ? answer : null;
    } catch (error) {
      if (isCurrent()) this.#fail(error);
      return null;
    } finally {
      if (isCurrent()) this.element.hidden = true;
    }
  }

  clear(): void {
    this.#run++;
    this.#ended.abort();
    this.element.hidden = true;
    this.#notes.replaceChildren();
  }

  #fail(error: unknown): void {
    if (error instanceof Cancelled) {
      this.#notes.replaceChildren(h("p", { className: "note", role: "status" }, t("cancelled")));
      return;
    }
    const failure = asFailure(error);
    const said = failure.code === "internal" ? t("failed") : faultSentence(failure);
    this.#notes.replaceChildren(h("p", { className: "note bad", role: "alert" }, said));
  }
}
