/** Spans inside a segment. Nothing is decoded or copied; every byte stays where it is. */

import { segmentIdAt } from "./segments";
import { ABSENT, type Delimiters, HEADERS, SEGMENT_ID_LENGTH, type Span } from "./standard";

/** What a field splits into, from the outside in. */
export const PART_LEVELS = ["repetition", "component", "subcomponent"] as const;
export type PartLevel = (typeof PART_LEVELS)[number];

/**
 * Splits a span at each separator.
 *
 *     1 2 3 ~ 4 5 ~          three spans, the last one empty
 *     ^---^   ^-^   ^
 */
export function split(bytes: Uint8Array, span: Span, separator: number): readonly Span[] {
  if (separator === ABSENT) return [span];
  if (span.end - span.start > LONGEST_STEPPED) return splitLong(bytes, span, separator);
  const parts: Span[] = [];
  let start = span.start;
  for (let at = span.start; at < span.end; at++) {
    if (bytes[at] !== separator) continue;
    parts.push({ start, end: at });
    start = at + 1;
  }
  parts.push({ start, end: span.end });
  return parts;
}

/** In a longer span the engine's own search is quicker than a step for each byte: a field may hold a whole document. */
const LONGEST_STEPPED = 16_384;

function splitLong(bytes: Uint8Array, { start, end }: Span, separator: number): readonly Span[] {
  const within = bytes.subarray(0, end);
  const parts: Span[] = [];
  let from = start;
  for (let at = within.indexOf(separator, from); at >= 0; at = within.indexOf(separator, from)) {
    parts.push({ start: from, end: at });
    from = at + 1;
  }
  parts.push({ start: from, end });
  return parts;
}

/**
 * The fields of a segment: field 1 is the first of the array.
 *
 *     P  I  D  |  1  |  |  4 2  |        PID-1 is "1", PID-2 is empty, PID-3 is "42", PID-4 is empty
 *     M  S  H  |  ^ ~ \ &  |  L A B      MSH-1 is the first separator itself, MSH-2 follows it, MSH-3 is "LAB"
 *     +0       +3 +4
 */
export function readFields(bytes: Uint8Array, segment: Span, delimiters: Delimiters): readonly Span[] {
  const separatorAt = segment.start + SEGMENT_ID_LENGTH;
  if (separatorAt >= segment.end || bytes[separatorAt] !== delimiters.field) return [];
  const rest = split(bytes, { start: separatorAt + 1, end: segment.end }, delimiters.field);
  if (!HEADERS.has(segmentIdAt(bytes, segment))) return rest;
  return [{ start: separatorAt, end: separatorAt + 1 }, ...rest];
}

/** MSH-1 and MSH-2 define the delimiters, so they are neither split nor unescaped. */
export function definesDelimiters(segmentId: string, field: number): boolean {
  return HEADERS.has(segmentId) && field <= 2;
}
