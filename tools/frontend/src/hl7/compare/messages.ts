/**
 * Two messages, compared by what they say. Equal are: a part that is empty and one that is absent; a character and its
 * escape sequence; a text in two character sets; messages with other line ends. `""` is not the same as nothing.
 */

import { align, type Item } from "../../bytes/align";
import { type Datum, datum } from "../../bytes/datum";
import { cutAt, decodeBytes } from "../charset";
import { formatPath } from "../path";
import { type Segment, segmentAt } from "../segments";
import type { Span } from "../standard";
import { readValue } from "../value";
import type { IgnoreList } from "./ignore";
import { LEVELS, type Part, partsAt, readParts, type Side } from "./parts";

/** "exact": every byte from the header to the end of the last segment; "same": they say the same. */
export type Verdict = "exact" | "same" | "different";

/** What one side says at a place. */
export interface Said {
  /** `PID-3[2].4`; "" for a line that is no segment. */
  readonly path: string;
  /** Byte offset into the side's text. */
  readonly offset: number;
  readonly value: Datum;
  /** The value is longer than what is quoted. */
  readonly isCut: boolean;
}

/** Null on the side that says nothing there. */
export interface Difference {
  readonly left: Said | null;
  readonly right: Said | null;
}

export interface MessageComparison {
  readonly verdict: Verdict;
  /** In the order of the segments. */
  readonly differences: readonly Difference[];
}

/** Bytes of a value that are quoted: it may be an embedded document. */
const LONGEST_QUOTE = 2_000;

export function compareMessages(left: Side, right: Side, ignore: IgnoreList): MessageComparison {
  if (isExact(left, right)) return { verdict: "exact", differences: [] };
  const differences: Difference[] = [];
  const [lefts, rights] = trimmed(left, right, ignore);
  for (const [i, j] of align(lefts.map(itemOf), rights.map(itemOf))) {
    const one = lefts[i];
    const other = rights[j];
    if (one && other) new SegmentPair([left, right], [one, other], differences).compare();
    else differences.push({ left: wholeSegment(left, one), right: wholeSegment(right, other) });
  }
  return { verdict: differences.length === 0 ? "same" : "different", differences };
}

/** What one message says where there is nothing to compare it with: each of its segments. */
export function segmentsOf(side: Side, ignore: IgnoreList): readonly Said[] {
  return readSegments(side, 0, side.message.segments.count, ignore).map(({ segment }) =>
    said(side, segment, segment.span, {}, false),
  );
}

interface ReadSegment {
  readonly segment: Segment;
  readonly fields: readonly Part[];
}

const itemOf = ({ segment, fields }: ReadSegment): Item => ({
  kind: segment.id,
  parts: fields.map(({ key }) => key),
});

function isExact(left: Side, right: Side): boolean {
  const one = extentOf(left);
  const other = extentOf(right);
  return sameBytes(left, one, right, other);
}

function extentOf({ message: { segments } }: Side): Span {
  const last = segments.count - 1;
  return last < 0
    ? { start: 0, end: 0 }
    : { start: segments.start[0] as number, end: segments.end[last] as number };
}

function sameBytes(left: Side, one: Span, right: Side, other: Span): boolean {
  const length = one.end - one.start;
  if (length !== other.end - other.start) return false;
  const { bytes } = left.text;
  const others = right.text.bytes;
  for (let at = 0; at < length; at++) if (bytes[one.start + at] !== others[other.start + at]) return false;
  return true;
}

/** The segments without those at both ends that are equal byte for byte, where both sides are read alike. */
function trimmed(
  left: Side,
  right: Side,
  ignore: IgnoreList,
): readonly [readonly ReadSegment[], readonly ReadSegment[]] {
  const [one, other] = [left.message.segments, right.message.segments];
  let [start, end, otherEnd] = [0, one.count, other.count];
  if (isReadAlike(left, right)) {
    const same = (i: number, j: number): boolean => sameBytes(left, spanOf(one, i), right, spanOf(other, j));
    while (start < end && start < otherEnd && same(start, start)) start++;
    while (end > start && otherEnd > start && same(end - 1, otherEnd - 1)) {
      end--;
      otherEnd--;
    }
  }
  return [readSegments(left, start, end, ignore), readSegments(right, start, otherEnd, ignore)];
}

function spanOf(segments: Side["message"]["segments"], at: number): Span {
  return { start: segments.start[at] as number, end: segments.end[at] as number };
}

function isReadAlike({ message: one }: Side, { message: other }: Side): boolean {
  const [mine, its] = [Object.values(one.block.delimiters), Object.values(other.block.delimiters)];
  return one.charset.encoding === other.charset.encoding && mine.join() === its.join();
}

function readSegments(side: Side, from: number, past: number, ignore: IgnoreList): readonly ReadSegment[] {
  const read: ReadSegment[] = [];
  for (let at = from; at < past; at++) {
    const segment = segmentAt(side.message.segments, at) as Segment;
    const { id, occurrence } = segment;
    const whole = { segment: id, occurrence, field: 0, repetition: 0, component: 0, subcomponent: 0 };
    if (ignore.touches(id) && ignore.covers(whole)) continue;
    read.push({ segment, fields: id === "" ? [strayOf(side, segment)] : readParts(side, segment, ignore) });
  }
  return read;
}

/** A line that is no segment is compared as it stands. */
function strayOf({ text, message }: Side, { span }: Segment): Part {
  return {
    key: decodeBytes(text.bytes.subarray(span.start, span.end), message.charset.encoding),
    span,
    level: null,
    parts: [],
  };
}

function wholeSegment(side: Side, read: ReadSegment | undefined): Said | null {
  if (!read) return null;
  const { segment } = read;
  return said(side, segment, segment.span, {}, false);
}

interface Numbers {
  readonly field?: number;
  readonly repetition?: number;
  readonly component?: number;
  readonly subcomponent?: number;
}

/** `isLeaf`: its escape sequences are decoded; of a part that holds others the raw text is quoted. */
function said(
  { text, message }: Side,
  segment: Segment,
  span: Span,
  numbers: Numbers,
  isLeaf: boolean,
): Said {
  const end = cutAt(text.bytes, span, LONGEST_QUOTE, message.charset.encoding);
  const { delimiters } = message.block;
  const reading = {
    delimiters,
    encoding: message.charset.encoding,
    literal: !isLeaf,
  };
  const { field = null, repetition = null, component = null, subcomponent = null } = numbers;
  const { id, occurrence } = segment;
  const path = { segment: id, occurrence, field, repetition, component, subcomponent };
  return {
    path: id === "" ? "" : formatPath(path),
    offset: span.start,
    value: datum(readValue(text.bytes, { start: span.start, end }, reading).text),
    isCut: end < span.end,
  };
}

/** Two segments that belong together, and where they differ. */
class SegmentPair {
  readonly #sides: readonly [Side, Side];
  readonly #segments: readonly [ReadSegment, ReadSegment];
  readonly #differences: Difference[];

  constructor(
    sides: readonly [Side, Side],
    segments: readonly [ReadSegment, ReadSegment],
    differences: Difference[],
  ) {
    this.#sides = sides;
    this.#segments = segments;
    this.#differences = differences;
  }

  compare(): void {
    const [{ segment, fields }, { fields: others }] = this.#segments;
    for (let at = 0; at < Math.max(fields.length, others.length); at++) {
      const numbers = segment.id === "" ? {} : { field: at + 1 };
      this.#comparePart(fields[at], others[at], 0, [numbers, numbers]);
    }
  }

  /** `depth` of the level that is split next; `numbers` lead to the parts themselves. */
  #comparePart(
    one: Part | undefined,
    other: Part | undefined,
    depth: number,
    numbers: readonly [Numbers, Numbers],
  ): void {
    if ((one?.key ?? "") === (other?.key ?? "")) return;
    const level = LEVELS[depth];
    const isValue = one?.level === null && other?.level === null;
    if (!one?.key || !other?.key || isValue || level === undefined) {
      this.#add(one, other, numbers);
      return;
    }
    const [lefts, rights] = [partsAt(one, level), partsAt(other, level)];
    const most = Math.max(lefts.length, rights.length);
    // A level that splits on neither side is left out of the path.
    const below = (own: Numbers, at: number): Numbers => (most > 1 ? { ...own, [level]: at + 1 } : own);
    const pairs =
      level === "repetition"
        ? align(lefts.map(repetitionItem), rights.map(repetitionItem))
        : Array.from({ length: most }, (_, at) => [at, at] as const);
    for (const [i, j] of pairs)
      this.#comparePart(lefts[i], rights[j], depth + 1, [below(numbers[0], i), below(numbers[1], j)]);
  }

  #add(one: Part | undefined, other: Part | undefined, numbers: readonly [Numbers, Numbers]): void {
    this.#differences.push({
      left: one?.key ? this.#said(0, one, numbers[0]) : null,
      right: other?.key ? this.#said(1, other, numbers[1]) : null,
    });
  }

  #said(which: 0 | 1, part: Part, numbers: Numbers): Said {
    const named = numbers.subcomponent !== undefined ? { component: 1, ...numbers } : numbers;
    return said(this.#sides[which], this.#segments[which].segment, part.span, named, part.level === null);
  }
}

const repetitionItem = (part: Part): Item => ({
  kind: "",
  parts: partsAt(part, "component").map(({ key }) => key),
});
