/**
 * JSON back to HL7 v2, in the form that `hl7/json.ts` writes: a message is an array of segments, a file an array of messages,
 * or one message alone, or one of them a line.
 *
 *     [["MSH","|","^~\\&","LAB"],["PID","1","",["A",["B",["C","D"]]],null]]
 *
 * Read by hand: the engines' own reader says no place, or says it each in its own words.
 */

import type { JsonValue } from "../json";
import { HEADERS } from "../standard";
import type { Write } from "./gather";
import { escapedText, faultAt, type Imported, MessageWriter, unicodeOf } from "./reading";
import type { Progress } from "./text";

/** Messages, segments, fields, repetitions, components, sub-components. */
const DEEPEST = 6;
const BLANK = /[ \t\r\n]*/y;
/** RFC 8259, 7: whatever needs no escape. */
const PLAIN = /[^"\\\p{Cc}]*/uy;
const HEXADECIMAL = /[0-9A-Fa-f]{4}/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
/** Repetitions, components, sub-components. */
const DEEPEST_FIELD = 3;
const SEGMENT_ID = /^[A-Za-z][A-Za-z0-9]{2}$/;
const PROGRESS_EVERY = 512;

export interface JsonReading {
  /** Escape sequences are read already: texts are escaped anew. Otherwise they are written as they are. */
  readonly decoded: boolean;
}

/** @throws Fatal "json-…", "not-unicode" and as `MessageWriter` does */
export function importJson(
  bytes: Uint8Array,
  { decoded }: JsonReading,
  write: Write,
  progress?: Progress,
): Imported {
  const writer = new MessageWriter(write, decoded ? escapedText : undefined);
  const reader = new JsonReader(unicodeOf(bytes), decoded);
  reader.read((segments, at) => {
    writer.add(segments);
    if (writer.messages % PROGRESS_EVERY === 0) progress?.(at, bytes.length);
  });
  writer.finish();
  return { messages: writer.messages, segments: writer.segments, left: 0 };
}

type Segment = readonly JsonValue[];

class JsonReader {
  readonly #text: string;
  readonly #decoded: boolean;
  #at = 0;

  constructor(text: string, decoded: boolean) {
    this.#text = text;
    this.#decoded = decoded;
  }

  read(message: (segments: readonly Segment[], at: number) => void): void {
    this.#blank();
    if (this.#at === this.#text.length) throw faultAt("json-end", this.#text, this.#at, { expected: "[" });
    while (this.#at < this.#text.length) {
      this.#file(message);
      this.#blank();
    }
  }

  /** An array of messages, or of segments. */
  #file(message: (segments: readonly Segment[], at: number) => void): void {
    const own: Segment[] = [];
    let isList = false;
    this.#array((at) => {
      const value = this.#value(2);
      if (!Array.isArray(value)) throw faultAt("json-shape", this.#text, at, { expected: "[" });
      const isMessage = value.length === 0 || Array.isArray(value[0]);
      if (isMessage ? own.length > 0 : isList) throw faultAt("json-mixed", this.#text, at);
      if (isMessage) {
        isList = true;
        for (const segment of value) this.#check(segment, at);
        message(value as readonly Segment[], this.#at);
      } else {
        this.#check(value, at);
        own.push(value);
      }
    });
    if (own.length > 0) message(own, this.#at);
  }

  #check(segment: JsonValue, at: number): asserts segment is Segment {
    const [id, ...fields] = Array.isArray(segment) ? segment : [];
    const isOne = typeof id === "string" && (fields.length === 0 || SEGMENT_ID.test(id));
    if (!isOne) throw faultAt("json-segment", this.#text, at, { expected: '["PID", …]' });
    if (fields.some((field) => depthOf(field) > DEEPEST_FIELD)) throw faultAt("json-deep", this.#text, at);
    const [separator, encoding = ""] = fields;
    const isDefined =
      typeof separator === "string" &&
      separator.length === 1 &&
      typeof encoding === "string" &&
      encoding.length <= 5;
    if (HEADERS.has(id) && fields.length > 0 && !isDefined)
      throw faultAt("json-delimiters", this.#text, at, { expected: `["${id}","|","^~\\\\&", …]` });
  }

  /** Calls `item` at each, which reads it. */
  #array(item: (at: number) => void): void {
    this.#sign("[");
    this.#blank();
    if (this.#text[this.#at] === "]") {
      this.#at++;
      return;
    }
    for (;;) {
      this.#blank();
      item(this.#at);
      this.#blank();
      if (this.#text[this.#at] !== ",") break;
      this.#at++;
    }
    this.#sign("]");
  }

  #value(depth: number): JsonValue {
    const sign = this.#text[this.#at];
    if (sign === '"') return this.#string();
    if (this.#text.startsWith("null", this.#at)) {
      this.#at += "null".length;
      return null;
    }
    if (sign === undefined) throw faultAt("json-end", this.#text, this.#at);
    if (sign !== "[") throw faultAt("json-kind", this.#text, this.#at, { expected: '[ " null' });
    if (depth > DEEPEST) throw faultAt("json-deep", this.#text, this.#at);
    const values: JsonValue[] = [];
    this.#array(() => values.push(this.#value(depth + 1)));
    return values;
  }

  #string(): string {
    const begun = this.#at++;
    let value = "";
    for (;;) {
      value += this.#match(PLAIN);
      const sign = this.#text[this.#at];
      if (sign === undefined) throw faultAt("json-end", this.#text, begun, { expected: '"' });
      if (sign === '"') {
        this.#at++;
        return value;
      }
      if (sign === "\\") value += this.#escape();
      // RFC 8259 asks for an escape sequence below 20 alone.
      else if (sign >= "\x7f") {
        value += sign;
        this.#at++;
      } else throw faultAt("json-control", this.#text, this.#at, { found: controlName(sign) });
    }
  }

  #escape(): string {
    const at = this.#at;
    const letter = this.#text[at + 1] ?? "";
    this.#at += 2;
    let meant = ESCAPES[letter];
    if (letter === "u") {
      const digits = this.#match(HEXADECIMAL);
      if (digits !== "") meant = String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (meant === undefined) throw faultAt("json-escape", this.#text, at);
    if (!this.#decoded && (meant === "\r" || meant === "\n"))
      throw faultAt("json-line-end", this.#text, at, { found: `\\${letter}` });
    return meant;
  }

  #sign(wanted: string): void {
    if (this.#text[this.#at] === wanted) this.#at++;
    else {
      const code = this.#at >= this.#text.length ? "json-end" : "json-sign";
      throw faultAt(code, this.#text, this.#at, { expected: wanted === "]" ? ", ]" : wanted });
    }
  }

  #blank(): void {
    this.#match(BLANK);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ""] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }
}

function depthOf(value: JsonValue): number {
  return Array.isArray(value) ? 1 + Math.max(0, ...value.map(depthOf)) : 0;
}

function controlName(sign: string): string {
  return `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
