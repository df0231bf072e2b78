/** One block opened: its segments and how their bytes are read. */

import type { Block } from "./blocks";
import { type Charset, chooseCharset } from "./charset-choice";
import { isPlainSegment, isSegment } from "./content";
import type { Hl7Text } from "./parse";
import { packIdAt, type SegmentTable } from "./segments";
import { MSH_CHARACTER_SET, type Span } from "./standard";
import { LONGEST_SUMMARY, latin1At, lineContent, type Summary, summarise } from "./summary";

function readSegments(text: Hl7Text, block: Block): SegmentTable {
  const column = (): Uint32Array => new Uint32Array(block.endLine - block.firstLine);
  const columns = { id: column(), occurrence: column(), line: column(), start: column(), end: column() };
  const occurrences = new Map<number, number>();
  let count = 0;
  walkSegments(text, block, (start, end, named, line) => {
    const id = named ? packIdAt(text.bytes, start, end) : 0;
    const occurrence = (occurrences.get(id) ?? 0) + 1;
    occurrences.set(id, occurrence);
    columns.id[count] = id;
    columns.occurrence[count] = occurrence;
    columns.line[count] = line;
    columns.start[count] = start;
    columns.end[count] = end;
    count++;
  });
  return { count, ...columns };
}

/** A block with everything needed to read its values. */
export interface Message {
  readonly block: Block;
  readonly segments: SegmentTable;
  readonly summary: Summary;
  readonly charset: Charset;
}

export function openBlock(text: Hl7Text, block: Block): Message {
  const summary = summarise(text, block);
  return { block, segments: readSegments(text, block), summary, charset: charsetOf(text, block) };
}

/** How a block's bytes are read, for whoever needs nothing else of it. */
export function charsetOf(text: Hl7Text, block: Block): Charset {
  return chooseCharset(text.bytes, spanOf(text, block), declaredIn(text, block));
}

/** The repetitions of MSH-18. */
export function declaredIn(text: Hl7Text, block: Block): readonly string[] {
  const span = declarationIn(text, block);
  if (!span) return [];
  const said = latin1At(text.bytes, span.start, Math.min(span.end, span.start + LONGEST_SUMMARY));
  const between = String.fromCharCode(block.delimiters.repetition);
  // Most name one: a feed asks this of each of its messages.
  return said.includes(between) ? said.split(between).map((name) => name.trim()) : [said.trim()];
}

/** MSH-18; null where the header ends before it. */
export function declarationIn({ bytes, lines }: Hl7Text, block: Block): Span | null {
  if (block.kind !== "message") return null;
  const { field } = block.delimiters;
  const past = lines.end[block.firstLine] as number;
  let left = MSH_CHARACTER_SET - 1;
  let start = block.offset;
  for (; start < past && left > 0; start++) if (bytes[start] === field) left--;
  if (left > 0) return null;
  let end = start;
  while (end < past && bytes[end] !== field) end++;
  return { start, end };
}

export function spanOf({ lines }: Hl7Text, { offset, endLine }: Block): Span {
  return { start: offset, end: lines.end[endLine - 1] ?? offset };
}

/** Called with the span of a segment, or of what stands where one should be. */
export type VisitSegment = (start: number, end: number, isSegment: boolean, line: number) => void;

/** Calls `visit` for each segment of a block, without keeping any. */
export function walkSegments(text: Hl7Text, block: Block, visit: VisitSegment): void {
  for (let line = block.firstLine; line < block.endLine; line++) visitLine(text, block, line, visit);
}

/** Of one line of a block; blank ones are left out. */
export function visitLine(text: Hl7Text, block: Block, line: number, visit: VisitSegment): void {
  const { bytes, lines } = text;
  const { field } = block.delimiters;
  const from = lines.start[line] as number;
  const past = lines.end[line] as number;
  if (line !== block.firstLine && isPlainSegment(bytes, from, past, field)) {
    visit(from, past, true, line);
    return;
  }
  const span = lineContent(text, block, line);
  if (span.start === span.end) return;
  visit(span.start, span.end, span.start === block.offset || isSegment(bytes, span, field), line);
}
