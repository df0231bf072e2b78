/** What JSON and v2.xml have in common on their way back to HL7 v2: places, delimiters, character sets. */

import { datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import { declaredEncoding } from "../charset-choice";
import { encodeBytes, firstUnwritable, WRITTEN, type WrittenEncoding } from "../charset-write";
import { delimitersOf, type JsonValue, type SegmentsOptions, segmentsOf } from "../json";
import { CARRIAGE_RETURN, ENVELOPE, MESSAGE_HEADER, MSH_CHARACTER_SET, UTF8_MARK } from "../standard";
import { Gather, type Write } from "./gather";

export interface Imported {
  readonly messages: number;
  readonly segments: number;
  /** Comments, attributes and other things that HL7 v2 has no place for. */
  readonly left: number;
}

/** A fault of the JSON or XML, with the place that people count by. Columns count UTF-16 code units. */
export function faultAt(
  code: string,
  text: string,
  at: number,
  values: { readonly found?: string; readonly expected?: string } = {},
): Fatal {
  const before = text.slice(0, at);
  const lines = before.split(/\r\n?|\n/);
  const line = String(lines.length);
  const column = String((lines.at(-1) ?? "").length + 1);
  const { found = quoteAt(text, at), expected = "" } = values;
  return new Fatal(code, at, { found: datum(found), expected, line, column });
}

const LONGEST_QUOTE = 24;

function quoteAt(text: string, at: number): string {
  const rest = text.slice(at, at + LONGEST_QUOTE).split(/[\r\n]/)[0] ?? "";
  return at + LONGEST_QUOTE < text.length ? `${rest}…` : rest;
}

/** @throws Fatal "not-unicode" */
export function unicodeOf(bytes: Uint8Array, label = "utf-8"): string {
  const from = UTF8_MARK.every((byte, at) => bytes[at] === byte) ? UTF8_MARK.length : 0;
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(from));
  } catch {
    throw new Fatal("not-unicode", -1, { charset: label });
  }
}

const RETURN = Uint8Array.of(CARRIAGE_RETURN);

/** Writes messages as bytes, each in the character set that its MSH-18 names. */
export class MessageWriter {
  readonly #gather: Gather;
  readonly #spell: SegmentsOptions["spell"];
  /** MSH-1 and MSH-2 of what came before; a trailer is read like the header or trailer before it, as `parseHl7` does. */
  #like: string | null = null;
  #envelope: string | null = null;
  messages = 0;
  segments = 0;

  constructor(write: Write, spell?: SegmentsOptions["spell"]) {
    this.#gather = new Gather(write);
    this.#spell = spell;
  }

  /** @throws Fatal "unwritable", "charset-unwritten", with the number of the message */
  add(segments: readonly (readonly JsonValue[])[]): void {
    if (segments.length === 0) return;
    const encoding = this.#encoding(segments);
    const own = delimitersOf(segments);
    const id = String(segments[0]?.[0]);
    if (ENVELOPE.has(id)) this.#envelope = own ?? this.#envelope ?? this.#like;
    this.#like = own ?? (ENVELOPE.has(id) ? this.#envelope : null) ?? this.#like;
    const lines = segmentsOf(segments, {
      ...(this.#like !== null && { like: this.#like }),
      ...(this.#spell && { spell: this.#spell }),
    });
    this.messages++;
    this.segments += lines.length;
    for (const line of lines) {
      const bytes = encodeBytes(line, encoding);
      if (!bytes) {
        const character = datum(firstUnwritable(line, encoding) ?? "");
        throw new Fatal("unwritable-message", -1, {
          character,
          charset: WRITTEN[encoding],
          message: this.messages,
        });
      }
      this.#gather.put(bytes);
      this.#gather.put(RETURN);
    }
  }

  finish(): void {
    this.#gather.flush();
  }

  #encoding([header = []]: readonly (readonly JsonValue[])[]): WrittenEncoding {
    const declared = header[0] === MESSAGE_HEADER ? firstText(header[MSH_CHARACTER_SET]) : "";
    const encoding = declaredEncoding(declared) ?? "utf-8";
    if (encoding in WRITTEN) return encoding as WrittenEncoding;
    throw new Fatal("charset-unwritten", -1, { declared: datum(declared), message: this.messages + 1 });
  }
}

function firstText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : firstText(value[0]);
}

/** Letters of 2.7.1 by place in MSH-1 and MSH-2. */
const LETTERS = ["F", "S", "R", "E", "T", "P"];
const ESCAPE_AT = 3;

/** A text with its delimiters as escape sequences, 2.7.1, and what cannot stand in a segment as 2.7.5 and 2.7.6 have it. */
export function escapedText(text: string, delimiters: string): string {
  const sign = delimiters[ESCAPE_AT];
  if (sign === undefined) return text.replace(/\r\n?|\n/g, " ");
  let escaped = "";
  for (const character of text.replaceAll("\r\n", "\n")) {
    const place = delimiters.indexOf(character);
    if (place >= 0 && place < LETTERS.length) escaped += sign + LETTERS[place] + sign;
    else if (character === "\n") escaped += `${sign}.br${sign}`;
    else if (character === "\r") escaped += `${sign}X0D${sign}`;
    else escaped += character;
  }
  return escaped;
}
