/** Undo and redo: the last changes, each with where the caret stood. Pure; the caller applies them. */

import { type Change, inverse, joinChanges } from "./change";

/** More steps back than anybody remembers. */
const MOST_STEPS = 50;
/** All steps together, in bytes: fifty changes of a whole file of 64 MB would fill the memory. */
const MOST_BYTES = 128 * 1024 * 1024;

export class Steps {
  #done: Change[] = [];
  #undone: Change[] = [];
  /** Older steps were dropped: the bytes as they were at first cannot come back. */
  #dropped = false;

  /** Whether the bytes are others than they were at first. */
  get changed(): boolean {
    return this.#dropped || this.canUndo;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** `join`: the change goes on with the one before, as the next letter of a word does; they become one step. */
  record(change: Change, join = false): void {
    const last = join && this.#undone.length === 0 ? this.#done.at(-1) : undefined;
    const both = last ? joinChanges(last, change) : null;
    if (both) this.#done[this.#done.length - 1] = both;
    else this.#done.push(change);
    this.#undone = [];
    this.#trim();
  }

  /** What takes the last step back; null where there is none. */
  undo(): Change | null {
    const change = this.#done.pop();
    if (!change) return null;
    this.#undone.push(change);
    return inverse(change);
  }

  /** What does the last step taken back again. */
  redo(): Change | null {
    const change = this.#undone.pop();
    if (!change) return null;
    this.#done.push(change);
    return change;
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
    this.#dropped = false;
  }

  #trim(): void {
    let bytes = 0;
    const keep = this.#done.findLastIndex((change, place) => {
      bytes += change.removed.length + change.inserted.length;
      const isLast = place === this.#done.length - 1;
      return this.#done.length - place > MOST_STEPS || (bytes > MOST_BYTES && !isLast);
    });
    if (keep < 0) return;
    this.#done = this.#done.slice(keep + 1);
    this.#dropped = true;
  }
}
