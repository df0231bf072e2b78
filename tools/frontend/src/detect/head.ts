/** What a recogniser is given, and what it answers. */

import type { Fact } from "./detection";
import type { Kind } from "./kinds";

/** The beginning of a file. */
export interface Head {
  readonly bytes: Uint8Array;
  /** Of the whole file; `UNKNOWN_SIZE` where nobody says. */
  readonly size: number;
}

export const UNKNOWN_SIZE = Number.POSITIVE_INFINITY;

/** Whether the file goes on after its head. */
export const isCut = (head: Head): boolean => head.size > head.bytes.length;

/** A recogniser has seen its kind. */
export interface Sighting {
  readonly facts?: readonly Fact[];
  /** What the file wraps, unwrapped as far as the head reaches. */
  readonly inside?: Head;
}

export interface Recogniser {
  readonly kind: Kind;
  /** Pure, fast on any 64 KB, never throws. */
  readonly sees: (head: Head) => Sighting | null;
}

export const SEEN: Sighting = {};

/** The standard's own words for what was found. */
export const what = (...words: readonly string[]): Fact => ({
  code: "what",
  values: { what: words.filter((word) => word !== "").join(" ") },
});

type Counted = "messages" | "lines" | "uids";

/** How many there are, or at least are. */
export const count = (code: Counted, n: number, head: Head): Fact => ({
  code: isCut(head) ? `${code}OrMore` : code,
  values: { n },
});

/** A reading that several recognisers share, made once for each head. */
export function once<Result>(read: (head: Head) => Result): (head: Head) => Result {
  const results = new WeakMap<Head, { readonly result: Result }>();
  return (head) => {
    let known = results.get(head);
    if (!known) {
      known = { result: read(head) };
      results.set(head, known);
    }
    return known.result;
  };
}

/** Bytes as characters of the same code. */
export function latin1(bytes: Uint8Array): string {
  const PIECE = 0x2000;
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return text;
}
