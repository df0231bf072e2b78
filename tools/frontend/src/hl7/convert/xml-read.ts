/**
 * v2.xml back to HL7 v2. Any root and any groups are taken; segments, fields and components are known by their names.
 *
 *     <ADT_A01><PID><PID.3><CX.1>42</CX.1></PID.3></PID></ADT_A01>          PID|||42
 *
 * A small reader of its own: workers have no DOM, and a DTD, which could make a bomb of a page, is refused.
 */

import type { Fatal } from "../../bytes/fault";
import type { JsonValue } from "../json";
import type { Write } from "./gather";
import { escapedText, faultAt, type Imported, MessageWriter, unicodeOf } from "./reading";
import type { Progress } from "./text";

const SEGMENT = /^[A-Z][A-Z0-9]{2}$/;
const NUMBERED = /\.(\d{1,4})$/;
/** More fields or components than any version has, and few enough to be written out. */
const MOST_PARTS = 999;
const DEEPEST = 64;
const NAME = /[\p{L}_:][\p{L}\p{N}_:.-]*/uy;
const BLANK = /[ \t\r\n]*/y;
const ATTRIBUTE = /([\p{L}_:][\p{L}\p{N}_:.-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/uy;
const TEXT = /[^<&]+/y;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w{1,16}));/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const DECLARED = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/;
const DECLARED_WITHIN = 200;
/** MSH-1 and MSH-2 are never escaped. */
const DEFINING = 2;

/** @throws Fatal "xml-…", "not-unicode" and as `MessageWriter` does */
export function importXml(bytes: Uint8Array, write: Write, progress?: Progress): Imported {
  const head = new TextDecoder("utf-8").decode(bytes.subarray(0, DECLARED_WITHIN));
  const text = unicodeOf(bytes, DECLARED.exec(head)?.[1] ?? "utf-8");
  const writer = new MessageWriter(write);
  const reader = new XmlReader(text);
  while (reader.hasMore()) {
    writer.add(reader.message());
    progress?.(reader.at, text.length);
  }
  if (writer.messages === 0) throw faultAt("xml-empty", text, text.length, { expected: "MSH" });
  writer.finish();
  return { messages: writer.messages, segments: writer.segments, left: reader.left };
}

interface Tag {
  readonly name: string;
  readonly at: number;
  readonly isClosed: boolean;
  readonly value: string | null;
}

/** A part of a segment: a text, or further parts. */
interface Part {
  readonly name: string;
  readonly at: number;
  readonly parts: readonly Part[];
  /** Its own, escaped as HL7 v2 has it. */
  readonly text: string;
  /** There is more in the text than blanks. */
  readonly isText: boolean;
}

class XmlReader {
  readonly #text: string;
  /** MSH-1 and MSH-2 of the message that is read. */
  #delimiters = "|^~\\&";
  at = 0;
  left = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether another document follows. */
  hasMore(): boolean {
    this.#between();
    return this.at < this.#text.length;
  }

  /** One document: its segments, whatever groups they stand in. */
  message(): readonly (readonly JsonValue[])[] {
    const segments: (readonly JsonValue[])[] = [];
    const open: Tag[] = [this.#open(1)];
    if (open[0]?.isClosed) return segments;
    while (open.length > 0) {
      this.#between();
      if (this.#closes(open.at(-1) as Tag)) {
        open.pop();
        continue;
      }
      const tag = this.#open(open.length);
      if (SEGMENT.test(tag.name)) segments.push(this.#segment(tag));
      else if (!tag.isClosed) open.push(tag);
    }
    return segments;
  }

  /** What may stand between elements: blanks, comments, instructions. Anything else is a tag, or wrong. */
  #between(): void {
    for (;;) {
      this.#match(BLANK);
      if (!this.#remark()) break;
    }
    if (this.at < this.#text.length && this.#text[this.at] !== "<")
      throw this.#fault("xml-text", { expected: "<" });
  }

  /** Passes over a comment or an instruction. */
  #remark(): boolean {
    const text = this.#text;
    const [begins, ends] = text.startsWith("<!--", this.at) ? ["<!--", "-->"] : ["<?", "?>"];
    if (text.startsWith("<!DOCTYPE", this.at)) throw this.#fault("xml-doctype");
    if (!text.startsWith(begins, this.at)) return false;
    const past = text.indexOf(ends, this.at + begins.length);
    if (past < 0) throw this.#fault("xml-end", { expected: ends });
    if (begins === "<!--") this.left++;
    this.at = past + ends.length;
    return true;
  }

  #open(depth: number): Tag {
    const { at } = this;
    if (this.#text[at] !== "<")
      throw this.#fault(at >= this.#text.length ? "xml-end" : "xml-text", { expected: "<" });
    this.at++;
    const name = this.#match(NAME);
    if (name === "" || depth > DEEPEST) throw this.#faultAt(name === "" ? "xml-tag" : "xml-deep", at);
    let value: string | null = null;
    for (;;) {
      this.#match(BLANK);
      if (this.#text.startsWith("/>", this.at) || this.#text[this.at] === ">") break;
      const attribute = this.#attribute();
      if (attribute.name === "V") value = attribute.value;
      else if (!attribute.name.startsWith("xml")) this.left++;
    }
    const isClosed = this.#text[this.at] === "/";
    this.at += isClosed ? 2 : 1;
    return { name: local(name), at, isClosed, value };
  }

  #attribute(): { readonly name: string; readonly value: string } {
    ATTRIBUTE.lastIndex = this.at;
    const found = ATTRIBUTE.exec(this.#text);
    if (!found) throw this.#fault(this.at >= this.#text.length ? "xml-end" : "xml-tag", { expected: ">" });
    const begun = this.at;
    this.at += found[0].length;
    const [, name = "", double, single] = found;
    return { name, value: this.#unescaped(double ?? single ?? "", begun) };
  }

  #unescaped(text: string, at: number): string {
    return text.replace(/&[^;]*;?/g, (entity) => {
      ENTITY.lastIndex = 0;
      const found = ENTITY.exec(entity);
      const meant = found && entityOf(found);
      if (meant === null) throw this.#faultAt("xml-entity", at);
      return meant;
    });
  }

  /** Whether the element that is open ends here. */
  #closes({ name }: Tag): boolean {
    if (!this.#text.startsWith("</", this.at)) return false;
    const { at } = this;
    this.at += 2;
    const found = local(this.#match(NAME));
    this.#match(BLANK);
    if (found !== name || this.#text[this.at] !== ">")
      throw this.#faultAt("xml-mismatch", at, { expected: `</${name}>` });
    this.at++;
    return true;
  }

  #segment(tag: Tag): readonly JsonValue[] {
    const { parts, isText } = this.#part(tag, 1);
    if (isText) throw this.#faultAt("xml-text", tag.at, { expected: `<${tag.name}.1>` });
    const isHeader = tag.name === "MSH" || tag.name === "BHS" || tag.name === "FHS";
    const fields: JsonValue[][] = [];
    for (const part of parts) {
      const field = this.#number(part);
      const repetitions = fields[field - 1] ?? [];
      fields[field - 1] = repetitions;
      if (isHeader && field <= DEFINING) {
        this.#define(field, part);
        repetitions.push(part.text);
      } else repetitions.push(this.#repetition(part));
    }
    const written = Array.from(fields, (repetitions) => repetitions ?? []);
    return [
      tag.name,
      ...written.map((repetitions, at) => {
        if (isHeader && at < DEFINING) return repetitions[0] ?? (at === 0 ? "|" : "^~\\&");
        return repetitions.length === 0 ? "" : repetitions;
      }),
    ];
  }

  #define(field: number, { text, at }: Part): void {
    const isRight = field === 1 ? text.length === 1 : text.length <= 5;
    if (!isRight || /[\r\n]/.test(text)) throw this.#faultAt("xml-delimiters", at);
    this.#delimiters = field === 1 ? text + this.#delimiters.slice(1) : this.#delimiters.slice(0, 1) + text;
  }

  /** A repetition as an array of components, each an array of sub-components. */
  #repetition({ parts, text }: Part): JsonValue {
    if (parts.length === 0) return text;
    return this.#numbered(parts, (component) =>
      component.parts.length === 0
        ? component.text
        : this.#numbered(component.parts, (part) => this.#leaf(part)),
    );
  }

  #leaf({ parts, text }: Part): JsonValue {
    const [deeper] = parts;
    if (deeper) throw this.#faultAt("xml-deep", deeper.at);
    return text;
  }

  #numbered(parts: readonly Part[], read: (part: Part) => JsonValue): JsonValue {
    const values: JsonValue[] = [];
    for (const part of parts) {
      const number = this.#number(part);
      if (values[number - 1] !== undefined) throw this.#faultAt("xml-twice", part.at);
      values[number - 1] = read(part);
    }
    return Array.from(values, (value) => value ?? "");
  }

  #number({ name, at }: Part): number {
    const number = Number(NUMBERED.exec(name)?.[1] ?? 0);
    if (number < 1 || number > MOST_PARTS)
      throw this.#faultAt("xml-name", at, { expected: "PID.3, CX.1, …" });
    return number;
  }

  /** From behind a tag to the end of its element. Text beside further elements is wrong but for blanks. */
  #part(tag: Tag, depth: number): Part {
    const parts: Part[] = [];
    let text = "";
    let isText = false;
    // MSH-1 and MSH-2 stand by themselves; everything else is escaped as it is read.
    const take = (value: string): void => {
      text += isDefining(tag.name) ? value : escapedText(value, this.#delimiters);
      isText ||= value.trim() !== "";
    };
    while (!tag.isClosed && !this.#closes(tag)) {
      if (this.at >= this.#text.length) throw this.#fault("xml-end", { expected: `</${tag.name}>` });
      if (this.#text.startsWith("<![CDATA[", this.at)) take(this.#cdata());
      else if (this.#text[this.at] !== "<") take(this.#characters());
      else if (!this.#remark()) {
        const inner = this.#open(depth + 1);
        if (inner.name === "escape") {
          text += this.#escape(inner);
          isText = true;
        } else if (depth > 4) throw this.#faultAt("xml-deep", inner.at);
        else parts.push(this.#part(inner, depth + 1));
      }
    }
    if (parts.length > 0 && isText) throw this.#faultAt("xml-mixed", tag.at);
    return { name: tag.name, at: tag.at, parts, text, isText };
  }

  /** `<escape V=".br"/>` is `\.br\`. */
  #escape(tag: Tag): string {
    const sign = this.#delimiters[3] ?? "\\";
    if (!tag.isClosed && !this.#closes(tag)) throw this.#fault("xml-mismatch", { expected: "</escape>" });
    if (tag.value === null || /[\r\n]/.test(tag.value))
      throw this.#faultAt("xml-tag", tag.at, { expected: 'V="…"' });
    return sign + tag.value + sign;
  }

  #cdata(): string {
    const from = this.at + "<![CDATA[".length;
    const past = this.#text.indexOf("]]>", from);
    if (past < 0) throw this.#fault("xml-end", { expected: "]]>" });
    this.at = past + "]]>".length;
    return this.#text.slice(from, past);
  }

  #characters(): string {
    const plain = this.#match(TEXT);
    if (plain !== "") return plain;
    ENTITY.lastIndex = this.at;
    const found = ENTITY.exec(this.#text);
    const meant = found && entityOf(found);
    if (!found || meant === null) throw this.#fault("xml-entity");
    this.at += found[0].length;
    return meant;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ""] = pattern.exec(this.#text) ?? [];
    this.at += found.length;
    return found;
  }

  #fault(code: string, values?: { readonly found?: string; readonly expected?: string }): Fatal {
    return faultAt(code, this.#text, this.at, values);
  }

  #faultAt(
    code: string,
    at: number,
    values?: { readonly found?: string; readonly expected?: string },
  ): Fatal {
    return faultAt(code, this.#text, at, values);
  }
}

const isDefining = (name: string): boolean => /^(?:MSH|BHS|FHS)\.[12]$/.test(name);

/** Without the prefix of its namespace. */
const local = (name: string): string => name.slice(name.lastIndexOf(":") + 1);

/** Null where it is none of XML's own. */
function entityOf([, decimal, hexadecimal, name]: readonly (string | undefined)[]): string | null {
  if (name !== undefined) return ENTITIES[name] ?? null;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
