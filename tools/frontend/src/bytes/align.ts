/**
 * Which items of two sequences belong together: segments of two messages, or repetitions of a field. What was inserted on
 * one side has no partner, and everything behind it keeps its own.
 */

export interface Item {
  /** Only items of one kind are partners: a segment's ID. */
  readonly kind: string;
  /** What it says, part by part; equal items have equal parts, without empty ones at the end. */
  readonly parts: readonly string[];
}

/** Positions, from 0; -1 where one side has no partner. */
export type Pair = readonly [left: number, right: number];

/** A little more than half of two items that have nothing in common, so that of equal costs the one with more pairs wins. */
const ALONE = 1.01;
const NOTHING_IN_COMMON = 2;
/** So many comparisons take some tens of milliseconds; longer sequences are first divided. */
const MOST_COMPARISONS = 250_000;
/** What still is too long then was made to be. */
const MOST_DIVISIONS = 16;

/** In the order of both sides; the same pairs whichever side is called left. */
export function align(left: readonly Item[], right: readonly Item[]): readonly Pair[] {
  const isSwapped = compareItems(left, right) > 0;
  const pairs = isSwapped ? alignOrdered(right, left) : alignOrdered(left, right);
  return isSwapped ? pairs.map(([one, other]): Pair => [other, one]) : pairs;
}

/** A fixed order of sequences, whatever it is: ties are then broken alike from both sides. */
function compareItems(left: readonly Item[], right: readonly Item[]): number {
  if (left.length !== right.length) return left.length - right.length;
  for (const [at, item] of left.entries()) {
    const one = textOf(item);
    const other = textOf(right[at] as Item);
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

const textOf = ({ kind, parts }: Item): string => [kind, ...parts].join("\n");

function alignOrdered(left: readonly Item[], right: readonly Item[]): Pair[] {
  const keys = new Map<string, number>();
  const keyOf = (item: Item): number => {
    const text = textOf(item);
    const known = keys.get(text) ?? keys.size;
    keys.set(text, known);
    return known;
  };
  const sides: Sides = { left, right, leftKeys: left.map(keyOf), rightKeys: right.map(keyOf) };
  return between(sides, { left: 0, right: 0, leftEnd: left.length, rightEnd: right.length }, 0);
}

interface Sides {
  readonly left: readonly Item[];
  readonly right: readonly Item[];
  /** Equal items have equal numbers. */
  readonly leftKeys: readonly number[];
  readonly rightKeys: readonly number[];
}

interface Range {
  readonly left: number;
  readonly right: number;
  readonly leftEnd: number;
  readonly rightEnd: number;
}

function between(sides: Sides, whole: Range, depth: number): Pair[] {
  const { leftKeys, rightKeys } = sides;
  let { left, right, leftEnd, rightEnd } = whole;
  const before: Pair[] = [];
  const after: Pair[] = [];
  while (left < leftEnd && right < rightEnd && leftKeys[left] === rightKeys[right])
    before.push([left++, right++]);
  while (left < leftEnd && right < rightEnd && leftKeys[leftEnd - 1] === rightKeys[rightEnd - 1])
    after.push([--leftEnd, --rightEnd]);
  const range = { left, right, leftEnd, rightEnd };
  const isSmall = (leftEnd - left) * (rightEnd - right) <= MOST_COMPARISONS;
  const middle = isSmall ? bestPairs(sides, range) : divided(sides, range, depth);
  return before.concat(middle, after.reverse());
}

/** The cheapest way from end to end: a matrix of what the rest costs, walked from the start. */
function bestPairs(sides: Sides, { left, right, leftEnd, rightEnd }: Range): Pair[] {
  const height = leftEnd - left;
  const width = rightEnd - right;
  const rest = new Float64Array((height + 1) * (width + 1));
  const at = (i: number, j: number): number => i * (width + 1) + j;
  const paired = (i: number, j: number): number =>
    (rest[at(i + 1, j + 1)] as number) +
    distance(sides.left[left + i] as Item, sides.right[right + j] as Item);
  for (let i = height; i >= 0; i--)
    for (let j = width; j >= 0; j--) {
      if (i === height || j === width) rest[at(i, j)] = ALONE * (height - i + width - j);
      else {
        const skipped = ALONE + Math.min(rest[at(i + 1, j)] as number, rest[at(i, j + 1)] as number);
        rest[at(i, j)] = Math.min(paired(i, j), skipped);
      }
    }
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < height || j < width) {
    if (i < height && j < width && paired(i, j) <= (rest[at(i, j)] as number))
      pairs.push([left + i++, right + j++]);
    else if (i < height && (j === width || (rest[at(i + 1, j)] as number) <= (rest[at(i, j + 1)] as number)))
      pairs.push([left + i++, -1]);
    else pairs.push([-1, right + j++]);
  }
  return pairs;
}

/** 0 for equal items, up to 2 for those that share nothing; of different kinds they are never partners. */
function distance(left: Item, right: Item): number {
  if (left.kind !== right.kind) return Number.POSITIVE_INFINITY;
  const most = Math.max(left.parts.length, right.parts.length);
  let filled = 0;
  let different = 0;
  for (let part = 0; part < most; part++) {
    const one = left.parts[part] ?? "";
    const other = right.parts[part] ?? "";
    if (one === "" && other === "") continue;
    filled++;
    if (one !== other) different++;
  }
  return filled === 0 ? 0 : (NOTHING_IN_COMMON * different) / filled;
}

/** Long sequences: what stands once on both sides divides them; where nothing does, partners are by number. */
function divided(sides: Sides, range: Range, depth: number): Pair[] {
  const anchors = depth < MOST_DIVISIONS ? rising(onceOnBoth(sides, range)) : [];
  if (anchors.length === 0) return byNumber(sides, range);
  const pieces: Pair[][] = [];
  let { left, right } = range;
  for (const [nextLeft, nextRight] of anchors) {
    pieces.push(between(sides, { left, right, leftEnd: nextLeft, rightEnd: nextRight }, depth + 1));
    pieces.push([[nextLeft, nextRight]]);
    left = nextLeft + 1;
    right = nextRight + 1;
  }
  pieces.push(between(sides, { ...range, left, right }, depth + 1));
  return pieces.flat();
}

/** In the order of the left. */
function onceOnBoth({ leftKeys, rightKeys }: Sides, { left, right, leftEnd, rightEnd }: Range): Pair[] {
  const places = (keys: readonly number[], from: number, past: number): Map<number, number> => {
    const found = new Map<number, number>();
    for (let at = from; at < past; at++) {
      const key = keys[at] as number;
      found.set(key, found.has(key) ? -1 : at);
    }
    return found;
  };
  const onLeft = places(leftKeys, left, leftEnd);
  const onRight = places(rightKeys, right, rightEnd);
  return [...onLeft].flatMap(([key, place]): Pair[] => {
    const other = onRight.get(key) ?? -1;
    return place >= 0 && other >= 0 ? [[place, other]] : [];
  });
}

/** The longest part of these pairs that rises on the right too (patience sorting). */
function rising(pairs: readonly Pair[]): Pair[] {
  const piles: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [number, [, right]] of pairs.entries()) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pairs[piles[middle] as number]?.[1] ?? 0) < right) low = middle + 1;
      else high = middle;
    }
    before[number] = low > 0 ? (piles[low - 1] as number) : -1;
    piles[low] = number;
  }
  const longest: Pair[] = [];
  for (let number = piles.at(-1) ?? -1; number >= 0; number = before[number] as number)
    longest.push(pairs[number] as Pair);
  return longest.reverse();
}

/** The first with the first, as long as kinds agree. */
function byNumber({ left: one, right: other }: Sides, { left, right, leftEnd, rightEnd }: Range): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [left, right];
  while (i < leftEnd && j < rightEnd) {
    if (one[i]?.kind === other[j]?.kind) pairs.push([i++, j++]);
    else if (leftEnd - i >= rightEnd - j) pairs.push([i++, -1]);
    else pairs.push([-1, j++]);
  }
  while (i < leftEnd) pairs.push([i++, -1]);
  while (j < rightEnd) pairs.push([-1, j++]);
  return pairs;
}
