/**
 * One message as an editor shows it, and the way back: an edit of the text becomes a change of the bytes.
 *
 *     bytes   0B | M S H | … | CR | P I D | … | CR LF | O B X | … | CR | 1C | CR
 *     text         M S H | …   \n   P I D | …   \n      O B X | …
 *             ^ frame: not shown, and so never touched          ^^^^^^^^^^^^^^ nor what ends the last line
 *
 * Only bytes between the ends of an edit are ever written; line breaks that the edit keeps stay as they were.
 */

import { type Change, joined } from "../bytes/change";
import { decodeBytes, type Encoding, isSingleByte, readAs } from "./charset";
import { modeAt, switchesAt, switchTo, unitsIn } from "./charset-edit";
import { encodeBytes } from "./charset-write";
import type { Mode } from "./halves";
import { CARRIAGE_RETURN, FIRST_BYTE_BEYOND_ASCII, LINE_FEED, type Span } from "./standard";

const NOTHING = new Uint8Array(0);
const CR: readonly number[] = [CARRIAGE_RETURN];
const LF: readonly number[] = [LINE_FEED];
const CR_LF: readonly number[] = [CARRIAGE_RETURN, LINE_FEED];
/** UTF-8, RFC 3629 clause 3: lead bytes of two, three and four bytes; four take two UTF-16 code units. */
const LEAD_OF_TWO = 0xc0;
const LEAD_OF_THREE = 0xe0;
const LEAD_OF_FOUR = 0xf0;

/** One line of the text, without its line break. */
export interface ProjectedLine {
  /** Bytes, counted from the start of the whole input. */
  readonly start: number;
  readonly end: number;
  /** Where the line begins in the text, in UTF-16 code units, and how many it has. */
  readonly at: number;
  readonly length: number;
  readonly encoding: Encoding;
}

/** `at` is in UTF-16 code units of the text before the edit. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export class Projection {
  readonly lines: readonly ProjectedLine[];
  readonly text: string;
  readonly #bytes: Uint8Array;
  readonly #start: number;

  /** `bytes` are those that are shown; the first of them is byte `start` of the whole input. */
  constructor(bytes: Uint8Array, start: number, encoding: Encoding) {
    this.#bytes = bytes;
    this.#start = start;
    const lines: ProjectedLine[] = [];
    const texts: string[] = [];
    let at = 0;
    for (const { start: from, end: to } of linesOf(bytes)) {
      const line = bytes.subarray(from, to);
      const used = readAs(line, encoding);
      const text = decodeBytes(line, used);
      lines.push({ start: start + from, end: start + to, at, length: text.length, encoding: used });
      texts.push(text);
      at += text.length + 1;
    }
    this.lines = lines;
    this.text = texts.join("\n");
  }

  get span(): Span {
    return { start: this.#start, end: this.#start + this.#bytes.length };
  }

  /** From a position in the text to a byte. */
  offsetOf(position: number): number {
    const line = this.#lineOf(({ at }) => at <= position);
    const units = Math.min(position - line.at, line.length);
    if (isSingleByte(line.encoding) || line.length === line.end - line.start) return line.start + units;
    if (line.encoding !== "utf-8") return line.start + this.#bytesOf(line, units);
    let at = line.start - this.#start;
    for (let left = units; left > 0; ) {
      const lead = this.#bytes[at] ?? 0;
      at += lead < LEAD_OF_TWO ? 1 : lead < LEAD_OF_THREE ? 2 : lead < LEAD_OF_FOUR ? 3 : 4;
      left -= lead >= LEAD_OF_FOUR ? 2 : 1;
    }
    return this.#start + at;
  }

  /** From a byte to a position in the text; a byte of a line break to the end of its line. */
  positionOf(offset: number): number {
    const line = this.#lineOf(({ start }) => start <= offset);
    const stop = Math.min(Math.max(offset, line.start), line.end);
    if (isSingleByte(line.encoding)) return line.at + stop - line.start;
    if (line.encoding !== "utf-8") return line.at + this.#unitsOf(line, stop - line.start);
    let units = 0;
    for (let at = line.start - this.#start; at < stop - this.#start; at++) {
      const byte = this.#bytes[at] ?? 0;
      if (byte >= LEAD_OF_FOUR) units += 2;
      else if (byte < FIRST_BYTE_BEYOND_ASCII || byte >= LEAD_OF_TWO) units++;
    }
    return line.at + units;
  }

  /** How many UTF-16 code units the first bytes of a line are, in a character set without a rule of its own here. */
  #unitsOf({ start, encoding }: ProjectedLine, bytes: number): number {
    const at = start - this.#start;
    return unitsIn(this.#bytes.subarray(at, at + bytes), encoding);
  }

  #bytesOf(line: ProjectedLine, units: number): number {
    let low = 0;
    let high = line.end - line.start;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#unitsOf(line, middle) < units) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How a line is written: what is typed there becomes bytes of this encoding. */
  encodingAt(position: number): Encoding {
    return this.#lineOf(({ at }) => at <= position).encoding;
  }

  /**
   * The change of the bytes that an edit of the text is; null where a character cannot be written in the encoding of
   * its line (`firstUnwritable` names it). A line break that the edit replaces by another stays as it was; a new one is
   * like its neighbour, `CR` where there is none.
   */
  changeOf({ from, to, insert }: TextEdit): Change | null {
    const start = this.offsetOf(from);
    const end = this.offsetOf(to);
    const removed = this.#bytes.slice(start - this.#start, end - this.#start);
    const kept = breaksIn(removed);
    const encoding = this.encodingAt(from);
    const [before, behind] = this.#switches(start, end, insert);
    const inserted: Uint8Array[] = [before];
    let last = this.#bytes[start - this.#start - 1];
    for (const [place, piece] of insert.split(/\r\n?|\n/).entries()) {
      const bytes = encodeBytes(piece, encoding);
      if (!bytes) return null;
      if (place > 0) {
        const wanted = kept[place - 1] ?? this.#breakNear(start, end, kept.at(-1));
        // LF behind CR would be one line break, not two.
        const line = last === CARRIAGE_RETURN && wanted === LF ? CR_LF : wanted;
        inserted.push(Uint8Array.from(line));
        last = line.at(-1);
      }
      inserted.push(bytes);
      last = bytes.at(-1) ?? last;
    }
    inserted.push(behind);
    const runsIn = last === CARRIAGE_RETURN && this.#bytes[end - this.#start] === LINE_FEED;
    if (runsIn && insert !== "") inserted.push(Uint8Array.from(LF));
    return { at: start, removed, inserted: joined(inserted) };
  }

  /** Escape sequences around what is typed, which is ASCII, so that all else means the same as before (`modeAt`). */
  #switches(start: number, end: number, insert: string): readonly [before: Uint8Array, behind: Uint8Array] {
    const first = this.#lineOf((line) => line.start <= start);
    const last = this.#lineOf((line) => line.start <= end);
    if (first.encoding !== "iso-2022-jp" || last.encoding !== first.encoding) return [NOTHING, NOTHING];
    const modeIn = (line: ProjectedLine, offset: number): Mode =>
      modeAt(this.#bytes, line.start - this.#start, offset - this.#start);
    const begun = modeIn(first, start);
    const mode = insert === "" ? begun : "ascii";
    const wanted = end === last.end ? "ascii" : modeIn(last, end);
    const isSet = mode === wanted || switchesAt(this.#bytes, end - this.#start);
    return [begun === mode ? NOTHING : switchTo(mode), isSet ? NOTHING : switchTo(wanted)];
  }

  /** A line break for a place that has none: like the one before in the edit, behind it, before it. */
  #breakNear(start: number, end: number, last: readonly number[] | undefined): readonly number[] {
    if (last) return last;
    const behind = this.lines.find((line) => line.start > end);
    const before = this.lines.findLast((line) => line.end < start);
    const gap = behind ? behind.start : before ? this.#nextStart(before) : -1;
    return gap < 0 ? CR : (breakBefore(this.#bytes, gap - this.#start) ?? CR);
  }

  #nextStart(line: ProjectedLine): number {
    return this.lines[this.lines.indexOf(line) + 1]?.start ?? -1;
  }

  #lineOf(holds: (line: ProjectedLine) => boolean): ProjectedLine {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(this.lines[middle] as ProjectedLine)) low = middle;
      else high = middle - 1;
    }
    return this.lines[low] as ProjectedLine;
  }
}

/** Every line, the empty one behind a last line break too, as an editor counts. */
function linesOf(bytes: Uint8Array): readonly Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== CARRIAGE_RETURN && byte !== LINE_FEED) continue;
    lines.push({ start, end: at });
    if (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) at++;
    start = at + 1;
  }
  lines.push({ start, end: bytes.length });
  return lines;
}

function breaksIn(bytes: Uint8Array): readonly (readonly number[])[] {
  const lines = linesOf(bytes);
  return lines.slice(1).map(({ start }) => breakBefore(bytes, start) ?? CR);
}

/** The line break that ends right before `at`. */
function breakBefore(bytes: Uint8Array, at: number): readonly number[] | null {
  if (bytes[at - 1] === CARRIAGE_RETURN) return CR;
  if (bytes[at - 1] !== LINE_FEED) return null;
  return bytes[at - 2] === CARRIAGE_RETURN ? CR_LF : LF;
}
