/**
 * Bytes that are being changed. Only one stretch is written anew, so that a key typed into one message of a feed
 * costs as much as that message; a change outside the stretch widens it.
 *
 *     base    | head |  old stretch  | tail |
 *     now     | head | stretch | tail |
 */

import { applyChange, type Change, joined } from "./change";

export class Draft {
  readonly #base: Uint8Array;
  /** In `#base`. */
  #start: number;
  #end: number;
  #stretch: Uint8Array;

  constructor(base: Uint8Array, start: number, end: number) {
    this.#base = base;
    this.#start = start;
    this.#end = end;
    this.#stretch = base.subarray(start, end);
  }

  get length(): number {
    return this.#base.length - (this.#end - this.#start) + this.#stretch.length;
  }

  apply(change: Change): void {
    const end = change.at + change.removed.length;
    const after = this.#start + this.#stretch.length;
    if (change.at < this.#start || end > after) this.#widen(change.at, Math.max(0, end - after));
    this.#stretch = applyChange(this.#stretch, { ...change, at: change.at - this.#start });
  }

  #widen(from: number, behind: number): void {
    const start = Math.min(from, this.#start);
    const end = this.#end + behind;
    this.#stretch = joined([
      this.#base.subarray(start, this.#start),
      this.#stretch,
      this.#base.subarray(this.#end, end),
    ]);
    this.#start = start;
    this.#end = end;
  }

  /** The bytes from `start` to `end`, as they are now. */
  slice(start: number, end: number): Uint8Array {
    const after = this.#start + this.#stretch.length;
    if (start >= this.#start && end <= after)
      return this.#stretch.subarray(start - this.#start, end - this.#start);
    return joined(this.parts()).subarray(start, end);
  }

  /** All bytes, in order; views, not copies. */
  parts(): readonly Uint8Array[] {
    return [this.#base.subarray(0, this.#start), this.#stretch, this.#base.subarray(this.#end)];
  }
}
