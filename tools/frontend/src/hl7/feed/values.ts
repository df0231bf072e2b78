/** The values at one path, message by message, through a feed of any size: no segment is split that is not asked for. */

import { type Block, blockOf } from "../blocks";
import { decodeBytes, type Encoding } from "../charset";
import { decodeEscapes, readEscape } from "../escapes";
import { charsetOf, visitLine, walkSegments } from "../message";
import type { Hl7Text } from "../parse";
import type { Wanted } from "../path";
import { scanOf } from "../scan";
import {
  ABSENT,
  FIRST_BYTE_BEYOND_ASCII,
  HEADERS,
  MESSAGE_HEADER,
  SEGMENT_ID_LENGTH,
  SUGGESTED_DELIMITERS,
} from "../standard";
import { definesDelimiters } from "../tokens";

/** Called with the bytes of a value; `start` is `end` where a part is there and says nothing. */
export type Visit = (start: number, end: number) => void;

const NO_BLOCK: Block = {
  kind: "fragment",
  firstLine: 0,
  endLine: 0,
  offset: 0,
  delimiters: SUGGESTED_DELIMITERS,
};
/** Up to here a character at a time is quicker than a decoder. */
const SHORT = 64;

export class Values {
  readonly #text: Hl7Text;
  readonly #scan: Uint8Array;
  readonly #wanted: Wanted;
  readonly #id: readonly number[];
  readonly #isHeader: boolean;
  readonly #isLiteral: boolean;
  /** Nothing is unescaped: a whole segment, and what defines the separators. */
  readonly #isRaw: boolean;
  #block = NO_BLOCK;
  /** Of the block; chosen when a value first needs it. */
  #encoding: Encoding | null = null;
  #occurrence = 0;
  #visit: Visit = () => undefined;

  constructor(text: Hl7Text, wanted: Wanted) {
    const { segment, field } = wanted.path;
    this.#text = text;
    this.#scan = scanOf(text);
    this.#wanted = wanted;
    this.#id = Array.from(segment, (letter) => letter.charCodeAt(0));
    this.#isHeader = HEADERS.has(segment);
    this.#isLiteral = field !== null && definesDelimiters(segment, field);
    this.#isRaw = this.#isLiteral || field === null;
  }

  /** Visits the values of the block at a position, in their order; what the message has not is not visited. */
  each(position: number, visit: Visit): void {
    const block = blockOf(this.#text.blocks, position) ?? NO_BLOCK;
    this.#block = block;
    this.#encoding = null;
    this.#occurrence = 0;
    this.#visit = visit;
    // The header is the first line of its message, and stands there alone.
    const isFirstAlone = this.#wanted.path.segment === MESSAGE_HEADER;
    if (isFirstAlone) visitLine(this.#text, block, block.firstLine, this.#see);
    else walkSegments(this.#text, block, this.#see);
  }

  /** Whether a visited value says its own bytes: ASCII characters, and no escape sequence. */
  isAsItStands(start: number, end: number): boolean {
    const bytes = this.#scan;
    const begins = this.#isRaw ? ABSENT : this.#block.delimiters.escape;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte >= FIRST_BYTE_BEYOND_ASCII || byte === begins) return false;
    }
    return true;
  }

  /** What a visited value says, its escape sequences read. `""`, which deletes, is these two characters. */
  read(start: number, end: number): string {
    const bytes = this.#scan;
    const { delimiters } = this.#block;
    if (end - start > SHORT) return this.#readSlowly(start, end);
    let said = "";
    for (let at = start; at < end; ) {
      const byte = bytes[at] as number;
      if (byte >= FIRST_BYTE_BEYOND_ASCII) return this.#readSlowly(start, end);
      if (byte !== delimiters.escape || this.#isRaw) {
        said += String.fromCharCode(byte);
        at++;
        continue;
      }
      const sequence = readEscape(bytes, at, end, delimiters);
      if (sequence.bytes.some((one) => one >= FIRST_BYTE_BEYOND_ASCII)) return this.#readSlowly(start, end);
      said += String.fromCharCode(...sequence.bytes);
      at = sequence.end;
    }
    return said;
  }

  #readSlowly(start: number, end: number): string {
    const { bytes } = this.#text;
    const said = this.#isRaw
      ? bytes.subarray(start, end)
      : decodeEscapes(bytes, { start, end }, this.#block.delimiters, this.#scan);
    // Most feeds are ASCII: nobody has to look through the message for how it is written.
    return decodeBytes(said, this.#isPlain(said) ? "utf-8" : this.#chosen());
  }

  /** Where characters hide separators, ASCII may be a part of another character. */
  #isPlain(said: Uint8Array): boolean {
    return this.#scan === this.#text.bytes && isAscii(said);
  }

  #chosen(): Encoding {
    this.#encoding ??= charsetOf(this.#text, this.#block).encoding;
    return this.#encoding;
  }

  readonly #see = (start: number, end: number, isSegment: boolean): void => {
    const { bytes } = this.#text;
    const [first, second, third] = this.#id;
    if (
      !isSegment ||
      bytes[start] !== first ||
      bytes[start + 1] !== second ||
      bytes[start + 2] !== third ||
      end - start < SEGMENT_ID_LENGTH
    )
      return;
    this.#occurrence++;
    const { path, isAnyOccurrence } = this.#wanted;
    if (!isAnyOccurrence && this.#occurrence !== path.occurrence) return;
    if (path.field === null) this.#visit(start, end);
    else this.#field(start + SEGMENT_ID_LENGTH, end, path.field);
  };

  /**
   * The field's bytes, from the separator behind the segment's name.
   *
   *     P  I  D  |  1  |  |  4 2  |         M  S  H  |  ^ ~ \ &  |
   *              ^at                                 ^at, MSH-1 itself
   */
  #field(at: number, end: number, field: number): void {
    const bytes = this.#scan;
    const separator = this.#block.delimiters.field;
    if (at >= end || bytes[at] !== separator) return;
    if (this.#isHeader && field === 1) {
      this.#whole(at, at + 1);
      return;
    }
    let left = field - (this.#isHeader ? 2 : 1);
    let start = at + 1;
    for (; left > 0; left--) {
      start = this.#past(start, end, separator) + 1;
      if (start > end) return;
    }
    const past = this.#past(start, end, separator);
    if (this.#isLiteral) this.#whole(start, past);
    else this.#repetitions(start, past);
  }

  /** What defines the separators is not split: its first parts are the whole, and there are no others. */
  #whole(start: number, end: number): void {
    const { repetition, component, subcomponent } = this.#wanted.path;
    if ([repetition, component, subcomponent].every((number) => (number ?? 1) === 1)) this.#visit(start, end);
  }

  /** Of every repetition, or of the one that is named. */
  #repetitions(from: number, end: number): void {
    const { repetition } = this.#wanted.path;
    const separator = this.#block.delimiters.repetition;
    for (let start = from, number = 1; start <= end; number++) {
      const past = this.#past(start, end, separator);
      if (repetition === null || repetition === number) this.#component(start, past);
      start = past + 1;
    }
  }

  #component(from: number, end: number): void {
    const { component, subcomponent } = this.#wanted.path;
    const { component: between, subcomponent: within } = this.#block.delimiters;
    if (component === null) {
      this.#visit(from, end);
      return;
    }
    const start = this.#nth(from, end, between, component);
    if (start < 0) return;
    const past = this.#past(start, end, between);
    const inner = subcomponent === null ? start : this.#nth(start, past, within, subcomponent);
    if (inner >= 0) this.#visit(inner, subcomponent === null ? past : this.#past(inner, past, within));
  }

  /** Where the part of this number, from 1, begins; -1 where there are fewer. */
  #nth(from: number, end: number, separator: number, number: number): number {
    let start = from;
    for (let left = number - 1; left > 0; left--) {
      start = this.#past(start, end, separator) + 1;
      if (start > end) return -1;
    }
    return start;
  }

  /** Where the next such separator stands, `end` where there is none. */
  #past(from: number, end: number, separator: number): number {
    const bytes = this.#scan;
    if (separator === ABSENT) return end;
    let at = from;
    while (at < end && bytes[at] !== separator) at++;
    return at;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++)
    if ((bytes[at] as number) >= FIRST_BYTE_BEYOND_ASCII) return false;
  return true;
}
