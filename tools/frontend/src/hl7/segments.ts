/** The segments of a block, as columns. */

import { SEGMENT_ID_LENGTH, type Span } from "./standard";

export interface Segment {
  /** "" for a line that is no segment: a stray line break inside a value, most often. */
  readonly id: string;
  /** One-based among the block's segments of the same ID. */
  readonly occurrence: number;
  readonly line: number;
  readonly span: Span;
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

/** The three characters at the start, or "" where the span is shorter. */
export function segmentIdAt(bytes: Uint8Array, { start, end }: Span): string {
  if (end - start < SEGMENT_ID_LENGTH) return "";
  return String.fromCharCode(bytes[start] ?? 0, bytes[start + 1] ?? 0, bytes[start + 2] ?? 0);
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
