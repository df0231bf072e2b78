/** HL7 v2 viewer: raw text, table and detail of a message, on one cursor. */

import "./hl7-viewer.css";
import type { Failure } from "../bytes/fault";
import { h } from "../elements/dom";
import { dictionaryVersion, type Hl7Text, MOST_ROWS, parsePath, readDictionary } from "../hl7";
import type { LiveTool, Payload, Tool } from "../shell/tool";
import { Cancelled, WorkerBridge, WorkerFailure, WorkerSource } from "../workers/bridge";
import type { Hl7Question, OpenedBlock } from "../workers/hl7";
import { Chooser, labelOf } from "./hl7-viewer/chooser";
import { Detail } from "./hl7-viewer/detail";
import { loadAllDictionaries, loadDictionary } from "./hl7-viewer/dictionaries";
import { OpenMessage } from "./hl7-viewer/open-message";
import { Problems } from "./hl7-viewer/problems";
import { RawText } from "./hl7-viewer/raw";
import { samples } from "./hl7-viewer/samples";
import { Table } from "./hl7-viewer/table";
import { t } from "./hl7-viewer/text";

/** One message takes up to seven times its bytes in memory; a phone's page has about half a gigabyte. */
const MOST_BYTES = 64 * 1024 * 1024;

const LINE_ENDS = { cr: "CR", lf: "LF", crlf: "CR LF", mixed: "CR, LF, CR LF", none: "–" };

const SENTENCES: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  empty: "failEmpty",
  "utf-16": "failUtf16",
  "not-hl7": "failNotHl7",
  unreadable: "failUnreadable",
};

/** What is open, or being opened. */
interface Source {
  readonly id: number;
  readonly name: string;
  readonly blob: Blob;
  readonly origin: Hl7Question["origin"];
  /** The text area shows this text already. */
  readonly inArea: boolean;
}

const workers = new WorkerSource(
  () => new Worker(new URL("../workers/hl7.ts", import.meta.url), { type: "module" }),
);

class Viewer implements LiveTool {
  readonly #bridge = new WorkerBridge<Hl7Question, OpenedBlock>(workers);
  readonly #raw = new RawText({
    edited: (text) => this.#openTyped(text),
    pasted: (text) => this.open({ name: "", blob: new Blob([text]) }),
    moved: (offset) => this.#caretMoved(offset),
  });
  readonly #table = new Table((row) => this.#picked(row));
  readonly #detail = new Detail();
  readonly #problems = new Problems((offset) => this.#jump(offset));
  readonly #chooser = new Chooser((block) => void this.#load(block));
  readonly #status = h("p", { className: "muted hl7-status", role: "status" }, t("empty"));
  readonly #cancel = h("button", { type: "button", className: "btn small", hidden: true }, t("cancel"));
  readonly #failure = h("div", { role: "alert" });
  readonly #summary = h("div", { className: "hl7-summary" });
  readonly #pathInput = h("input", {
    className: "btn small hl7-path",
    placeholder: "PID-3.1",
    autocomplete: "off",
    spellcheck: false,
    translate: false,
    "aria-label": t("pathLabel"),
    "aria-describedby": "hl7-path-answer",
  });
  readonly #pathAnswer = h("p", { className: "muted", role: "status", id: "hl7-path-answer" });
  readonly #work = h("div", { className: "hl7-work", hidden: true });
  #lastId = 0;
  #source: Source | null = null;
  #text: Hl7Text | null = null;
  #open: OpenMessage | null = null;

  constructor(host: HTMLElement) {
    const go = h("button", { type: "button", className: "btn small" }, t("go"));
    const goTo = h(
      "div",
      { className: "row" },
      h("label", { className: "row" }, t("pathLabel"), this.#pathInput),
      go,
    );
    go.addEventListener("click", () => this.#goToPath());
    // No form: the pages' sandbox forbids them.
    this.#pathInput.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#goToPath();
    });
    this.#cancel.addEventListener("click", () => this.#bridge.cancel());
    this.#work.append(
      h("div", { className: "hl7-bar" }, this.#chooser.element, goTo, this.#table.controls),
      this.#pathAnswer,
      h("div", { className: "hl7-panes" }, this.#table.grid, this.#detail.element),
    );
    host.classList.add("hl7");
    host.append(
      this.#raw.element,
      h("div", { className: "row" }, this.#status, this.#cancel),
      this.#failure,
      this.#summary,
      this.#problems.element,
      this.#work,
    );
  }

  open({ name, blob }: Payload): void {
    this.#bridge.cancel();
    this.#raw.empty();
    const origin = name === "" ? "typed" : "file";
    this.#begin({ name: name || t("pastedName"), blob, origin, inArea: false });
  }

  close(): void {
    this.#bridge.end();
    this.#forget();
    this.#raw.close();
  }

  #openTyped(text: string): void {
    const blob = new Blob([text]);
    if (text.trim() === "") {
      this.#bridge.cancel();
      this.#forget();
      this.#status.textContent = t("empty");
    } else this.#begin({ name: t("pastedName"), blob, origin: "typed", inArea: true });
  }

  #begin(source: Omit<Source, "id">): void {
    const { size } = source.blob;
    if (size > MOST_BYTES) {
      this.#forget();
      this.#say(t("tooLarge", { size, limit: MOST_BYTES }));
      return;
    }
    this.#source = { ...source, id: ++this.#lastId };
    this.#text = null;
    void this.#load(0);
  }

  /** Asks the worker for one block of the source, and for its text where the page has not got it. */
  async #load(block: number): Promise<void> {
    const source = this.#source;
    if (!source) return;
    const { id, blob, origin, name } = source;
    this.#failure.replaceChildren();
    this.#status.textContent = t("reading", { name });
    this.#cancel.hidden = false;
    try {
      const answer = await this.#bridge.ask({ id, blob, origin, block }, (done, total) => {
        if (total > 1) this.#status.textContent = t("readingPart", { name, done, total });
      });
      await this.#show(source, answer);
    } catch (error) {
      if (error instanceof Cancelled) this.#cancelledOne(source);
      else this.#fail(error instanceof WorkerFailure ? error.failure : INTERNAL);
    }
  }

  /** A question that a newer one replaced says nothing. */
  #cancelledOne(source: Source): void {
    if (this.#source !== source || this.#text) return;
    this.#forget();
    this.#status.textContent = t("cancelled");
  }

  async #show(source: Source, { text, findings, message, tree }: OpenedBlock): Promise<void> {
    const { version } = dictionaryVersion(message.summary.version);
    const dictionary = await loadDictionary(version).catch(() => null);
    if (this.#source !== source) return; // something newer came meanwhile
    this.#text = text ?? this.#text;
    if (!this.#text) return;
    if (findings) this.#problems.show(this.#text, findings);

    const open = new OpenMessage(this.#text, message, tree, dictionary ?? readDictionary(""));
    const wanted = this.#selectedPath();
    this.#open = open;
    this.#cancel.hidden = true;
    this.#work.hidden = false;
    this.#chooser.show(this.#text, this.#blockNumber());
    this.#describe(source, version, dictionary !== null);
    this.#raw.show(this.#text, message, source.inArea);
    this.#detail.clear();
    this.#table.show(open);
    const path = wanted === null ? null : parsePath(wanted);
    if (path) this.#table.selectPath(path);
  }

  #selectedPath(): string | null {
    const row = this.#table.grid.selected;
    return this.#open && row >= 0 ? this.#open.path(row) : null;
  }

  #blockNumber(): number {
    const first = this.#open?.message.block.firstLine;
    return this.#text?.blocks.findIndex(({ firstLine }) => firstLine === first) ?? 0;
  }

  #describe(source: Source, version: string, named: boolean): void {
    const { text, message, tree } = this.#open as OpenMessage;
    const declared = message.summary.version;
    const exact = declared === version;
    const editions = exact ? "version" : declared ? "versionOther" : "versionNone";
    const ends =
      source.origin === "typed" ? t("typed") : t("lineEnds", { kind: LINE_ENDS[text.lines.terminator] });
    const facts = [
      exact || !declared ? "" : t("version", { version: declared }),
      t(editions, { version }),
      t("size", { n: text.bytes.length }),
      ends,
    ].filter((fact) => fact);
    this.#status.textContent = "";
    this.#summary.replaceChildren(
      h("strong", { translate: false }, labelOf(text, message.block)),
      h("span", { className: "muted", translate: false }, source.name),
      h("span", { className: "muted" }, facts.join(" · ")),
    );
    if (tree.cutAt >= 0) this.#say(t("rowsCut", { n: MOST_ROWS, at: tree.cutAt }));
    if (!named) this.#say(t("dictionaryFailed", { version }));
  }

  #picked(row: number): void {
    if (!this.#open || row < 0) return;
    this.#detail.show(this.#open, row);
    this.#raw.select(this.#open.span(row));
  }

  #caretMoved(offset: number): void {
    if (!this.#text || !this.#open) return;
    const { start, end } = this.#blockSpan();
    if (offset >= start && offset <= end) this.#table.selectAt(offset);
    else {
      const block = this.#blockAt(offset);
      if (block >= 0 && block !== this.#blockNumber()) void this.#load(block);
    }
  }

  #blockSpan(): { readonly start: number; readonly end: number } {
    const { text, message } = this.#open as OpenMessage;
    const { firstLine, endLine } = message.block;
    return { start: text.lines.start[firstLine] ?? 0, end: text.lines.end[endLine - 1] ?? 0 };
  }

  #blockAt(offset: number): number {
    const { lines, blocks } = this.#text as Hl7Text;
    return blocks.findLastIndex(({ firstLine }) => (lines.start[firstLine] ?? 0) <= offset);
  }

  async #jump(offset: number): Promise<void> {
    if (!this.#text) return;
    const block = this.#blockAt(offset);
    if (block >= 0 && block !== this.#blockNumber()) await this.#load(block);
    if (this.#table.selectAt(offset)) this.#table.grid.focus();
    else this.#raw.reveal(offset);
  }

  #goToPath(): void {
    const written = this.#pathInput.value;
    const path = parsePath(written);
    if (!path) {
      this.#pathAnswer.textContent = t("pathBad", { path: written });
      return;
    }
    const found = this.#table.selectPath(path);
    const answers = {
      exact: "",
      closest: t("pathMissing", { path: written }),
      none: t("segmentMissing", { path: written }),
    };
    this.#pathAnswer.textContent = answers[found];
  }

  #fail({ code, offset, values }: Failure): void {
    this.#forget();
    const sentence = SENTENCES[code] ?? "failInternal";
    this.#say(t(sentence, { ...values, offset }));
  }

  #say(sentence: string): void {
    this.#failure.replaceChildren(h("p", { className: "note bad" }, sentence));
  }

  /** Lets go of all data but what stands in the text area. */
  #forget(): void {
    this.#source = null;
    this.#text = null;
    this.#open = null;
    this.#cancel.hidden = true;
    this.#work.hidden = true;
    this.#status.textContent = "";
    this.#pathAnswer.textContent = "";
    this.#failure.replaceChildren();
    this.#summary.replaceChildren();
    this.#problems.clear();
    this.#detail.clear();
    this.#table.clear();
    this.#raw.clear();
  }
}

const INTERNAL: Failure = { code: "internal", offset: -1, values: {} };

const tool: Tool = {
  samples,
  prepare: () => {
    workers.prepare();
    return loadAllDictionaries();
  },
  mount: (host) => new Viewer(host),
};
export default tool;
