/** Compares two texts off the page's thread. It keeps both, so that another match or another list of ignored paths is quick. */

import { asFailure, type Failure, Fatal } from "../bytes/fault";
import { type Hl7Text, parsePath } from "../hl7";
import { IgnoreList } from "../hl7/compare/ignore";
import type { Difference } from "../hl7/compare/messages";
import { compareTexts, differencesOf, sideOf, type TextComparison } from "../hl7/compare/texts";
import { serve } from "./bridge";
import { readText } from "./read/hl7-text";

/** `id` tells texts apart, so that one is read once. */
export interface ComparedSide {
  readonly id: number;
  readonly blob: Blob;
}

export interface CompareQuestion {
  readonly sides: readonly [left: ComparedSide | null, right: ComparedSide | null];
  readonly ignore: string;
  /** All matches by a key, or the differences of one: positions among the blocks, -1 for none. */
  readonly what: { readonly key: string } | { readonly left: number; readonly right: number };
}

/** One of the two, as it was asked for. */
export interface CompareAnswer {
  readonly comparison: TextComparison | null;
  readonly differences: readonly Difference[];
  /** What is no HL7 is a side with nothing on it, and `side` says which. */
  readonly failures: readonly Failure[];
}

const held = new Map<number, Hl7Text>();
/** A second try would end alike, and the other side can be shown. */
const NOT_HL7: ReadonlySet<string> = new Set(["empty", "utf-16", "not-hl7"]);

serve<CompareQuestion, CompareAnswer>(async ({ sides, ignore: ignored, what }, progress) => {
  const ids = sides.map((side) => side?.id);
  for (const id of held.keys()) if (!ids.includes(id)) held.delete(id);
  const failures: Failure[] = [];
  const left = await textOf(sides[0], "left", failures);
  const right = await textOf(sides[1], "right", failures);
  const ignore = new IgnoreList(ignored);
  if ("key" in what) {
    const key = parsePath(what.key);
    if (!key) throw new Fatal("internal"); // the page asks with a path
    return { comparison: compareTexts(left, right, { key, ignore }, progress), differences: [], failures };
  }
  const one = left && what.left >= 0 ? sideOf(left, what.left) : null;
  const other = right && what.right >= 0 ? sideOf(right, what.right) : null;
  return { comparison: null, differences: differencesOf(one, other, ignore), failures };
});

/** @throws Fatal as `readText`, but for what is no HL7 */
async function textOf(
  side: ComparedSide | null,
  name: "left" | "right",
  failures: Failure[],
): Promise<Hl7Text | null> {
  if (!side) return null;
  const known = held.get(side.id);
  if (known) return known;
  try {
    const text = await readText(side.blob);
    held.set(side.id, text);
    return text;
  } catch (error) {
    const { code, offset, values } = asFailure(error);
    const failure = { code, offset, values: { ...values, side: name } };
    if (!NOT_HL7.has(code)) throw new Fatal(code, offset, failure.values);
    failures.push(failure);
    return null;
  }
}
