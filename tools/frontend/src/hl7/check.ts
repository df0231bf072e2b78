/** The faults inside messages: headers, segment names, character sets, escape sequences. */

import type { Fault } from "../bytes/fault";
import { eachBlock } from "./blocks";
import { isHeader, quoteBytes } from "./content";
import { readDelimiters } from "./delimiters";
import { readEscape } from "./escapes";
import { FaultList } from "./faults";
import { declaredIn, type Message, openBlock } from "./message";
import type { Hl7Text } from "./parse";
import { formatPath } from "./path";
import { pathAt } from "./path-span";
import { scanOf } from "./scan";
import { eachSegment, type Segment, segmentAt } from "./segments";
import { ABSENT, type Delimiters, MSH_CHARACTER_SET, SEGMENT_ID_LENGTH, type Span } from "./standard";
import { readFields } from "./tokens";

export interface Findings {
  /** In the order of their places; of each code the first hundred. */
  readonly faults: readonly Fault[];
  /** How many there are in all. */
  readonly total: number;
}

const SEGMENT_ID = /^[A-Z][A-Z0-9]{2}$/;

/** Telling of every message would cost more than reading it. */
const PROGRESS_EVERY = 2_048;

/** Everything found in the text and its messages. `progress` hears of it now and then. */
export function checkText(text: Hl7Text, progress?: (done: number, total: number) => void): Findings {
  const faults = new FaultList();
  let number = 0;
  for (const block of eachBlock(text.blocks)) {
    checkMessage(text, openBlock(text, block), faults);
    if (number++ % PROGRESS_EVERY === 0) progress?.(number - 1, text.blocks.count);
  }
  const all = [...text.faults, ...faults.kept].toSorted((a, b) => a.offset - b.offset);
  return { faults: all, total: text.faults.length + faults.total };
}

export function checkMessage(text: Hl7Text, message: Message, faults: FaultList): void {
  const first = segmentAt(message.segments, 0);
  if (first && isHeader(text.bytes, first.span)) readDelimiters(text.bytes, first.span, faults);
  checkCharset(text, message, faults);
  for (const segment of eachSegment(message.segments)) {
    checkName(text, message, segment, faults);
    checkEscapes(text, message, segment, faults);
  }
}

function checkName(text: Hl7Text, message: Message, { id, span }: Segment, faults: FaultList): void {
  if (SEGMENT_ID.test(id)) return;
  faults.add("segment-name", span.start, () => ({
    found: quoteBytes(text.bytes, span.start, span.end),
    expected: `XXX${String.fromCharCode(message.block.delimiters.field)}`,
  }));
}

function checkCharset(text: Hl7Text, message: Message, faults: FaultList): void {
  const { agreement, offset } = message.charset;
  if (agreement === "agreed") return;
  const declared = declaredIn(text, message.block).join("~");
  const header = segmentAt(message.segments, 0)?.span;
  const field = header && readFields(scanOf(text), header, message.block.delimiters)[MSH_CHARACTER_SET - 1];
  const at = offset >= 0 ? offset : (field?.start ?? message.block.offset);
  faults.add(`charset-${agreement}`, at, () => {
    const path = offset < 0 ? null : pathAt(text, message, offset);
    const byte = quoteBytes(text.bytes, offset, offset + 1);
    const unreadable = agreement === "unsupported";
    return {
      path: path ? formatPath(path) : `MSH-${MSH_CHARACTER_SET}`,
      found: unreadable || offset < 0 ? declared : byte,
      expected: unreadable ? "UNICODE UTF-8, 8859/1, ASCII, …" : declared || "ASCII",
    };
  });
}

function checkEscapes(text: Hl7Text, message: Message, segment: Segment, faults: FaultList): void {
  const { delimiters } = message.block;
  const { bytes } = text;
  const scan = scanOf(text);
  if (delimiters.escape === ABSENT) return;
  const { start, end } = valuesOf(scan, segment.span, delimiters);
  for (let at = nextByte(scan, start, end, delimiters.escape); at >= 0; ) {
    const sequence = readEscape(scan, at, endOfValue(scan, at, end, delimiters), delimiters);
    const { note } = sequence;
    const from = at;
    if (note)
      faults.add(note, from, () => {
        const path = pathAt(text, message, from);
        const found = quoteBytes(bytes, from, Math.max(sequence.end, Math.min(from + 12, end)));
        const expected = note === "escape-hex" ? "\\X0D0A\\" : "\\F\\ \\S\\ \\T\\ \\R\\ \\E\\ \\X…\\ \\.br\\";
        return { path: path ? formatPath(path) : "", found, expected };
      });
    at = nextByte(scan, sequence.end, end, delimiters.escape);
  }
}

/** Where values begin in a segment: behind MSH-2 in a header, which holds the escape character itself. */
function valuesOf(bytes: Uint8Array, span: Span, delimiters: Delimiters): Span {
  if (!isHeader(bytes, span)) return span;
  const afterEncoding = nextByte(bytes, span.start + SEGMENT_ID_LENGTH + 1, span.end, delimiters.field);
  return { start: afterEncoding < 0 ? span.end : afterEncoding, end: span.end };
}

function nextByte(bytes: Uint8Array, start: number, end: number, wanted: number): number {
  const at = bytes.subarray(start, end).indexOf(wanted);
  return at < 0 ? -1 : start + at;
}

/** One past the value that holds the escape character at `at`; no further than one past the next such character. */
function endOfValue(bytes: Uint8Array, at: number, end: number, delimiters: Delimiters): number {
  const { field, repetition, component, subcomponent } = delimiters;
  for (let next = at + 1; next < end; next++) {
    const byte = bytes[next];
    if (byte === delimiters.escape) return next + 1;
    if (byte === field || byte === repetition || byte === component || byte === subcomponent) return next;
  }
  return end;
}
