/**
 * What a segment says, in its parts, for comparing: delimiters, escapes and the character set are read away, empty parts
 * at the end of each level are left out, and ignored parts are empty.
 */

import { type Encoding, isSingleByte } from "../charset";
import type { Message } from "../message";
import type { Hl7Text } from "../parse";
import { scanOf } from "../scan";
import type { Segment } from "../segments";
import { type Delimiters, FIRST_BYTE_BEYOND_ASCII, type Span } from "../standard";
import { definesDelimiters, readFields, split } from "../tokens";
import { readValue } from "../value";
import type { IgnoreList } from "./ignore";

/** One side of a comparison. */
export interface Side {
  readonly text: Hl7Text;
  readonly message: Message;
}

/** What a field splits into, from the outside in. */
export const LEVELS = ["repetition", "component", "subcomponent"] as const;
export type Level = (typeof LEVELS)[number];

/** A part with those it holds, down to the sub-components. A level that does not split is left out. */
export interface Part {
  /** "" where it says nothing; otherwise equal in parts that say the same. */
  readonly key: string;
  readonly span: Span;
  /** What it splits into; null: a value. */
  readonly level: Level | null;
  readonly parts: readonly Part[];
}

/** What a part holds at a level: itself alone where it does not split there. */
export function partsAt(part: Part, level: Level): readonly Part[] {
  return part.level === level ? part.parts : [part];
}

/** Begins the key of a value, so that `""` and a text that looks like the key of parts are told apart. */
const TEXT = "=";
const DELETED = "!";
const NO_PARTS: readonly Part[] = [];

/** Position of the parts of a field, from 1; what does not split is the first. */
type Numbers = readonly [field: number, repetition: number, component: number, subcomponent: number];

/** The fields of a segment, without the empty ones at its end. */
export function readParts(side: Side, segment: Segment, ignore: IgnoreList): readonly Part[] {
  const reader = new PartReader(side, segment, ignore);
  const spans = readFields(scanOf(side.text), segment.span, side.message.block.delimiters);
  return withoutEmptyEnd(spans.map((span, at) => reader.field(span, at + 1)));
}

class PartReader {
  readonly #side: Side;
  readonly #segment: Segment;
  readonly #ignore: IgnoreList | null;

  constructor(side: Side, segment: Segment, ignore: IgnoreList) {
    this.#side = side;
    this.#segment = segment;
    this.#ignore = ignore.touches(segment.id) ? ignore : null;
  }

  field(span: Span, field: number): Part {
    if (definesDelimiters(this.#segment.id, field)) return this.#leaf(span, [field, 0, 0, 0], true);
    return this.#inner(span, 0, [field, 1, 1, 1]);
  }

  #inner(span: Span, depth: number, numbers: Numbers): Part {
    const level = LEVELS[depth];
    if (span.start === span.end) return emptyPart(span);
    if (level === undefined) return this.#leaf(span, numbers, false);
    const scan = scanOf(this.#side.text);
    const separator = this.#side.message.block.delimiters[level];
    if (!holds(scan, span, separator)) return this.#inner(span, depth + 1, numbers);
    const [field, repetition, component] = numbers;
    const parts = split(scan, span, separator).map((part, at) => {
      const number = at + 1;
      if (depth === 0) return this.#inner(part, 1, [field, number, 1, 1]);
      if (depth === 1) return this.#inner(part, 2, [field, repetition, number, 1]);
      return this.#inner(part, 3, [field, repetition, component, number]);
    });
    return whole(span, parts, level);
  }

  #leaf(span: Span, numbers: Numbers, literal: boolean): Part {
    if (span.start === span.end || this.#isIgnored(numbers)) return emptyPart(span);
    const { text, message } = this.#side;
    const { delimiters } = message.block;
    const { encoding } = message.charset;
    const plain = literal ? null : plainText(text.bytes, span, message.block.delimiters, encoding);
    if (plain !== null) return { key: TEXT + plain, span, level: null, parts: NO_PARTS };
    const value = readValue(text.bytes, span, { delimiters, encoding, literal });
    const key = value.presence === "null" ? DELETED : TEXT + value.text;
    return { key, span, level: null, parts: NO_PARTS };
  }

  #isIgnored([field, repetition, component, subcomponent]: Numbers): boolean {
    if (!this.#ignore) return false;
    const { id, occurrence } = this.#segment;
    return this.#ignore.covers({ segment: id, occurrence, field, repetition, component, subcomponent });
  }
}

function holds(scan: Uint8Array, { start, end }: Span, separator: number): boolean {
  for (let at = start; at < end; at++) if (scan[at] === separator) return true;
  return false;
}

/** Most values are short, plain ASCII: read without a decoder. Null where it takes one. */
const LONGEST_PLAIN = 64;
const QUOTE = 0x22;

function plainText(
  bytes: Uint8Array,
  { start, end }: Span,
  delimiters: Delimiters,
  encoding: Encoding,
): string | null {
  const isAscii = encoding === "utf-8" || isSingleByte(encoding);
  if (!isAscii || end - start > LONGEST_PLAIN || bytes[start] === QUOTE) return null;
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= FIRST_BYTE_BEYOND_ASCII || byte === delimiters.escape) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

const emptyPart = (span: Span): Part => ({ key: "", span, level: null, parts: NO_PARTS });

function whole(span: Span, all: readonly Part[], level: Level): Part {
  const parts = withoutEmptyEnd(all);
  const [only] = parts;
  if (!only) return emptyPart(span);
  if (parts.length === 1) return only;
  return { key: level + JSON.stringify(parts.map(({ key }) => key)), span, level, parts };
}

function withoutEmptyEnd(parts: readonly Part[]): readonly Part[] {
  const last = parts.findLastIndex(({ key }) => key !== "");
  return last + 1 === parts.length ? parts : parts.slice(0, last + 1);
}
