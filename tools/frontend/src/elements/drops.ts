/** Files may be dropped anywhere on the page, or pasted; the frame shows that they are welcome. */

import { areMany, type Dropped, droppedOf } from "../intake/dropped";

export interface Taker {
  /** One file, or pasted text. */
  one(name: string, blob: Blob): void;
  /** Several files, or folders. */
  many(dropped: Dropped): void;
}

/** A file that is dropped while no tool takes any, as when the page has only begun, must not take the page's place. */
export function keepThePage(): void {
  const keep = (event: DragEvent): void => {
    if (areFiles(event.dataTransfer)) event.preventDefault();
  };
  document.addEventListener("dragover", keep);
  document.addEventListener("drop", keep);
}

const areFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes("Files") ?? false;

export class Drops {
  readonly #frame: HTMLElement;
  readonly #taker: Taker;
  #ear: AbortController | null = null;

  constructor(frame: HTMLElement, taker: Taker) {
    this.#frame = frame;
    this.#taker = taker;
  }

  listen(on: boolean): void {
    if (on === (this.#ear !== null)) return;
    this.#ear?.abort();
    this.#ear = on ? new AbortController() : null;
    if (!this.#ear) return;
    const { signal } = this.#ear;
    document.addEventListener("dragover", (event) => this.#over(event), { signal });
    document.addEventListener("dragleave", (event) => this.#over(event), { signal });
    document.addEventListener("drop", (event) => this.#drop(event), { signal });
    document.addEventListener("paste", (event) => this.#paste(event), { signal });
  }

  #over(event: DragEvent): void {
    if (!areFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.#frame.classList.toggle("over", event.type === "dragover");
  }

  #drop(event: DragEvent): void {
    if (!areFiles(event.dataTransfer)) return;
    event.preventDefault(); // or the browser would leave the page for the file
    this.#frame.classList.remove("over");
    this.#take(droppedOf(event.dataTransfer));
  }

  /** What is pasted into a text stays there. A copied cell of a table is a picture too: its text counts. */
  #paste(event: ClipboardEvent): void {
    const { clipboardData } = event;
    if (!clipboardData || event.defaultPrevented) return;
    const text = clipboardData.getData("text/plain");
    if (text === "" && clipboardData.files.length > 0) {
      event.preventDefault();
      this.#take(droppedOf(clipboardData));
    } else if (text !== "" && !isTyped(event.composedPath()[0])) this.#taker.one("", new Blob([text]));
  }

  #take(dropped: Dropped): void {
    const [first] = dropped.files;
    if (areMany(dropped)) this.#taker.many(dropped);
    else if (first) this.#taker.one(first.name, first);
  }
}

const isTyped = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
