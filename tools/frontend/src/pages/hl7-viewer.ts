/** HL7 v2 viewer: raw text, table and detail of a message, on one cursor. */

import "./hl7-viewer.css";
import type { Change } from "../bytes/change";
import { type Datum, datum } from "../bytes/datum";
import { asFailure, type Failure } from "../bytes/fault";
import { h } from "../elements/dom";
import { failureNote } from "../elements/failure";
import { ProblemList } from "../elements/problems";
import { type Report, reportMenu } from "../elements/report";
import {
  blockAt,
  dictionaryVersion,
  type FaultCode,
  type Feed,
  labelOf,
  MOST_ROWS,
  parsePath,
  readDictionary,
  shownSpan,
  typedBytes,
  weightOf,
} from "../hl7";
import { keyOf } from "../keys/keys";
import { masking, shown, shownAll } from "../shell/mask";
import type { Hold, LiveTool, Payload, Tool } from "../shell/tool";
import { formatSize } from "../text/define";
import { Cancelled, type Progress, WorkerBridge, WorkerSource } from "../workers/bridge";
import type { Hl7Question, OpenedBlock } from "../workers/hl7";
import { Chooser, LONGEST_LIST, labelText } from "./hl7-viewer/chooser";
import { Detail } from "./hl7-viewer/detail";
import { loadAllDictionaries, loadDictionary } from "./hl7-viewer/dictionaries";
import { Draft } from "./hl7-viewer/draft";
import { EditTools } from "./hl7-viewer/edit-tools";
import { loadEditor, newEditor } from "./hl7-viewer/editor-module";
import { MaskedRaw } from "./hl7-viewer/masked-raw";
import { OpenMessage } from "./hl7-viewer/open-message";
import { problemOf } from "./hl7-viewer/problems";
import { MOST_EDITED, RawText } from "./hl7-viewer/raw";
import { samples } from "./hl7-viewer/samples";
import { Table } from "./hl7-viewer/table";
import { t } from "./hl7-viewer/text";

/** The worker holds a whole text; browsers give one buffer a gigabyte or two, a phone's less. */
const MOST_BYTES = 512 * 1024 * 1024;

/** The table follows what is typed after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 250;
/** A file of up to so many bytes is taken into memory before its changes are kept only here. */
const MOST_SECURED = 128 * 1024 * 1024;

const LINE_ENDS = { cr: "CR", lf: "LF", crlf: "CR LF", mixed: "CR, LF, CR LF", none: "–" };

const SENTENCES: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  empty: "failEmpty",
  "utf-16": "failUtf16",
  "not-hl7": "failNotHl7",
  unreadable: "failUnreadable",
};

const TYPED = datum("");
const nameOf = (name: Datum): string => shown(name) || t("pastedName");

/** What is open, or being opened. */
interface Source {
  /** "" for what was typed or pasted. */
  readonly name: Datum;
  readonly origin: "file" | "typed";
  readonly draft: Draft;
}

type Where = Hl7Question["where"];
const FIRST: Where = { block: 0 };

const workers = new WorkerSource(
  () => new Worker(new URL("../workers/hl7.ts", import.meta.url), { type: "module" }),
);

class Viewer implements LiveTool {
  readonly #bridge = new WorkerBridge<Hl7Question, OpenedBlock>(workers);
  readonly #tools = new EditTools({
    undo: () => this.#step("undo"),
    redo: () => this.#step("redo"),
    saved: () => this.#source?.draft.blob ?? null,
  });
  readonly #raw = new RawText(
    {
      edited: (change, join) => this.#edited(change, join),
      refused: (character) => this.#say(() => t("refused", { character: shown(datum(character)) })),
      pasted: (text) => this.#pasted(new Blob([text])),
      moved: (offset) => this.#caretMoved(offset),
      undo: () => this.#step("undo"),
      redo: () => this.#step("redo"),
    },
    this.#tools.element,
  );
  readonly #table = new Table((row) => this.#picked(row));
  readonly #masked = new MaskedRaw((row) => this.#table.choose(row));
  readonly #detail = new Detail(
    this.#table.grid.columns.map(({ label }) => label),
    (row) => this.#table.cells(row),
  );
  readonly #problems = new ProblemList((offset) => void this.#jump(offset));
  readonly #chooser = new Chooser((block) => void this.#load({ block }));
  readonly #status = h("p", { className: "muted hl7-status", role: "status" }, t("empty"));
  readonly #cancel = h("button", { type: "button", className: "btn small", hidden: true }, t("cancel"));
  readonly #failure = h("div");
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
  readonly #hold: Hold;
  readonly #rawPane = h("div", {}, this.#raw.element);
  #loads = 0;
  /** Tells states of the draft apart: what was asked about an older one is not shown. */
  #revision = 0;
  /** The revision that table and problems show. */
  #shown = -1;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #source: Source | null = null;
  #feed: Feed | null = null;
  /** The number of the block that is shown. */
  #number = 0;
  #open: OpenMessage | null = null;
  /** Write once more what holds words of the message: its summary, or why it cannot be shown. */
  #describeAgain = (): void => {};
  #sayAgain = (): void => {};

  constructor(host: HTMLElement, hold: Hold) {
    this.#hold = hold;
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
      if (keyOf("path", event) === "go") this.#goToPath();
    });
    this.#cancel.addEventListener("click", () => this.#bridge.cancel());
    this.#work.append(
      h("div", { className: "hl7-bar" }, this.#chooser.element, goTo, this.#table.controls),
      this.#pathAnswer,
      h(
        "div",
        { className: "hl7-bar" },
        this.#table.find,
        reportMenu("hl7-viewer-report", () => this.#report()),
      ),
      h("div", { className: "hl7-panes" }, this.#table.grid, this.#detail.element),
    );
    newEditor().then(
      (editor) => this.#raw.attach(editor),
      () => this.#say(() => t("editorFailed")),
    );
    host.classList.add("hl7");
    host.append(
      this.#rawPane,
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
    if (name === TYPED) void this.#openTyped(blob);
    else this.#begin({ name, origin: "file", draft: new Draft(blob) });
  }

  redraw(): void {
    this.#placeRaw();
    this.#sayAgain();
    if (!this.#open || !this.#feed) return;
    this.#describeAgain();
    this.#problems.redraw();
    this.#chooser.show(this.#feed, this.#number);
    this.#table.grid.refresh();
    this.#picked(this.#table.grid.selected);
  }

  /** While values are masked, the raw text is not in the document at all, unless nothing stands in it. */
  #placeRaw(): void {
    const masked = masking.on && (this.#open !== null || !this.#raw.isEmpty);
    this.#masked.show(masked ? this.#open : null);
    const wanted = masked ? this.#masked.element : this.#raw.element;
    if (this.#rawPane.firstChild !== wanted) this.#rawPane.replaceChildren(wanted);
  }

  clear(): () => void {
    const source = this.#source;
    const where = { offset: this.#raw.caret };
    this.#bridge.cancel();
    this.#raw.empty();
    this.#forget();
    this.#status.textContent = t("empty");
    return () => {
      if (source) this.#begin(source, where);
    };
  }

  close(): void {
    this.#bridge.end();
    this.#tools.close();
    this.#raw.empty();
    this.#forget();
  }

  /** Typed elsewhere: as bytes it is what a sender would make of it. */
  async #openTyped(blob: Blob): Promise<void> {
    this.#forget();
    const revision = this.#revision;
    const { bytes, encoding } = typedBytes(new Uint8Array(await blob.arrayBuffer()));
    if (revision !== this.#revision) return;
    const draft = new Draft(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    // What cannot be read as HL7 stays in the editor all the same.
    this.#raw.show(bytes.subarray(0, Math.max(0, bytes.length - 1)), 0, encoding);
    draft.bringUp(0, bytes);
    this.#begin({ name: TYPED, origin: "typed", draft });
  }

  #pasted(blob: Blob): void {
    this.#hold({ name: TYPED, blob });
    void this.#openTyped(blob);
  }

  #begin(source: Source, where = FIRST): void {
    const { size } = source.draft;
    this.#forget();
    if (size > MOST_BYTES) {
      this.#say(() => t("tooLarge", { size: formatSize(size), limit: formatSize(MOST_BYTES) }));
      return;
    }
    this.#source = source;
    void this.#load(where);
  }

  /** The visitor changed the text, which shows it already; the rest follows after a pause. */
  #edited(change: Change, join: boolean): void {
    const source = this.#source ?? { name: TYPED, origin: "typed", draft: new Draft(new Blob()) };
    source.draft.edit(change, join);
    this.#source = source;
    this.#changed(TYPING_PAUSE_MS);
  }

  #step(what: "undo" | "redo"): void {
    const change = this.#source?.draft[what]();
    if (!change) return;
    const isShown = this.#raw.follow(change);
    if (!isShown) this.#raw.wait();
    this.#changed(isShown ? TYPING_PAUSE_MS : 0, isShown ? null : change.at + change.inserted.length);
  }

  /** The workbench hears of it at once: leaving asks, and what is opened next takes nothing away. */
  #changed(pause: number, at: number | null = null): void {
    this.#revision++;
    this.#holdDraft();
    this.#showTools();
    this.#saySo(() => []);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#follow({ offset: at ?? this.#raw.caret }), pause);
  }

  #holdDraft(): void {
    if (this.#source) this.#hold({ name: this.#source.name, blob: this.#source.draft.blob });
  }

  /** Reads again what was changed. */
  async #follow(where: Where): Promise<void> {
    const source = this.#source;
    if (!source) return;
    const { draft } = source;
    const revision = this.#revision;
    const isMoved = await draft.secure(MOST_SECURED).catch(() => false); // an unreadable file is said by the worker
    if (isMoved && source === this.#source) this.#holdDraft();
    if (revision !== this.#revision) return;
    if (draft.size > 0) await this.#load(where);
    else this.#nothingLeft();
  }

  /** All text was taken away; the steps back are there still. */
  #nothingLeft(): void {
    this.#raw.empty();
    this.#showNothing();
    this.#status.textContent = t("empty");
  }

  #showTools(): void {
    const draft = this.#source?.draft;
    const { changed = false, canUndo = false, canRedo = false } = draft?.steps ?? {};
    this.#tools.show({ changed, canUndo, canRedo, canSave: (draft?.size ?? 0) > 0 });
  }

  /** Asks the worker for one block of the source, and about the whole where the page has not heard of it. */
  async #load(where: Where): Promise<void> {
    const source = this.#source;
    if (!source) return;
    const load = ++this.#loads;
    const revision = this.#revision;
    const { name } = source;
    const isKnown = this.#feed !== null && this.#shown === revision;
    const question = { id: revision, blob: source.draft.blob, where, isKnown, labels: LONGEST_LIST };
    const follows = this.#feed !== null;
    if (!follows) {
      this.#saySo(() => []);
      this.#status.textContent = t("reading", { name: nameOf(name) });
      this.#cancel.hidden = false;
    }
    try {
      const tell: Progress = (done, total) => {
        this.#cancel.hidden = false;
        if (total > 1) this.#status.textContent = t("readingPart", { name: nameOf(name), done, total });
      };
      const answer = follows ? this.#bridge.askOn(question, tell) : this.#bridge.ask(question, tell);
      await this.#show(source, revision, await answer);
    } catch (error) {
      const isOld = this.#source !== source || revision !== this.#revision;
      if (error instanceof Cancelled) {
        if (load === this.#loads && !isOld) this.#cancelledByVisitor();
      } else if (!isOld) this.#fail(asFailure(error), source);
    }
  }

  #cancelledByVisitor(): void {
    if (!this.#feed) this.#forget();
    this.#cancel.hidden = true;
    this.#status.textContent = this.#feed ? "" : t("cancelled");
  }

  async #show(source: Source, revision: number, answer: OpenedBlock): Promise<void> {
    const { feed, number, part, message, tree } = answer;
    const { version } = dictionaryVersion(message.summary.version);
    const dictionary = await loadDictionary(version).catch(() => null);
    if (this.#source !== source || this.#revision !== revision) return; // something newer came meanwhile
    this.#feed = feed ?? this.#feed;
    if (!this.#feed) return;
    if (feed) this.#problems.show(() => feed.faults.map(problemOf), feed.faultCount - feed.faults.length);

    const open = new OpenMessage(part, message, tree, dictionary ?? readDictionary(""));
    const wanted = this.#selectedPath();
    this.#open = open;
    this.#number = number;
    this.#shown = revision;
    this.#cancel.hidden = true;
    this.#work.hidden = false;
    this.#chooser.show(this.#feed, number);
    this.#describeAgain = () => this.#describe(source, version, dictionary !== null);
    this.#describeAgain();
    this.#showText(source, open);
    this.#placeRaw();
    this.#detail.clear();
    this.#table.show(open);
    if (this.#raw.hasFocus) {
      this.#caretMoved(this.#raw.caret);
      return;
    }
    const path = wanted === null ? null : parsePath(wanted);
    if (path) this.#table.selectPath(path);
  }

  #showText({ draft }: Source, { text, message, base }: OpenMessage): void {
    const { start, end } = shownSpan(text, message.block);
    draft.bringUp(base.offset, text.bytes);
    this.#raw.show(text.bytes.subarray(start, end), base.offset + start, message.charset.encoding);
    const marks = (this.#feed?.faults ?? []).map(({ code, offset }) => {
      return { offset, weight: weightOf(code), message: t(code as FaultCode) };
    });
    this.#raw.mark(marks);
    this.#showTools();
  }

  #selectedPath(): string | null {
    const row = this.#table.grid.selected;
    return this.#open && row >= 0 ? this.#open.path(row) : null;
  }

  #report(): Report {
    const { count } = this.#open?.tree ?? { count: 0 };
    const keys = this.#table.grid.columns;
    const problems = this.#problems.all;
    const facts = [...this.#summary.children].map((fact) => fact.textContent ?? "");
    const cells = (row: number): readonly string[] => this.#table.cells(row);
    return { title: t("reportTitle"), isMasked: masking.on, facts, problems, columns: keys, count, cells };
  }

  #describe(source: Source, version: string, named: boolean): void {
    const { text, message, tree, base } = this.#open as OpenMessage;
    const { size, terminator } = this.#feed as Feed;
    const declared = message.summary.version;
    const exact = declared === version;
    const editions = exact ? "version" : declared ? "versionOther" : "versionNone";
    const ends = source.origin === "typed" ? t("typed") : t("lineEnds", { kind: LINE_ENDS[terminator] });
    const facts = [
      exact || !declared ? "" : t("version", { version: shownVersion(declared) }),
      t(editions, { version }),
      t("size", { n: size }),
      ends,
    ].filter((fact) => fact);
    this.#status.textContent = "";
    this.#summary.replaceChildren(
      h("strong", {}, labelText(labelOf(text, message.block))),
      h("span", { className: "muted" }, nameOf(source.name)),
      h("span", { className: "muted" }, facts.join(" · ")),
    );
    if (tree.cutAt >= 0) this.#say(() => t("rowsCut", { n: MOST_ROWS, at: base.offset + tree.cutAt }));
    if (!named) this.#say(() => t("dictionaryFailed", { version }));
  }

  #picked(row: number): void {
    if (!this.#open || row < 0) return;
    this.#detail.show(this.#open, row);
    if (masking.on) this.#masked.select(row);
    else if (this.#shown === this.#revision) {
      const { start, end } = this.#open.span(row);
      const { offset } = this.#open.base;
      this.#raw.select({ start: offset + start, end: offset + end });
    }
  }

  #caretMoved(offset: number): void {
    if (this.#open && this.#shown === this.#revision) this.#table.selectAt(offset - this.#open.base.offset);
  }

  /** To a byte of the whole text. */
  async #jump(offset: number): Promise<void> {
    if (!this.#feed) return;
    const block = blockAt(this.#feed, offset);
    if (block >= 0 && block !== this.#number) await this.#load({ block });
    const here = offset - (this.#open?.base.offset ?? 0);
    if (this.#table.selectAt(here)) this.#table.grid.focus();
    else if (!masking.on) this.#raw.reveal(offset);
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

  /** What was typed or changed stays in the editor; a file that cannot be read has nothing to show. */
  #fail(failure: Failure, source: Source): void {
    const { code, offset, values } = failure;
    const isOwn = source.origin === "typed" || source.draft.steps.changed;
    if (isOwn) this.#showNothing();
    else {
      this.#raw.empty();
      this.#forget();
    }
    this.#showTools();
    if (isOwn) void this.#showPlain(source);
    if (isOwn && code === "empty") {
      this.#status.textContent = t("empty");
      return;
    }
    const sentence = (): string => t(SENTENCES[code] ?? "failInternal", { ...shownAll(values), offset });
    this.#saySo(() => failureNote(failure, sentence, () => this.#begin(source)));
  }

  /** The text of something that is no HL7, where the editor shows another yet. */
  async #showPlain({ draft }: Source): Promise<void> {
    const revision = this.#revision;
    if (!this.#raw.waits || draft.size > MOST_EDITED) return;
    const bytes = new Uint8Array(await draft.blob.arrayBuffer());
    if (revision !== this.#revision) return;
    draft.bringUp(0, bytes);
    this.#raw.show(bytes, 0, "utf-8");
  }

  #say(sentence: () => string): void {
    this.#saySo(() => [h("p", { className: "note bad", role: "alert" }, sentence())]);
  }

  #saySo(notes: () => readonly HTMLElement[]): void {
    this.#sayAgain = () => this.#failure.replaceChildren(...notes());
    this.#sayAgain();
  }

  /** Lets go of all data but what stands in the editor. */
  #forget(): void {
    clearTimeout(this.#typing);
    this.#revision++;
    this.#source = null;
    this.#showNothing();
    this.#showTools();
  }

  #showNothing(): void {
    this.#feed = null;
    this.#open = null;
    this.#cancel.hidden = true;
    this.#work.hidden = true;
    this.#status.textContent = "";
    this.#pathAnswer.textContent = "";
    this.#summary.replaceChildren();
    this.#problems.clear();
    this.#detail.clear();
    this.#table.clear();
    this.#saySo(() => []);
    this.#describeAgain = () => {};
    this.#placeRaw();
  }
}

/** 2.15.9.12: what has this form names a version, and nobody. */
function shownVersion(declared: string): string {
  return /^2\.\d(?:\.\d)?$/.test(declared) ? declared : shown(datum(declared));
}

const tool: Tool = {
  samples,
  keys: ["edit", "editor", "path", "find", "grid"],
  prepare: () => {
    workers.prepare();
    return Promise.all([loadAllDictionaries(), loadEditor()]);
  },
  mount: (host, hold) => new Viewer(host, hold),
};
export default tool;
