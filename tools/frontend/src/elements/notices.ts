/** What a tool says of itself: what it is doing, with a way to stop it, and what went wrong. */

import "./notices.css";
import { defineText } from "../text/define";
import { h } from "./dom";

const t = defineText({ en: { cancel: "Cancel" }, de: { cancel: "Abbrechen" } });

export class Notices {
  readonly #status: HTMLElement;
  readonly #cancel = h("button", { type: "button", className: "btn small", hidden: true }, t("cancel"));
  readonly #failure = h("div");
  readonly elements: readonly HTMLElement[];
  #notes: () => readonly HTMLElement[] = () => [];

  /** `status` is said at first. */
  constructor(cancel: () => void, status: string) {
    this.#status = h("p", { className: "muted work-status", role: "status" }, status);
    this.elements = [h("div", { className: "row" }, this.#status, this.#cancel), this.#failure];
    this.#cancel.addEventListener("click", cancel);
  }

  /** Nothing is being done. */
  rest(status = ""): void {
    this.#status.textContent = status;
    this.#cancel.hidden = true;
  }

  /** Something is being done that can be cancelled; without `status`, what was said of it holds still. */
  work(status?: string): void {
    if (status !== undefined) this.#status.textContent = status;
    this.#cancel.hidden = false;
  }

  /** Sentences instead of those before; they may quote, so they are asked for again when the mask is turned. */
  say(...sentences: readonly (() => string)[]): void {
    this.note(() =>
      sentences.map((sentence) => h("p", { className: "note bad", role: "alert" }, sentence())),
    );
  }

  note(notes: () => readonly HTMLElement[]): void {
    this.#notes = notes;
    this.redraw();
  }

  redraw(): void {
    this.#failure.replaceChildren(...this.#notes());
  }
}
