/** Which bytes of a message are shown: all but what a transport puts around it. */

import type { Block } from "./blocks";
import type { Hl7Text } from "./parse";
import { END_BLOCK, type Span, START_BLOCK } from "./standard";

/** The bytes of a block that are shown: its lines without the transport's frame before and behind. */
export function shownSpan({ bytes, lines, blocks }: Hl7Text, block: Block): Span {
  // What stands before the first header belongs to no message; it is shown with the first one.
  const first = block.firstLine === blocks.firstLine[0] ? 0 : block.firstLine;
  let past = block.endLine;
  for (let line = past - 1; line > first && isEmptyOrFrame(bytes, lines.start[line], lines.end[line]); line--)
    if (lines.start[line] !== lines.end[line]) past = line;
  let start = lines.start[first] ?? 0;
  let end = lines.end[past - 1] ?? start;
  while (start < end && isFrame(bytes[start])) start++;
  while (end > start && isFrame(bytes[end - 1])) end--;
  return { start, end };
}

function isFrame(byte: number | undefined): boolean {
  return byte === START_BLOCK || byte === END_BLOCK;
}

function isEmptyOrFrame(bytes: Uint8Array, start = 0, end = 0): boolean {
  for (let at = start; at < end; at++) if (!isFrame(bytes[at])) return false;
  return true;
}
