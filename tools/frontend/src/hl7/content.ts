/** What a line holds: its content without frame bytes, its segment ID, a header. */

import { segmentIdAt } from "./segments";
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
 * What remains of a line without MLLP frame bytes, leading blanks, and the number or log prefix before a segment.
 *
 *     0B  M S H | …  1C          1C 0B M S H | …          2 7 :   P I D | …
 *         ^start     ^end              ^start                     ^start
 */
export function contentOf(bytes: Uint8Array, line: Span, fieldSeparator: number): Span {
  let { start, end } = line;
  while (start < end && isFrameOrBlank(bytes[start])) start++;
  while (end > start && bytes[end - 1] === END_BLOCK) end--;
  const behind = isSegment(bytes, { start, end }, fieldSeparator)
    ? -1
    : segmentBehindPrefix(bytes, { start, end }, fieldSeparator);
  return { start: behind < 0 ? start : behind, end };
}

/** A longer prefix is none: text in which a separator happens to stand. */
const LONGEST_PREFIX = 160;
const LINE_NUMBER = /^\W*\d{1,7}\W*$/;
/** A date or a time, a log's level, a direction: then anything up to a blank or a sign. */
const LOG_PREFIX =
  /^\W*(?:\d{1,4}[-/.:]\d{1,2}[-/.:]\d{1,4}|\d{1,2}:\d{2}|\d{8}T?\d{4}|(?:trace|debug|info|notice|warn|warning|error|in|out|rx|tx|send|sent|recv|received)\b).*[\s:>\]#-]$/i;

/**
 * Where a segment begins behind a pasted line number or the prefix of a log; -1 where none does. MSH is found by
 * `findHeaderInside`, whatever stands before it.
 *
 *     2024-05-01 10:00:01 INFO  P I D | …
 *     ^ no separator            ^ ID and the first separator
 */
function segmentBehindPrefix(bytes: Uint8Array, { start, end }: Span, fieldSeparator: number): number {
  const within = bytes.subarray(start, Math.min(end, start + LONGEST_PREFIX + SEGMENT_ID_LENGTH + 1));
  const at = within.indexOf(fieldSeparator) - SEGMENT_ID_LENGTH;
  if (at < 1 || isDigitOrLetter(within[at - 1] ?? 0)) return -1;
  const id = segmentIdAt(within, { start: at, end: within.length });
  if (!UPPER_CASE_ID.test(id) || id === MESSAGE_HEADER) return -1;
  const prefix = String.fromCharCode(...within.subarray(0, at));
  return LINE_NUMBER.test(prefix) || LOG_PREFIX.test(prefix) ? start + at : -1;
}

const UPPER_CASE_ID = /^[A-Z][A-Z0-9]{2}$/;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;

/**
 * Whether a line is an ordinary segment at first sight: no header, no trailer, nothing around it. A quick answer for
 * nearly all lines; the others are looked at closely.
 */
export function isPlainSegment(
  bytes: Uint8Array,
  start: number,
  end: number,
  fieldSeparator: number,
): boolean {
  const first = bytes[start] as number;
  return (
    first >= UPPER_A &&
    first <= UPPER_Z &&
    !ENVELOPE_LETTERS.includes(first) &&
    start + SEGMENT_ID_LENGTH < end &&
    bytes[start + SEGMENT_ID_LENGTH] === fieldSeparator &&
    isDigitOrLetter(bytes[start + 1] as number) &&
    isDigitOrLetter(bytes[start + 2] as number) &&
    bytes[end - 1] !== END_BLOCK
  );
}

/** With which MSH, FHS, FTS, BHS and BTS begin. */
const ENVELOPE_LETTERS: readonly number[] = [0x4d, 0x46, 0x42];

function isFrameOrBlank(byte: number | undefined): boolean {
  return byte === START_BLOCK || byte === END_BLOCK || byte === SPACE || byte === TAB;
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
