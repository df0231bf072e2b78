/** From a path to the bytes that it names, and back. */

import type { Message } from "./message";
import type { Hl7Text } from "./parse";
import type { Path } from "./path";
import { scanOf } from "./scan";
import { findSegment, type Segment, segmentAt, segmentBefore } from "./segments";
import type { Span } from "./standard";
import { definesDelimiters, PART_LEVELS, readFields, split } from "./tokens";

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
