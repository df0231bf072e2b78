/** The list of problems above a result. How it is drawn comes at idle, or with the first of them. */

import { h } from "./dom";
import { later } from "./idle";
import type { drawProblems, Problem } from "./problem-rows";

export type { Problem } from "./problem-rows";

const rows = later(() => import("./problem-rows"));

export class ProblemList {
  readonly element = h("div", { className: "problems", tabIndex: -1 });
  readonly #go: (offset: number) => void;
  #draw: typeof drawProblems | null = null;
  #make: () => readonly Problem[] = () => [];
  #leftOut = 0;
  #showsAll = false;

  /** `go` takes a byte offset. */
  constructor(go: (offset: number) => void) {
    this.#go = go;
  }

  /** `make` is asked again whenever the list is drawn again; `leftOut` are further ones that nobody kept. */
  show(make: () => readonly Problem[], leftOut = 0): void {
    this.#make = make;
    this.#leftOut = leftOut;
    this.#showsAll = false;
    this.redraw();
  }

  clear(): void {
    this.show(() => []);
  }

  /** Those that are kept, as they may be seen now. */
  get all(): readonly Problem[] {
    return this.#make();
  }

  redraw(): void {
    const all = this.#make();
    const hadFocus = this.element.contains(document.activeElement);
    if (all.length === 0) this.element.replaceChildren();
    else if (this.#draw) this.element.replaceChildren(...this.#drawn(all, this.#draw));
    else void this.#load();
    // The button that was pressed is gone: whoever goes on by keyboard goes on from here.
    if (hadFocus) (this.element.querySelector("button") ?? this.element).focus();
  }

  #drawn(all: readonly Problem[], draw: typeof drawProblems): readonly HTMLElement[] {
    return draw(all, {
      go: this.#go,
      leftOut: this.#leftOut,
      showsAll: this.#showsAll,
      isOpen: this.element.querySelector("details")?.open ?? false,
      all: () => {
        this.#showsAll = true;
      },
    });
  }

  async #load(): Promise<void> {
    const loaded = await rows().catch(() => null); // without it the next problem asks again
    if (!loaded) return;
    this.#draw = loaded.drawProblems;
    this.redraw();
  }
}
