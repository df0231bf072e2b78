/** Which files are chosen for what follows. No DOM. */

export type ChosenState = "all" | "some" | "none";

export class Chosen {
  #files: ReadonlySet<number> = new Set();

  get files(): ReadonlySet<number> {
    return this.#files;
  }

  set files(files: ReadonlySet<number>) {
    this.#files = files;
  }

  /** All of them, unless all are chosen already: then none. */
  toggle(files: readonly number[]): void {
    const next = new Set(this.#files);
    const isAll = this.state(files) === "all";
    for (const file of files) {
      if (isAll) next.delete(file);
      else next.add(file);
    }
    this.#files = next;
  }

  state(files: readonly number[]): ChosenState {
    if (this.#files.size === 0 || files.length === 0) return "none";
    const count = files.reduce((sum, file) => sum + (this.#files.has(file) ? 1 : 0), 0);
    return count === 0 ? "none" : count === files.length ? "all" : "some";
  }
}
