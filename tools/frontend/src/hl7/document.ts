/**
 * Documents that messages carry inside a value.
 *
 * ED, encapsulated data (HL7 v2.5.1 2.A.24), and RP, a reference pointer (2.A.65):
 *
 *     source application ^ type of data ^ data subtype ^ encoding ^ data
 *     pointer ^ application ID ^ type of data ^ subtype
 *
 * Senders also put base64 into a value of any other type.
 */

import { ABSENT, type Delimiters, type Span } from "./standard";
import { split } from "./tokens";

/** Table 0299 names A, Hex and Base64. */
export type DocumentEncoding = "text" | "hex" | "base64";

export interface EmbeddedDocument {
  /** What holds the document, still encoded. */
  readonly data: Span;
  readonly encoding: DocumentEncoding;
  /** What it is said to be: `AP` and `PDF`, `IM` and `JPEG` (tables 0191 and 0291). Empty spans where nothing is said. */
  readonly type: Span;
  readonly subtype: Span;
}

const ED = { type: 1, subtype: 2, encoding: 3, data: 4, count: 5 } as const;

/** The document in one repetition of type ED; null where its fifth component is empty or not there. */
export function encapsulated(
  bytes: Uint8Array,
  repetition: Span,
  { component }: Pick<Delimiters, "component">,
): EmbeddedDocument | null {
  const parts = split(bytes, repetition, component);
  const nothing = { start: repetition.end, end: repetition.end };
  const part = (number: number): Span => parts[number] ?? nothing;
  // The data are the last component: nothing in base64 separates components.
  const { start, end } = part(ED.data);
  if (parts.length < ED.count || start === end) return null;
  const named = asciiOf(bytes, part(ED.encoding)).toLowerCase();
  return {
    data: { start, end },
    encoding: named === "a" ? "text" : named === "hex" ? "hex" : "base64",
    type: part(ED.type),
    subtype: part(ED.subtype),
  };
}

/** Shorter ones are words: `ABCD` is base64 too. */
const SHORTEST = 64;
/** So much of a value says whether it is base64. */
const LOOKED_AT = 4_096;

/** Whether a value is letters of base64 as far as it is looked at, escape sequences aside. Words with blanks are not. */
export function looksLikeBase64(bytes: Uint8Array, { start, end }: Span, escapeByte: number): boolean {
  if (end - start < SHORTEST) return false;
  const head = { start, end: Math.min(end, start + LOOKED_AT) };
  return [...pieces(bytes, head, escapeByte)].every((piece) =>
    /^[A-Za-z0-9+/\r\n]*={0,2}$/.test(String.fromCharCode(...piece)),
  );
}

/** No escape sequence for formatting is longer: `\.br\`, `\X0D0A\`, `\.sp12\`. */
const LONGEST_ESCAPE = 12;

/** The bytes of a value without the escape sequences in it: senders break the lines of base64 by `\.br\`. */
export function* pieces(bytes: Uint8Array, { start, end }: Span, escapeByte: number): Generator<Uint8Array> {
  let from = start;
  for (let at = from; at < end; at++) {
    if (bytes[at] !== escapeByte || escapeByte === ABSENT) continue;
    const close = bytes.subarray(at + 1, Math.min(end, at + LONGEST_ESCAPE)).indexOf(escapeByte);
    if (close < 0) continue;
    if (at > from) yield bytes.subarray(from, at);
    at += close + 1;
    from = at + 1;
  }
  if (from < end) yield bytes.subarray(from, end);
}

const asciiOf = (bytes: Uint8Array, { start, end }: Span): string =>
  String.fromCharCode(...bytes.subarray(start, Math.min(end, start + SHORTEST))).trim();

const NO_DIGIT = -1;

/** The bytes that pairs of hexadecimal digits say, white space passed over; `stray` is the first that is no digit, or -1. */
export function fromHex(digits: Uint8Array): { readonly bytes: Uint8Array; readonly stray: number } {
  const bytes = new Uint8Array(digits.length >> 1);
  let [count, half, stray] = [0, NO_DIGIT, -1];
  for (let at = 0; at < digits.length; at++) {
    const value = Number.parseInt(String.fromCharCode(digits[at] as number), 16);
    if (Number.isNaN(value)) {
      if ((digits[at] as number) > 0x20 && stray < 0) stray = at;
      continue;
    }
    if (half !== NO_DIGIT) bytes[count++] = half * 16 + value;
    half = half === NO_DIGIT ? value : NO_DIGIT;
  }
  return { bytes: bytes.subarray(0, count), stray };
}
