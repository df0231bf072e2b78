/** A tool that reads one DICOM file in the worker and shows it: progress, cancel, failure, and what is let go of. */

import type { Datum } from "../../bytes/datum";
import { asFailure } from "../../bytes/fault";
import { Versions } from "../../bytes/versions";
import type { Correction, Rewriting } from "../../dicom/write";
import { breath } from "../../elements/breath";
import { h } from "../../elements/dom";
import { failureNote } from "../../elements/failure";
import { type Fragment, NOWHERE } from "../../links/grammar";
import { shown } from "../../shell/mask";
import type { Arrival, At, Hold, LiveTool, Payload, Places } from "../../shell/tool";
import { Cancelled, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { DicomQuestion, Inspection } from "../../workers/dicom";
import { placeWords, readPlace } from "./places";
import { failureSentence } from "./problems";
import { t } from "./text";

/** A file that is read in less time than this needs no progress bar, which would only flicker. */
const PATIENCE_MS = 200;

/** Workers that read files, and such as hold them against the standard: these ask for more when they begin. */
const readers = new WorkerSource(
  () => new Worker(new URL("../../workers/dicom.ts", import.meta.url), { type: "module" }),
);
const validating = (): Worker =>
  new Worker(new URL("../../workers/dicom.ts", import.meta.url), { type: "module", name: "validates" });
const validators = new WorkerSource(validating);

/** The worker's script is asked for before there are data. */
export const prepareReader = async (): Promise<void> => void readers.prepare();
export const prepareValidator = async (): Promise<void> => void validators.prepare();

/** Workers besides, for what goes on while a file is looked at. */
export const moreValidators = (): WorkerSource => new WorkerSource(validating);

let another: Promise<void> | null = null;

/** A reader, once, for the inspector beside: it is there when this settles. */
export function prepareInspector(): Promise<void> {
  another ??= readers.prepare();
  return another;
}

let both: Promise<unknown> | null = null;

/** A reader and a validator, once, for a tool that leads to both. */
export function prepareBoth(): Promise<unknown> {
  both ??= Promise.all([readers.prepare(), validators.prepare()]);
  return both;
}

/** What a file was read for. */
export interface DicomView {
  readonly element: HTMLElement;
  redraw(): void;
  goTo(place: Fragment): Arrival;
  focus(): void;
  close(): void;
}

/** How a view changes the file that it shows. Another view follows, which goes to `place`. */
export interface FileEditor {
  readonly versions: Pick<Versions<Blob>, "current" | "changed" | "canUndo" | "canRedo">;
  /** What made the current version of the one that was opened. */
  readonly made: readonly (Correction | Rewriting)[];
  /** @throws WorkerFailure with a code of `editFor` or `rewritten`, "edit-place" or "edit-large"; what is shown stays */
  correct(correction: Correction | Rewriting, place: Fragment): Promise<void>;
  undo(place: Fragment): void;
  redo(place: Fragment): void;
}

export interface DicomToolOptions {
  readonly at: At;
  /** Left out where nothing can be changed. */
  readonly hold?: Hold;
  readonly validates: boolean;
  /** While nothing is open. */
  readonly empty: string;
  view(blob: Blob, name: Datum, inspection: Inspection, editor: FileEditor): DicomView | Promise<DicomView>;
  /** Said when a file was read. */
  summary(inspection: Inspection): string;
}

export class DicomTool implements LiveTool {
  readonly places: Places = {
    read: readPlace,
    words: placeWords,
    goTo: async (place) => this.#view?.goTo(place) ?? "nowhere",
  };
  readonly #host: HTMLElement;
  readonly #options: DicomToolOptions;
  readonly #status = h("p", { className: "hidden-title", role: "status" });
  readonly #stage = h("div");
  readonly #bridge: WorkerBridge<DicomQuestion, Inspection>;
  #open: Payload | null = null;
  #versions = new Versions(new Blob());
  readonly #made = new WeakMap<Blob, FileEditor["made"]>();
  #view: DicomView | null = null;
  /** Says once more why there is no view. */
  #failure: (() => void) | null = null;

  constructor(host: HTMLElement, options: DicomToolOptions) {
    this.#host = host;
    this.#options = options;
    this.#bridge = new WorkerBridge(options.validates ? validators : readers);
    host.classList.add("inspector");
    host.replaceChildren(this.#status, this.#stage);
    this.#say(this.#options.empty);
  }

  /** Settles when it is shown, or why it is not, unless something else was opened since. */
  open(payload: Payload): Promise<void> {
    const { name, blob } = payload;
    this.#open = payload;
    this.#versions = new Versions(blob);
    return this.#inspect(name, blob);
  }

  redraw(): void {
    this.#view?.redraw();
    this.#failure?.();
  }

  clear(): () => void {
    const open = this.#open;
    this.#bridge.cancel();
    this.#open = null;
    this.#say(this.#options.empty);
    return () => {
      if (open) void this.open(open);
    };
  }

  close(): void {
    this.#open = null;
    this.#bridge.end();
    this.#letGo();
    this.#host.replaceChildren();
  }

  #letGo(): void {
    this.#view?.close();
    this.#view = null;
    this.#failure = null;
    this.#options.at(null);
  }

  async #inspect(name: Datum, blob: Blob): Promise<void> {
    const progress = this.#progress(name);
    const waiting = setTimeout(() => this.#stage.replaceChildren(progress.element), PATIENCE_MS);
    try {
      const inspection = await this.#bridge.ask({ blob }, progress.tell);
      await breath(); // what is shown is built in a task of its own
      if (this.#open?.blob === blob) await this.#show(name, inspection);
    } catch (error) {
      if (!(error instanceof Cancelled)) this.#fail(error, name, blob);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** A view of what was read, unless something else was opened since. */
  async #show(name: Datum, inspection: Inspection): Promise<DicomView | null> {
    const open = this.#open;
    const { blob, expanded } = inspection;
    const view = await this.#options.view(expanded ?? blob, name, inspection, this.#editor());
    if (!open || this.#open !== open) {
      view.close();
      return null;
    }
    this.#letGo();
    this.#view = view;
    this.#stage.replaceChildren(this.#view.element);
    this.#options.at(NOWHERE);
    this.#status.textContent = this.#options.summary(inspection);
    return view;
  }

  #editor(): FileEditor {
    const versions = this.#versions;
    return {
      versions,
      made: this.#made.get(versions.current) ?? [],
      correct: (correction, place) => this.#change({ blob: versions.current, correction }, place),
      undo: (place) => this.#goOver(versions.undo(), place),
      redo: (place) => this.#goOver(versions.redo(), place),
    };
  }

  /** To another version, which was read before. */
  #goOver(blob: Blob | null, place: Fragment): void {
    const name = this.#open?.name;
    if (!blob || name === undefined) return;
    this.#change({ blob }, place).catch((error: unknown) => {
      if (!(error instanceof Cancelled)) this.#fail(error, name, blob);
    });
  }

  async #change(question: DicomQuestion, place: Fragment): Promise<void> {
    const open = this.#open;
    const inspection = await this.#bridge.ask(question);
    await breath();
    if (!open || this.#open !== open) return;
    if (question.correction) {
      this.#made.set(inspection.blob, [...(this.#made.get(question.blob) ?? []), question.correction]);
      this.#versions.add(inspection.blob);
    }
    this.#open = { name: open.name, blob: inspection.blob };
    this.#options.hold?.(this.#open);
    const view = await this.#show(open.name, inspection);
    view?.goTo(place);
    view?.focus();
  }

  #progress(name: Datum): { element: HTMLElement; tell: (done: number, total: number) => void } {
    const percentRead = (percent: number): string => t("reading", { name: shown(name), percent });
    const words = h("p", {}, percentRead(0));
    const bar = h("progress", { max: 1, value: 0, "aria-label": t("progress") });
    const cancel = h("button", { type: "button", className: "btn" }, t("cancel"));
    cancel.onclick = () => {
      this.#bridge.cancel();
      this.#say(t("cancelled"));
    };
    const tell = (done: number, total: number): void => {
      bar.value = done / total;
      words.textContent = percentRead(Math.round((done / total) * 100));
    };
    return { element: h("div", { className: "inspector-progress" }, words, bar, cancel), tell };
  }

  #say(text: string): void {
    this.#letGo();
    this.#stage.replaceChildren(h("p", { className: "muted" }, text));
    this.#status.textContent = "";
  }

  #fail(error: unknown, name: Datum, blob: Blob): void {
    const failure = asFailure(error);
    const sentence = (): string => failureSentence(failure, name, blob.size);
    const again = (): void => void this.#inspect(name, blob);
    this.#letGo();
    this.#failure = () => this.#stage.replaceChildren(...failureNote(failure, sentence, again));
    this.#failure();
  }
}
