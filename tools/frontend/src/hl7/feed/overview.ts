/** All fields of a feed at once: how often each says something, how many different things, how long the longest is. */

import { type Block, blockOf } from "../blocks";
import { walkSegments } from "../message";
import type { Hl7Text } from "../parse";
import { scanOf } from "../scan";
import { packIdAt, unpackId } from "../segments";
import { ABSENT, HEADERS, NULL_VALUE, SEGMENT_ID_LENGTH } from "../standard";
import { DistinctSpans, HASH_BASIS, hashOn } from "./distinct";
import { eachRow, type Steps } from "./steps";

/** More than so many different values of a field are not told apart: "more than a thousand" says what there is to say. */
export const MOST_DISTINCT = 1_000;
/** No segment of the standard has half as many; a line of separators must not fill the memory. */
export const MOST_FIELDS = 400;

/** One row a segment, and behind it one for each of its fields. */
export interface Overview {
  readonly count: number;
  /** The name of each row's segment. */
  readonly segment: readonly string[];
  /** From 1; 0 for the segment itself. */
  readonly field: Uint16Array;
  /** A segment: how many there are. A field: how many of them say something there, `""` counted. */
  readonly filled: Uint32Array;
  /** How many of those are `""`. */
  readonly nulls: Uint32Array;
  /** Different values, each repetition by itself. */
  readonly distinct: Uint32Array;
  /** 1: there are more than those. */
  readonly more: Uint8Array;
  /** Bytes of the longest repetition; of the longest segment. */
  readonly longest: Uint32Array;
  readonly level: Uint8Array;
  readonly end: Uint32Array;
}

export function* overviewOf(text: Hl7Text, rows: Uint32Array): Steps<Overview> {
  const counter = new Counter(text);
  yield* eachRow(rows, (row) => counter.add(row));
  return counter.finish();
}

interface FieldCount {
  filled: number;
  nulls: number;
  longest: number;
  readonly values: DistinctSpans;
}

interface SegmentCount {
  readonly id: string;
  readonly isHeader: boolean;
  times: number;
  longest: number;
  readonly fields: FieldCount[];
}

class Counter {
  readonly #text: Hl7Text;
  readonly #scan: Uint8Array;
  readonly #segments = new Map<number, SegmentCount>();
  #block: Block | undefined;

  constructor(text: Hl7Text) {
    this.#text = text;
    this.#scan = scanOf(text);
  }

  add(row: number): void {
    this.#block = blockOf(this.#text.blocks, row);
    if (this.#block) walkSegments(this.#text, this.#block, this.#see);
  }

  readonly #see = (start: number, end: number, isSegment: boolean): void => {
    const packed = isSegment ? packIdAt(this.#text.bytes, start, end) : 0;
    if (packed === 0) return;
    const segment = this.#segments.get(packed) ?? this.#begin(packed);
    segment.times++;
    segment.longest = Math.max(segment.longest, end - start);
    this.#fields(segment, start + SEGMENT_ID_LENGTH, end);
  };

  #begin(packed: number): SegmentCount {
    const id = unpackId(packed);
    const segment = { id, isHeader: HEADERS.has(id), times: 0, longest: 0, fields: [] };
    this.#segments.set(packed, segment);
    return segment;
  }

  /**
   * Every field in one pass over the bytes, from the separator behind the segment's name on.
   *
   *     P  I  D  |  1  |  A ~ B  |
   *              ^at      ^ ^ two values of one field
   */
  #fields(segment: SegmentCount, from: number, end: number): void {
    const { bytes } = this.#text;
    const scan = this.#scan;
    const { field: separator, repetition } = (this.#block as Block).delimiters;
    if (from >= end || bytes[from] !== separator) return;
    let number = segment.isHeader ? 2 : 1;
    if (segment.isHeader)
      this.#value(this.#field(segment, 1), from, from + 1, hashOn(HASH_BASIS, separator), true);
    let start = from + 1;
    let hash = HASH_BASIS;
    let isFirst = true;
    for (let at = start; at <= end && number <= MOST_FIELDS; at++) {
      const byte = at < end ? (scan[at] as number) : separator;
      const isLiteral = segment.isHeader && number === 2;
      const isBetween = byte === repetition && repetition !== ABSENT && !isLiteral;
      if (byte !== separator && !isBetween) {
        hash = hashOn(hash, bytes[at] as number);
        continue;
      }
      if (at > start) {
        this.#value(this.#field(segment, number), start, at, hash, isFirst);
        isFirst = false;
      }
      if (!isBetween) {
        number++;
        isFirst = true;
      }
      start = at + 1;
      hash = HASH_BASIS;
    }
  }

  #field(segment: SegmentCount, number: number): FieldCount {
    const known = segment.fields[number - 1];
    if (known) return known;
    const values = new DistinctSpans(this.#text.bytes, MOST_DISTINCT);
    const field = { filled: 0, nulls: 0, longest: 0, values };
    segment.fields[number - 1] = field;
    return field;
  }

  /** A value that says something; `isFirst` of its field. */
  #value(field: FieldCount, start: number, end: number, hash: number, isFirst: boolean): void {
    const length = end - start;
    if (isFirst) field.filled++;
    if (length > field.longest) field.longest = length;
    if (length === NULL_VALUE.length && this.#isNull(start)) field.nulls++;
    if (!field.values.isFull) field.values.add(start, end, hash);
  }

  #isNull(start: number): boolean {
    return NULL_VALUE.every((byte, at) => this.#text.bytes[start + at] === byte);
  }

  finish(): Overview {
    const lines = [...this.#segments.values()].flatMap(linesOf);
    const column = (of: (line: Line) => number): Uint32Array => Uint32Array.from(lines, of);
    const end = lines.map(({ below }, row) => row + 1 + below);
    return {
      count: lines.length,
      segment: lines.map(({ segment }) => segment),
      field: Uint16Array.from(lines, ({ field }) => field),
      filled: column(({ filled }) => filled),
      nulls: column(({ nulls }) => nulls),
      distinct: column(({ distinct }) => distinct),
      more: Uint8Array.from(lines, ({ more }) => more),
      longest: column(({ longest }) => longest),
      level: Uint8Array.from(lines, ({ field }) => (field === 0 ? 1 : 2)),
      end: Uint32Array.from(end),
    };
  }
}

interface Line {
  readonly segment: string;
  readonly field: number;
  readonly filled: number;
  readonly nulls: number;
  readonly distinct: number;
  readonly more: number;
  readonly longest: number;
  readonly below: number;
}

/** In the order in which segments first occur; fields that never say anything are left out. */
function linesOf({ id, times, longest, fields }: SegmentCount): readonly Line[] {
  const own: Line[] = [];
  fields.forEach(({ filled, nulls, longest: most, values }, at) => {
    const counts = { filled, nulls, distinct: values.count, more: Number(values.isFull), longest: most };
    own.push({ segment: id, field: at + 1, ...counts, below: 0 });
  });
  const head = { segment: id, field: 0, filled: times, nulls: 0, distinct: 0, more: 0, longest };
  return [{ ...head, below: own.length }, ...own];
}
