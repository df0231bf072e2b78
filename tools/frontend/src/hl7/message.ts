/** One block opened: its segments and how their bytes are read. */

import { type Charset, chooseCharset } from "./charset";
import { contentOf, isSegment, segmentIdAt } from "./content";
import type { Block, Hl7Text } from "./parse";
import {
  MSH_CHARACTER_SET,
  MSH_CONTROL_ID,
  MSH_MESSAGE_TYPE,
  MSH_TIME,
  MSH_VERSION,
  type Span,
} from "./standard";
import { readFields, split } from "./tokens";

export interface Segment {
  /** "" for a line that is no segment: a stray line break inside a value, most often. */
  readonly id: string;
  /** One-based among the block's segments of the same ID. */
  readonly occurrence: number;
  readonly line: number;
  readonly span: Span;
}

/** The span of a line's content; in a block's first line, from the header on. */
export function lineContent(text: Hl7Text, block: Block, line: number): Span {
  const whole = { start: text.lines.start[line] ?? 0, end: text.lines.end[line] ?? 0 };
  const content = contentOf(text.bytes, whole);
  return line === block.firstLine ? { start: block.offset, end: content.end } : content;
}

function readSegments(text: Hl7Text, block: Block): readonly Segment[] {
  const segments: Segment[] = [];
  const occurrences = new Map<string, number>();
  for (let line = block.firstLine; line < block.endLine; line++) {
    const span = lineContent(text, block, line);
    if (span.start === span.end) continue;
    const named = span.start === block.offset || isSegment(text.bytes, span, block.delimiters.field);
    const id = named ? segmentIdAt(text.bytes, span) : "";
    const occurrence = (occurrences.get(id) ?? 0) + 1;
    occurrences.set(id, occurrence);
    segments.push({ id, occurrence, line, span });
  }
  return segments;
}

/** The fields of MSH that tell messages apart, undecoded. */
export interface Summary {
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  readonly time: string;
  readonly characterSet: string;
}

/**
 * Reads the header of a message; all texts are "" in other blocks.
 *
 *     M S H | ^ ~ \ & | … | 20240501 | | ORU ^ R01 ^ … | 42 | P | 2.5.1 ^ … | … | UNICODE UTF-8
 *                           MSH-7        MSH-9           -10      MSH-12.1        MSH-18[1]
 */
export function summarise(text: Hl7Text, block: Block): Summary {
  const { bytes } = text;
  const { delimiters } = block;
  const fields = readFields(bytes, lineContent(text, block, block.firstLine), delimiters);
  const field = (position: number): Span => fields[position - 1] ?? { start: 0, end: 0 };
  const whole = ({ start, end }: Span): string =>
    String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 80)));
  const first = (span: Span, separator: number): string => whole(split(bytes, span, separator)[0] ?? span);
  if (block.kind !== "message") return { type: "", controlId: "", version: "", time: "", characterSet: "" };
  return {
    type: whole(field(MSH_MESSAGE_TYPE)),
    controlId: whole(field(MSH_CONTROL_ID)),
    version: first(field(MSH_VERSION), delimiters.component).trim(),
    time: first(field(MSH_TIME), delimiters.component),
    characterSet: first(field(MSH_CHARACTER_SET), delimiters.repetition).trim(),
  };
}

/** A block with everything needed to read its values. */
export interface Message {
  readonly block: Block;
  /** In their order; blank lines are left out. */
  readonly segments: readonly Segment[];
  readonly summary: Summary;
  readonly charset: Charset;
}

export function openBlock(text: Hl7Text, block: Block): Message {
  const summary = summarise(text, block);
  const span = { start: block.offset, end: text.lines.end[block.endLine - 1] ?? block.offset };
  const charset = chooseCharset(text.bytes, span, summary.characterSet);
  return { block, segments: readSegments(text, block), summary, charset };
}
