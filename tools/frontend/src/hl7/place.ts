/** From offsets to places that people can find, and back. */

import type { Fault } from "../bytes/fault";
import { decodeBytes, type Encoding, isSingleByte } from "./charset";
import { lineAt } from "./lines";
import { findSegment, type Message, type Segment, segmentAt, segmentBefore } from "./message";
import type { Hl7Text } from "./parse";
import type { Path } from "./path";
import { scanOf } from "./scan";
import type { Span } from "./standard";
import { definesDelimiters, PART_LEVELS, readFields, split } from "./tokens";

/** Both from 1. Columns count UTF-16 code units, as editors and text areas do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface PlacedFault extends Fault {
  readonly place: Place;
}

export function placeAt(text: Hl7Text, offset: number, encoding: Encoding = "utf-8"): Place {
  const line = lineAt(text.lines, offset);
  const start = text.lines.start[line] ?? 0;
  const before = text.bytes.subarray(start, Math.max(start, offset));
  return { line: line + 1, column: decodeBytes(before, encoding).length + 1 };
}

const LEAD_OF_TWO = 0xc0;
const LEAD_OF_THREE = 0xe0;
/** Characters of four bytes take two UTF-16 code units. */
const LEAD_OF_FOUR = 0xf0;

/** The way back; a column past the end of its line means that end. */
export function offsetAt(text: Hl7Text, { line, column }: Place, encoding: Encoding = "utf-8"): number {
  const row = Math.min(Math.max(line - 1, 0), text.lines.count - 1);
  const start = text.lines.start[row] ?? 0;
  const end = text.lines.end[row] ?? 0;
  if (isSingleByte(encoding)) return Math.min(start + column - 1, end);
  let at = start;
  for (let units = column - 1; units > 0 && at < end; ) {
    const lead = text.bytes[at] ?? 0;
    at += lead < LEAD_OF_TWO ? 1 : lead < LEAD_OF_THREE ? 2 : lead < LEAD_OF_FOUR ? 3 : 4;
    units -= lead >= LEAD_OF_FOUR ? 2 : 1;
  }
  return Math.min(at, end);
}

/** The parts of one segment, level by level; each level is split only when asked for. */
class Parts {
  readonly #scan: Uint8Array;
  readonly #message: Message;
  readonly #segment: Segment;

  constructor(scan: Uint8Array, message: Message, segment: Segment) {
    this.#scan = scan;
    this.#message = message;
    this.#segment = segment;
  }

  fields(): readonly Span[] {
    return readFields(this.#scan, this.#segment.span, this.#message.block.delimiters);
  }

  /** What a field (from 1) or a part of it splits into at this level. */
  split(span: Span, field: number, level: "repetition" | "component" | "subcomponent"): readonly Span[] {
    if (definesDelimiters(this.#segment.id, field)) return [span];
    return split(this.#scan, span, this.#message.block.delimiters[level]);
  }
}

/** The bytes a path names, or null where the message has no such part. */
export function spanAt(text: Hl7Text, message: Message, path: Path): Span | null {
  const { segments } = message;
  const segment = segmentAt(segments, findSegment(segments, path.segment, path.occurrence));
  if (!segment) return null;
  if (path.field === null) return segment.span;
  const parts = new Parts(scanOf(text), message, segment);
  let span = parts.fields()[path.field - 1];
  for (const level of PART_LEVELS) {
    const wanted = path[level] ?? (level === "repetition" && path.component !== null ? 1 : null);
    if (!span || wanted === null) return span ?? null;
    span = parts.split(span, path.field, level)[wanted - 1];
  }
  return span ?? null;
}

/** The deepest part at an offset. Levels that do not split there are left out: `PID-3`, not `PID-3[1].1.1`. */
export function pathAt(text: Hl7Text, message: Message, offset: number): Path | null {
  const segment = segmentAt(message.segments, segmentBefore(message.segments, offset));
  if (!segment || segment.id === "") return null;
  const numbers: Record<"field" | (typeof PART_LEVELS)[number], number | null> = {
    field: null,
    repetition: null,
    component: null,
    subcomponent: null,
  };
  const parts = new Parts(scanOf(text), message, segment);
  const fields = parts.fields();
  const field = partAt(fields, offset);
  let span = fields[field];
  if (span) numbers.field = field + 1;
  for (const level of PART_LEVELS) {
    const pieces = span ? parts.split(span, field + 1, level) : [];
    const piece = partAt(pieces, offset);
    if (pieces.length > 1) numbers[level] = piece + 1;
    span = pieces[piece];
  }
  if (numbers.subcomponent !== null) numbers.component ??= 1;
  return { segment: segment.id, occurrence: segment.occurrence, ...numbers };
}

function partAt(parts: readonly Span[], offset: number): number {
  return parts.findIndex(({ start, end }) => start <= offset && offset <= end);
}
