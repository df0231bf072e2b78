/** Which file of one side belongs to which of the other: by what they say of themselves. */

import type { Pair } from "../../bytes/align";
import { readDecimal } from "../typed";
import { type ComparedFile, topText } from "./side";

/** What matches files, in the order in which they are tried: of those that match as many the first is taken. */
export const MATCHINGS = ["sop-instance", "geometry", "instance-number"] as const;
export type Matching = (typeof MATCHINGS)[number];

const [SOP_INSTANCE, SERIES_NUMBER, INSTANCE_NUMBER] = [0x00080018, 0x00200011, 0x00200013];
/** PS3.3 C.7.6.2.1.1: in millimetres, and direction cosines. */
const [POSITION, ORIENTATION] = [0x00200032, 0x00200037];
/** A hundredth of a millimetre, and a thousandth in direction: writers round. */
const [POSITION_DIGITS, ORIENTATION_DIGITS] = [2, 3];

/** Of one file; "" where it says nothing. */
export interface Facts {
  readonly keys: Readonly<Record<Matching, string>>;
  readonly series: string;
  /** Instance Number as it stands there, and as a number; infinite for none. */
  readonly label: string;
  readonly number: number;
}

export function factsOf(compared: Pick<ComparedFile, "file" | "values">): Facts {
  const text = (tag: number): string => topText(compared, tag);
  const number = readDecimal(text(INSTANCE_NUMBER));
  const position = rounded(text(POSITION), POSITION_DIGITS);
  const orientation = rounded(text(ORIENTATION), ORIENTATION_DIGITS);
  return {
    keys: {
      "sop-instance": text(SOP_INSTANCE),
      geometry: position === "" || orientation === "" ? "" : `${position} ${orientation}`,
      "instance-number": number === null ? "" : String(number),
    },
    series: text(SERIES_NUMBER),
    label: text(INSTANCE_NUMBER),
    number: number ?? Number.POSITIVE_INFINITY,
  };
}

function rounded(text: string, digits: number): string {
  const numbers = text.split("\\").map(readDecimal);
  if (numbers.includes(null)) return "";
  // Adding zero makes a negative one positive.
  return numbers
    .map((number) => (Math.round((number as number) * 10 ** digits) + 0) / 10 ** digits)
    .join("\\");
}

export interface Matched {
  /** "only": one file on each side, whatever they say. */
  readonly by: Matching | "only";
  /** How many pairs each would make. */
  readonly counts: Readonly<Record<Matching, number>>;
  /** In the order of the instance numbers; positions from 0, -1 for a file that one side has alone. */
  readonly pairs: readonly Pair[];
}

export function matched(left: readonly Facts[], right: readonly Facts[], wanted: Matching | "auto"): Matched {
  const isOfSeries = [left, right].some((side) => new Set(side.map(({ series }) => series)).size > 1);
  const all = MATCHINGS.map((matching) => pairsBy(left, right, matching, isOfSeries));
  const counts = Object.fromEntries(
    MATCHINGS.map((matching, at) => [matching, pairCount(all[at] as readonly Pair[])]),
  ) as Record<Matching, number>;
  if (left.length === 1 && right.length === 1) return { by: "only", counts, pairs: [[0, 0]] };
  const most = Math.max(...Object.values(counts));
  const by = wanted === "auto" ? (MATCHINGS.find((one) => counts[one] === most) as Matching) : wanted;
  const pairs = all[MATCHINGS.indexOf(by)] as readonly Pair[];
  const numberOf = ([one, other]: Pair): number =>
    (left[one] ?? right[other])?.number ?? Number.POSITIVE_INFINITY;
  const placed = pairs.map((pair) => ({ pair, number: numberOf(pair) }));
  placed.sort((one, two) => (one.number < two.number ? -1 : one.number > two.number ? 1 : 0));
  return { by, counts, pairs: placed.map(({ pair }) => pair) };
}

const pairCount = (pairs: readonly Pair[]): number =>
  pairs.filter(([one, other]) => one >= 0 && other >= 0).length;

/** Of several with one key the first belongs to the first. What has none has no partner. */
function pairsBy(
  left: readonly Facts[],
  right: readonly Facts[],
  matching: Matching,
  isOfSeries: boolean,
): readonly Pair[] {
  const keyOf = ({ keys, series }: Facts): string => {
    const key = keys[matching];
    // UIDs are one in the world; positions and numbers are of a series.
    return key !== "" && isOfSeries && matching !== "sop-instance" ? `${series}\0${key}` : key;
  };
  const waiting = new Map<string, number[]>();
  for (const [at, facts] of right.entries()) {
    const key = keyOf(facts);
    const known = waiting.get(key);
    if (known) known.push(at);
    else if (key !== "") waiting.set(key, [at]);
  }
  const taken = new Set<number>();
  const pairs = left.map((facts, at): Pair => {
    const other = waiting.get(keyOf(facts))?.shift() ?? -1;
    taken.add(other);
    return [at, other];
  });
  const alone = right.flatMap((_, at): readonly Pair[] => (taken.has(at) ? [] : [[-1, at]]));
  return [...pairs, ...alone];
}
