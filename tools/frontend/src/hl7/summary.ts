/** The header of a message: what tells it from others. */

import type { Block } from "./blocks";
import { contentOf } from "./content";
import type { Hl7Text } from "./parse";
import { MSH_CONTROL_ID, MSH_MESSAGE_TYPE, MSH_TIME, MSH_VERSION, type Span } from "./standard";
import { readFields, split } from "./tokens";

/** The span of a line's content; in a block's first line, from the header on. */
export function lineContent(text: Hl7Text, block: Block, line: number): Span {
  const whole = { start: text.lines.start[line] ?? 0, end: text.lines.end[line] ?? 0 };
  const content = contentOf(text.bytes, whole, block.delimiters.field);
  return line === block.firstLine ? { start: block.offset, end: content.end } : content;
}

/** The fields of MSH that tell messages apart, undecoded. */
export interface Summary {
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  readonly time: string;
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
    latin1At(bytes, start, Math.min(end, start + LONGEST_SUMMARY));
  const first = (span: Span, separator: number): string => whole(split(bytes, span, separator)[0] ?? span);
  if (block.kind !== "message") return { type: "", controlId: "", version: "", time: "" };
  return {
    type: whole(field(MSH_MESSAGE_TYPE)),
    controlId: whole(field(MSH_CONTROL_ID)),
    version: first(field(MSH_VERSION), delimiters.component).trim(),
    time: first(field(MSH_TIME), delimiters.component),
  };
}

export const LONGEST_SUMMARY = 80;

/** A character a byte: for short texts quicker than a decoder. */
export function latin1At(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}
