/** The DICOM inspector: every element of a file, broken ones too, with its place in the bytes. */

import "./dicom-inspector.css";
import type { Datum } from "../bytes/datum";
import { asFailure } from "../bytes/fault";
import { breath } from "../elements/breath";
import { h } from "../elements/dom";
import { failureNote } from "../elements/failure";
import { NOWHERE } from "../links/grammar";
import { shown } from "../shell/mask";
import type { At, LiveTool, Payload, Places, Tool } from "../shell/tool";
import { Cancelled, WorkerBridge, WorkerSource } from "../workers/bridge";
import type { Inspection } from "../workers/dicom";
import { placeWords, readPlace } from "./dicom-inspector/places";
import { failureSentence } from "./dicom-inspector/problems";
import { samples } from "./dicom-inspector/samples";
import { t } from "./dicom-inspector/text";
import { InspectionView } from "./dicom-inspector/view";

/** A file that is read in less time than this needs no progress bar, which would only flicker. */
const PATIENCE_MS = 200;

const workers = new WorkerSource(
  () => new Worker(new URL("../workers/dicom.ts", import.meta.url), { type: "module" }),
);

class Inspector implements LiveTool {
  readonly places: Places = {
    read: readPlace,
    words: placeWords,
    goTo: async (place) => this.#view?.goTo(place) ?? "nowhere",
  };
  readonly #host: HTMLElement;
  readonly #at: At;
  readonly #status = h("p", { className: "hidden-title", role: "status" });
  readonly #stage = h("div");
  readonly #bridge = new WorkerBridge<Blob, Inspection>(workers);
  #open: Payload | null = null;
  #view: InspectionView | null = null;
  /** Says once more why there is no view. */
  #failure: (() => void) | null = null;

  constructor(host: HTMLElement, at: At) {
    this.#host = host;
    this.#at = at;
    host.classList.add("inspector");
    host.replaceChildren(this.#status, this.#stage);
    this.#say(t("empty"));
  }

  open(payload: Payload): void {
    const { name, blob } = payload;
    this.#open = payload;
    void this.#inspect(name, blob);
  }

  redraw(): void {
    this.#view?.redraw();
    this.#failure?.();
  }

  clear(): () => void {
    const open = this.#open;
    this.#bridge.cancel();
    this.#open = null;
    this.#say(t("empty"));
    return () => {
      if (open) this.open(open);
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
    this.#at(null);
  }

  async #inspect(name: Datum, blob: Blob): Promise<void> {
    const progress = this.#progress(name);
    const waiting = setTimeout(() => this.#stage.replaceChildren(progress.element), PATIENCE_MS);
    try {
      const inspection = await this.#bridge.ask(blob, progress.tell);
      await breath(); // what is shown is built in a task of its own
      if (this.#open?.blob !== blob) return;
      this.#letGo();
      this.#view = new InspectionView(inspection.expanded ?? blob, name, inspection, this.#at);
      this.#stage.replaceChildren(this.#view.element);
      this.#at(NOWHERE);
      const { file, faults, faultsLeftOut } = inspection;
      const problems = faults.length + faultsLeftOut;
      this.#status.textContent = t("opened", { elements: file.elements.count, problems });
    } catch (error) {
      if (!(error instanceof Cancelled)) this.#fail(error, name, blob);
    } finally {
      clearTimeout(waiting);
    }
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

const tool: Tool = {
  samples,
  keys: ["find", "grid", "hex"],
  prepare: async () => workers.prepare(),
  mount: (host, _hold, at) => new Inspector(host, at),
};

export default tool;
