/** What a span says: nothing, "delete this", or a text. */

import { decodeBytes, type Encoding, scanned } from "./charset";
import { decodeEscapes } from "./escapes";
import { type Delimiters, NULL_VALUE, type Span } from "./standard";

/** 2.5.3: "absent" where the segment ends before it, "null" where two double quotes stand. */
export type Presence = "absent" | "empty" | "null" | "text";

export interface Value {
  readonly presence: Presence;
  /** As it stands in the message. */
  readonly raw: string;
  /** Escape sequences decoded; equal to `raw` where there are none. */
  readonly text: string;
}

const ABSENT_VALUE: Value = { presence: "absent", raw: "", text: "" };

export function presenceOf(bytes: Uint8Array, span: Span | null): Presence {
  if (!span) return "absent";
  const length = span.end - span.start;
  if (length === 0) return "empty";
  const isNull =
    length === NULL_VALUE.length && NULL_VALUE.every((byte, at) => bytes[span.start + at] === byte);
  return isNull ? "null" : "text";
}

export interface Reading {
  readonly delimiters: Delimiters;
  readonly encoding: Encoding;
  /** MSH-1 and MSH-2 are never unescaped. */
  readonly literal?: boolean;
}

export function readValue(
  bytes: Uint8Array,
  span: Span | null,
  { delimiters, encoding, literal = false }: Reading,
): Value {
  if (!span) return ABSENT_VALUE;
  const source = bytes.subarray(span.start, span.end);
  const raw = decodeBytes(source, encoding);
  const presence = presenceOf(bytes, span);
  if (literal || presence !== "text") return { presence, raw, text: raw };
  const said = decodeEscapes(source, { start: 0, end: source.length }, delimiters, scanned(source, encoding));
  return { presence, raw, text: decodeBytes(said, encoding) };
}
