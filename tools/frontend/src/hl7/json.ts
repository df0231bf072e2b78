/**
 * A message as JSON, both ways, from bytes to bytes.
 *
 *     PID|1||A~B^C&D|""        ["PID","1","",["A",["B",["C","D"]]],null]
 *
 * A segment is an array of its ID and its fields. A field that does not split is its text; else it is an array of
 * repetitions, each a text or an array of components, each a text or an array of sub-components. `""` is null, an
 * empty field an empty text; what is absent is not there. With `raw` escape sequences stay as they are, and the way back
 * (`segmentsOf`) gives the same bytes; without it they are decoded once.
 */

import type { Block } from "./blocks";
import { decodeBytes, type Encoding, hidesSeparators } from "./charset";
import { decodeEscapes } from "./escapes";
import { charsetOf, walkSegments } from "./message";
import type { Hl7Text } from "./parse";
import { scanOf } from "./scan";
import { segmentIdAt } from "./segments";
import { ABSENT, type Delimiters, HEADERS, NULL_VALUE, SEGMENT_ID_LENGTH } from "./standard";
import { type Output, putLatin1 } from "./write";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const SPACE = 0x20;
const BEYOND_ASCII = 0x80;
/** One byte becomes eight at most: a separator that closes and opens arrays and quotes. */
const MOST_A_BYTE = 8;
/** What a byte asks for, by itself: to be copied, to end the field, to be escaped or widened, to split. */
const COPIED = 0;
const ENDS = 1;
const ESCAPED = 2;
const WIDENED = 3;
const SPLITS = 4;
/** Repetitions, sub-components, escape sequences, other character sets: looked at level by level. */
const SLOW = 5;
const HEX = "0123456789abcdef";
/** ISO/IEC 2022: an escape sequence to another character set begins. */
const SWITCH = 0x1b;

export interface JsonOptions {
  /** Escape sequences are not decoded. */
  readonly raw?: boolean;
}

/** Writes one message as an array of segments. */
export function writeJson(output: Output, text: Hl7Text, block: Block, options: JsonOptions = {}): void {
  const { encoding } = charsetOf(text, block);
  const writer = new JsonWriter(output, text, block, encoding, options.raw ?? false);
  let isFirst = true;
  output.byte(OPEN);
  walkSegments(text, block, (start, end, isSegment) => {
    if (!isFirst) output.byte(COMMA);
    isFirst = false;
    writer.segment(start, end, isSegment);
  });
  output.byte(CLOSE);
}

class JsonWriter {
  readonly #output: Output;
  readonly #bytes: Uint8Array;
  readonly #scan: Uint8Array;
  readonly #delimiters: Delimiters;
  readonly #encoding: Encoding;
  readonly #raw: boolean;
  readonly #switches: boolean;
  readonly #kinds: Uint8Array;

  constructor(output: Output, text: Hl7Text, { delimiters }: Block, encoding: Encoding, raw: boolean) {
    this.#output = output;
    this.#bytes = text.bytes;
    this.#scan = hidesSeparators(encoding) ? scanOf(text) : text.bytes;
    this.#delimiters = delimiters;
    this.#encoding = encoding;
    this.#raw = raw;
    this.#switches = encoding === "iso-2022-jp";
    this.#kinds = kindsOf(delimiters, encoding);
  }

  segment(start: number, end: number, isSegment: boolean): void {
    const output = this.#output;
    output.byte(OPEN);
    if (!isSegment) {
      this.#string(start, end, false);
      output.byte(CLOSE);
      return;
    }
    this.#quoted(this.#bytes, start, start + SEGMENT_ID_LENGTH);
    let at = start + SEGMENT_ID_LENGTH;
    if (at < end && HEADERS.has(segmentIdAt(this.#bytes, { start, end }))) {
      output.byte(COMMA);
      this.#string(at, at + 1, false);
      at = this.#literal(at + 1, end);
    }
    while (at < end) {
      output.byte(COMMA);
      at = this.#field(at + 1, end);
    }
    output.byte(CLOSE);
  }

  /** MSH-2, which neither splits nor holds escape sequences. */
  #literal(start: number, end: number): number {
    const found = this.#scan.indexOf(this.#delimiters.field, start);
    const past = found < 0 || found > end ? end : found;
    this.#output.byte(COMMA);
    this.#string(start, past, false);
    return past;
  }

  /** Where the field ends. Most fields are empty, or split into components or not at all: those are written as they are read. */
  #field(start: number, end: number): number {
    const bytes = this.#bytes;
    if (start === end || bytes[start] === this.#delimiters.field) {
      this.#output.empty();
      return start;
    }
    const begun = this.#output.length;
    const past = this.#plain(start, end);
    if (past >= 0) return past;
    this.#output.wrote(begun);
    return this.#split(start, end);
  }

  /** Writes a field of text or of components; -1 where it is another, and then what was written is to be forgotten. */
  #plain(start: number, end: number): number {
    const bytes = this.#bytes;
    const kinds = this.#kinds;
    const target = this.#output.room((end - start) * MOST_A_BYTE + MOST_A_BYTE);
    const begun = this.#output.length;
    let at = begun;
    let from = begun;
    let splits = false;
    target[at++] = QUOTE;
    let place = start;
    for (; place < end; place++) {
      const byte = bytes[place] as number;
      const kind = kinds[byte];
      if (kind === COPIED) target[at++] = byte;
      else if (kind === ENDS) break;
      else if (kind === ESCAPED) at = putEscaped(target, at, byte);
      else if (kind === WIDENED) at = putLatin1(target, at, byte);
      else if (kind === SPLITS) {
        if (!splits) {
          for (let moved = at - 1; moved >= begun; moved--) target[moved + 2] = target[moved] as number;
          target[begun] = OPEN;
          target[begun + 1] = OPEN;
          at += 2;
          from += 2;
          splits = true;
        }
        at = closed(target, from, at);
        target[at++] = COMMA;
        from = at;
        target[at++] = QUOTE;
      } else return -1;
    }
    at = closed(target, from, at);
    if (splits) {
      target[at++] = CLOSE;
      target[at++] = CLOSE;
    }
    this.#output.wrote(at);
    return place;
  }

  #split(start: number, end: number): number {
    const { field, repetition, component, subcomponent, escape: escaping } = this.#delimiters;
    const scan = this.#scan;
    let past = start;
    let splits = false;
    let escapes = false;
    for (; past < end; past++) {
      const byte = scan[past];
      if (byte === field) break;
      if (byte === component || byte === repetition || byte === subcomponent) splits = true;
      else if (byte === escaping) escapes = true;
    }
    if (splits) this.#repetitions(start, past, escapes);
    else this.#value(start, past, escapes);
    return past;
  }

  #repetitions(start: number, end: number, escapes: boolean): void {
    const { repetition } = this.#delimiters;
    this.#output.byte(OPEN);
    for (let from = start; from <= end; ) {
      const past = this.#find(repetition, from, end);
      if (from > start) this.#output.byte(COMMA);
      this.#parts(from, past, escapes, 0);
      from = past + 1;
    }
    this.#output.byte(CLOSE);
  }

  /** Components at depth 0, sub-components at depth 1: an array where there is more than one of them. */
  #parts(start: number, end: number, escapes: boolean, depth: number): void {
    const { component, subcomponent } = this.#delimiters;
    const separator = depth === 0 ? component : subcomponent;
    let past = this.#find(separator, start, end);
    // A component alone that splits further stays an array in an array, or it would look like components.
    const nests = depth === 0 && past === end && this.#find(subcomponent, start, end) < end;
    if (past === end && !nests) {
      this.#value(start, end, escapes);
      return;
    }
    this.#output.byte(OPEN);
    for (let from = start; ; ) {
      if (depth === 0) this.#parts(from, past, escapes, 1);
      else this.#value(from, past, escapes);
      if (past >= end) break;
      from = past + 1;
      this.#output.byte(COMMA);
      past = this.#find(separator, from, end);
    }
    this.#output.byte(CLOSE);
  }

  #find(separator: number, start: number, end: number): number {
    const scan = this.#scan;
    let at = start;
    while (at < end && scan[at] !== separator) at++;
    return at;
  }

  #value(start: number, end: number, escapes: boolean): void {
    if (end - start === 2 && this.#bytes[start] === NULL_VALUE[0] && this.#bytes[start + 1] === NULL_VALUE[1])
      this.#output.ascii("null");
    else this.#string(start, end, escapes && !this.#raw);
  }

  #string(start: number, end: number, escapes: boolean): void {
    if (escapes && this.#delimiters.escape !== ABSENT) {
      const bytes = decodeEscapes(this.#bytes, { start, end }, this.#delimiters, this.#scan);
      this.#quoted(bytes, 0, bytes.length);
    } else this.#quoted(this.#bytes, start, end);
  }

  #quoted(source: Uint8Array, start: number, end: number): void {
    const output = this.#output;
    const target = output.room((end - start) * MOST_A_BYTE + 2);
    const begun = output.length;
    let at = begun;
    target[at++] = QUOTE;
    for (let place = start; place < end; place++) {
      const byte = source[place] as number;
      if (byte >= BEYOND_ASCII || (byte === SWITCH && this.#switches)) {
        if (this.#encoding === "iso-8859-1") at = putLatin1(target, at, byte);
        else {
          this.#decoded(source, start, end);
          return;
        }
      } else if (byte === QUOTE || byte === BACKSLASH || byte < SPACE) at = putEscaped(target, at, byte);
      else target[at++] = byte;
    }
    target[at++] = QUOTE;
    output.wrote(at);
  }

  /** Beyond ASCII a decoder decides, as it does everywhere else. */
  #decoded(source: Uint8Array, start: number, end: number): void {
    this.#output.text(JSON.stringify(decodeBytes(source.subarray(start, end), this.#encoding)));
  }
}

/** Ends a text that began at `from`: with a quote, or as null where it says nothing but two quotes. */
function closed(target: Uint8Array, from: number, at: number): number {
  const isNull =
    at - from === 5 &&
    target[from + 1] === BACKSLASH &&
    target[from + 2] === QUOTE &&
    target[from + 4] === QUOTE;
  if (!isNull) {
    target[at] = QUOTE;
    return at + 1;
  }
  for (let place = 0; place < NULL.length; place++) target[from + place] = NULL.charCodeAt(place);
  return from + NULL.length;
}

const NULL = "null";

/** What each byte asks for. The messages of a feed share their delimiters, and so this. */
const KINDS = new WeakMap<Delimiters, Map<Encoding, Uint8Array>>();

function kindsOf(delimiters: Delimiters, encoding: Encoding): Uint8Array {
  const known = KINDS.get(delimiters) ?? new Map<Encoding, Uint8Array>();
  KINDS.set(delimiters, known);
  const kinds = known.get(encoding) ?? readKinds(delimiters, encoding);
  known.set(encoding, kinds);
  return kinds;
}

function readKinds(delimiters: Delimiters, encoding: Encoding): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds.fill(ESCAPED, 0, SPACE);
  kinds[QUOTE] = ESCAPED;
  kinds[BACKSLASH] = ESCAPED;
  // A message read as UTF-8 is UTF-8 throughout, or another character set would have been chosen.
  kinds.fill(encoding === "utf-8" ? COPIED : encoding === "iso-8859-1" ? WIDENED : SLOW, BEYOND_ASCII);
  if (encoding === "iso-2022-jp") kinds[SWITCH] = SLOW;
  const { field, component, repetition, subcomponent, escape: escaping } = delimiters;
  for (const byte of [repetition, subcomponent, escaping]) if (byte !== ABSENT) kinds[byte] = SLOW;
  if (component !== ABSENT && kinds[component] !== SLOW) kinds[component] = SPLITS;
  kinds[field] = ENDS;
  return kinds;
}

function putEscaped(target: Uint8Array, at: number, byte: number): number {
  if (byte < SPACE) return putControl(target, at, byte);
  target[at] = BACKSLASH;
  target[at + 1] = byte;
  return at + 2;
}

function putControl(target: Uint8Array, at: number, byte: number): number {
  const text = `\\u00${HEX[byte >> 4]}${HEX[byte & 15]}`;
  for (let place = 0; place < text.length; place++) target[at + place] = text.charCodeAt(place);
  return at + text.length;
}

export type JsonValue = string | null | readonly JsonValue[];

/** Delimiters of segments that stand without a header of their own, and how a text is written. */
export interface SegmentsOptions {
  /** MSH-1 and MSH-2 of what came before. */
  readonly like?: string;
  /** A text as it is to stand between `delimiters`, MSH-1 and MSH-2; as it is, where it is left out. */
  readonly spell?: (text: string, delimiters: string) => string;
}

const SUGGESTED = "|^~\\&";

/** The way back: the segments' text, without terminators. From `raw` JSON the same bytes, if nothing is spelt anew. */
export function segmentsOf(
  segments: readonly (readonly JsonValue[])[],
  { like = SUGGESTED, spell = (text) => text }: SegmentsOptions = {},
): readonly string[] {
  const delimiters = delimitersOf(segments) ?? like;
  return segments.map(([id, ...fields]) => {
    const [separator, encoding, ...rest] = fields;
    if (typeof id !== "string") return "";
    const text = (within: string) => (field: JsonValue) => fieldText(field, within, spell);
    if (HEADERS.has(id) && typeof separator === "string" && typeof encoding === "string")
      return [`${id}${separator}${encoding}`, ...rest.map(text(separator + encoding))].join(separator);
    if (HEADERS.has(id) && typeof separator === "string") return `${id}${separator}`;
    return [id, ...fields.map(text(delimiters))].join(delimiters[0] ?? "|");
  });
}

/** MSH-1 and MSH-2 of a header, null where there is none. */
export function delimitersOf([header]: readonly (readonly JsonValue[])[]): string | null {
  const [id, separator, encoding] = header ?? [];
  const isHeader = typeof id === "string" && HEADERS.has(id);
  return isHeader && typeof separator === "string" && typeof encoding === "string"
    ? separator + encoding
    : null;
}

/** Repetition, component and sub-component separator, by depth: places in MSH-1 and MSH-2. */
const PLACES = [2, 1, 4];

function fieldText(
  value: JsonValue,
  delimiters: string,
  spell: (text: string, delimiters: string) => string,
  depth = 0,
): string {
  if (value === null) return '""';
  if (typeof value === "string") return spell(value, delimiters);
  const separator = delimiters[PLACES[depth] ?? -1] ?? "";
  return value.map((part) => fieldText(part, delimiters, spell, depth + 1)).join(separator);
}
