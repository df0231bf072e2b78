/** A message on the page: what is opened, read, shown, changed and let go of. A tool may set a companion beside it. */

import { datum } from "../../bytes/datum";
import { asFailure, type Failure } from "../../bytes/fault";
import { h } from "../../elements/dom";
import { failureNote } from "../../elements/failure";
import { later } from "../../elements/idle";
import { Notices } from "../../elements/notices";
import { type Fixable, MOST_ROWS } from "../../hl7";
import { shown } from "../../shell/mask";
import type { At, Hold, LiveTool, Payload, Places } from "../../shell/tool";
import { formatSize } from "../../text/define";
import { Cancelled } from "../../workers/bridge";
import type { Companion, MakeCompanion, ReadText } from "./companion";
import { Editing, type Rewritten } from "./editing";
import { loadEditor, newEditor } from "./editor-module";
import type { OpenMessage } from "./open-message";
import type { Picked } from "./panes";
import { placeWords, readPlace } from "./places";
import { failureSentence } from "./problems";
import { Reader, type Reading, type Where } from "./reader";
import { Result } from "./result";
import { Current, fileSource, nameOf, type Source, TYPED, typedSource } from "./source";
import { t } from "./text";

/** The worker holds a whole text; browsers give one buffer a gigabyte or two, a phone's less. */
const MOST_BYTES = 512 * 1024 * 1024;

const mendModule = later(() => import("./mend"));
type Mend = Awaited<ReturnType<typeof mendModule>>;

export class Viewer implements LiveTool {
  readonly #current = new Current();
  readonly #reader = new Reader();
  readonly #notices = new Notices(() => this.#reader.cancel(), t("empty"));
  readonly #editing = new Editing(this.#current, {
    changed: () => this.#changed(),
    moved: () => this.#holdDraft(),
    read: (where) => this.#read(where),
    emptied: () => this.#emptied(),
    refused: (character) => this.#notices.say(() => t("refused", { character: shown(datum(character)) })),
    pasted: (text) => this.#pasted(new Blob([text])),
    caret: (offset) => this.#result.panes.caretMoved(offset),
  });
  readonly #raw = this.#editing.raw;
  readonly #result: Result;
  /** Comes when the page has nothing else to do, and hears then of the text that was read before. */
  #companion: Companion | null = null;
  #told: ReadText | null = null;
  #open: OpenMessage | null = null;
  #isClosed = false;
  readonly #hold: Hold;
  readonly places: Places = {
    read: readPlace,
    words: placeWords,
    goTo: (place) => this.#result.goTo(place),
  };
  #readings = 0;

  /** `report`: its name, on a page whose report is the message and not the companion's. */
  constructor(
    host: HTMLElement,
    hold: Hold,
    at: At,
    companion?: Promise<MakeCompanion>,
    report: string | null = companion ? null : "hl7-viewer-report",
  ) {
    this.#hold = hold;
    const picked: Picked = (place, path) => {
      at(place);
      this.#companion?.at?.(path);
    };
    const does = {
      turnTo: (block: number) => this.#read({ block }),
      mend: (kind: Fixable) => void this.#rewrite((mend, bytes) => mend.mended(bytes, kind)),
      join: (parts: readonly number[]) => void this.#rewrite((mend, bytes) => mend.joinedIn(bytes, parts)),
    };
    this.#result = new Result(this.#raw, picked, does, report);
    const beside = h("div", { hidden: companion === undefined });
    host.classList.add("hl7");
    host.append(
      this.#result.panes.rawElement,
      ...this.#notices.elements,
      ...this.#result.heading,
      beside,
      this.#result.work,
    );
    companion?.then(
      (make) => this.#joined(make, beside),
      () => beside.append(h("p", { className: "note bad", role: "alert" }, t("companionFailed"))),
    );
    newEditor().then(
      ([editor, typed]) => this.#raw.attach(editor, typed),
      () => this.#notices.say(() => t("editorFailed")),
    );
  }

  #joined(make: MakeCompanion, place: HTMLElement): void {
    if (this.#isClosed) return;
    const companion = make(
      (offset, focus) => void this.#result.jump(offset, focus),
      (bytes) => this.#editing.rewrite({ bytes, at: 0 }),
    );
    this.#companion = companion;
    place.replaceWith(companion.element);
    if (this.#told) companion.read(this.#told);
    if (this.#open) companion.shows?.(this.#open);
  }

  open({ name, blob }: Payload): void {
    this.#reader.cancel();
    this.#raw.empty();
    if (name === TYPED) void this.#openTyped(blob);
    else this.#begin(fileSource(name, blob));
  }

  redraw(): void {
    this.#notices.redraw();
    this.#result.redraw();
    this.#companion?.redraw();
  }

  clear(): () => void {
    const { source } = this.#current;
    const where = { offset: this.#raw.caret };
    this.#reader.cancel();
    this.#raw.empty();
    this.#forget();
    this.#notices.rest(t("empty"));
    return () => {
      if (source) this.#begin(source, where);
    };
  }

  close(): void {
    this.#reader.end();
    this.#editing.close();
    this.#raw.empty();
    this.#forget();
    this.#isClosed = true;
    this.#companion?.close();
  }

  /** Typed elsewhere: as bytes it is what a sender would make of it. */
  async #openTyped(blob: Blob): Promise<void> {
    this.#forget();
    const { state } = this.#current;
    const loaded = await loadEditor().catch(() => null);
    const unicode = new Uint8Array(await blob.arrayBuffer());
    if (state !== this.#current.state) return;
    if (!loaded) {
      this.#notices.say(() => t("editorFailed"));
      return;
    }
    const { bytes, encoding } = loaded.typedBytes(unicode);
    const source = typedSource(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    // What cannot be read as HL7 stays in the editor all the same.
    this.#raw.show(bytes.subarray(0, Math.max(0, bytes.length - 1)), 0, encoding);
    source.draft.bringUp(0, bytes);
    this.#begin(source);
  }

  #pasted(blob: Blob): void {
    this.#hold({ name: TYPED, blob });
    void this.#openTyped(blob);
  }

  #begin(source: Source, where: Where = { block: 0 }): void {
    const { size } = source.draft;
    this.#forget();
    if (size > MOST_BYTES) {
      this.#notices.say(() => t("tooLarge", { size: formatSize(size), limit: formatSize(MOST_BYTES) }));
      return;
    }
    this.#current.open(source);
    void this.#read(where);
  }

  #changed(): void {
    this.#holdDraft();
    this.#result.panes.outdate();
    this.#told = null;
    this.#companion?.outdate();
    this.#notices.say();
  }

  /** The whole text by another, as one step. */
  async #rewrite(make: (mend: Mend, bytes: Uint8Array) => Rewritten): Promise<void> {
    const { source, state } = this.#current;
    if (!source) return;
    const [loaded, bytes] = await Promise.all([
      mendModule().catch(() => null), // without it the button is pressed again
      source.draft.blob.arrayBuffer().catch(() => null),
    ]);
    if (state !== this.#current.state) return;
    if (!bytes) this.#notices.say(() => t("failUnreadable"));
    else if (loaded) await this.#editing.rewrite(make(loaded, new Uint8Array(bytes)));
  }

  #holdDraft(): void {
    const { source } = this.#current;
    if (source) this.#hold({ name: source.name, blob: source.draft.blob });
  }

  #emptied(): void {
    this.#raw.empty();
    this.#showNothing();
    this.#notices.rest(t("empty"));
  }

  /** Reads one message of what is open, and what there is to say of the whole where that is not known. */
  async #read(where: Where): Promise<void> {
    const { source, state } = this.#current;
    if (!source) return;
    const reading = ++this.#readings;
    const isCurrent = (): boolean => state === this.#current.state;
    const goesOn = !this.#result.isEmpty;
    const question = { id: state, blob: source.draft.blob, where, isKnown: this.#result.isKnown };
    if (!goesOn) this.#sayReading(source);
    const tell = (done: number, total: number): void =>
      this.#notices.work(total > 1 ? t("readingPart", { name: nameOf(source), done, total }) : undefined);
    try {
      const found = await this.#reader.read(question, { goesOn, tell });
      if (isCurrent()) await this.#show(source, found);
    } catch (error) {
      const isNewest = reading === this.#readings;
      if (!isCurrent()) return;
      if (!(error instanceof Cancelled)) this.#fail(asFailure(error), source);
      else if (isNewest) this.#cancelledByVisitor();
    }
  }

  #sayReading(source: Source): void {
    this.#notices.say();
    this.#notices.work(t("reading", { name: nameOf(source) }));
  }

  #cancelledByVisitor(): void {
    if (this.#result.isEmpty) this.#forget();
    this.#notices.rest(this.#result.isEmpty ? t("cancelled") : "");
  }

  async #show(source: Source, reading: Reading): Promise<void> {
    const { open, version, isNamed } = reading;
    const { base, text, tree } = open;
    source.draft.bringUp(base.offset, text.bytes);
    this.#notices.rest();
    this.#editing.showTools();
    this.#notices.say(
      ...(tree.cutAt >= 0 ? [() => t("rowsCut", { n: MOST_ROWS, at: base.offset + tree.cutAt })] : []),
      ...(isNamed ? [] : [() => t("dictionaryFailed", { version })]),
    );
    const { blob } = source.draft;
    this.#open = open;
    this.#companion?.shows?.(open);
    await this.#result.show(source, reading);
    if (reading.feed && source === this.#current.source) {
      const { facts, problems } = this.#result;
      this.#told = { blob, feed: reading.feed, facts, problems };
      this.#companion?.read(this.#told);
    }
  }

  /** What was typed or changed stays in the editor; a file that cannot be read has nothing to show. */
  #fail(failure: Failure, source: Source): void {
    const isOwn = source.origin === "typed" || source.draft.steps.changed;
    if (isOwn) {
      this.#showNothing();
      this.#editing.showTools();
      void this.#editing.showPlain();
    } else {
      this.#raw.empty();
      this.#forget();
    }
    if (isOwn && failure.code === "empty") {
      this.#notices.rest(t("empty"));
      return;
    }
    const sentence = (): string => failureSentence(failure);
    this.#notices.note(() => failureNote(failure, sentence, () => this.#begin(source)));
  }

  /** Lets go of all data but what stands in the editor. */
  #forget(): void {
    this.#editing.stop();
    this.#current.open(null);
    this.#showNothing();
    this.#editing.showTools();
  }

  #showNothing(): void {
    this.#notices.rest();
    this.#notices.say();
    this.#result.clear();
    this.#told = null;
    this.#open = null;
    this.#companion?.clear();
  }
}
