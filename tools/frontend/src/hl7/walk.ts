/**
 * Goes through a text from its first byte to its last, and says where the bytes around the segments are to be others.
 * Nothing is kept, so that a text of any length costs one pass.
 *
 *     EF BB BF   0B   1 2 :   MSH|…   0A   PID|…   0A   1C 0D
 *     mark       frame  prefix        terminator        frame
 */

import type { Block } from "./blocks";
import { blockOf, eachBlock } from "./blocks";
import { contentOf, isSegment } from "./content";
import type { Hl7Text } from "./parse";
import {
  ABSENT,
  CARRIAGE_RETURN,
  END_BLOCK,
  SPACE,
  type Span,
  START_BLOCK,
  TAB,
  UTF8_MARK,
} from "./standard";

/** "framed": a frame is put around a message; "broken-line": what broke off is joined to its segment. */
export const AROUND = [
  "byte-order-mark",
  "text-before-header",
  "line-prefix",
  "leading-blanks",
  "blank-line",
  "mllp-frame",
  "framed",
  "terminator",
  "terminator-missing",
  "broken-line",
] as const;
export type Around = (typeof AROUND)[number];

export interface Surroundings {
  /** Of "framed" and "terminator" the other two speak. */
  readonly wanted: ReadonlySet<string>;
  /** What every segment is to end with; null: as it does. */
  readonly terminator: Uint8Array | null;
  /** Each message is to stand in a frame; a batch as a whole. */
  readonly framed: boolean;
}

/** Hears of everything in the order of the bytes. */
export interface TextVisitor {
  /** From `at` to `past` other bytes are to stand. */
  edit(kind: Around, at: number, past: number, inserted: Uint8Array): void;
  /** A segment, or a line that is none. */
  segment?(span: Span, block: Block): void;
  /** A block is through, or the text. */
  block?(number: number): void;
}

const NOTHING = new Uint8Array(0);
const RETURN = Uint8Array.of(CARRIAGE_RETURN);
const START = Uint8Array.of(START_BLOCK);
/** 2.A formatting: a line ends here. */
const LINE_ENDS: readonly number[] = [0x2e, 0x62, 0x72];

export function walkText(text: Hl7Text, wanted: Surroundings, visitor: TextVisitor): void {
  new Walk(text, wanted, visitor).walk();
}

class Walk {
  readonly #text: Hl7Text;
  readonly #wanted: ReadonlySet<string>;
  readonly #visitor: TextVisitor;
  readonly #terminator: Uint8Array | null;
  readonly #frames: Frames | null;
  /** Lines before this one are joined with the next, by this escape character. */
  #joinedTo = -1;
  #escape: number = ABSENT;
  /** Behind an end block, before the next segment. */
  #isBetween = false;

  constructor(text: Hl7Text, { wanted, terminator, framed }: Surroundings, visitor: TextVisitor) {
    this.#text = text;
    this.#wanted = wanted;
    this.#visitor = visitor;
    this.#terminator = terminator;
    this.#frames = framed ? new Frames(text) : null;
  }

  walk(): void {
    this.#mark();
    let line = 0;
    let number = 0;
    for (const block of eachBlock(this.#text.blocks)) {
      for (; line < block.firstLine; line++) this.#stray(line);
      for (; line < block.endLine; line++) this.#line(line, block);
      this.#visitor.block?.(number++);
    }
  }

  #mark(): void {
    const has = UTF8_MARK.every((byte, at) => this.#text.bytes[at] === byte);
    if (has && this.#wanted.has("byte-order-mark"))
      this.#visitor.edit("byte-order-mark", 0, UTF8_MARK.length, NOTHING);
  }

  /** A line that belongs to no message. */
  #stray(line: number): void {
    const { start, end, next } = edgesOf(this.#text, line);
    const { bytes } = this.#text;
    const isBlank = bytes.subarray(start, end).every((byte) => isBlankByte(byte) || isFrame(byte));
    if (isBlank) this.#empty(line);
    else if (this.#wanted.has("text-before-header"))
      this.#visitor.edit("text-before-header", start, next, NOTHING);
  }

  #line(line: number, block: Block): void {
    const { start, end } = edgesOf(this.#text, line);
    const { bytes } = this.#text;
    const found = contentOf(bytes, { start, end }, block.delimiters.field);
    const isFirst = line === block.firstLine;
    const content = isFirst ? { start: block.offset, end: found.end } : found;
    if (content.start === content.end) {
      this.#empty(line);
      return;
    }
    this.#isBetween = false;
    const isHeader = isFirst && found.start !== block.offset;
    const isJoined = line > 0 && line === this.#joinedTo;
    if (!isJoined)
      this.#before({ start, end: content.start }, isHeader ? "text-before-header" : "line-prefix");
    if (isFirst && this.#frames?.beginsAt(line))
      this.#visitor.edit("framed", content.start, content.start, START);
    this.#visitor.segment?.(isJoined ? { start, end: content.end } : content, block);
    if (content.end < end && this.#wanted.has("mllp-frame"))
      this.#visitor.edit("mllp-frame", content.end, end, NOTHING);
    if (content.end === end && this.#join(line, block)) return;
    this.#end(line);
  }

  /** What stands before a segment: frame bytes, blanks, or a prefix with the blanks around it. */
  #before({ start, end }: Span, prefix: "text-before-header" | "line-prefix"): void {
    if (start === end) return;
    const { bytes } = this.#text;
    const hasPrefix = bytes.subarray(start, end).some((byte) => !isFrame(byte) && !isBlankByte(byte));
    const kind = hasPrefix ? prefix : "leading-blanks";
    for (let at = start; at < end; ) {
      const framed = isFrame(bytes[at]);
      let past = at + 1;
      while (past < end && isFrame(bytes[past]) === framed) past++;
      const what = framed ? "mllp-frame" : kind;
      if (this.#wanted.has(what)) this.#visitor.edit(what, at, past, NOTHING);
      at = past;
    }
  }

  /** A line without a segment: blank, or nothing but a frame. */
  #empty(line: number): void {
    const { start, end, next } = edgesOf(this.#text, line);
    if (line < this.#joinedTo) {
      this.#lineEnd(end, next);
      return;
    }
    const framed = this.#text.bytes.subarray(start, end).some(isFrame);
    const kind = framed ? "mllp-frame" : "blank-line";
    if (this.#wanted.has(kind)) this.#visitor.edit(kind, start, next, NOTHING);
    else this.#end(line);
  }

  #end(line: number): void {
    const { end, next } = edgesOf(this.#text, line);
    const { bytes } = this.#text;
    const closes = this.#frames?.endsAt(line) ?? false;
    const isFrameEnd = bytes[end - 1] === END_BLOCK && !this.#wanted.has("mllp-frame");
    // What follows an end block belongs to the transport, and is a carriage return there.
    if (bytes[end - 1] === END_BLOCK) this.#isBetween = !this.#wanted.has("mllp-frame");
    const wanted = this.#isBetween && this.#terminator ? RETURN : this.#terminator;
    if (next > end) {
      if (wanted && !isEqual(bytes, end, next, wanted)) this.#visitor.edit("terminator", end, next, wanted);
    } else if (closes || (this.#wanted.has("terminator-missing") && !isFrameEnd))
      this.#visitor.edit("terminator-missing", end, next, this.#terminator ?? RETURN);
    if (closes) this.#isBetween = true;
    if (closes) this.#visitor.edit("framed", next, next, Uint8Array.of(END_BLOCK, CARRIAGE_RETURN));
  }

  /** Whether the next line with anything in it is no segment; then this one's end is the end of a line of text. */
  #join(line: number, block: Block): boolean {
    if (!this.#wanted.has("broken-line") || block.delimiters.escape === ABSENT) return false;
    const { bytes } = this.#text;
    let next = line + 1;
    for (; next < block.endLine; next++) {
      const { start, end } = edgesOf(this.#text, next);
      const content = contentOf(bytes, { start, end }, block.delimiters.field);
      if (content.start === content.end && bytes.subarray(start, end).every(isBlankByte)) continue;
      if (content.start === content.end || isSegment(bytes, content, block.delimiters.field)) return false;
      break;
    }
    if (next >= block.endLine) return false;
    this.#joinedTo = next;
    this.#escape = block.delimiters.escape;
    const { end, next: past } = edgesOf(this.#text, line);
    this.#lineEnd(end, past);
    return true;
  }

  #lineEnd(end: number, next: number): void {
    const inserted = Uint8Array.of(this.#escape, ...LINE_ENDS, this.#escape);
    this.#visitor.edit("broken-line", end, next, inserted);
  }
}

/** Where frames are missing: around each message, or around a whole batch, which is sent as one. */
class Frames {
  readonly #begin = new Set<number>();
  readonly #end = new Set<number>();

  constructor(text: Hl7Text) {
    const { blocks, bytes } = text;
    const isBatch = blocks.kind.includes(1);
    let before = 0;
    for (let number = 0; number < blocks.count; number++) {
      const block = blockOf(blocks, number) as Block;
      const goesOn = isBatch && number + 1 < blocks.count;
      if (!(isBatch && number > 0) && !has(bytes, before, block.offset, START_BLOCK))
        this.#begin.add(block.firstLine);
      if (goesOn) continue;
      const last = lastLine(text, block);
      before = last.end;
      const past = isBatch ? bytes.length : (blocks.offset[number + 1] ?? bytes.length);
      if (!has(bytes, last.end, past, END_BLOCK)) this.#end.add(last.line);
    }
  }

  beginsAt(line: number): boolean {
    return this.#begin.has(line);
  }

  endsAt(line: number): boolean {
    return this.#end.has(line);
  }
}

/** The last line of a block with a segment in it, and where that ends. */
function lastLine(text: Hl7Text, block: Block): { readonly line: number; readonly end: number } {
  for (let line = block.endLine - 1; line > block.firstLine; line--) {
    const content = contentOf(text.bytes, edgesOf(text, line), block.delimiters.field);
    if (content.start < content.end) return { line, end: content.end };
  }
  const content = contentOf(text.bytes, edgesOf(text, block.firstLine), block.delimiters.field);
  return { line: block.firstLine, end: Math.max(content.end, block.offset) };
}

function has(bytes: Uint8Array, from: number, past: number, wanted: number): boolean {
  return bytes.subarray(from, past).includes(wanted);
}

function edgesOf({ lines, bytes }: Hl7Text, line: number): Span & { readonly next: number } {
  const start = lines.start[line] ?? 0;
  const end = lines.end[line] ?? start;
  return { start, end, next: lines.start[line + 1] ?? (lines.closed ? bytes.length : end) };
}

function isEqual(bytes: Uint8Array, from: number, past: number, other: Uint8Array): boolean {
  return past - from === other.length && other.every((byte, at) => bytes[from + at] === byte);
}

function isFrame(byte: number | undefined): boolean {
  return byte === START_BLOCK || byte === END_BLOCK;
}

function isBlankByte(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
