/**
 * A message as v2.xml (HL7 Version 2: XML Encoding Syntax, Release 2): groups, segments, fields, components.
 *
 *     <ORU_R01 xmlns="urn:hl7-org:v2xml"><MSH>…</MSH><ORU_R01.PATIENT_RESULT><ORU_R01.PATIENT><PID>…
 *
 * What XML cannot hold stands as `<escape V="X1B"/>`, and so do escape sequences that are no delimiter: nothing is lost.
 * A segment without a place in the structure stands where it was found.
 */

import { decodeBytes } from "./charset";
import { readEscape } from "./escapes";
import type { Message } from "./message";
import type { Hl7Text } from "./parse";
import type { Standard } from "./plan";
import { scanOf } from "./scan";
import { type Segment, segmentAt } from "./segments";
import type { Span } from "./standard";
import { definesDelimiters, readFields, split } from "./tokens";
import type { Validator } from "./validate";
import { presenceOf } from "./value";

const NAMESPACE = "urn:hl7-org:v2xml";
const FALLBACK_ROOT = "MESSAGE";
const OBX = { id: "OBX", valueType: 2, value: 5 } as const;
/** Escape sequences whose text is another than their own, and no control character: they are decoded. */
const DELIMITER = /^[FSTREP]$/;

export function messageXml(
  text: Hl7Text,
  message: Message,
  standard: Standard,
  validator: Validator,
): string {
  return new XmlWriter(text, message, standard).message(validator);
}

class XmlWriter {
  readonly #text: Hl7Text;
  readonly #message: Message;
  readonly #standard: Standard;
  readonly #parts: string[] = [];

  constructor(text: Hl7Text, message: Message, standard: Standard) {
    this.#text = text;
    this.#message = message;
    this.#standard = standard;
  }

  message(validator: Validator): string {
    const fitted = validator.fit(this.#message);
    const root = fitted?.structure.name ?? FALLBACK_ROOT;
    const open: string[] = [];
    const leave = (depth: number): void => {
      while (open.length > depth) this.#parts.push(`</${open.pop()}>`);
    };
    this.#parts.push(`<${root} xmlns="${NAMESPACE}">`);
    for (let at = 0; at < this.#message.segments.count; at++) {
      const place = fitted?.fit.placed[at];
      if (fitted && place && place.position >= 0) {
        const groups = fitted.structure.groupsOf(place.position);
        leave(Math.min(fitted.structure.groupsKept(place), open.length));
        for (const group of groups.slice(open.length)) {
          open.push(`${root}.${group}`);
          this.#parts.push(`<${root}.${group}>`);
        }
      }
      this.#segment(segmentAt(this.#message.segments, at) as Segment);
    }
    leave(0);
    this.#parts.push(`</${root}>`);
    return this.#parts.join("");
  }

  #segment(segment: Segment): void {
    const { id, span } = segment;
    if (!/^[A-Z][A-Z0-9]{2}$/.test(id)) return;
    const scan = scanOf(this.#text);
    const { delimiters } = this.#message.block;
    const fields = readFields(scan, span, delimiters);
    this.#parts.push(`<${id}>`);
    fields.forEach((field, position) => {
      const number = position + 1;
      if (field.start === field.end) return;
      const name = `${id}.${number}`;
      if (definesDelimiters(id, number)) {
        this.#parts.push(`<${name}>${escaped(this.#decoded(field))}</${name}>`);
        return;
      }
      const type = this.#typeOf(segment, number, fields);
      for (const repetition of split(scan, field, delimiters.repetition)) {
        this.#parts.push(`<${name}>`);
        this.#components(name, type, repetition, delimiters.component);
        this.#parts.push(`</${name}>`);
      }
    });
    this.#parts.push(`</${id}>`);
  }

  #typeOf({ id }: Segment, number: number, fields: readonly Span[]): string {
    const named = fields[OBX.valueType - 1];
    if (id === OBX.id && number === OBX.value && named) return this.#decoded(named);
    return this.#standard.dictionary.field(id, number)?.type ?? "";
  }

  #components(owner: string, type: string, span: Span, separator: number): void {
    const scan = scanOf(this.#text);
    const { subcomponent, component } = this.#message.block.delimiters;
    const parts = split(scan, span, separator);
    const isComposite = this.#standard.dictionary.component(type, 1) !== null;
    const splits =
      parts.length > 1 || (separator === component && split(scan, span, subcomponent).length > 1);
    if (!isComposite && !splits) {
      this.#value(span);
      return;
    }
    parts.forEach((part, position) => {
      if (part.start === part.end) return;
      const name = `${isComposite ? type : owner}.${position + 1}`;
      const inner = this.#standard.dictionary.component(type, position + 1)?.type ?? "";
      this.#parts.push(`<${name}>`);
      if (separator === component) this.#components(name, inner, part, subcomponent);
      else this.#value(part);
      this.#parts.push(`</${name}>`);
    });
  }

  #value(span: Span): void {
    const { bytes } = this.#text;
    const scan = scanOf(this.#text);
    const { delimiters } = this.#message.block;
    if (presenceOf(bytes, span) === "null") {
      this.#parts.push('""');
      return;
    }
    let from = span.start;
    for (let at = span.start; at < span.end; ) {
      if (scan[at] !== delimiters.escape) {
        at++;
        continue;
      }
      const sequence = readEscape(scan, at, span.end, delimiters);
      const inner = this.#decoded({ start: at + 1, end: Math.max(at + 1, sequence.end - 1) });
      if (sequence.note !== "escape-lone") {
        this.#parts.push(escaped(this.#decoded({ start: from, end: at })));
        const decoded = DELIMITER.test(inner) ? String.fromCharCode(...sequence.bytes) : null;
        this.#parts.push(decoded === null ? `<escape V="${escaped(inner)}"/>` : escaped(decoded));
        from = sequence.end;
      }
      at = sequence.end;
    }
    this.#parts.push(escaped(this.#decoded({ start: from, end: span.end })));
  }

  #decoded({ start, end }: Span): string {
    return decodeBytes(this.#text.bytes.subarray(start, end), this.#message.charset.encoding);
  }
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** XML 1.0 2.2: most control characters are none of XML's, and a carriage return would be read as a line feed. */
const NOT_IN_XML = /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu;

function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(
      NOT_IN_XML,
      (sign) => `<escape V="X${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}"/>`,
    );
}
