/** What a line holds: its content without frame bytes, its segment ID, a header. */

import {
  END_BLOCK,
  HEADERS,
  MESSAGE_HEADER,
  SEGMENT_ID_LENGTH,
  SPACE,
  type Span,
  START_BLOCK,
  TAB,
} from "./standard";

const DELETE = 0x7f;
const NINE = 0x39;
/** The separators a header must show when other text comes before it: MSH-1 and the four of MSH-2. */
const SEPARATORS_OF_HEADER = 5;

function isDigitOrLetter(byte: number): boolean {
  return (byte >= 0x30 && byte <= NINE) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** 2.5.4: displayable ASCII is hexadecimal 20 to 7E; a separator is not the blank either. */
export function isDisplayable(byte: number): boolean {
  return byte > SPACE && byte < DELETE;
}

/** A letter or digit in the separator's place means that the text is no header. */
function canSeparate(byte: number | undefined): boolean {
  return byte !== undefined && isDisplayable(byte) && !isDigitOrLetter(byte);
}

/** ASCII as text, any other byte as `<0D>`, so that a fault can quote it whatever the character set. */
export function quoteBytes(bytes: Uint8Array, start: number, end: number, limit = 40): string {
  let text = "";
  const stop = Math.min(end, start + limit, bytes.length);
  for (let at = start; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    const shown = byte === SPACE || isDisplayable(byte);
    text += shown ? String.fromCharCode(byte) : `<${byte.toString(16).padStart(2, "0").toUpperCase()}>`;
  }
  return stop < end ? `${text}…` : text;
}

/**
 * What remains of a line without MLLP frame bytes and leading blanks.
 *
 *     0B  M S H | …  1C          1C 0B M S H | …
 *         ^start     ^end              ^start
 */
export function contentOf(bytes: Uint8Array, line: Span): Span {
  let { start, end } = line;
  while (start < end && isFrameOrBlank(bytes[start])) start++;
  while (end > start && bytes[end - 1] === END_BLOCK) end--;
  return { start, end };
}

function isFrameOrBlank(byte: number | undefined): boolean {
  return byte === START_BLOCK || byte === END_BLOCK || byte === SPACE || byte === TAB;
}

/** The three characters at the start, or "" where the span is shorter. */
export function segmentIdAt(bytes: Uint8Array, { start, end }: Span): string {
  if (end - start < SEGMENT_ID_LENGTH) return "";
  return String.fromCharCode(bytes[start] ?? 0, bytes[start + 1] ?? 0, bytes[start + 2] ?? 0);
}

/**
 * Whether a line is a segment by its look: 2.5.2, three letters or digits, the first a letter.
 *
 *     P  I  D  |  …          or the ID alone
 *     +0       +3
 */
export function isSegment(bytes: Uint8Array, { start, end }: Span, fieldSeparator: number): boolean {
  const after = start + SEGMENT_ID_LENGTH;
  if (after > end || (bytes[start] ?? 0) <= NINE) return false;
  for (let at = start; at < after; at++) if (!isDigitOrLetter(bytes[at] ?? 0)) return false;
  return after === end || bytes[after] === fieldSeparator;
}

/**
 * Whether MSH, FHS or BHS begins here.
 *
 *     M  S  H  |  …          "MSH" alone is a header too, a broken one
 *     +0       +3
 */
export function isHeader(bytes: Uint8Array, span: Span): boolean {
  if (!HEADERS.has(segmentIdAt(bytes, span))) return false;
  const separatorAt = span.start + SEGMENT_ID_LENGTH;
  return separatorAt === span.end || canSeparate(bytes[separatorAt]);
}

/**
 * Looks for a header behind a line number or the prefix of a log; its offset, or -1.
 *
 *     2024-05-01 10:00 IN  M  S  H  |  ^  ~  \  &  | …
 *                          +0       +3          +7  five bytes that can separate
 */
export function findHeaderInside(bytes: Uint8Array, { start, end }: Span): number {
  const first = MESSAGE_HEADER.charCodeAt(0);
  const length = SEGMENT_ID_LENGTH + SEPARATORS_OF_HEADER;
  for (let at = start; at + length <= end; at++) {
    if (bytes[at] !== first || segmentIdAt(bytes, { start: at, end }) !== MESSAGE_HEADER) continue;
    if (bytes.subarray(at + SEGMENT_ID_LENGTH, at + length).every(canSeparate)) return at;
  }
  return -1;
}
