/** Two sides of one file or many: which belong together, how each pair differs, and what differs how often. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import {
  type CompareOptions,
  type CompareRow,
  compareFiles,
  type PairComparison,
  type RowKind,
  type Said,
} from "./data-sets";
import { type Facts, type Matched, type Matching, matched } from "./series";
import type { ComparedFile } from "./side";

export interface Instance {
  /** Its number among what was opened. */
  readonly item: number;
  readonly compared: ComparedFile;
  readonly facts: Facts;
}

export const OUTCOMES = ["different", "rewritten", "same", "left-only", "right-only"] as const;
export type PairOutcome = (typeof OUTCOMES)[number];

/** An element over all pairs: at any item, and wherever a private block lies. */
export interface ElementSummary {
  /** `00081140/00081155`, `0009xx02` */
  readonly path: string;
  readonly tag: number;
  readonly creator: Datum;
  readonly kinds: readonly RowKind[];
  /** Rows of `SidesComparison`, each once. */
  readonly pairs: readonly number[];
}

export interface ListedDifference {
  readonly row: number;
  readonly difference: CompareRow;
}

/** Columns with a row for each pair and each file that one side has alone. */
export interface SidesComparison {
  readonly by: Matched["by"];
  readonly counts: Matched["counts"];
  readonly count: number;
  /** Positions among the side's instances; -1 for none. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Into `OUTCOMES`. */
  readonly outcome: Uint8Array;
  readonly differences: Uint32Array;
  readonly rewritten: Uint32Array;
  /** Elements behind the end of a damaged file: not compared. */
  readonly beyond: Uint32Array;
  /** Pixel data that it would take a codec to compare. */
  readonly unknown: Uint32Array;
  /** Instance Numbers. */
  readonly labels: readonly Datum[];
  readonly ignored: number;
  /** The most frequent first. */
  readonly elements: readonly ElementSummary[];
  /** The first ones, with what both sides say: for reports. */
  readonly listed: readonly ListedDifference[];
}

/** A report with more would be read by nobody. */
const MOST_LISTED = 5_000;

type Both<T> = readonly [left: T, right: T];

/** Goes through the pairs one by one; `tell` is told how many are done, and may wait. */
export async function compareSides(
  [left, right]: Both<readonly Instance[]>,
  wanted: Matching | "auto",
  options: Omit<CompareOptions, "rows">,
  tell: (done: number, total: number) => Promise<void> | void = () => undefined,
): Promise<SidesComparison> {
  const facts = [left, right].map((side) => side.map((one) => one.facts)) as unknown as Both<Facts[]>;
  const { by, counts, pairs } = matched(...facts, wanted);
  const summary = new Summary(pairs.length);
  for (const [row, [one, other]] of pairs.entries()) {
    summary.place(row, one, other, (left[one] ?? right[other]) as Instance);
    const both = [left[one]?.compared, right[other]?.compared];
    if (both[0] && both[1])
      summary.take(row, compareFiles(both[0], both[1], { ...options, rows: "differences" }));
    await tell(row + 1, pairs.length);
  }
  return { by, counts, ...summary.finish() };
}

interface Gathered {
  readonly path: string;
  readonly tag: number;
  readonly creator: Datum;
  readonly kinds: Set<RowKind>;
  readonly pairs: number[];
}

class Summary {
  readonly #count: number;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #outcome: Uint8Array;
  readonly #differences: Uint32Array;
  readonly #rewritten: Uint32Array;
  readonly #beyond: Uint32Array;
  readonly #unknown: Uint32Array;
  readonly #labels: Datum[] = [];
  readonly #elements = new Map<string, Gathered>();
  readonly #listed: ListedDifference[] = [];
  #ignored = 0;

  constructor(count: number) {
    this.#count = count;
    this.#left = new Int32Array(count);
    this.#right = new Int32Array(count);
    this.#outcome = new Uint8Array(count);
    this.#differences = new Uint32Array(count);
    this.#rewritten = new Uint32Array(count);
    this.#beyond = new Uint32Array(count);
    this.#unknown = new Uint32Array(count);
  }

  place(row: number, left: number, right: number, { facts }: Instance): void {
    this.#left[row] = left;
    this.#right[row] = right;
    this.#labels[row] = datum(facts.label);
    if (right < 0) this.#outcome[row] = OUTCOMES.indexOf("left-only");
    if (left < 0) this.#outcome[row] = OUTCOMES.indexOf("right-only");
  }

  take(row: number, { rows, differences, rewritten, ignored, beyond, unknown }: PairComparison): void {
    this.#differences[row] = differences;
    this.#rewritten[row] = rewritten;
    this.#beyond[row] = beyond;
    this.#unknown[row] = unknown;
    this.#ignored += ignored;
    const outcome = differences > 0 ? "different" : rewritten > 0 ? "rewritten" : "same";
    this.#outcome[row] = OUTCOMES.indexOf(outcome);
    for (const difference of rows) {
      if (!difference.isCounted && difference.kind !== "unknown") continue;
      if (difference.isCounted) this.#gather(row, difference);
      if (this.#listed.length < MOST_LISTED) this.#listed.push({ row, difference });
    }
  }

  #gather(row: number, { left, right, tag, creator, kind }: CompareRow): void {
    const path = anyPath((left ?? (right as Said)).path, unmasked(creator) !== "");
    const key = `${path}\0${unmasked(creator)}`;
    const known = this.#elements.get(key) ?? { path, tag, creator, kinds: new Set(), pairs: [] };
    known.kinds.add(kind);
    if (known.pairs.at(-1) !== row) known.pairs.push(row);
    this.#elements.set(key, known);
  }

  finish(): Omit<SidesComparison, "by" | "counts"> {
    const elements = [...this.#elements.values()].map((one) => ({ ...one, kinds: [...one.kinds] }));
    elements.sort((one, two) => two.pairs.length - one.pairs.length || (one.path < two.path ? -1 : 1));
    return {
      count: this.#count,
      left: this.#left,
      right: this.#right,
      outcome: this.#outcome,
      differences: this.#differences,
      rewritten: this.#rewritten,
      beyond: this.#beyond,
      unknown: this.#unknown,
      labels: this.#labels,
      ignored: this.#ignored,
      elements,
      listed: this.#listed,
    };
  }
}

/** `0009xx02`: of a private element without its block. */
function anyPath(path: string, isPrivate: boolean): string {
  const whole = path.replace(/\[\d+\]/g, "");
  return isPrivate ? whole.replace(/(....)..(..)$/, "$1xx$2") : whole;
}
