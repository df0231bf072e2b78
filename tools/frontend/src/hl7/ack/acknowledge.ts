/**
 * The acknowledgement of a message, 2.9 and 2.15: the sender becomes the receiver, delimiters, version and character set
 * stay. The clock and the control IDs are arguments.
 *
 *     MSH|^~\&|LAB|N|EHR|S|…||ORU^R01|42|P|2.5.1       MSH|^~\&|EHR|S|LAB|N|…||ACK^R01^ACK|A1|P|2.5.1
 *                                                       MSA|AE|42
 *                                                       ERR||PID^1^5|101^Required field missing^HL70357|E
 */

import { datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import { decodeBytes } from "../charset";
import { encodeBytes, firstUnwritable } from "../charset-write";
import { escapedText } from "../convert/reading";
import { DICTIONARY_VERSIONS, type DictionaryVersion, dictionaryVersion } from "../dictionary";
import type { Message } from "../message";
import type { Hl7Text } from "../parse";
import { type Path, parsePath } from "../path";
import { scanOf } from "../scan";
import { segmentAt } from "../segments";
import {
  ABSENT,
  CARRIAGE_RETURN,
  END_BLOCK,
  MSH_CHARACTER_SET,
  MSH_CONTROL_ID,
  MSH_MESSAGE_TYPE,
  MSH_VERSION,
  START_BLOCK,
} from "../standard";
import { readFields, split } from "../tokens";

/** Table 0008: those of the application, and those of whoever took the message in. */
export const ACK_CODES = ["AA", "AE", "AR", "CA", "CE", "CR"] as const;
export type AckCode = (typeof ACK_CODES)[number];
/** Table 0516. */
export const SEVERITIES = ["E", "F", "W", "I"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface AckError {
  /** `PID-5.1`; "" where the error has no place. */
  readonly path: string;
  /** Of table 0357, with what it means. */
  readonly code: string;
  readonly meaning: string;
  readonly severity: Severity;
  /** For people. */
  readonly text: string;
}

export interface Acknowledgement {
  readonly code: AckCode;
  /** MSA-3, which v2.7 withdrew. */
  readonly text: string;
  readonly errors: readonly AckError[];
  readonly framed: boolean;
  /** MSH-7, as HL7 has it. */
  readonly time: string;
  /** MSH-10 of the acknowledgement. */
  readonly controlId: string;
}

const PROCESSING_ID = 11;
const SENDER = { application: 3, facility: 4 } as const;
const RECEIVER = { application: 5, facility: 6 } as const;
const ERROR_TABLE = "HL70357";

const since = (version: DictionaryVersion, first: DictionaryVersion): boolean =>
  DICTIONARY_VERSIONS.indexOf(version) >= DICTIONARY_VERSIONS.indexOf(first);

/** @throws Fatal "unwritable-ack": a text has a character that the message's character set has not */
export function acknowledge(text: Hl7Text, message: Message, wanted: Acknowledgement): Uint8Array {
  return new Writer(text, message, wanted).write();
}

class Writer {
  readonly #text: Hl7Text;
  readonly #message: Message;
  readonly #wanted: Acknowledgement;
  readonly #version: DictionaryVersion;
  readonly #fields: readonly Uint8Array[];
  /** MSH-1 and MSH-2 as text, one character a byte. */
  readonly #delimiters: string;

  constructor(text: Hl7Text, message: Message, wanted: Acknowledgement) {
    this.#text = text;
    this.#message = message;
    this.#wanted = wanted;
    this.#version = dictionaryVersion(message.summary.version).version;
    const header = segmentAt(message.segments, 0);
    const spans = header ? readFields(scanOf(text), header.span, message.block.delimiters) : [];
    this.#fields = spans.map(({ start, end }) => text.bytes.subarray(start, end));
    const {
      field,
      component,
      repetition,
      escape: escaping,
      subcomponent,
      truncation,
    } = message.block.delimiters;
    this.#delimiters = [field, component, repetition, escaping, subcomponent, truncation]
      .filter((byte) => byte !== ABSENT)
      .map((byte) => String.fromCharCode(byte))
      .join("");
  }

  write(): Uint8Array {
    const segments = [this.#header(), this.#acknowledgment(), ...this.#errors()];
    const { framed } = this.#wanted;
    const bytes: number[] = framed ? [START_BLOCK] : [];
    for (const fields of segments) {
      while (fields.length > 1 && fields.at(-1)?.length === 0) fields.pop();
      fields.forEach((field, at) => {
        if (at > 0) bytes.push(this.#message.block.delimiters.field);
        bytes.push(...field);
      });
      bytes.push(CARRIAGE_RETURN);
    }
    return Uint8Array.from(framed ? [...bytes, END_BLOCK, CARRIAGE_RETURN] : bytes);
  }

  /** As it stands in the message. */
  #mirrored(field: number): Uint8Array {
    return this.#fields[field - 1] ?? NOTHING;
  }

  #header(): Uint8Array[] {
    const encoding = this.#fields.length > 1 ? this.#mirrored(2) : latin1(this.#delimiters.slice(1));
    const fields = new Array<Uint8Array>(MSH_CHARACTER_SET).fill(NOTHING);
    const set = (field: number, value: Uint8Array): void => {
      fields[field - 1] = value;
    };
    fields[0] = latin1("MSH");
    set(2, encoding);
    set(SENDER.application, this.#mirrored(RECEIVER.application));
    set(SENDER.facility, this.#mirrored(RECEIVER.facility));
    set(RECEIVER.application, this.#mirrored(SENDER.application));
    set(RECEIVER.facility, this.#mirrored(SENDER.facility));
    set(7, this.#said(this.#wanted.time));
    set(MSH_MESSAGE_TYPE, this.#type());
    set(MSH_CONTROL_ID, this.#said(this.#wanted.controlId));
    set(PROCESSING_ID, this.#mirrored(PROCESSING_ID));
    set(MSH_VERSION, this.#mirrored(MSH_VERSION));
    set(MSH_CHARACTER_SET, this.#mirrored(MSH_CHARACTER_SET));
    return fields;
  }

  /** ACK; from v2.2 on with the event, from v2.3.1 on with the structure. */
  #type(): Uint8Array {
    const { bytes } = this.#text;
    const header = segmentAt(this.#message.segments, 0);
    const { delimiters } = this.#message.block;
    const scan = scanOf(this.#text);
    const type = header && readFields(scan, header.span, delimiters)[MSH_MESSAGE_TYPE - 1];
    const event = type ? split(scan, type, delimiters.component)[1] : undefined;
    const named = event ? bytes.subarray(event.start, event.end) : NOTHING;
    const parts = [latin1("ACK")];
    if (since(this.#version, "2.3.1")) parts.push(named, latin1("ACK"));
    else if (since(this.#version, "2.2") && named.length > 0) parts.push(named);
    return this.#joined(parts, delimiters.component);
  }

  #acknowledgment(): Uint8Array[] {
    const { code, text } = this.#wanted;
    const fields = [latin1("MSA"), latin1(code), this.#mirrored(MSH_CONTROL_ID)];
    return since(this.#version, "2.7") ? fields : [...fields, this.#said(text)];
  }

  /** One segment with a repetition for each, or from v2.5 on a segment for each. */
  #errors(): readonly Uint8Array[][] {
    const { errors } = this.#wanted;
    if (errors.length === 0) return [];
    if (since(this.#version, "2.5")) return errors.map((error) => this.#error(error));
    const { repetition } = this.#message.block.delimiters;
    return [
      [
        latin1("ERR"),
        this.#joined(
          errors.map((error) => this.#location(error)),
          repetition,
        ),
      ],
    ];
  }

  /** 2.A.24 ELD, up to v2.4: segment, its number, field, and the code in sub-components. */
  #location({ path, code, meaning }: AckError): Uint8Array {
    const { component, subcomponent } = this.#message.block.delimiters;
    const place = parsePath(path);
    const coded = this.#joined(
      [code, meaning, ERROR_TABLE].map((part) => this.#said(part)),
      subcomponent,
    );
    const numbers = place ? [place.segment, place.occurrence, place.field ?? ""] : ["", "", ""];
    return this.#joined([...numbers.map((part) => latin1(String(part))), coded], component);
  }

  #error({ path, code, meaning, severity, text }: AckError): Uint8Array[] {
    const { component } = this.#message.block.delimiters;
    const place = parsePath(path);
    return [
      latin1("ERR"),
      NOTHING,
      this.#joined(place ? locationOf(place).map(latin1) : [], component),
      this.#joined(
        [code, meaning, ERROR_TABLE].map((part) => this.#said(part)),
        component,
      ),
      latin1(severity),
      NOTHING,
      NOTHING,
      NOTHING,
      this.#said(text),
    ];
  }

  #joined(parts: readonly Uint8Array[], separator: number): Uint8Array {
    const bytes: number[] = [];
    // A message whose MSH-2 leaves a delimiter out has no way to say the parts behind it.
    const kept = separator === ABSENT ? parts.slice(0, 1) : parts;
    kept.forEach((part, at) => {
      if (at > 0) bytes.push(separator);
      bytes.push(...part);
    });
    return Uint8Array.from(bytes);
  }

  #said(text: string): Uint8Array {
    const { encoding } = this.#message.charset;
    const escaped = escapedText(text, this.#delimiters);
    const bytes = encodeBytes(escaped, encoding);
    if (bytes) return bytes;
    const character = datum(firstUnwritable(escaped, encoding) ?? "");
    throw new Fatal("unwritable-ack", -1, { character, charset: encoding });
  }
}

const NOTHING = new Uint8Array();

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** ERL, from v2.5 on: segment, its number, field, repetition, component, sub-component. */
function locationOf({
  segment,
  occurrence,
  field,
  repetition,
  component,
  subcomponent,
}: Path): readonly string[] {
  const numbers = [field, repetition ?? (component === null ? null : 1), component, subcomponent];
  const past = numbers.findLastIndex((number) => number !== null) + 1;
  return [segment, String(occurrence), ...numbers.slice(0, past).map((number) => String(number ?? ""))];
}

/** In which way a message asks to be acknowledged (2.9.2): by MSH-15 and MSH-16, in the enhanced mode if either is there. */
export interface AckMode {
  readonly isEnhanced: boolean;
  /** Conditions of table 0155; "" where there is none. */
  readonly accept: string;
  readonly application: string;
  /** The message is an acknowledgement itself, and is not answered by another. */
  readonly isAck: boolean;
}

const ACCEPT = 15;
const APPLICATION = 16;

export function modeOf(text: Hl7Text, message: Message): AckMode {
  const header = segmentAt(message.segments, 0);
  const spans = header ? readFields(scanOf(text), header.span, message.block.delimiters) : [];
  const said = (field: number): string => {
    const span = spans[field - 1];
    return span ? decodeBytes(text.bytes.subarray(span.start, span.end), message.charset.encoding) : "";
  };
  const [accept, application] = [said(ACCEPT), said(APPLICATION)];
  const isAck = message.summary.type.startsWith("ACK");
  return { isEnhanced: accept !== "" || application !== "", accept, application, isAck };
}

/** Whether the sender waits for such an answer. Null: its condition is none of table 0155. */
export function isAwaited({ isEnhanced, accept, application }: AckMode, code: AckCode): boolean | null {
  const isAccept = code.startsWith("C");
  if (!isEnhanced) return !isAccept;
  const condition = isAccept ? accept : application;
  const isGood = code === "AA" || code === "CA";
  if (condition === "AL") return true;
  if (condition === "NE" || condition === "") return false;
  if (condition === "ER") return !isGood;
  return condition === "SU" ? isGood : null;
}
