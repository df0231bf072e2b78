/**
 * What does not count when two files are compared: paths, groups, and kinds of elements, as people type them.
 *
 *     0010,0020  (0010,0020)  00100020  PatientID     the element, wherever it stands
 *     /0010,0020                                      at the top alone
 *     0040,0275/0008,0100   00400275[2]/00080100      along a path from the top; in the second item alone
 *     0010,xxxx  50xx,xxxx                            an x stands for any digit: a group, repeating groups
 *     private  uids  dates                            private elements; VR UI; VRs DA, DT and TM
 */

import { type Datum, datum } from "../../bytes/datum";
import { isPrivate } from "../tags";
import { vrCode } from "../vr";

export type IgnoredKind = "private" | "uids" | "dates";

/** What was typed and is none of these. */
export interface Unread {
  /** Number of the word, and of its first character in the text: from 1. */
  readonly word: number;
  readonly character: number;
  readonly found: Datum;
  /** "keyword": the dictionary has no element of this name. "path": it is nothing of all that. */
  readonly reason: "keyword" | "path";
}

interface Step {
  readonly tag: number;
  /** Bits of the tag that count. */
  readonly mask: number;
  /** 0 for every item. */
  readonly item: number;
}

/** Where an element stands: tag, number of the item, tag … */
export type Way = readonly number[];

/** The tag of a keyword of PS3.6; null for a word that is none. */
export type TagOf = (keyword: string) => number | null;

const VRS: Readonly<Record<"uids" | "dates", ReadonlySet<number>>> = {
  uids: new Set([vrCode("UI")]),
  dates: new Set(["DA", "DT", "TM"].map(vrCode)),
};
const KINDS: ReadonlySet<string> = new Set<IgnoredKind>(["private", "uids", "dates"]);
const WORD = /[^\s;]+/g;
const TAG = /^\(?([\da-fx]{4}),?([\da-fx]{4})\)?(?:\[([1-9]\d{0,7})\])?$/i;
const KEYWORD = /^([A-Z][A-Za-z0-9]{2,63})(?:\[([1-9]\d{0,7})\])?$/;

export class Ignored {
  readonly unread: readonly Unread[];
  readonly #kinds = new Set<IgnoredKind>();
  /** Of one step, at any depth. */
  readonly #anywhere: Step[] = [];
  readonly #paths: (readonly Step[])[] = [];

  constructor(text: string, tagOf: TagOf) {
    const unread: Unread[] = [];
    for (const [at, found] of [...text.matchAll(WORD)].entries()) {
      const word = found[0].replace(/,+$/, "");
      const reason = word === "" ? null : this.#take(word, tagOf);
      if (reason) unread.push({ word: at + 1, character: found.index + 1, found: datum(word), reason });
    }
    this.unread = unread;
  }

  #take(word: string, tagOf: TagOf): Unread["reason"] | null {
    if (KINDS.has(word.toLowerCase())) {
      this.#kinds.add(word.toLowerCase() as IgnoredKind);
      return null;
    }
    const isAnchored = word.startsWith("/");
    const steps: Step[] = [];
    for (const part of (isAnchored ? word.slice(1) : word).split("/")) {
      const step = stepOf(part, tagOf);
      if (typeof step === "string") return step;
      steps.push(step);
    }
    const [first] = steps as [Step];
    if (steps.length === 1 && !isAnchored && first.item === 0) this.#anywhere.push(first);
    else this.#paths.push(steps);
    return null;
  }

  get isEmpty(): boolean {
    return this.#kinds.size + this.#anywhere.length + this.#paths.length === 0;
  }

  /** Whether an element or item is ignored; what lies in one that is, is not asked about. */
  covers(way: Way, vr: number): boolean {
    if (this.isEmpty) return false;
    const isItem = way.length % 2 === 0;
    const tag = way.at(isItem ? -2 : -1) as number;
    if (!isItem) {
      if (this.#kinds.has("private") && isPrivate(tag)) return true;
      if (this.#kinds.has("uids") && VRS.uids.has(vr)) return true;
      if (this.#kinds.has("dates") && VRS.dates.has(vr)) return true;
      if (this.#anywhere.some((step) => isTag(step, tag))) return true;
    }
    return this.#paths.some((steps) => leadsTo(steps, way));
  }
}

function stepOf(part: string, tagOf: TagOf): Step | Unread["reason"] {
  const [, group, element, item = "0"] = TAG.exec(part) ?? [];
  if (group !== undefined && element !== undefined) {
    const digits = `${group}${element}`.toLowerCase();
    const mask = Number.parseInt(digits.replace(/[^x]/g, "f").replace(/x/g, "0"), 16);
    return { tag: Number.parseInt(digits.replace(/x/g, "0"), 16), mask, item: Number(item) };
  }
  const [, keyword, number = "0"] = KEYWORD.exec(part) ?? [];
  if (keyword === undefined) return "path";
  const tag = tagOf(keyword);
  return tag === null ? "keyword" : { tag, mask: 0xffffffff, item: Number(number) };
}

const isTag = ({ tag, mask }: Step, other: number): boolean => (other & mask) >>> 0 === (tag & mask) >>> 0;

/** Ends at this element, or at this item where its number is named. */
function leadsTo(steps: readonly Step[], way: Way): boolean {
  const isItem = way.length % 2 === 0;
  if (steps.length !== Math.ceil(way.length / 2)) return false;
  return steps.every((step, at) => {
    const isLast = at === steps.length - 1;
    if (!isTag(step, way[at * 2] as number)) return false;
    const item = way[at * 2 + 1];
    if (isLast && !isItem) return step.item === 0;
    if (isLast && step.item === 0) return false; // the sequence itself is named, and was covered before
    return step.item === 0 || step.item === item;
  });
}
