/** What a file was after each change, to be taken back: whole files, which the browser holds and shares between them. */

/** More steps back than anybody remembers. */
const MOST = 50;

export class Versions<File> {
  #files: readonly File[];
  #at = 0;
  /** Older ones were dropped: the file as it was at first cannot come back. */
  #dropped = false;

  constructor(first: File) {
    this.#files = [first];
  }

  get current(): File {
    return this.#files[this.#at] as File;
  }

  get changed(): boolean {
    return this.#dropped || this.canUndo;
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#files.length - 1;
  }

  /** The newest; what was taken back before is gone. */
  add(file: File): void {
    const kept = [...this.#files.slice(0, this.#at + 1), file];
    this.#files = kept.slice(-MOST - 1);
    this.#dropped ||= kept.length > this.#files.length;
    this.#at = this.#files.length - 1;
  }

  /** The version before; null where there is none. */
  undo(): File | null {
    if (!this.canUndo) return null;
    this.#at--;
    return this.current;
  }

  /** The version after; null where there is none. */
  redo(): File | null {
    if (!this.canRedo) return null;
    this.#at++;
    return this.current;
  }
}
