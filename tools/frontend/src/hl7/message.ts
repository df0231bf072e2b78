/** One block opened: its segments and how their bytes are read. */

import { type Charset, chooseCharset } from "./charset";
import { contentOf, isPlainSegment, isSegment } from "./content";
import type { Block, Hl7Text } from "./parse";
import {
  MSH_CHARACTER_SET,
  MSH_CONTROL_ID,
  MSH_MESSAGE_TYPE,
  MSH_TIME,
  MSH_VERSION,
  SEGMENT_ID_LENGTH,
  type Span,
} from "./standard";
import { readFields, split } from "./tokens";

export interface Segment {
  /** "" for a line that is no segment: a stray line break inside a value, most often. */
  readonly id: string;
  /** One-based among the block's segments of the same ID. */
  readonly occurrence: number;
  readonly line: number;
  readonly span: Span;
}

/** The span of a line's content; in a block's first line, from the header on. */
export function lineContent(text: Hl7Text, block: Block, line: number): Span {
  const whole = { start: text.lines.start[line] ?? 0, end: text.lines.end[line] ?? 0 };
  const content = contentOf(text.bytes, whole, block.delimiters.field);
  return line === block.firstLine ? { start: block.offset, end: content.end } : content;
}

/** The segments of a block, in their order; blank lines are left out. Columns, because a block may have a million. */
export interface SegmentTable {
  readonly count: number;
  /** The bytes of the ID as one number, 0 where the line is no segment. */
  readonly id: Uint32Array;
  readonly occurrence: Uint32Array;
  readonly line: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
}

function readSegments(text: Hl7Text, block: Block): SegmentTable {
  const column = (): Uint32Array => new Uint32Array(block.endLine - block.firstLine);
  const columns = { id: column(), occurrence: column(), line: column(), start: column(), end: column() };
  const occurrences = new Map<number, number>();
  let count = 0;
  walkSegments(text, block, (start, end, named, line) => {
    const id = named ? packIdAt(text.bytes, start, end) : 0;
    const occurrence = (occurrences.get(id) ?? 0) + 1;
    occurrences.set(id, occurrence);
    columns.id[count] = id;
    columns.occurrence[count] = occurrence;
    columns.line[count] = line;
    columns.start[count] = start;
    columns.end[count] = end;
    count++;
  });
  return { count, ...columns };
}

const BITS_A_BYTE = 8;

/** The ID's bytes as one number, 0 where the span is shorter. */
export function packIdAt(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < SEGMENT_ID_LENGTH) return 0;
  const [first, second, third] = [
    bytes[start] as number,
    bytes[start + 1] as number,
    bytes[start + 2] as number,
  ];
  return (first << (2 * BITS_A_BYTE)) | (second << BITS_A_BYTE) | third;
}

function packId(id: string): number {
  let packed = 0;
  for (let at = 0; at < id.length; at++) packed = (packed << BITS_A_BYTE) | id.charCodeAt(at);
  return packed;
}

/** The way back; "" for 0. */
export function unpackId(packed: number): string {
  if (packed === 0) return "";
  return String.fromCharCode(packed >>> (2 * BITS_A_BYTE), (packed >>> BITS_A_BYTE) & 0xff, packed & 0xff);
}

/** One segment by its position, from 0. */
export function segmentAt(segments: SegmentTable, position: number): Segment | undefined {
  if (!(position >= 0 && position < segments.count)) return undefined;
  return {
    id: unpackId(segments.id[position] as number),
    occurrence: segments.occurrence[position] as number,
    line: segments.line[position] as number,
    span: { start: segments.start[position] as number, end: segments.end[position] as number },
  };
}

export function* eachSegment(segments: SegmentTable): Generator<Segment> {
  for (let position = 0; position < segments.count; position++)
    yield segmentAt(segments, position) as Segment;
}

/** The position of `PID`, or of its second occurrence; -1 where the block has none. */
export function findSegment(segments: SegmentTable, id: string, occurrence: number): number {
  const wanted = packId(id);
  for (let position = 0; position < segments.count; position++)
    if (segments.id[position] === wanted && segments.occurrence[position] === occurrence) return position;
  return -1;
}

/** The position of the segment that holds an offset, or of the last one before it; -1 before the first. */
export function segmentBefore(segments: SegmentTable, offset: number): number {
  let low = 0;
  let high = segments.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments.start[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The fields of MSH that tell messages apart, undecoded. */
export interface Summary {
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  readonly time: string;
  /** The repetitions of MSH-18. */
  readonly characterSets: readonly string[];
}

/**
 * Reads the header of a message; all texts are "" in other blocks.
 *
 *     M S H | ^ ~ \ & | … | 20240501 | | ORU ^ R01 ^ … | 42 | P | 2.5.1 ^ … | … | UNICODE UTF-8
 *                           MSH-7        MSH-9           -10      MSH-12.1        MSH-18[1]
 */
export function summarise(text: Hl7Text, block: Block): Summary {
  const { bytes } = text;
  const { delimiters } = block;
  const fields = readFields(bytes, lineContent(text, block, block.firstLine), delimiters);
  const field = (position: number): Span => fields[position - 1] ?? { start: 0, end: 0 };
  const whole = ({ start, end }: Span): string =>
    latin1At(bytes, start, Math.min(end, start + LONGEST_SUMMARY));
  const first = (span: Span, separator: number): string => whole(split(bytes, span, separator)[0] ?? span);
  if (block.kind !== "message") return { type: "", controlId: "", version: "", time: "", characterSets: [] };
  return {
    type: whole(field(MSH_MESSAGE_TYPE)),
    controlId: whole(field(MSH_CONTROL_ID)),
    version: first(field(MSH_VERSION), delimiters.component).trim(),
    time: first(field(MSH_TIME), delimiters.component),
    characterSets: setsIn(bytes, field(MSH_CHARACTER_SET), delimiters.repetition),
  };
}

const LONGEST_SUMMARY = 80;

function setsIn(bytes: Uint8Array, { start, end }: Span, repetition: number): readonly string[] {
  const said = latin1At(bytes, start, Math.min(end, start + LONGEST_SUMMARY));
  return said.split(String.fromCharCode(repetition)).map((name) => name.trim());
}

/** A character a byte: for short texts quicker than a decoder. */
function latin1At(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

/** A block with everything needed to read its values. */
export interface Message {
  readonly block: Block;
  readonly segments: SegmentTable;
  readonly summary: Summary;
  readonly charset: Charset;
}

export function openBlock(text: Hl7Text, block: Block): Message {
  const summary = summarise(text, block);
  const charset = chooseCharset(text.bytes, spanOf(text, block), summary.characterSets);
  return { block, segments: readSegments(text, block), summary, charset };
}

/** How a block's bytes are read, for whoever needs nothing else of it. */
export function charsetOf(text: Hl7Text, block: Block): Charset {
  return chooseCharset(text.bytes, spanOf(text, block), declaredIn(text, block));
}

/** The repetitions of MSH-18. */
export function declaredIn(text: Hl7Text, block: Block): readonly string[] {
  const span = declarationIn(text, block);
  return span ? setsIn(text.bytes, span, block.delimiters.repetition) : [];
}

/** MSH-18; null where the header ends before it. */
export function declarationIn({ bytes, lines }: Hl7Text, block: Block): Span | null {
  if (block.kind !== "message") return null;
  const { field } = block.delimiters;
  const past = lines.end[block.firstLine] as number;
  let left = MSH_CHARACTER_SET - 1;
  let start = block.offset;
  for (; start < past && left > 0; start++) if (bytes[start] === field) left--;
  if (left > 0) return null;
  let end = start;
  while (end < past && bytes[end] !== field) end++;
  return { start, end };
}

export function spanOf({ lines }: Hl7Text, { offset, endLine }: Block): Span {
  return { start: offset, end: lines.end[endLine - 1] ?? offset };
}

/** Called with the span of a segment, or of what stands where one should be. */
export type VisitSegment = (start: number, end: number, isSegment: boolean, line: number) => void;

/** Calls `visit` for each segment of a block, without keeping any. */
export function walkSegments(text: Hl7Text, block: Block, visit: VisitSegment): void {
  for (let line = block.firstLine; line < block.endLine; line++) visitLine(text, block, line, visit);
}

/** Of one line of a block; blank ones are left out. */
export function visitLine(text: Hl7Text, block: Block, line: number, visit: VisitSegment): void {
  const { bytes, lines } = text;
  const { field } = block.delimiters;
  const from = lines.start[line] as number;
  const past = lines.end[line] as number;
  if (line !== block.firstLine && isPlainSegment(bytes, from, past, field)) {
    visit(from, past, true, line);
    return;
  }
  const span = lineContent(text, block, line);
  if (span.start === span.end) return;
  visit(span.start, span.end, span.start === block.offset || isSegment(bytes, span, field), line);
}
