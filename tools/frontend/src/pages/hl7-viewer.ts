/** HL7 v2 viewer: raw text, table and detail of a message, on one cursor. */

import "./hl7-viewer.css";
import { type Datum, datum } from "../bytes/datum";
import type { Failure } from "../bytes/fault";
import { h } from "../elements/dom";
import { failureNote } from "../elements/failure";
import { ProblemList } from "../elements/problems";
import { type Report, reportMenu } from "../elements/report";
import {
  blockAt,
  dictionaryVersion,
  type Feed,
  labelOf,
  MOST_ROWS,
  type Part,
  parsePath,
  readDictionary,
} from "../hl7";
import { masking, shown, shownAll } from "../shell/mask";
import type { Hold, LiveTool, Payload, Tool } from "../shell/tool";
import { formatSize } from "../text/define";
import { asFailure, Cancelled, type Progress, WorkerBridge, WorkerSource } from "../workers/bridge";
import type { Hl7Question, OpenedBlock } from "../workers/hl7";
import { Chooser, LONGEST_LIST, labelText } from "./hl7-viewer/chooser";
import { Detail } from "./hl7-viewer/detail";
import { loadAllDictionaries, loadDictionary } from "./hl7-viewer/dictionaries";
import { MaskedRaw } from "./hl7-viewer/masked-raw";
import { OpenMessage } from "./hl7-viewer/open-message";
import { problemOf } from "./hl7-viewer/problems";
import { MOST_CHARACTERS, RawText } from "./hl7-viewer/raw";
import { samples } from "./hl7-viewer/samples";
import { Table } from "./hl7-viewer/table";
import { t } from "./hl7-viewer/text";

/** The worker holds a whole text; browsers give one buffer a gigabyte or two, a phone's less. */
const MOST_BYTES = 512 * 1024 * 1024;

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
  readonly id: number;
  /** "" for what was typed or pasted. */
  readonly name: Datum;
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
    pasted: (text) => this.open({ name: TYPED, blob: new Blob([text]) }),
    moved: (offset) => this.#caretMoved(offset),
  });
  readonly #table = new Table((row) => this.#picked(row));
  readonly #masked = new MaskedRaw((row) => this.#table.choose(row));
  readonly #detail = new Detail(
    this.#table.grid.columns.map(({ label }) => label),
    (row) => this.#table.cells(row),
  );
  readonly #problems = new ProblemList((offset) => void this.#jump(offset));
  readonly #chooser = new Chooser((block) => void this.#load(block));
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
  #lastId = 0;
  #loads = 0;
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
      if (event.key === "Enter") this.#goToPath();
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
    const origin = name === TYPED ? "typed" : "file";
    this.#begin({ name, blob, origin, inArea: false });
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
    const typed = source?.inArea ? this.#raw.area.value : "";
    this.#bridge.cancel();
    this.#raw.empty();
    this.#forget();
    this.#status.textContent = t("empty");
    return () => {
      this.#raw.area.value = typed;
      this.#placeRaw();
      if (source) this.#begin(source);
    };
  }

  close(): void {
    this.#bridge.end();
    this.#forget();
    this.#raw.close();
  }

  #openTyped(text: string): void {
    const blob = new Blob([text]);
    this.#hold(text === "" ? null : { name: TYPED, blob });
    if (text.trim() === "") {
      this.#bridge.cancel();
      this.#forget();
      this.#status.textContent = t("empty");
    } else this.#begin({ name: TYPED, blob, origin: "typed", inArea: true });
  }

  #begin(source: Omit<Source, "id">): void {
    const { size } = source.blob;
    if (size > MOST_BYTES) {
      this.#forget();
      this.#say(() => t("tooLarge", { size: formatSize(size), limit: formatSize(MOST_BYTES) }));
      return;
    }
    this.#source = { ...source, id: ++this.#lastId };
    this.#feed = null;
    void this.#load(0);
  }

  /** Asks the worker for one block of the source, and about the whole where the page has not heard of it. */
  async #load(block: number): Promise<void> {
    const source = this.#source;
    if (!source) return;
    const load = ++this.#loads;
    const { id, blob, origin, name, inArea } = source;
    const wholeUpTo = inArea ? Number.POSITIVE_INFINITY : MOST_CHARACTERS;
    const question = { id, blob, origin, block, wholeUpTo, labels: LONGEST_LIST };
    this.#failure.replaceChildren();
    this.#sayAgain = () => {};
    this.#status.textContent = t("reading", { name: nameOf(name) });
    this.#cancel.hidden = false;
    try {
      const tell: Progress = (done, total) => {
        if (total > 1) this.#status.textContent = t("readingPart", { name: nameOf(name), done, total });
      };
      const answer = this.#feed ? this.#bridge.askOn(question, tell) : this.#bridge.ask(question, tell);
      await this.#show(source, await answer);
    } catch (error) {
      if (!(error instanceof Cancelled)) this.#fail(asFailure(error), source);
      else if (load === this.#loads && this.#source === source) this.#cancelledByVisitor();
    }
  }

  #cancelledByVisitor(): void {
    if (!this.#feed) this.#forget();
    this.#cancel.hidden = true;
    this.#status.textContent = this.#feed ? "" : t("cancelled");
  }

  async #show(source: Source, { feed, number, part, message, tree }: OpenedBlock): Promise<void> {
    const { version } = dictionaryVersion(message.summary.version);
    const dictionary = await loadDictionary(version).catch(() => null);
    if (this.#source !== source) return; // something newer came meanwhile
    this.#feed = feed ?? this.#feed;
    if (!this.#feed) return;
    if (feed) this.#problems.show(() => feed.faults.map(problemOf), feed.faultCount - feed.faults.length);

    const open = new OpenMessage(part, message, tree, dictionary ?? readDictionary(""));
    const wanted = this.#selectedPath();
    this.#open = open;
    this.#number = number;
    this.#cancel.hidden = true;
    this.#work.hidden = false;
    this.#chooser.show(this.#feed, number);
    this.#describeAgain = () => this.#describe(source, version, dictionary !== null);
    this.#describeAgain();
    this.#raw.show(part.text, message, { inArea: source.inArea, whole: this.#isWhole(part) });
    this.#placeRaw();
    this.#detail.clear();
    this.#table.show(open);
    const path = wanted === null ? null : parsePath(wanted);
    if (path) this.#table.selectPath(path);
  }

  #selectedPath(): string | null {
    const row = this.#table.grid.selected;
    return this.#open && row >= 0 ? this.#open.path(row) : null;
  }

  #isWhole({ text }: Part): boolean {
    return text.bytes.length === this.#feed?.size;
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
    else this.#raw.select(this.#open.span(row));
  }

  #caretMoved(offset: number): void {
    if (!this.#feed || !this.#open) return;
    const { start, end } = this.#blockSpan();
    if (offset >= start && offset <= end) this.#table.selectAt(offset);
    else {
      const block = blockAt(this.#feed, this.#open.base.offset + offset);
      if (block >= 0 && block !== this.#number) void this.#load(block);
    }
  }

  #blockSpan(): { readonly start: number; readonly end: number } {
    const { text, message } = this.#open as OpenMessage;
    const { firstLine, endLine } = message.block;
    return { start: text.lines.start[firstLine] ?? 0, end: text.lines.end[endLine - 1] ?? 0 };
  }

  /** To a byte of the whole text. */
  async #jump(offset: number): Promise<void> {
    if (!this.#feed) return;
    const block = blockAt(this.#feed, offset);
    if (block >= 0 && block !== this.#number) await this.#load(block);
    const here = offset - (this.#open?.base.offset ?? 0);
    if (this.#table.selectAt(here)) this.#table.grid.focus();
    else if (!masking.on) this.#raw.reveal(here);
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

  #fail(failure: Failure, source: Source): void {
    this.#forget();
    const { code, offset, values } = failure;
    const sentence = (): string => t(SENTENCES[code] ?? "failInternal", { ...shownAll(values), offset });
    this.#sayAgain = () =>
      this.#failure.replaceChildren(...failureNote(failure, sentence, () => this.#begin(source)));
    this.#sayAgain();
  }

  #say(sentence: () => string): void {
    this.#sayAgain = () =>
      this.#failure.replaceChildren(h("p", { className: "note bad", role: "alert" }, sentence()));
    this.#sayAgain();
  }

  /** Lets go of all data but what stands in the text area. */
  #forget(): void {
    this.#source = null;
    this.#feed = null;
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
    this.#sayAgain = () => {};
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
  prepare: () => {
    workers.prepare();
    return loadAllDictionaries();
  },
  mount: (host, hold) => new Viewer(host, hold),
};
export default tool;
