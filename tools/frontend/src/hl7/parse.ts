/** From bytes to messages: one pass over the lines, offsets only. */

import { datum } from "../bytes/datum";
import { Fatal, type Fault } from "../bytes/fault";
import { BLOCK_KINDS, type Block, type BlockTable } from "./blocks";
import { contentOf, findHeaderInside, isHeader, isPlainSegment, isSegment, quoteBytes } from "./content";
import { readDelimiters } from "./delimiters";
import { FaultList } from "./faults";
import { type LineTable, OffsetColumn, scanLines } from "./lines";
import { LineRemarks, noteTerminators } from "./remarks";
import { segmentIdAt } from "./segments";
import {
  ABSENT,
  type Delimiters,
  END_BLOCK,
  ENVELOPE,
  MESSAGE_HEADER,
  SEGMENT_ID_LENGTH,
  type Span,
  SUGGESTED_DELIMITERS,
  UTF8_MARK,
  UTF16_STARTS,
} from "./standard";
import { StrayText } from "./stray";

/** Positions of messages and of segments without a header; not of a batch's headers and trailers. */
export function messagePositions({ count, kind }: BlockTable): Uint32Array {
  const envelope = BLOCK_KINDS.indexOf("envelope");
  return Uint32Array.from({ length: count }, (_, position) => position).filter((at) => kind[at] !== envelope);
}

/** A table of one. */
export function tableOf(block: Block): BlockTable {
  return {
    count: 1,
    kind: Uint8Array.of(BLOCK_KINDS.indexOf(block.kind)),
    firstLine: Uint32Array.of(block.firstLine),
    endLine: Uint32Array.of(block.endLine),
    offset: Uint32Array.of(block.offset),
    set: Uint32Array.of(0),
    sets: [block.delimiters],
  };
}

export interface Hl7Text {
  /** The input itself, never changed. */
  readonly bytes: Uint8Array;
  readonly lines: LineTable;
  readonly blocks: BlockTable;
  /** Faults of the text as a whole; `checkText` finds those inside messages. */
  readonly faults: readonly Fault[];
}

/**
 * Indexes a text of any size. Ends in time proportional to its length, whatever the bytes.
 *
 * @throws Fatal `empty`, `utf-16` or `not-hl7`, with the offset and an excerpt
 */
export function parseHl7(bytes: Uint8Array): Hl7Text {
  const wide = UTF16_STARTS.find((start) => beginsWith(bytes, start));
  if (wide) throw new Fatal("utf-16", 0, { found: datum(quoteBytes(bytes, 0, wide.length)) });
  const faults = new FaultList();
  const lines = scanLines(bytes, skipMark(bytes, faults));
  const blocks = findBlocks(bytes, lines, faults);
  noteTerminators(lines, bytes, faults);
  return { bytes, lines, blocks, faults: faults.kept };
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, position) => bytes[position] === byte);
}

function skipMark(bytes: Uint8Array, faults: FaultList): number {
  if (!beginsWith(bytes, UTF8_MARK)) return 0;
  faults.add("byte-order-mark", 0, () => ({ found: "EF BB BF", expected: MESSAGE_HEADER }));
  return UTF8_MARK.length;
}

/** Collects blocks line by line; the last one begun is open: further segments belong to it. */
class BlockBuilder {
  readonly #columns = { kind: new OffsetColumn(), line: new OffsetColumn(), offset: new OffsetColumn() };
  readonly #set = new OffsetColumn();
  readonly #sets: Delimiters[] = [];
  readonly #numbers = new Map<string, number>();
  #last = -1;
  /** A trailer is read like the header before it. */
  #envelope: Delimiters | null = null;

  get isOpen(): boolean {
    return this.#last >= 0;
  }

  /** Of the open block, or those that HL7 suggests. */
  get delimiters(): Delimiters {
    return this.#sets[this.#last] ?? SUGGESTED_DELIMITERS;
  }

  get trailerDelimiters(): Delimiters {
    return this.#envelope ?? this.delimiters;
  }

  begin(kind: Block["kind"], line: number, offset: number, delimiters: Delimiters): void {
    const key = Object.values(delimiters).join();
    const number = this.#numbers.get(key) ?? this.#sets.push(delimiters) - 1;
    this.#numbers.set(key, number);
    if (kind === "envelope") this.#envelope = delimiters;
    this.#add(BLOCK_KINDS.indexOf(kind), line, offset, number);
  }

  /** A message with the delimiters of the block before it. */
  beginAlike(line: number, offset: number): void {
    this.#add(0, line, offset, this.#last);
  }

  #add(kind: number, line: number, offset: number, set: number): void {
    this.#last = set;
    this.#columns.kind.push(kind);
    this.#columns.line.push(line);
    this.#columns.offset.push(offset);
    this.#set.push(set);
  }

  finish(endLine: number): BlockTable {
    const firstLine = this.#columns.line.finish();
    const ends = new Uint32Array(firstLine.length);
    ends.set(firstLine.subarray(1));
    ends[ends.length - 1] = endLine;
    return {
      count: firstLine.length,
      kind: Uint8Array.from(this.#columns.kind.finish()),
      firstLine,
      endLine: ends,
      offset: this.#columns.offset.finish(),
      set: this.#set.finish(),
      sets: this.#sets,
    };
  }
}

function findBlocks(bytes: Uint8Array, lines: LineTable, faults: FaultList): BlockTable {
  const builder = new BlockBuilder();
  const stray = new StrayText(bytes);
  const remarks = new LineRemarks(bytes);
  let like: Delimiters | null = null;
  for (let line = 0; line < lines.count; line++) {
    const start = lines.start[line] as number;
    const end = lines.end[line] as number;
    if (like && isPlainSegment(bytes, start, end, like.field)) continue;
    if (like && isHeaderLike(bytes, start, end, like)) {
      builder.beginAlike(line, start);
      continue;
    }
    const whole = { start, end };
    const span = contentOf(bytes, whole, builder.delimiters.field);
    remarks.see(whole, span);
    if (span.start === span.end) continue;
    const begins = beginBlock(bytes, builder, span, line, stray);
    if (!begins && !builder.isOpen && !beginFragment(bytes, builder, span, line, faults)) stray.see(span);
    like = builder.isOpen ? builder.delimiters : null;
  }
  if (!builder.isOpen) stray.refuse();
  remarks.report(faults);
  stray.report(faults);
  return builder.finish(lines.count);
}

/** Whether a line begins with MSH and the very delimiters of the message before it. */
function isHeaderLike(bytes: Uint8Array, start: number, end: number, like: Delimiters): boolean {
  return (
    bytes[start] === HEADER_BYTES[0] &&
    bytes[start + 1] === HEADER_BYTES[1] &&
    bytes[start + 2] === HEADER_BYTES[2] &&
    bytes[start + 3] === like.field &&
    bytes[start + 4] === like.component &&
    bytes[start + 5] === like.repetition &&
    bytes[start + 6] === like.escape &&
    bytes[start + 7] === like.subcomponent &&
    bytes[start + 8] === like.field &&
    like.truncation === ABSENT &&
    bytes[end - 1] !== END_BLOCK
  );
}

const HEADER_BYTES: readonly number[] = Array.from(MESSAGE_HEADER, (letter) => letter.charCodeAt(0));

/** Begins a block where this line does; false where it is an ordinary line. */
function beginBlock(
  bytes: Uint8Array,
  builder: BlockBuilder,
  span: Span,
  line: number,
  stray: StrayText,
): boolean {
  const id = segmentIdAt(bytes, span);
  if (isHeader(bytes, span)) {
    const kind = id === MESSAGE_HEADER ? "message" : "envelope";
    builder.begin(kind, line, span.start, readDelimiters(bytes, span));
    return true;
  }
  if (ENVELOPE.has(id) && isSegment(bytes, span, builder.trailerDelimiters.field)) {
    builder.begin("envelope", line, span.start, builder.trailerDelimiters);
    return true;
  }
  if (isSegment(bytes, span, builder.delimiters.field)) return false;
  const header = findHeaderInside(bytes, span);
  if (header < 0) return false;
  stray.see({ start: span.start, end: header });
  builder.begin("message", line, header, readDelimiters(bytes, { start: header, end: span.end }));
  return true;
}

/**
 * Segments before any header, as the end of a message at the start of a log: they are read with the suggested
 * delimiters. An ordinary word of three letters is no segment: one separator must follow it.
 */
function beginFragment(
  bytes: Uint8Array,
  builder: BlockBuilder,
  span: Span,
  line: number,
  faults: FaultList,
): boolean {
  const { field } = SUGGESTED_DELIMITERS;
  if (!isSegment(bytes, span, field) || bytes[span.start + SEGMENT_ID_LENGTH] !== field) return false;
  const found = quoteBytes(bytes, span.start, span.end);
  faults.add("header-missing", span.start, () => ({ found, expected: MESSAGE_HEADER }));
  builder.begin("fragment", line, span.start, SUGGESTED_DELIMITERS);
  return true;
}
