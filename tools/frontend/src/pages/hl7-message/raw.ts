/** The editor: one message as text. An edit of the text is told as a change of the bytes. */

import { applyChange, type Change, changeBetween } from "../../bytes/change";
import { h } from "../../elements/dom";
import type { EditorEdit, EditorMark, HotEditor } from "../../elements/editor";
import type { Encoding, Projection, Span } from "../../hl7";
import { formatSize } from "../../text/define";
import type { Typed } from "./editor-module";
import { t } from "./text";

/** Of a longer message only the start is shown, to be read. */
export const MOST_EDITED = 1024 * 1024;
const MOST_READ = 300_000;
/** Letters typed one after another within this time are one step of undo. */
const ONE_STEP_MS = 600;
const TYPING = ["input.type", "delete.backward", "delete.forward"];

export interface RawEvents {
  /** The visitor changed the text; `join`: as part of the step before. */
  edited(change: Change, join: boolean): void;
  /** This character has no bytes in the message's character set; the edit was not made. */
  refused(character: string): void;
  /** More was pasted into the empty editor than it shows: it is opened without passing through it. */
  pasted(text: string): void;
  /** The caret came to stand on a byte of the whole input. */
  moved(offset: number): void;
  undo(): void;
  redo(): void;
}

export class RawText {
  readonly #place = h("div", { className: "hl7-raw" });
  readonly #hint = h("p", { className: "muted" }, t("rawHint"));
  readonly element = h("section", { className: "hl7-raw-pane" }, this.#place);
  readonly #events: RawEvents;
  #editor: HotEditor | null = null;
  /** Comes with the editor. */
  #typed: Typed | null = null;
  /** What the editor shows; null as long as there is none. */
  #projection: Projection | null = null;
  #bytes: Uint8Array = new Uint8Array();
  /** Which byte of the whole input the first of them is. */
  #start = 0;
  #encoding: Encoding = "utf-8";
  #writable = true;
  #waits = false;
  #lastTyped = { kind: "", at: 0 };

  /** `tools` stand beside the hint, below the editor. */
  constructor(events: RawEvents, tools: HTMLElement) {
    this.#events = events;
    this.element.append(h("div", { className: "row hl7-raw-tools" }, this.#hint, tools));
  }

  /** The editor comes when its module is there. */
  attach(editor: HotEditor, typed: Typed): void {
    this.#typed = typed;
    editor.describe(t("rawLabel"), "MSH|^~\\&|…");
    editor.owner = {
      allows: (edits) => this.#allows(edits),
      edited: (edits, kind) => this.#edited(edits, kind),
      moved: (position) => this.#events.moved(this.#offsetOf(position)),
      undo: () => this.#events.undo(),
      redo: () => this.#events.redo(),
    };
    this.#editor = editor;
    this.#place.replaceChildren(editor);
    this.#project();
  }

  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  /** The byte of the whole input at which the caret stands. */
  get caret(): number {
    return this.#offsetOf(this.#editor?.caret ?? 0);
  }

  get hasFocus(): boolean {
    return this.#editor?.hasFocus ?? false;
  }

  /** Nothing is open: what is typed is the beginning of something new. */
  empty(): void {
    this.show(new Uint8Array(), 0, "utf-8");
  }

  /** Shows these bytes, of which the first is byte `start` of the whole input. */
  show(bytes: Uint8Array, start: number, encoding: Encoding): void {
    const fits = bytes.length <= MOST_EDITED;
    this.#bytes = fits ? bytes : bytes.subarray(0, MOST_READ);
    this.#start = start;
    this.#encoding = encoding;
    this.#writable = fits;
    this.#waits = false;
    const limits = { size: formatSize(bytes.length), limit: formatSize(MOST_EDITED) };
    this.#hint.textContent = t(fits ? "rawHint" : "tooLongToEdit", limits);
    this.#project();
  }

  /** Shows what a step back or forward did; false where it was done elsewhere than in the text that is shown. */
  follow(change: Change): boolean {
    const { start, end } = this.#span;
    if (!this.#writable || change.at < start || change.at + change.removed.length > end) return false;
    this.#change(change);
    this.#lastTyped = { kind: "", at: 0 };
    this.#editor?.moveTo(this.#positionOf(change.at + change.inserted.length));
    return true;
  }

  /** Until the next `show` nothing can be typed: what is shown is not where the bytes were changed. */
  wait(): void {
    this.#waits = true;
    if (this.#editor) this.#editor.writable = false;
  }

  get waits(): boolean {
    return this.#waits;
  }

  /** Marks bytes and brings them into view, unless the visitor is typing here. */
  select({ start, end }: Span): void {
    if (this.hasFocus) return;
    this.#editor?.select(this.#positionOf(start), this.#positionOf(end));
  }

  /** Goes to a byte that no row holds, a blank line's for one. */
  reveal(offset: number, focus: boolean): void {
    const from = this.#positionOf(offset);
    this.#editor?.select(from, this.#positionOf(offset + 1));
    if (focus) this.#editor?.focus();
  }

  /** Marks faults; `offset` counts in the whole input. */
  mark(marks: readonly { offset: number; weight: EditorMark["weight"]; message: string }[]): void {
    const { start, end } = this.#span;
    const within = marks.filter(({ offset }) => offset >= start && offset <= end);
    this.#editor?.mark(
      within.map(({ offset, weight, message }) => ({
        from: this.#positionOf(offset),
        to: this.#positionOf(offset + 1),
        weight,
        message,
      })),
    );
  }

  get #span(): Span {
    return { start: this.#start, end: this.#start + this.#bytes.length };
  }

  #offsetOf(position: number): number {
    return this.#projection?.offsetOf(position) ?? this.#start;
  }

  #positionOf(offset: number): number {
    return this.#projection?.positionOf(offset) ?? 0;
  }

  /** The bytes are the truth: where the editor shows another text than they say, it is set right. */
  #project(): void {
    if (!(this.#editor && this.#typed)) return;
    this.#projection = new this.#typed.Projection(this.#bytes, this.#start, this.#encoding);
    this.#editor.show(this.#projection.text);
    this.#editor.writable = this.#writable;
  }

  #allows(edits: readonly EditorEdit[]): boolean {
    const long = edits.find(({ insert }) => insert.length > MOST_EDITED);
    if (long && this.isEmpty) {
      this.#events.pasted(long.insert);
      return false;
    }
    for (const { from, insert } of edits) {
      const encoding = this.#projection?.encodingAt(from) ?? this.#encoding;
      const character = this.#typed?.firstUnwritable(insert, encoding) ?? null;
      if (character === null) continue;
      this.#events.refused(character);
      return false;
    }
    return true;
  }

  #edited(edits: readonly EditorEdit[], kind: string): void {
    const join = this.#joins(kind);
    const change = this.isEmpty ? this.#begin(edits) : this.#changeOf(edits);
    if (change) this.#events.edited(change, join);
  }

  /** The first text of all is written as a sender would; what ends its last line is not shown. */
  #begin(edits: readonly EditorEdit[]): Change | null {
    const text = edits.map(({ insert }) => insert).join("");
    const typed = this.#typed?.typedBytes(new TextEncoder().encode(text));
    if (!typed) return null;
    const { bytes, encoding } = typed;
    this.show(bytes.subarray(0, bytes.length - 1), 0, encoding);
    return { at: 0, removed: new Uint8Array(), inserted: bytes };
  }

  #changeOf(edits: readonly EditorEdit[]): Change | null {
    const changes = edits.map((edit) => this.#projection?.changeOf(edit) ?? null);
    const [only] = changes;
    const change = changes.length === 1 && only ? only : this.#asOne(changes);
    if (change) this.#change(change);
    return change;
  }

  /** Several places at once, as one change from the first to the last. */
  #asOne(changes: readonly (Change | null)[]): Change | null {
    const start = this.#start;
    const after = changes.reduceRight<Uint8Array>(
      (bytes, one) => (one ? applyChange(bytes, { ...one, at: one.at - start }) : bytes),
      this.#bytes,
    );
    const change = changeBetween(this.#bytes, after);
    return change && { ...change, at: change.at + start };
  }

  #change(change: Change): void {
    this.#bytes = applyChange(this.#bytes, { ...change, at: change.at - this.#start });
    this.#project();
  }

  #joins(kind: string): boolean {
    const now = performance.now();
    const { kind: before, at } = this.#lastTyped;
    this.#lastTyped = { kind, at: now };
    return TYPING.includes(kind) && kind === before && now - at < ONE_STEP_MS;
  }
}
