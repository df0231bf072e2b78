/** The folder tool on the page: what is read, how far, and what is let go of. */

import { unmasked } from "../../bytes/datum";
import { asFailure, type Failure } from "../../bytes/fault";
import { breath } from "../../elements/breath";
import { h } from "../../elements/dom";
import { failureNote } from "../../elements/failure";
import { later } from "../../elements/idle";
import { type Collection, collect } from "../../intake/collection";
import { fileItem, type Item, nameOf } from "../../intake/item";
import { NOWHERE } from "../../links/grammar";
import type { Arrival, At, LiveTool, Payload, Places, Send } from "../../shell/tool";
import { Cancelled } from "../../workers/bridge";
import type { FolderModel, Other } from "./model";
import { placeWords, readPlace } from "./places";
import { type Outcome, Readers } from "./reading";
import { t } from "./text";
import type { FolderView } from "./view";

/** Reading that is done sooner needs no progress, which would only flicker. */
const PATIENCE_MS = 200;
/** How often progress is written: no eye follows it faster. */
const TELL_MS = 50;
/** How often the tree is made again while files are read: at first at once, then whenever it has grown fourfold. */
const DRAW_MS = 250;
const GROWN = 4;

/** What shows a tree is asked for at idle, before there are data; of a drop that comes sooner it is waited for. */
const drawing = later(() => import("./drawing"));

/** One time that files are read. */
interface Reading {
  readonly collection: Collection;
  readonly outcomes: (Outcome | undefined)[];
  readonly drawing: Awaited<ReturnType<typeof drawing>>;
  /** Whether nothing else was opened since. */
  isCurrent(): boolean;
}

export class FolderTool implements LiveTool {
  readonly places: Places = {
    read: readPlace,
    words: placeWords,
    goTo: async (place): Promise<Arrival> => this.#view?.goTo(place) ?? "nowhere",
  };
  readonly #host: HTMLElement;
  readonly #at: At;
  readonly #send: Send;
  readonly #readers = new Readers();
  readonly #status = h("p", { className: "hidden-title", role: "status" });
  readonly #busy = h("div", { className: "folder-busy", hidden: true });
  readonly #stage = h("div");
  #open: Collection | null = null;
  #outcomes: (Outcome | undefined)[] = [];
  #view: FolderView | null = null;
  /** Says once more why there is no tree. */
  #failure: (() => void) | null = null;
  #drawn = { at: 0, count: 0 };

  constructor(host: HTMLElement, at: At, send: Send) {
    this.#host = host;
    this.#at = at;
    this.#send = send;
    host.classList.add("folder");
    host.replaceChildren(this.#status, this.#busy, this.#stage);
    this.#rest(t("empty"));
  }

  open({ name, blob }: Payload): void {
    this.openAll(collect("", [fileItem(unmasked(name), blob)], []));
  }

  openAll(collection: Collection): void {
    this.#readers.cancel();
    this.#open = collection;
    this.#outcomes = [];
    void this.#read(collection);
  }

  /** The selected file, or the first one of what is selected. */
  async picked(): Promise<Payload | null> {
    const item = this.#open?.items[this.#view?.file ?? -1];
    if (!item) return null;
    const { noteOf, notOpenedSentence } = await drawing();
    try {
      const { blob, fault } = await item.open({ signal: new AbortController().signal });
      const notes = fault ? [noteOf(fault)] : [];
      return { name: nameOf(item.path), blob, notes };
    } catch (error) {
      this.#status.textContent = notOpenedSentence(asFailure(error));
      return null;
    }
  }

  redraw(): void {
    this.#view?.redraw();
    this.#failure?.();
  }

  clear(): () => void {
    const open = this.#open;
    const outcomes = this.#outcomes;
    this.#readers.cancel();
    this.#open = null;
    this.#outcomes = [];
    this.#rest(t("empty"));
    return () => {
      this.#open = open;
      this.#outcomes = outcomes;
      if (open) void this.#read(open);
    };
  }

  close(): void {
    this.#open = null;
    this.#outcomes = [];
    this.#readers.end();
    this.#letGo();
    this.#host.replaceChildren();
  }

  #letGo(): void {
    this.#view?.close();
    this.#view = null;
    this.#failure = null;
    this.#at(null);
  }

  #rest(text: string): void {
    this.#letGo();
    this.#busy.hidden = true;
    this.#stage.replaceChildren(h("p", { className: "muted" }, text));
    this.#status.textContent = "";
  }

  async #read(collection: Collection): Promise<void> {
    const outcomes = this.#outcomes;
    const isCurrent = (): boolean => this.#open === collection && this.#outcomes === outcomes;
    if (this.#failure) this.#stage.replaceChildren(); // what is tried again has not failed yet
    this.#letGo();
    try {
      const reading = { collection, outcomes, drawing: await drawing(), isCurrent };
      if (isCurrent()) await this.#readRest(reading);
    } catch (error) {
      if (!isCurrent()) return;
      this.#busy.hidden = true;
      this.#fail(asFailure(error), () => void this.#read(collection));
    }
  }

  /** Reads what is not read yet, and shows all that was read when it was cancelled. */
  async #readRest(reading: Reading): Promise<void> {
    const { collection, outcomes, isCurrent } = reading;
    const { items } = collection;
    const left = [...items.keys()].filter((number) => !outcomes[number]);
    const progress = this.#progress(items.length);
    let done = items.length - left.length;
    this.#drawn = { at: performance.now() - DRAW_MS, count: 0 };
    const isWhole = await this.#readers
      .read(
        left.map((number) => items[number] as Item),
        (at, outcome) => {
          if (!isCurrent()) return;
          outcomes[left[at] as number] = outcome;
          done++;
          progress.tell(done);
          void this.#drawSometimes(reading, done);
        },
      )
      .then(() => true, cancelledOnly)
      .finally(progress.end);
    await breath(); // what is shown is built in a task of its own
    if (!isCurrent()) return;
    this.#busy.hidden = true;
    await this.#drawAll(reading);
    if (!isWhole && isCurrent()) this.#sayCancelled(reading.drawing.cancelledSentence(done, items.length));
  }

  #sayCancelled(sentence: string): void {
    this.#stage.prepend(h("p", { className: "note" }, sentence));
    this.#status.textContent = sentence;
  }

  async #drawSometimes(reading: Reading, done: number): Promise<void> {
    const { at, count } = this.#drawn;
    const { items } = reading.collection;
    if (performance.now() - at < DRAW_MS || done < count * GROWN || done === items.length) return;
    this.#drawn = { at: performance.now(), count: done };
    await breath();
    if (!reading.isCurrent()) return;
    const model = modelNow(reading);
    if (model.placed > 0 && model.read < items.length) await this.#show(model, reading);
  }

  /** All that was read, in tasks that are short. */
  async #drawAll(reading: Reading): Promise<void> {
    const model = modelNow(reading);
    await breath();
    if (!reading.isCurrent()) return;
    const [first] = model.others;
    if (reading.collection.items.length === 0) this.#rest(reading.drawing.nothingSentence());
    else if (model.placed === 0 && first && !model.others.some(isDirectory))
      this.#refuse(model.others.length, first, reading);
    else {
      await this.#show(model, reading);
      if (!reading.isCurrent()) return;
      this.#status.textContent = reading.drawing.openedSentence(model);
    }
  }

  async #show(model: FolderModel, { collection, drawing: { FolderView } }: Reading): Promise<void> {
    if (!this.#view) {
      this.#letGo();
      this.#view = new FolderView(collection, this.#readers, { at: this.#at, send: this.#send });
      this.#stage.replaceChildren(this.#view.element);
      this.#at(NOWHERE);
    }
    await this.#view.show(model);
  }

  /** Nothing of it has a place in a tree. */
  #refuse(n: number, first: Other, { drawing: { refusalSentence } }: Reading): void {
    this.#say(() => [h("p", { className: "note bad", role: "alert" }, refusalSentence(n, first))]);
  }

  #fail(failure: Failure, again: () => void): void {
    this.#say(() => failureNote(failure, () => t("failed"), again));
  }

  #say(notes: () => readonly HTMLElement[]): void {
    this.#letGo();
    this.#failure = () => this.#stage.replaceChildren(...notes());
    this.#failure();
  }

  #progress(total: number): { tell(done: number): void; end(): void } {
    const since = performance.now();
    const words = h("span");
    const bar = h("progress", { max: Math.max(total, 1), value: 0, "aria-label": t("progress") });
    const cancel = h("button", { type: "button", className: "btn small" }, t("cancel"));
    cancel.onclick = () => this.#readers.cancel();
    this.#busy.replaceChildren(words, bar, cancel);
    let isOver = false;
    let due = since + PATIENCE_MS;
    const tell = (done: number): void => {
      const now = performance.now();
      if (isOver || now < due) return;
      due = now + TELL_MS;
      bar.value = done;
      words.textContent = t("reading", { done, total });
      this.#busy.hidden = false;
    };
    return {
      tell,
      end: () => {
        isOver = true;
      },
    };
  }
}

const modelNow = ({ collection, outcomes, drawing: { modelOf } }: Reading): FolderModel =>
  modelOf(collection.items, outcomes);

function cancelledOnly(error: unknown): false {
  if (error instanceof Cancelled) return false;
  throw error;
}

const isDirectory = ({ code }: Other): boolean => code.startsWith("directory");
