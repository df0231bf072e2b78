/** Two texts of many messages, matched by a key: which are equal, which differ and where, and which are on one side alone. */

import { type Datum, datum } from "../../bytes/datum";
import { type Block, blockOf } from "../blocks";
import { cutAt } from "../charset";
import { openBlock } from "../message";
import { type Hl7Text, messagePositions } from "../parse";
import type { Path } from "../path";
import { spanAt } from "../path-span";
import { readValue } from "../value";
import type { IgnoreList } from "./ignore";
import { compareMessages, type Difference, type Said, segmentsOf, type Verdict } from "./messages";
import type { Side } from "./parts";

/** "no-key": the message says nothing at the key's path, so nothing can be its partner. */
export const OUTCOMES = ["exact", "same", "different", "left-only", "right-only", "no-key"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One line a match, in the order of the left; what is on the right alone comes last. */
export interface TextComparison {
  readonly count: number;
  /** Index into `OUTCOMES`. */
  readonly outcome: Uint8Array;
  /** Positions among the blocks, -1 where there is none. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** How many differences there are. */
  readonly differences: Uint32Array;
  /** How often the key occurs on the side where it is most frequent. */
  readonly times: Uint32Array;
  readonly keys: readonly Datum[];
  /** The first differences of all, each with the line that it belongs to. */
  readonly listed: readonly (Difference & { readonly row: number })[];
  /** Where the differences are: paths without occurrence and repetition, the most frequent first. */
  readonly paths: readonly (readonly [path: string, messages: number])[];
}

export interface Matching {
  /** What tells messages apart, MSH-10 most often. */
  readonly key: Path;
  readonly ignore: IgnoreList;
}

/** More would be read by nobody, and all of them have to reach the page. */
const MOST_LISTED = 5_000;
/** Telling of every message would cost more than comparing it. */
const PROGRESS_EVERY = 1_024;

function positionsIn(text: Hl7Text | null): readonly number[] {
  return text ? [...messagePositions(text.blocks)] : [];
}

/** A message of two texts that hold one each has its partner, whatever its key says. A side may be missing. */
export function compareTexts(
  left: Hl7Text | null,
  right: Hl7Text | null,
  { key, ignore }: Matching,
  progress?: (done: number, total: number) => void,
): TextComparison {
  const [lefts, rights] = [positionsIn(left), positionsIn(right)];
  const rows = new Rows();
  const keysOf = (text: Hl7Text | null, blocks: readonly number[]): readonly string[] =>
    blocks.map((number) => keyOf(sideOf(text as Hl7Text, number), key));
  const [leftKeys, rightKeys] = [keysOf(left, lefts), keysOf(right, rights)];
  const isOnePair = lefts.length === 1 && rights.length === 1;
  const onRight = new Queues(isOnePair ? [leftKeys[0] ?? ""] : rightKeys);
  const onLeft = new Queues(leftKeys);
  for (const [at, block] of lefts.entries()) {
    if (at % PROGRESS_EVERY === 0) progress?.(at, lefts.length);
    const own = leftKeys[at] ?? "";
    const times = Math.max(onLeft.times(own), onRight.times(own));
    const partner = own === "" && !isOnePair ? -1 : onRight.take(own);
    const other = rights[partner];
    if (other === undefined) rows.add(own === "" ? "no-key" : "left-only", own, times, block, -1);
    else {
      const pair = [sideOf(left as Hl7Text, block), sideOf(right as Hl7Text, other)] as const;
      rows.addPair(own, times, pair, ignore, [block, other]);
    }
  }
  for (const at of onRight.rest()) {
    const own = rightKeys[at] ?? "";
    const times = Math.max(onLeft.times(own), onRight.times(own));
    rows.add(own === "" ? "no-key" : "right-only", own, times, -1, rights[at] as number);
  }
  return rows.finish();
}

/** The message at a position among the blocks of a text. */
export function sideOf(text: Hl7Text, number: number): Side {
  return { text, message: openBlock(text, blockOf(text.blocks, number) as Block) };
}

/** What is to be said of one line: a pair's differences, or all of the message that has no partner. */
export function differencesOf(
  left: Side | null,
  right: Side | null,
  ignore: IgnoreList,
): readonly Difference[] {
  if (left && right) return compareMessages(left, right, ignore).differences;
  return [
    ...(left ? segmentsOf(left, ignore).map((said) => ({ left: said, right: null })) : []),
    ...(right ? segmentsOf(right, ignore).map((said) => ({ left: null, right: said })) : []),
  ];
}

/** "" where there is none; a key is never so long. */
const LONGEST_KEY = 1_000;

function keyOf({ text, message }: Side, key: Path): string {
  const span = spanAt(text, message, key);
  if (!span) return "";
  const { delimiters } = message.block;
  const end = cutAt(text.bytes, span, LONGEST_KEY, message.charset.encoding);
  const { presence, text: said } = readValue(
    text.bytes,
    { start: span.start, end },
    { delimiters, encoding: message.charset.encoding },
  );
  return presence === "text" ? said : "";
}

/** Positions by key, each taken once in its order. */
class Queues {
  readonly #places = new Map<string, number[]>();
  readonly #next = new Map<string, number>();

  constructor(keys: readonly string[]) {
    for (const [at, key] of keys.entries()) {
      const places = this.#places.get(key);
      if (places) places.push(at);
      else this.#places.set(key, [at]);
    }
  }

  times(key: string): number {
    return this.#places.get(key)?.length ?? 0;
  }

  /** -1 where none is left. */
  take(key: string): number {
    const next = this.#next.get(key) ?? 0;
    this.#next.set(key, next + 1);
    return this.#places.get(key)?.[next] ?? -1;
  }

  /** What was not taken, ascending. */
  rest(): readonly number[] {
    return [...this.#places]
      .flatMap(([key, places]) => places.slice(this.#next.get(key) ?? 0))
      .toSorted((one, other) => one - other);
  }
}

class Rows {
  readonly #outcome: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #differences: number[] = [];
  readonly #times: number[] = [];
  readonly #keys: Datum[] = [];
  readonly #paths = new Map<string, number>();
  readonly #listed: (Difference & { readonly row: number })[] = [];

  add(outcome: Outcome, key: string, times: number, left: number, right: number, differences = 0): void {
    this.#outcome.push(OUTCOMES.indexOf(outcome));
    this.#left.push(left);
    this.#right.push(right);
    this.#differences.push(differences);
    this.#times.push(key === "" ? 1 : times);
    this.#keys.push(datum(key));
  }

  addPair(
    key: string,
    times: number,
    [left, right]: readonly [Side, Side],
    ignore: IgnoreList,
    [block, other]: readonly [number, number],
  ): void {
    const { verdict, differences } = compareMessages(left, right, ignore);
    this.add(verdict satisfies Verdict, key, times, block, other, differences.length);
    const row = this.#outcome.length - 1;
    const room = Math.max(0, MOST_LISTED - this.#listed.length);
    for (const difference of differences.slice(0, room)) this.#listed.push({ ...difference, row });
    const paths = new Set(differences.map((one) => placeless((one.left ?? one.right) as Said)));
    for (const path of paths) this.#paths.set(path, (this.#paths.get(path) ?? 0) + 1);
  }

  finish(): TextComparison {
    return {
      count: this.#outcome.length,
      outcome: Uint8Array.from(this.#outcome),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      differences: Uint32Array.from(this.#differences),
      times: Uint32Array.from(this.#times),
      keys: this.#keys,
      listed: this.#listed,
      paths: [...this.#paths].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)),
    };
  }
}

const NUMBERS = /\[\d+\]/g;

/** `OBX[3]-5[2].1` as `OBX-5.1`: what can be ignored in every message. */
function placeless({ path }: Said): string {
  return path.replace(NUMBERS, "");
}
