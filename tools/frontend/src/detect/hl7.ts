/** HL7 v2 in its vertical bar encoding: alone, in batches, in frames, and in what logs make of it. */

import { textOf } from "./decode";
import type { Fact } from "./detection";
import { count, type Head, once, type Recogniser, type Sighting, what } from "./head";

/** How the messages were found. */
type Wrap = "none" | "frame" | "log";

interface Outline {
  readonly wrap: Wrap;
  readonly messages: number;
  /** HL7 v2.5.1 2.10.3: FHS or BHS comes first. */
  readonly isBatch: boolean;
  readonly facts: readonly Fact[];
}

interface HeaderLine {
  readonly fields: readonly string[];
  /** MSH-2, FHS-2, BHS-2: the characters after the field separator, which are all different (2.5.4). */
  readonly encoding: string;
}

const FRAME_START = "\u000b"; // HL7 v2.5.1 Appendix C, minimal lower layer protocol
const LONGEST_LINE = 8_192;
const MOST_ENCODING_CHARACTERS = 6;

function lineAt(text: string, at: number): string {
  const part = text.slice(at, at + LONGEST_LINE);
  const end = part.search(/(?!\t)\p{Cc}/u);
  return end < 0 ? part : part.slice(0, end);
}

/** `MSH|^~\&|…`: three letters, a separator, the encoding characters up to the next one (2.15.9.1, 2.15.9.2). */
function headerAt(text: string, at: number): HeaderLine | null {
  const separator = text.charAt(at + 3);
  if (!/[^\w\s]/.test(separator)) return null;
  const fields = lineAt(text, at).split(separator);
  const encoding = fields[1] ?? "";
  const isDefined = encoding !== "" || separator === "|";
  if (!isDefined || encoding.length > MOST_ENCODING_CHARACTERS || /[\w\s]/.test(encoding)) return null;
  return { fields, encoding };
}

/** MSH-9 (2.15.9.9), as its parts stand in the standard; "" if it is none. */
function messageType({ fields, encoding }: HeaderLine): string {
  const [type = "", event = ""] = (fields[8] ?? "").split(encoding.charAt(0) || "^");
  if (!/^[A-Z]{3}$/.test(type)) return "";
  return /^[A-Z]\w{2}$/.test(event) ? `${type}^${event}` : type;
}

/** MSH-12 (2.15.9.12) */
const versionOf = ({ fields }: HeaderLine): string => /^2\.\d(?:\.\d)?/.exec(fields[11] ?? "")?.[0] ?? "";

function factsOf(header: HeaderLine | null, messages: number, head: Head): readonly Fact[] {
  const version = header ? versionOf(header) : "";
  const name = what("HL7", `v${version || "2"}`, header ? messageType(header) : "");
  return messages > 1 ? [name, count("messages", messages, head)] : [name];
}

/** A header in the place of a text's first word must only look like one. */
const LEAST_FIELDS = 4;

function firstHeader(text: string, at: number): HeaderLine | null {
  if (!/^(?:MSH|FHS|BHS)/.test(text.slice(at, at + 3))) return null;
  const header = headerAt(text, at);
  if (!header) return null;
  const isFile = !text.startsWith("MSH", at);
  const goesOn = /[\r\n][ \t]{0,8}[A-Z][A-Z0-9]{2}[^\w\s]/.test(text.slice(at, at + LONGEST_LINE));
  return header.fields.length >= LEAST_FIELDS + 1 || goesOn || (isFile && header.encoding !== "")
    ? header
    : null;
}

/** Header segments at the beginning of lines, with the same separator as the first. */
function headersFrom(text: string, from: number): readonly number[] {
  const separator = text.charAt(from + 3);
  return [...text.slice(from).matchAll(/(?:^|[\r\n\v])[ \t]*\v?MSH(?=[^\w\s])/g)]
    .map((found) => from + found.index + found[0].length - 3)
    .filter((at) => text.charAt(at + 3) === separator);
}

function readStart(text: string, head: Head): Outline | null {
  const at = text.search(/[^\s\p{Cc}]/u);
  const first = at < 0 ? null : firstHeader(text, at);
  if (!first) return null;
  const headers = headersFrom(text, at);
  const message = headers[0] === undefined ? null : headerAt(text, headers[0]);
  return {
    wrap: text.slice(0, at).includes(FRAME_START) ? "frame" : "none",
    messages: headers.length,
    isBatch: !text.startsWith("MSH", at),
    facts: factsOf(message ?? first, headers.length, head),
  };
}

/** Segments that messages go on with; three letters and a bar are not enough in a log. */
const SEGMENTS =
  /(?:^|[^\w])(?:EVN|PID|PD1|PV1|PV2|NK1|MSA|ERR|ORC|OBR|OBX|NTE|TXA|SCH|RGS|AIS|AIP|AL1|DG1|IN1|GT1|QRD|QPD|RXE|RXA|FT1|SPM|MFI|MFE|STF|ZDS|SFT)\|/;
const MOST_CANDIDATES = 64;

/** 2.15.9: a header that nobody writes by chance, followed by a segment or complete up to its version. */
function isBelievable(text: string, at: number, header: HeaderLine): boolean {
  const distinct = new Set(header.encoding);
  if (header.encoding.length < 3 || distinct.size < header.encoding.length) return false;
  if (messageType(header) === "") return false;
  const after = text.slice(at + header.fields.join("|").length, at + LONGEST_LINE);
  return versionOf(header) !== "" || SEGMENTS.test(after);
}

/** Messages behind time stamps, line numbers or quotation marks: the header stands somewhere in a line. */
function readLog(text: string, head: Head): Outline | null {
  const headers: HeaderLine[] = [];
  let candidates = 0;
  for (const { index } of text.matchAll(/(?<![\w\\|^~&])MSH(?=[^\w\s])/g)) {
    if (headers.length === 0 && ++candidates > MOST_CANDIDATES) return null;
    const header = headerAt(text, index);
    if (header && isBelievable(text, index, header)) headers.push(header);
  }
  const [first] = headers;
  if (!first) return null;
  return {
    wrap: "log",
    messages: headers.length,
    isBatch: false,
    facts: factsOf(first, headers.length, head),
  };
}

/** A message whose header was lost: a segment that opens with a known name (2.5.2), then any other. */
function readHeadless(text: string): Outline | null {
  const [first = "", second = ""] = text.trimStart().split(/[\r\n]+/, 2);
  if (!SEGMENTS.test(first.slice(0, 4)) || !/^[A-Z][A-Z0-9]{2}\|/.test(second)) return null;
  return {
    wrap: "none",
    messages: 1,
    isBatch: false,
    facts: [what("HL7 v2"), { code: "noHeader", values: {} }],
  };
}

const outlineOf = once((head: Head): Outline | null => {
  const text = textOf(head)?.text;
  if (text === undefined) return null;
  return readStart(text, head) ?? readHeadless(text) ?? readLog(text, head);
});

const seen = (head: Head, isIt: (outline: Outline) => boolean): Sighting | null => {
  const outline = outlineOf(head);
  return outline && isIt(outline) ? { facts: outline.facts } : null;
};

/** HL7 v2.5.1 Appendix C: `<0B> message <1C><0D>` */
export const mllp: Recogniser = {
  kind: "hl7-v2-mllp",
  sees: (head) => seen(head, ({ wrap }) => wrap === "frame"),
};

/** HL7 v2.5.1 2.10.3, and messages one after another without its headers. */
export const hl7Batch: Recogniser = {
  kind: "hl7-v2-batch",
  sees: (head) => seen(head, ({ wrap, isBatch, messages }) => wrap !== "log" && (isBatch || messages > 1)),
};

/** HL7 v2.5.1 2.5 */
export const hl7Message: Recogniser = {
  kind: "hl7-v2",
  sees: (head) => seen(head, ({ wrap, isBatch, messages }) => wrap !== "log" && !isBatch && messages < 2),
};

/** HL7 v2.5.1 2.15.9, behind what a log or an editor put before each line. */
export const hl7Log: Recogniser = {
  kind: "hl7-v2-log",
  sees: (head) => seen(head, ({ wrap }) => wrap === "log"),
};
