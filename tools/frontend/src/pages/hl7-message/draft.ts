/**
 * The bytes that are open, with what was changed in them. One stretch, the message that is shown, is at hand; the rest
 * is referred to, so that a key costs as much as its message and not as much as the file.
 *
 *     base   | from its start |  the stretch, as it was  | to its end |
 *     now    | the same       |  the stretch             | the same   |
 */

import { applyChange, type Change } from "../../bytes/change";
import { Steps } from "../../bytes/steps";

interface Stretch {
  /** Where it begins, in the base and now. */
  readonly start: number;
  /** Where it ended in the base. */
  readonly end: number;
  readonly bytes: Uint8Array;
}

export class Draft {
  readonly steps = new Steps();
  #base: Blob;
  #stretch: Stretch | null = null;

  constructor(base: Blob) {
    this.#base = base;
  }

  get size(): number {
    const stretch = this.#stretch;
    return this.#base.size + (stretch ? stretch.bytes.length - (stretch.end - stretch.start) : 0);
  }

  /** Everything, as it is now. */
  get blob(): Blob {
    const stretch = this.#stretch;
    if (!stretch) return this.#base;
    return spliced(this.#base, stretch.start, stretch.end, stretch.bytes);
  }

  /** These bytes stand from `start` on: from now on changes are made in them. */
  bringUp(start: number, bytes: Uint8Array): void {
    this.#base = this.blob;
    this.#stretch = { start, end: start + bytes.length, bytes };
  }

  /**
   * A file on the disk may be gone or another when it is read next, and with it what was changed; up to `limit` bytes
   * are taken into memory. True if `blob` no longer refers to the file.
   */
  async secure(limit: number): Promise<boolean> {
    const base = this.#base;
    if (!(base instanceof File) || base.size > limit) return false;
    const inMemory = new Blob([await base.arrayBuffer()]);
    const isSame = this.#base === base;
    if (isSame) this.#base = inMemory;
    return isSame;
  }

  /** `join`: the change goes on with the one before; both are one step. */
  edit(change: Change, join: boolean): void {
    this.steps.record(change, join);
    this.#apply(change);
  }

  /** What was done to the bytes, or null where there is no step. */
  undo(): Change | null {
    const change = this.steps.undo();
    if (change) this.#apply(change);
    return change;
  }

  redo(): Change | null {
    const change = this.steps.redo();
    if (change) this.#apply(change);
    return change;
  }

  #apply(change: Change): void {
    const stretch = this.#stretch;
    const end = change.at + change.removed.length;
    if (stretch && change.at >= stretch.start && end <= stretch.start + stretch.bytes.length) {
      const bytes = applyChange(stretch.bytes, { ...change, at: change.at - stretch.start });
      this.#stretch = { ...stretch, bytes };
      return;
    }
    this.#base = spliced(this.blob, change.at, end, change.inserted);
    this.#stretch = null;
  }
}

/** By reference: nothing of the blob is read. */
function spliced(blob: Blob, start: number, end: number, bytes: Uint8Array): Blob {
  return new Blob([blob.slice(0, start), bytes as Uint8Array<ArrayBuffer>, blob.slice(end)]);
}
