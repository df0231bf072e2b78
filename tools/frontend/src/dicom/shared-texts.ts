/**
 * Texts that were read before, so that those of the next file need not be made again: the files of a series have all but a
 * few in common. Whoever reads a folder owns one, and lets go of it with the folder.
 */

import { ESCAPE, FIRST_HIGH, readPlain } from "./text-codes";

const SLOTS = 4_096;
/** Longer texts are seldom the same twice. */
const LONGEST = 80;
/** The factor of FNV-1a, which spreads well enough for a table of this size. */
const FACTOR = 0x01000193;
/** The bits that tell 80 to 9F, which no set of one byte has. */
const UPPER_CONTROLS = 0xe0;

/** What was read last in so many rows: the next file of a series most likely has it there again. */
const ROWS = 256;

export class SharedTexts {
  readonly #texts = new Array<string>(SLOTS).fill("");
  readonly #last = new Array<string>(ROWS).fill("");

  /**
   * The text of `bytes` from `start` to `end`; null if it is not plain ASCII or, where that is asked for, Latin 1. `row` is
   * a guess at where it was met before, and need not be right.
   */
  read(bytes: Uint8Array, start: number, end: number, isLatin1: boolean, row: number): string | null {
    const place = row & (ROWS - 1);
    const last = this.#last[place] as string;
    if (isSame(last, bytes, start, end, isLatin1)) return last;
    const text = this.#find(bytes, start, end, isLatin1);
    if (text !== null && text.length <= LONGEST) this.#last[place] = text;
    return text;
  }

  #find(bytes: Uint8Array, start: number, end: number, isLatin1: boolean): string | null {
    let hash = end - start;
    let all = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === ESCAPE || (byte & UPPER_CONTROLS) === FIRST_HIGH) return null;
      all |= byte;
      hash = Math.imul(hash ^ byte, FACTOR);
    }
    if (all >= FIRST_HIGH && !isLatin1) return null;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const held = this.#texts[slot] as string;
    if (isSame(held, bytes, start, end, isLatin1)) return held;
    const text = readPlain(bytes.subarray(start, end));
    if (text.length <= LONGEST) this.#texts[slot] = text;
    return text;
  }
}

/** No text that is held has an escape or a control of 80 to 9F: bytes that equal it have none. */
function isSame(text: string, bytes: Uint8Array, start: number, end: number, isLatin1: boolean): boolean {
  if (text.length !== end - start) return false;
  let all = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== bytes[start + at]) return false;
    all |= code;
  }
  return all < FIRST_HIGH || isLatin1;
}
