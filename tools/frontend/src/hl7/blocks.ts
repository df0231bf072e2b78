/** The blocks of a text: messages, what surrounds them in a batch, and segments without a header. */

import type { Delimiters } from "./standard";

export const BLOCK_KINDS = ["message", "envelope", "fragment"] as const;

/** Lines that belong together. "fragment": segments without a header; "envelope": a header or trailer of a batch. */
export interface Block {
  readonly kind: (typeof BLOCK_KINDS)[number];
  readonly firstLine: number;
  /** One past the last line. */
  readonly endLine: number;
  /** Offset of the header's first character: later than the line's, where other text comes before it. */
  readonly offset: number;
  readonly delimiters: Delimiters;
}

/** All blocks of a text as columns: a hundred thousand messages cost two megabytes. */
export interface BlockTable {
  readonly count: number;
  /** Index into `BLOCK_KINDS`. */
  readonly kind: Uint8Array;
  readonly firstLine: Uint32Array;
  readonly endLine: Uint32Array;
  readonly offset: Uint32Array;
  /** Index into `sets`: the messages of a feed mostly share one. */
  readonly set: Uint32Array;
  readonly sets: readonly Delimiters[];
}

/** One block by its position, from 0. */
export function blockOf(blocks: BlockTable, position: number): Block | undefined {
  const kind = BLOCK_KINDS[blocks.kind[position] as number];
  const delimiters = blocks.sets[blocks.set[position] as number];
  if (!kind || !delimiters) return undefined;
  return {
    kind,
    firstLine: blocks.firstLine[position] as number,
    endLine: blocks.endLine[position] as number,
    offset: blocks.offset[position] as number,
    delimiters,
  };
}

export function* eachBlock(blocks: BlockTable): Generator<Block> {
  for (let position = 0; position < blocks.count; position++) yield blockOf(blocks, position) as Block;
}

/** The block whose lines hold an offset, or the last one before it; -1 before the first. */
export function blockAt({ starts }: { readonly starts: ArrayLike<number> }, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
