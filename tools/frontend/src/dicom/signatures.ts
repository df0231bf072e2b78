/**
 * Digital signatures (PS3.3 C.12.1.1.3): where they stand, and whether a change touches what they were made over. Nothing
 * is verified: that takes certificates, and does not tell what a change will do.
 *
 *     data set, or an item of a sequence
 *     | … | MAC Parameters (4FFE,0001): MAC ID, elements signed | … | Digital Signatures (FFFA,FFFA): MAC ID, signature |
 *             what was signed ────────────────────────────────^              what was made of it ──────^
 */

import type { ElementValues } from "./element-values";
import { type ElementIndex, findElement, NO_ROW } from "./elements";
import { tagHex } from "./tags";
import { pathAlong, wayTo } from "./way";

const MAC_PARAMETERS = 0x4ffe0001;
const DIGITAL_SIGNATURES = 0xfffafffa;
const MAC_ID_NUMBER = 0x04000005;
const DATA_ELEMENTS_SIGNED = 0x04000020;

/** Plain data: a worker hands it over. */
export interface Signature {
  /** Of its item: `FFFAFFFA[1]`, `00400275[1]/4FFE0001[2]` where there are parameters and no signature for them. */
  readonly path: string;
  /** The way to the item whose elements are signed; [] for the top. */
  readonly within: readonly number[];
  /** Data Elements Signed; null where the file does not say. */
  readonly elements: readonly number[] | null;
}

/** All signatures of a file. */
export function signaturesOf(values: ElementValues): readonly Signature[] {
  const { index } = values;
  const holders = new Set<number>();
  for (const tag of [MAC_PARAMETERS, DIGITAL_SIGNATURES])
    for (let row = index.tag.indexOf(tag); row !== NO_ROW; row = index.tag.indexOf(tag, row + 1))
      holders.add(index.parent[row] as number);
  return [...holders].flatMap((holder) => signaturesIn(holder, values));
}

function signaturesIn(holder: number, values: ElementValues): readonly Signature[] {
  const { index } = values;
  const within = holder === NO_ROW ? [] : wayTo(index, holder);
  const parameters = itemsIn(index, MAC_PARAMETERS, holder).map((item) => ({
    item,
    id: textIn(values, MAC_ID_NUMBER, item),
    elements: tagsIn(values, item),
  }));
  const signatures = itemsIn(index, DIGITAL_SIGNATURES, holder).map((item) => ({
    item,
    id: textIn(values, MAC_ID_NUMBER, item),
  }));
  const unused = parameters.filter(({ id }) => !signatures.some((one) => one.id === id));
  return [
    ...unused.map(({ item, elements }) => ({ path: pathAlong(wayTo(index, item)), within, elements })),
    ...signatures.map(({ item, id }) => {
      const elements = parameters.find((one) => one.id === id)?.elements ?? null;
      return { path: pathAlong(wayTo(index, item)), within, elements };
    }),
  ];
}

function itemsIn(index: ElementIndex, tag: number, holder: number): readonly number[] {
  const sequence = findElement(index, tag, holder);
  const items: number[] = [];
  if (sequence === NO_ROW) return items;
  for (let row = sequence + 1; row < (index.end[sequence] as number); row = index.end[row] as number)
    items.push(row);
  return items;
}

function textIn(values: ElementValues, tag: number, item: number): string {
  const row = findElement(values.index, tag, item);
  return row === NO_ROW ? "" : values.values(row).join("\\");
}

function tagsIn(values: ElementValues, item: number): readonly number[] | null {
  const row = findElement(values.index, DATA_ELEMENTS_SIGNED, item);
  const tags = row === NO_ROW ? [] : values.values(row).map(tagFrom);
  return tags.length > 0 ? tags : null;
}

/** From `(0010,0020)`. */
const tagFrom = (text: string): number => Number.parseInt(text.replace(/[(),]/g, ""), 16);

/**
 * "broken": it covers something that changes, or is itself changed. "holds": it covers nothing that changes.
 * "unknown": nobody says what it covers.
 */
export type Verdict = "broken" | "holds" | "unknown";

export interface Touched {
  readonly verdict: Verdict;
  /** Ways of the changes that it covers. */
  readonly covered: readonly (readonly number[])[];
}

/** What changes at these ways do to a signature. */
export function touchedBy(signature: Signature, ways: readonly (readonly number[])[]): Touched {
  if (ways.length === 0) return { verdict: "holds", covered: [] };
  const covered = ways.filter((way) => covers(signature, way));
  if (covered.length > 0) return { verdict: "broken", covered };
  const isUnknown = signature.elements === null && ways.some((way) => tagWithin(signature, way) !== NONE);
  return { verdict: isUnknown ? "unknown" : "holds", covered };
}

function covers(signature: Signature, way: readonly number[]): boolean {
  const tag = tagWithin(signature, way);
  if (tag === MAC_PARAMETERS || tag === DIGITAL_SIGNATURES) return isOwn(signature, way);
  return tag !== NONE && isSignable(tag) && (signature.elements?.includes(tag) ?? false);
}

/** Its own item is changed; parameters may serve several signatures, so any change of them counts. */
function isOwn({ path }: Signature, way: readonly number[]): boolean {
  const changed = pathAlong(way);
  return way.includes(MAC_PARAMETERS) || path.startsWith(changed) || changed.startsWith(path);
}

const NONE = -1;

/** The element of the signed data set in which a way ends; `NONE` for one that leads elsewhere. */
function tagWithin({ within }: Signature, way: readonly number[]): number {
  const isWithin = way.length > within.length && within.every((step, at) => step === way[at]);
  return isWithin ? (way[within.length] as number) : NONE;
}

/** PS3.3 C.12.1.1.3.1.1: these are never part of the calculation, even where they are listed. */
function isSignable(tag: number): boolean {
  const FIRST_GROUP = 0x0008;
  const LENGTH_TO_END = 0x00080001;
  const TRAILING_PADDING = 0xfffcfffc;
  return (
    tag >>> 16 >= FIRST_GROUP &&
    (tag & 0xffff) !== 0 &&
    tag !== LENGTH_TO_END &&
    tag !== TRAILING_PADDING &&
    !tagHex(tag).startsWith("FFFA")
  );
}
