/** What whoever edits a text has to know of its character set: where its characters end, and what their bytes are. */

import { decodeStrictly, type Encoding, isSingleByte } from "./charset";
import { ESCAPE, type Mode, runsOf, SWITCHES, switchAt } from "./halves";

/** As what a stretch is read: byte by byte where it is no text of its character set. */
export function readAs(bytes: Uint8Array, encoding: Encoding): Encoding {
  if (isSingleByte(encoding)) return encoding;
  try {
    decodeStrictly(bytes, encoding);
    return encoding;
  } catch {
    return "iso-8859-1";
  }
}

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

const LONGEST_SWITCH = 4;
