/** What whoever edits a text has to know of its character set: where its characters end, and what their bytes are. */

import { type Encoding, hidesSeparators, LONGEST_CHARACTER, readAs } from "./charset";
import { ESCAPE, type Mode, runsOf, SWITCHES, switchAt } from "./halves";
import type { Span } from "./standard";

/**
 * Where a stretch begins of whose end so many bytes are shown: not within a character. Where only the bytes before say what
 * is one, it is all of the stretch, if that is short.
 */
export function beginAt(bytes: Uint8Array, { start, end }: Span, most: number, encoding: Encoding): number {
  if (end - start <= (hidesSeparators(encoding) ? LONGEST_READ : most)) return start;
  const wanted = end - most;
  for (let from = wanted; from < wanted + LONGEST_CHARACTER; from++)
    if (readAs(bytes.subarray(from, end), encoding) === encoding) return from;
  return wanted;
}

const LONGEST_READ = 4_096;

/** How many UTF-16 code units the first bytes of a text are; half a character is none yet. */
export function unitsIn(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding === "iso-2022-jp") return switchedLength(bytes);
  return new TextDecoder(encoding).decode(bytes, { stream: true }).length;
}

/** What the byte at `offset` of a line is, whose first byte is at `start`. */
export function modeAt(bytes: Uint8Array, start: number, offset: number): Mode {
  let mode: Mode = "ascii";
  for (let at = start; at < offset; ) {
    const found = bytes[at] === ESCAPE ? switchAt(bytes, at, offset) : null;
    mode = found?.to ?? mode;
    at += found?.length ?? 1;
  }
  return mode;
}

/** Whether an escape sequence to another mode stands there. */
export const switchesAt = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === ESCAPE && switchAt(bytes, at, bytes.length) !== null;

export function switchTo(mode: Mode): Uint8Array {
  const [sequence] = SWITCHES.findLast(([, to]) => to === mode) as (typeof SWITCHES)[number];
  return Uint8Array.of(ESCAPE, ...Array.from(sequence, (sign) => sign.charCodeAt(0)));
}

/** Bytes. */
const LONGEST_SWITCH = 4;

/** How many characters the first bytes of a text are; half of one, or of an escape sequence, is none yet. */
export function switchedLength(bytes: Uint8Array): number {
  const last = bytes.lastIndexOf(ESCAPE);
  const tail = last < 0 ? "" : String.fromCharCode(...bytes.subarray(last + 1, last + LONGEST_SWITCH));
  const isBegun = last >= 0 && SWITCHES.some(([sequence]) => sequence.startsWith(tail) && sequence !== tail);
  const end = isBegun && bytes.length - last < LONGEST_SWITCH ? last : bytes.length;
  let length = 0;
  for (const run of runsOf(bytes, { start: 0, end }))
    length += run.mode.endsWith("kanji") ? (run.end - run.start) >> 1 : run.end - run.start;
  return length;
}
