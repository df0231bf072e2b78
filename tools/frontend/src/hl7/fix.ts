/**
 * What surrounds the segments, put right: changes of bytes that leave every segment as it is. Nothing is repaired by
 * itself; who wants it asks for it, fault by fault.
 */

import type { Change } from "../bytes/change";
import { contentOf } from "./content";
import { AROUND_SEGMENTS } from "./faults";
import type { Block, Hl7Text } from "./parse";
import { eachBlock } from "./parse";
import { CARRIAGE_RETURN, END_BLOCK, SPACE, type Span, START_BLOCK, TAB, UTF8_MARK } from "./standard";

/** The faults that bytes around the segments can put right. */
export const FIXABLE = [...AROUND_SEGMENTS, "text-before-header"] as const;
export type Fixable = (typeof FIXABLE)[number];

const NOTHING = new Uint8Array(0);
const TERMINATOR = Uint8Array.of(CARRIAGE_RETURN);

/** The changes that put these faults right, in the order of their places; `applyChanges` makes them. */
export function fix(text: Hl7Text, wanted: ReadonlySet<Fixable>): readonly Change[] {
  const fixer = new Fixer(text, wanted);
  fixer.mark();
  let line = 0;
  for (const block of eachBlock(text.blocks)) {
    for (; line < block.firstLine; line++) fixer.stray(line);
    for (; line < block.endLine; line++) fixer.line(line, block);
  }
  return fixer.changes;
}

class Fixer {
  readonly changes: Change[] = [];
  readonly #text: Hl7Text;
  readonly #wanted: ReadonlySet<Fixable>;
  readonly #terminators: boolean;

  constructor(text: Hl7Text, wanted: ReadonlySet<Fixable>) {
    this.#text = text;
    this.#wanted = wanted;
    const kinds = ["terminator-lf", "terminator-crlf", "terminator-mixed"] as const;
    this.#terminators = kinds.some((kind) => wanted.has(kind));
  }

  mark(): void {
    const has = UTF8_MARK.every((byte, at) => this.#text.bytes[at] === byte);
    if (has && this.#wanted.has("byte-order-mark")) this.#change(0, UTF8_MARK.length, NOTHING);
  }

  /** A line that belongs to no message. */
  stray(line: number): void {
    const { start, end, next } = this.#edges(line);
    const { bytes } = this.#text;
    const isBlank = bytes.subarray(start, end).every((byte) => isBlankByte(byte) || isFrame(byte));
    if (isBlank) this.#empty(line);
    else if (this.#wanted.has("text-before-header")) this.#change(start, next, NOTHING);
  }

  line(line: number, block: Block): void {
    const { start, end, next } = this.#edges(line);
    const { bytes } = this.#text;
    const found = contentOf(bytes, { start, end }, block.delimiters.field);
    const content = line === block.firstLine ? { start: block.offset, end: found.end } : found;
    if (content.start === content.end) {
      this.#empty(line);
      return;
    }
    const isHeader = line === block.firstLine && found.start !== block.offset;
    this.#before({ start, end: content.start }, isHeader ? "text-before-header" : "line-prefix");
    if (content.end < end && this.#wanted.has("mllp-frame")) this.#change(content.end, end, NOTHING);
    this.#end(end, next);
  }

  /** What stands before a segment: frame bytes, blanks, or a prefix with the blanks around it. */
  #before({ start, end }: Span, prefix: Fixable): void {
    const { bytes } = this.#text;
    const hasPrefix = bytes.subarray(start, end).some((byte) => !isFrame(byte) && !isBlankByte(byte));
    const text = this.#wanted.has(hasPrefix ? prefix : "leading-blanks");
    const frames = this.#wanted.has("mllp-frame");
    for (let at = start; at < end; ) {
      const framed = isFrame(bytes[at]);
      let past = at + 1;
      while (past < end && isFrame(bytes[past]) === framed) past++;
      if (framed ? frames : text) this.#change(at, past, NOTHING);
      at = past;
    }
  }

  /** A line without a segment: blank, or nothing but a frame. */
  #empty(line: number): void {
    const { start, end, next } = this.#edges(line);
    const framed = this.#text.bytes.subarray(start, end).some(isFrame);
    if (this.#wanted.has(framed ? "mllp-frame" : "blank-line")) this.#change(start, next, NOTHING);
    else this.#end(end, next);
  }

  #end(end: number, next: number): void {
    const { bytes } = this.#text;
    const isRight = next === end + 1 && bytes[end] === CARRIAGE_RETURN;
    if (isRight) return;
    if (next > end ? this.#terminators : this.#wanted.has("terminator-missing")) {
      // An end block ends the message: what is missing behind it belongs to the transport.
      if (next === end && bytes[end - 1] === END_BLOCK && !this.#wanted.has("mllp-frame")) return;
      this.#change(end, next, TERMINATOR);
    }
  }

  #edges(line: number): Span & { readonly next: number } {
    const { lines, bytes } = this.#text;
    const start = lines.start[line] ?? 0;
    const end = lines.end[line] ?? start;
    return { start, end, next: lines.start[line + 1] ?? (lines.closed ? bytes.length : end) };
  }

  #change(at: number, past: number, inserted: Uint8Array): void {
    this.changes.push({ at, removed: this.#text.bytes.slice(at, past), inserted });
  }
}

function isFrame(byte: number | undefined): boolean {
  return byte === START_BLOCK || byte === END_BLOCK;
}

function isBlankByte(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
