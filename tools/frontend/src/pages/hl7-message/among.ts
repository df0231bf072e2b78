/** The message that is shown among the others: which of them it is, and what it is a part of. */

import type { Problem } from "../../elements/problems";
import type { ContinuationFault } from "../../hl7/continuation";
import { Chooser } from "./chooser";
import { type AmongEvents, ContinuationNote, problemsOf, type Shown } from "./continuation-note";

export class Among {
  readonly #chooser: Chooser;
  readonly #note: ContinuationNote;
  #shown: Shown | null = null;

  constructor([chooser, note]: readonly [HTMLElement, HTMLElement], does: AmongEvents) {
    this.#chooser = new Chooser(chooser, (block) => void does.turnTo(block));
    this.#note = new ContinuationNote(note, does);
  }

  /** Null: nothing is shown. */
  show(shown: Shown | null): void {
    this.#shown = shown;
    this.#note.show(shown);
    if (shown) this.#chooser.show(shown.feed, shown.number);
  }

  redraw(): void {
    if (this.#shown) this.#chooser.show(this.#shown.feed, this.#shown.number);
    this.#note.redraw();
  }

  /** As they may be seen now. */
  problems(faults: readonly ContinuationFault[]): readonly Problem[] {
    return problemsOf(faults);
  }
}
