/**
 * The parts of a message put together: every segment stays byte for byte, those that go on in ADD segments are one again,
 * and the headers of later parts and what led from part to part are left out. Changes of bytes, as the reader's own.
 *
 *     MSH|…|1          MSH|…|2|…|P1        MSH|…|1
 *     OBX|1|…|first    ADD| second         OBX|1|…|first second
 *     ADD              OBX|2|…             OBX|2|…
 *     DSC|P1|F
 */

import { type Change, joined } from "../bytes/change";
import { ADDENDUM, addedSpan, canGoOn } from "./addenda";
import { type Block, blockOf } from "./blocks";
import { type Message, openBlock } from "./message";
import type { Hl7Text } from "./parse";
import { type Segment, segmentAt } from "./segments";
import { CARRIAGE_RETURN, type Span } from "./standard";

const CONTINUATION = "DSC";

export interface Joined {
  /** In the order of their places. */
  readonly changes: readonly Change[];
  /** Where the message begins when they are made. */
  readonly at: number;
}

/** `parts`: positions among the blocks in their order, whose delimiters and character sets are the same; one or more. */
export function joinedParts(text: Hl7Text, parts: readonly number[]): Joined {
  const messages = parts.map((number) => openBlock(text, blockOf(text.blocks, number) as Block));
  const [first, ...others] = messages as [Message, ...Message[]];
  const removed = others.map(({ block }) => changeOf(text, linesOf(text, block)));
  const changes = [...changesWithin(text, first, others), ...removed].toSorted((a, b) => a.at - b.at);
  const before = removed.filter(({ at }) => at < first.block.offset);
  const at = before.reduce((sum, { removed: { length } }) => sum - length, first.block.offset);
  return { changes, at };
}

const NOTHING = new Uint8Array(0);

function changeOf({ bytes }: Hl7Text, { start, end }: Span, inserted: Uint8Array = NOTHING): Change {
  return { at: start, removed: bytes.slice(start, end), inserted };
}

function linesOf({ lines, bytes }: Hl7Text, { firstLine, endLine }: Block): Span {
  return { start: lines.start[firstLine] ?? 0, end: lines.start[endLine] ?? bytes.length };
}

/** In the first part: what it goes on with is put behind it. */
function changesWithin(text: Hl7Text, first: Message, others: readonly Message[]): readonly Change[] {
  const changes: Change[] = [];
  const pointer = others.length > 0 ? pointerOf(first) : -1;
  let owner = "";
  let past = first.block.offset;
  for (let position = 0; position < first.segments.count; position++) {
    const { id, span } = segmentAt(first.segments, position) as Segment;
    const isAdded = id === ADDENDUM && canGoOn(owner);
    if (position === pointer) changes.push(changeOf(text, { start: past, end: span.end }));
    else if (isAdded) changes.push(changeOf(text, { start: past, end: addedSpan(span).start }));
    else owner = id;
    past = span.end;
  }
  const behind = joined(segmentsOf(text, others, { owner, terminator: terminatorOf(text, first) }));
  return behind.length > 0 ? [...changes, changeOf(text, { start: past, end: past }, behind)] : changes;
}

/** The last DSC; -1 where there is none. */
function pointerOf({ segments }: Message): number {
  for (let position = segments.count - 1; position >= 0; position--)
    if (segmentAt(segments, position)?.id === CONTINUATION) return position;
  return -1;
}

/** What ends the header's line. */
function terminatorOf({ lines, bytes }: Hl7Text, { block: { firstLine } }: Message): Uint8Array {
  const past = lines.start[firstLine + 1];
  return past === undefined ? Uint8Array.of(CARRIAGE_RETURN) : bytes.slice(lines.end[firstLine], past);
}

interface Before {
  /** The ID of the segment that an ADD would go on with. */
  readonly owner: string;
  readonly terminator: Uint8Array;
}

/** All segments of the later parts but their headers and pointers, each behind what ends the one before. */
function segmentsOf(text: Hl7Text, others: readonly Message[], before: Before): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let { owner } = before;
  for (const [number, message] of others.entries()) {
    const pointer = number < others.length - 1 ? pointerOf(message) : -1;
    for (let position = 1; position < message.segments.count; position++) {
      if (position === pointer) continue;
      const { id, span } = segmentAt(message.segments, position) as Segment;
      const isAdded = id === ADDENDUM && canGoOn(owner);
      const { start, end } = isAdded ? addedSpan(span) : span;
      if (!isAdded) owner = id;
      pieces.push(...(isAdded ? [] : [before.terminator]), text.bytes.subarray(start, end));
    }
  }
  return pieces;
}
