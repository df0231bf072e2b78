/** A feed without its bytes, and one block of it as a text of its own: a page shows one message and holds no other. */

import { type Block, blockOf } from "./blocks";
import type { Findings } from "./check";
import type { Continued } from "./continuation";
import { type BlockLabel, labelOf } from "./label";
import type { Terminator } from "./lines";
import { type Hl7Text, tableOf } from "./parse";
import { type PlacedFault, placeAt } from "./place";
import { summarise } from "./summary";

/** Everything about a text that does not need its bytes. */
export interface Feed {
  readonly size: number;
  readonly terminator: Terminator;
  /** Offset of the first line of each block, ascending. */
  readonly starts: Uint32Array;
  /** Of the first blocks. */
  readonly labels: readonly BlockLabel[];
  readonly faults: readonly PlacedFault[];
  /** How many faults there are in all. */
  readonly faultCount: number;
  /** Which blocks are parts of one message. */
  readonly continued: Continued;
}

export function feedOf(
  text: Hl7Text,
  { faults, total }: Findings,
  continued: Continued,
  labelled: number,
): Feed {
  return {
    size: text.bytes.length,
    terminator: text.lines.terminator,
    starts: startsOf(text),
    labels: labelsOf(text, labelled),
    faults: faults.map((fault) => ({ ...fault, place: placeAt(text, fault.offset) })),
    faultCount: total,
    continued,
  };
}

/** Offset of the first line of each block, ascending. */
export function startsOf({ blocks, lines }: Hl7Text): Uint32Array {
  return blocks.firstLine.map((line) => lines.start[line] ?? 0);
}

function labelsOf(text: Hl7Text, most: number): readonly BlockLabel[] {
  return Array.from({ length: Math.min(most, text.blocks.count) }, (_, position) =>
    labelOfBlock(text, blockOf(text.blocks, position) as Block),
  );
}

const labelOfBlock = (text: Hl7Text, block: Block): BlockLabel =>
  labelOf(text, block, summarise(text, block));

export interface Part {
  readonly text: Hl7Text;
  /** The block, among those of `text`. */
  readonly block: Block;
  /** What the offsets and lines of `text` count from. */
  readonly base: { readonly offset: number; readonly line: number };
}

/** The whole text as a part of itself. */
export function wholeOf(text: Hl7Text, block: Block): Part {
  return { text, block, base: { offset: 0, line: 0 } };
}

/**
 * The lines of one block, copied.
 *
 *     … M S H | … \r P I D | … \r  M S H | …
 *       ^ base                    ^ end of the part
 */
export function partOf(text: Hl7Text, block: Block): Part {
  const { lines } = text;
  // What stands before the first header belongs to no block; it is seen with the first one.
  const line = block.firstLine === text.blocks.firstLine[0] ? 0 : block.firstLine;
  const offset = lines.start[line] ?? 0;
  const past = lines.start[block.endLine] ?? text.bytes.length;
  const shifted = (column: Uint32Array): Uint32Array =>
    column.slice(line, block.endLine).map((value) => value - offset);
  const own: Block = {
    ...block,
    firstLine: block.firstLine - line,
    endLine: block.endLine - line,
    offset: block.offset - offset,
  };
  return {
    text: {
      bytes: text.bytes.slice(offset, past),
      lines: { ...lines, count: own.endLine, start: shifted(lines.start), end: shifted(lines.end) },
      blocks: tableOf(own),
      faults: [],
    },
    block: own,
    base: { offset, line },
  };
}
