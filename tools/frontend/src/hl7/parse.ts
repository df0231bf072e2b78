/** From bytes to messages: one pass over the lines, offsets only. */

import { Fatal, type Fault } from "../bytes/fault";
import { contentOf, findHeaderInside, isHeader, isSegment, segmentIdAt } from "./content";
import { readDelimiters } from "./delimiters";
import { FaultList } from "./faults";
import { type LineTable, scanLines } from "./lines";
import { LineRemarks, noteTerminators } from "./remarks";
import {
  type Delimiters,
  ENVELOPE,
  MESSAGE_HEADER,
  type Span,
  SUGGESTED_DELIMITERS,
  UTF8_MARK,
  UTF16_MARKS,
} from "./standard";
import { StrayText } from "./stray";

/** Lines that belong together. "fragment": segments without a header; "envelope": a header or trailer of a batch. */
export interface Block {
  readonly kind: "message" | "envelope" | "fragment";
  readonly firstLine: number;
  /** One past the last line. */
  readonly endLine: number;
  /** Offset of the header's first character: later than the line's, where other text comes before it. */
  readonly offset: number;
  readonly delimiters: Delimiters;
}

export interface Hl7Text {
  /** The input itself, never changed. */
  readonly bytes: Uint8Array;
  readonly lines: LineTable;
  readonly blocks: readonly Block[];
  /** Faults of the text as a whole; `checkText` finds those inside messages. */
  readonly faults: readonly Fault[];
}

/**
 * Indexes a text of any size. Ends in time proportional to its length, whatever the bytes.
 *
 * @throws Fatal `empty`, `utf-16` or `not-hl7`, with the offset and an excerpt
 */
export function parseHl7(bytes: Uint8Array): Hl7Text {
  if (UTF16_MARKS.some((mark) => beginsWith(bytes, mark)))
    throw new Fatal("utf-16", 0, { size: bytes.length });
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

/** Collects blocks line by line; `open` is the one that further segments belong to. */
class BlockBuilder {
  readonly blocks: Block[] = [];
  #open: Omit<Block, "endLine"> | null = null;
  /** Messages of one feed share one object, which makes handing a hundred thousand of them over cheap. */
  #last = SUGGESTED_DELIMITERS;
  /** A trailer is read like the header before it. */
  #envelope: Delimiters | null = null;

  get open(): Omit<Block, "endLine"> | null {
    return this.#open;
  }

  get trailerDelimiters(): Delimiters {
    return this.#envelope ?? this.#open?.delimiters ?? SUGGESTED_DELIMITERS;
  }

  begin(kind: Block["kind"], line: number, offset: number, delimiters: Delimiters): void {
    this.close(line);
    this.#last = sameDelimiters(this.#last, delimiters) ? this.#last : delimiters;
    this.#open = { kind, firstLine: line, offset, delimiters: this.#last };
    if (kind === "envelope") this.#envelope = this.#last;
  }

  close(line: number): void {
    if (this.#open) this.blocks.push({ ...this.#open, endLine: line });
    this.#open = null;
  }
}

function sameDelimiters(one: Delimiters, other: Delimiters): boolean {
  return (Object.keys(one) as (keyof Delimiters)[]).every((role) => one[role] === other[role]);
}

function findBlocks(bytes: Uint8Array, lines: LineTable, faults: FaultList): readonly Block[] {
  const builder = new BlockBuilder();
  const stray = new StrayText(bytes);
  const remarks = new LineRemarks(bytes);
  for (let line = 0; line < lines.count; line++) {
    const whole = { start: lines.start[line] ?? 0, end: lines.end[line] ?? 0 };
    const span = contentOf(bytes, whole);
    remarks.see(whole, span);
    if (span.start === span.end) continue;
    if (!beginBlock(bytes, builder, span, line, stray) && !builder.open) stray.see(span, line);
  }
  builder.close(lines.count);
  remarks.report(faults);
  if (builder.blocks.length === 0) return [fragmentOf(stray, lines, faults)];
  stray.report(faults);
  return builder.blocks;
}

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
  const { field } = builder.open?.delimiters ?? SUGGESTED_DELIMITERS;
  if (isSegment(bytes, span, field)) return false;
  const header = findHeaderInside(bytes, span);
  if (header < 0) return false;
  stray.see({ start: span.start, end: header }, line);
  builder.begin("message", line, header, readDelimiters(bytes, { start: header, end: span.end }));
  return true;
}

/** No header anywhere: segments alone can still be read with the suggested delimiters. */
function fragmentOf(stray: StrayText, lines: LineTable, faults: FaultList): Block {
  const { line, offset } = stray.firstSegment(faults);
  const delimiters = SUGGESTED_DELIMITERS;
  return { kind: "fragment", firstLine: line, endLine: lines.count, offset, delimiters };
}
