/** Messages that came more than once: by what they call themselves, or by what they say. */

import { type Block, blockOf } from "../blocks";
import { walkSegments } from "../message";
import type { Hl7Text } from "../parse";
import { parseWanted, type Wanted } from "../path";
import { scanOf } from "../scan";
import { segmentIdAt } from "../segments";
import { CARRIAGE_RETURN, HEADERS, MSH_CONTROL_ID, MSH_TIME, type Span } from "../standard";
import { readFields } from "../tokens";
import { DistinctSpans, HASH_BASIS, hashOn } from "./distinct";
import { eachRow, type Steps } from "./steps";
import { Values } from "./values";

/** "content": all that two messages say is equal byte for byte, but for when they were sent and what they are called. */
export type Sameness = "id" | "content";

export interface Groups {
  /** The messages of all groups, group by group in the order of their first; positions among the blocks. */
  readonly rows: Uint32Array;
  /** One past the last place of each group in `rows`. */
  readonly end: Uint32Array;
}

export function* duplicatesOf(text: Hl7Text, rows: Uint32Array, by: Sameness): Steps<Groups> {
  const group = by === "id" ? byControlId(text) : byContent(text);
  const groups: number[][] = [];
  yield* eachRow(rows, (row) => {
    const number = group(row);
    if (number < 0) return;
    const known = groups[number];
    if (known) known.push(row);
    else groups[number] = [row];
  });
  return groupsOf(groups.filter((members) => members.length > 1));
}

export function groupsOf(groups: readonly (readonly number[])[]): Groups {
  let past = 0;
  const end = groups.map((members) => {
    past += members.length;
    return past;
  });
  return { rows: Uint32Array.from(groups.flat()), end: Uint32Array.from(end) };
}

/** The number of a message's group, from 0 in the order of their first; below 0 for none. */
type GroupOf = (row: number) => number;

const CONTROL_ID = parseWanted(`MSH-${MSH_CONTROL_ID}`) as Wanted;

/** A message without MSH-10 is nobody's duplicate. */
function byControlId(text: Hl7Text): GroupOf {
  const values = new Values(text, CONTROL_ID);
  const ids = new DistinctSpans(text.bytes);
  return (row) => {
    let number = -1;
    values.each(row, (start, end) => {
      if (number < 0 && start < end) number = ids.add(start, end);
    });
    return number;
  };
}

function byContent(text: Hl7Text): GroupOf {
  const { bytes } = text;
  /** By hash: the groups that have it, each with the first of its messages. */
  const known = new Map<number, { readonly number: number; readonly row: number }[]>();
  let count = 0;
  return (row) => {
    let hash = HASH_BASIS;
    eachSaid(text, row, (start, end) => {
      for (let at = start; at < end; at++) hash = hashOn(hash, bytes[at] as number);
      hash = hashOn(hash, CARRIAGE_RETURN);
    });
    const alike = known.get(hash) ?? [];
    const same = alike.find((one) => isSameContent(text, one.row, row));
    if (same) return same.number;
    alike.push({ number: count, row });
    known.set(hash, alike);
    return count++;
  };
}

function isSameContent(text: Hl7Text, one: number, other: number): boolean {
  const [own, others] = [saidOf(text, one), saidOf(text, other)];
  return (
    own.length === others.length &&
    own.every(({ start, end }, at) => {
      const { start: from, end: past } = others[at] as Span;
      if (end - start !== past - from) return false;
      for (let step = 0; step < end - start; step++)
        if (text.bytes[start + step] !== text.bytes[from + step]) return false;
      return true;
    })
  );
}

function saidOf(text: Hl7Text, row: number): readonly Span[] {
  const spans: Span[] = [];
  eachSaid(text, row, (start, end) => spans.push({ start, end }));
  return spans;
}

/** The segments of a message, without line ends and frames; of its header what stands around MSH-7 and MSH-10. */
function eachSaid(text: Hl7Text, row: number, visit: (start: number, end: number) => void): void {
  const block = blockOf(text.blocks, row) as Block;
  walkSegments(text, block, (start, end, _isSegment, line) => {
    if (line !== block.firstLine || !HEADERS.has(segmentIdAt(text.bytes, { start, end }))) {
      visit(start, end);
      return;
    }
    const fields = readFields(scanOf(text), { start, end }, block.delimiters);
    let from = start;
    for (const left of [fields[MSH_TIME - 1], fields[MSH_CONTROL_ID - 1]]) {
      if (!left) continue;
      visit(from, left.start);
      from = left.end;
    }
    visit(from, end);
  });
}
