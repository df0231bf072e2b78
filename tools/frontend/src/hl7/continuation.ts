/**
 * What goes on elsewhere (2.10.2): a segment in the ADD behind it, a message in a later one.
 *
 *     OBX|1|TX|…||The first part of a
 *     ADD| long text                       ADD-1 goes on with the last field, further fields follow
 *     DSC|P1|F                             the message goes on in the one whose MSH-14 is P1
 */

import { decodeBytes } from "./charset";
import { type Message, openBlock, type Segment, segmentAt } from "./message";
import { blockOf, type Hl7Text } from "./parse";
import { ABSENT, SEGMENT_ID_LENGTH, type Span } from "./standard";
import { readFields } from "./tokens";

const ADDENDUM = "ADD";
const CONTINUATION = "DSC";
const MSH_CONTINUATION_POINTER = 14;

/** The segment and the ADD segments behind it, in their order; alone where nothing follows. */
export function continuedSegment({ segments }: Message, position: number): readonly Segment[] {
  const first = segmentAt(segments, position);
  if (!first) return [];
  const parts = [first];
  for (
    let next = segmentAt(segments, position + 1);
    next?.id === ADDENDUM;
    next = segmentAt(segments, position + parts.length)
  )
    parts.push(next);
  return parts;
}

/** The bytes of a segment with everything that its ADD segments add, as if it had been sent in one piece. */
export function wholeSegment(text: Hl7Text, message: Message, position: number): Uint8Array {
  const [first, ...added] = continuedSegment(message, position);
  if (!first) return new Uint8Array(0);
  const spans: readonly Span[] = [
    first.span,
    ...added.map(({ span }) => ({
      start: Math.min(span.start + SEGMENT_ID_LENGTH + 1, span.end),
      end: span.end,
    })),
  ];
  const whole = new Uint8Array(spans.reduce((sum, { start, end }) => sum + end - start, 0));
  let at = 0;
  for (const { start, end } of spans) {
    whole.set(text.bytes.subarray(start, end), at);
    at += end - start;
  }
  return whole;
}

/** Where a message says that it goes on: DSC-1, "" where it does not. */
export function continuationPointer(text: Hl7Text, message: Message): string {
  const { segments } = message;
  for (let position = segments.count - 1; position >= 0; position--) {
    const segment = segmentAt(segments, position);
    if (segment?.id === CONTINUATION) return fieldText(text, message, segment, 1);
  }
  return "";
}

/**
 * Messages that are one, by their numbers among the blocks: each chain in its order, single messages left out. A pointer
 * that nobody waits for, or that leads back, ends its chain.
 */
export function continuedMessages(text: Hl7Text): readonly (readonly number[])[] {
  const byPointer = new Map<string, number>();
  const goesOn = new Map<number, string>();
  for (let number = 0; number < text.blocks.count; number++) {
    const block = blockOf(text.blocks, number);
    if (block?.kind !== "message") continue;
    const message = openBlock(text, block);
    const header = segmentAt(message.segments, 0);
    const waits = header ? fieldText(text, message, header, MSH_CONTINUATION_POINTER) : "";
    if (waits !== "" && !byPointer.has(waits)) byPointer.set(waits, number);
    const pointer = continuationPointer(text, message);
    if (pointer !== "") goesOn.set(number, pointer);
  }
  const seen = new Set<number>();
  const chains: number[][] = [];
  for (const start of goesOn.keys()) {
    const chain: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      chain.push(at);
      at = byPointer.get(goesOn.get(at) ?? "");
    }
    if (chain.length > 1) chains.push(chain);
  }
  return chains;
}

function fieldText(text: Hl7Text, message: Message, segment: Segment, field: number): string {
  const { delimiters } = message.block;
  const span =
    delimiters.field === ABSENT ? undefined : readFields(text.bytes, segment.span, delimiters)[field - 1];
  return span ? decodeBytes(text.bytes.subarray(span.start, span.end), message.charset.encoding) : "";
}
