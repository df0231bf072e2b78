/**
 * A segment that goes on in the ADD segments behind it (2.10.2.1).
 *
 *     OBX|1|TX|…||The first part of a
 *     ADD| long text||||||F                ADD-1 goes on with the last field, further fields follow
 *     ADD                                  without a field: it goes on in the next message
 */

import { scanned } from "./charset";
import type { Message } from "./message";
import type { Hl7Text } from "./parse";
import { formatPath } from "./path";
import { findSegment, type Segment, segmentAt } from "./segments";
import { SEGMENT_ID_LENGTH, type Span } from "./standard";
import { readFields } from "./tokens";

export const ADDENDUM = "ADD";

/** 2.10.2.1: none of them goes on in an ADD; one behind them goes on with the message before. */
const WHOLE: ReadonlySet<string> = new Set(["MSH", "MSA", "DSC", "PID", "QRD", "QRF", "URD", "URS"]);

export const canGoOn = (id: string): boolean => id !== "" && !WHOLE.has(id);

/** What an ADD segment carries on. */
export interface Carried {
  readonly segment: Segment;
  /** The field that ADD-1 goes on with. */
  readonly field: number;
}

/** By the positions of the ADD segments; those that carry on the message before are left out. */
export function carriedOn(
  { bytes }: Hl7Text,
  { segments, block, charset }: Message,
): ReadonlyMap<number, Carried> {
  const carried = new Map<number, Carried>();
  const fieldsIn = ({ span }: Segment): number => {
    const scan = scanned(bytes.subarray(span.start, span.end), charset.encoding);
    return readFields(scan, { start: 0, end: scan.length }, block.delimiters).length;
  };
  let segment: Segment | undefined;
  let field = 0;
  const first = findSegment(segments, ADDENDUM, 1);
  for (let at = first; at >= 0 && at < segments.count; at++) {
    const next = segmentAt(segments, at) as Segment;
    if (next.id !== ADDENDUM) continue;
    const before = segmentAt(segments, at - 1);
    if (before && before.id !== ADDENDUM) {
      segment = canGoOn(before.id) ? before : undefined;
      field = Math.max(1, fieldsIn(before));
    }
    if (segment) carried.set(at, { segment, field });
    field += Math.max(0, fieldsIn(next) - 1);
  }
  return carried;
}

/** `OBX[2]-5` */
export function carriedPath({ segment: { id, occurrence }, field }: Carried): string {
  return formatPath({
    segment: id,
    occurrence,
    field,
    repetition: null,
    component: null,
    subcomponent: null,
  });
}

/** What follows `ADD|`. */
export function addedSpan({ start, end }: Span): Span {
  return { start: Math.min(start + SEGMENT_ID_LENGTH + 1, end), end };
}

/** The segment and the ADD segments behind it, in their order; alone where nothing follows. */
export function continuedSegment({ segments }: Message, position: number): readonly Segment[] {
  const first = segmentAt(segments, position);
  if (!first) return [];
  const parts = [first];
  for (
    let next = segmentAt(segments, position + 1);
    next?.id === ADDENDUM;
    next = segmentAt(segments, position + parts.length)
  )
    parts.push(next);
  return parts;
}

/** The bytes of a segment with everything that its ADD segments add, as if it had been sent in one piece. */
export function wholeSegment(text: Hl7Text, message: Message, position: number): Uint8Array {
  const [first, ...added] = continuedSegment(message, position);
  if (!first) return new Uint8Array(0);
  const spans: readonly Span[] = [first.span, ...added.map(({ span }) => addedSpan(span))];
  const whole = new Uint8Array(spans.reduce((sum, { start, end }) => sum + end - start, 0));
  let at = 0;
  for (const { start, end } of spans) {
    whole.set(text.bytes.subarray(start, end), at);
    at += end - start;
  }
  return whole;
}
