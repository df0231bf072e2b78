/** The text area: the whole text where it is short, else the chosen message. Its caret and the table move together. */

import { h } from "../../elements/dom";
import {
  type Block,
  decodeBytes,
  type Hl7Text,
  lineAt,
  type Message,
  offsetAt,
  placeAt,
  type Span,
} from "../../hl7";
import { t } from "./text";

/** More characters than this make a text area slow to type in. */
export const MOST_CHARACTERS = 300_000;
const TYPING_PAUSE_MS = 350;

export interface RawEvents {
  /** The visitor changed the text. */
  edited(text: string): void;
  /** The visitor pasted more than the area can show: it is opened without passing through the area. */
  pasted(text: string): void;
  /** The caret came to stand on a byte. */
  moved(offset: number): void;
}

export class RawText {
  readonly area = h("textarea", {
    className: "hl7-raw",
    autocomplete: "off",
    spellcheck: false,
    translate: false,
    wrap: "off",
    rows: 8,
    placeholder: "MSH|^~\\&|…",
    "aria-label": t("rawLabel"),
    autocapitalize: "off",
    "aria-describedby": "hl7-raw-hint",
  });
  readonly #hint = h("p", { className: "muted", id: "hl7-raw-hint" }, t("rawHint"));
  readonly element = h("section", { className: "hl7-raw-pane" }, this.area, this.#hint);
  readonly #events: RawEvents;
  #text: Hl7Text | null = null;
  #message: Message | null = null;
  /** The line of the text that the area's first line shows. */
  #firstLine = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(events: RawEvents) {
    this.#events = events;
    this.area.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#text = null; // offsets of the text before this key no longer fit
      this.#timer = setTimeout(() => events.edited(this.area.value), TYPING_PAUSE_MS);
    });
    this.area.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text.length <= MOST_CHARACTERS) return;
      event.preventDefault();
      events.pasted(text);
    });
    document.addEventListener("selectionchange", this.#onselection);
  }

  get isEmpty(): boolean {
    return this.area.value === "";
  }

  close(): void {
    clearTimeout(this.#timer);
    document.removeEventListener("selectionchange", this.#onselection);
    this.empty();
  }

  /** For a text that comes from elsewhere: what stands here is not it. */
  empty(): void {
    this.clear();
    this.area.value = "";
  }

  clear(): void {
    this.#text = null;
    this.#message = null;
    this.#hint.textContent = t("rawHint");
    this.area.readOnly = false;
  }

  /** `inArea`: the area shows this text already, because it was typed there. `whole`: no part of a longer one. */
  show(text: Hl7Text, message: Message, { inArea, whole }: { inArea: boolean; whole: boolean }): void {
    this.#text = text;
    this.#message = message;
    if (inArea) {
      this.#firstLine = 0;
      return;
    }
    const fits = text.bytes.length <= MOST_CHARACTERS;
    const lines = fits
      ? { first: 0, past: text.lines.count }
      : { first: message.block.firstLine, past: message.block.endLine };
    this.#firstLine = lines.first;
    const shown = linesOf(text, message, lines.first, lines.past);
    this.area.value = shown.slice(0, MOST_CHARACTERS);
    this.area.readOnly = !(fits && whole);
    const cut = shown.length > MOST_CHARACTERS;
    const sentence = fits && whole ? "rawHint" : cut ? "partCut" : "partShown";
    this.#hint.textContent = t(sentence, { limit: MOST_CHARACTERS });
  }

  /** Selects the bytes of a row, unless the visitor is typing there. */
  select(span: Span): void {
    if (!this.#text || !this.#message || document.activeElement === this.area) return;
    const start = this.#position(span.start);
    const end = this.#position(span.end);
    this.area.setSelectionRange(start, end);
    this.#scrollTo(start);
  }

  /** Shows a byte that no row holds, a blank line's for one: the focus makes the selection visible. */
  reveal(offset: number): void {
    this.select({ start: offset, end: offset + 1 });
    this.area.focus();
  }

  #encodingAt(line: number): "utf-8" | "iso-8859-1" {
    const block = this.#message?.block;
    const own = block && line >= block.firstLine && line < block.endLine;
    return own && this.#message ? this.#message.charset.encoding : "utf-8";
  }

  /** From a byte to a position in the area. */
  #position(offset: number): number {
    if (!this.#text) return 0;
    const line = lineAt(this.#text.lines, offset);
    const { column } = placeAt(this.#text, offset, this.#encodingAt(line));
    const { value } = this.area;
    let at = 0;
    for (let row = this.#firstLine; row < line; row++) {
      const next = value.indexOf("\n", at);
      if (next < 0) return value.length;
      at = next + 1;
    }
    return Math.min(at + column - 1, value.length);
  }

  readonly #onselection = (): void => {
    if (!this.#text || document.activeElement !== this.area) return;
    const before = this.area.value.slice(0, this.area.selectionStart);
    const lineStart = before.lastIndexOf("\n") + 1;
    let line = this.#firstLine;
    for (let at = before.indexOf("\n"); at >= 0; at = before.indexOf("\n", at + 1)) line++;
    const column = before.length - lineStart + 1;
    this.#events.moved(offsetAt(this.#text, { line: line + 1, column }, this.#encodingAt(line)));
  };

  #scrollTo(position: number): void {
    const { lineHeight, fontSize } = getComputedStyle(this.area);
    const before = this.area.value.slice(0, position);
    const rows = before.split("\n").length - 1;
    const columns = position - before.lastIndexOf("\n") - 1;
    const height = Number.parseFloat(lineHeight) || 20;
    const width = (Number.parseFloat(fontSize) || 14) * 0.6; // of a monospaced character, nearly
    const { clientHeight, clientWidth } = this.area;
    this.area.scrollTop = Math.max(0, rows * height - clientHeight / 2);
    this.area.scrollLeft = Math.max(0, columns * width - clientWidth / 2);
  }
}

/** Lines joined with line feeds, which is all a text area can hold; each in the encoding of its message. */
function linesOf(text: Hl7Text, message: Message, first: number, past: number): string {
  const lines: string[] = [];
  let length = 0;
  for (let line = first; line < past && length <= MOST_CHARACTERS; line++) {
    const bytes = text.bytes.subarray(text.lines.start[line], text.lines.end[line]);
    const encoding = holds(message.block, line) ? message.charset.encoding : "utf-8";
    const shown = decodeBytes(bytes.subarray(0, MOST_CHARACTERS), encoding);
    length += shown.length + 1;
    lines.push(shown);
  }
  return lines.join("\n");
}

function holds({ firstLine, endLine }: Block, line: number): boolean {
  return line >= firstLine && line < endLine;
}
