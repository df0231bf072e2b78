/** What stands at one path, how often: the values themselves, the most frequent first. */

import { type TextColumn, TextColumnBuilder } from "../../bytes/text-column";
import type { Hl7Text } from "../parse";
import type { Wanted } from "../path";
import { presenceOf } from "../value";
import { DistinctSpans } from "./distinct";
import { eachRow, type Steps } from "./steps";
import { Values } from "./values";

export interface Distribution {
  /** Messages that were looked at. */
  readonly messages: number;
  /** Messages in which something is said at the path, `""` counted. */
  readonly filled: number;
  /** Values that say something: a message may have several. */
  readonly values: number;
  /** How many of them are `""`. */
  readonly nulls: number;
  readonly distinct: number;
  /** True: there are more different values than were told apart. */
  readonly isFull: boolean;
  /** In bytes, as they are sent. */
  readonly shortest: number;
  readonly longest: number;
  /** The most frequent values, each cut where it is very long, and how often each occurs. */
  readonly texts: TextColumn;
  readonly times: Uint32Array;
  /** 1: the text was cut. */
  readonly cut: Uint8Array;
}

/** Fewer than a feed of the largest size has messages. */
const MOST_TOLD_APART = 1_000_000;
const MOST_LISTED = 1_000;
const LONGEST_LISTED = 500;

export function* distributionOf(text: Hl7Text, rows: Uint32Array, wanted: Wanted): Steps<Distribution> {
  const values = new Values(text, wanted);
  const spans = new DistinctSpans(text.bytes, MOST_TOLD_APART);
  /** Of each entry the message in which it first stands: how its bytes are read. */
  const rowOf: number[] = [];
  const counts = { filled: 0, values: 0, nulls: 0, shortest: Number.POSITIVE_INFINITY, longest: 0 };
  yield* eachRow(rows, (row) => {
    const before = counts.values;
    values.each(row, (start, end) => {
      if (start === end) return;
      counts.values++;
      counts.shortest = Math.min(counts.shortest, end - start);
      counts.longest = Math.max(counts.longest, end - start);
      if (presenceOf(text.bytes, { start, end }) === "null") counts.nulls++;
      if (spans.add(start, end) === rowOf.length) rowOf.push(row);
    });
    if (counts.values > before) counts.filled++;
  });
  const listed = mostFrequent(spans, values, rowOf);
  const shortest = counts.values > 0 ? counts.shortest : 0;
  return {
    messages: rows.length,
    ...counts,
    shortest,
    distinct: spans.count,
    isFull: spans.isFull,
    ...listed,
  };
}

function mostFrequent(
  { start, end, times }: DistinctSpans,
  values: Values,
  rowOf: readonly number[],
): Pick<Distribution, "texts" | "times" | "cut"> {
  const order = [...times.keys()].sort((one, other) => (times[other] as number) - (times[one] as number));
  const listed = order.slice(0, MOST_LISTED);
  const texts = new TextColumnBuilder(listed.length);
  const cut: number[] = [];
  for (const entry of listed) {
    values.each(rowOf[entry] as number, () => undefined); // so that it knows the message's own character set
    const said = values.read(start[entry] as number, end[entry] as number);
    cut.push(Number(said.length > LONGEST_LISTED));
    texts.push(said.slice(0, LONGEST_LISTED));
  }
  return {
    texts: texts.finish(),
    times: Uint32Array.from(listed, (entry) => times[entry] as number),
    cut: Uint8Array.from(cut),
  };
}
