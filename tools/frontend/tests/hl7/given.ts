/** Texts and shorthands that the HL7 tests share. */

import type { Hl7Text } from "../../src/hl7";
import {
  blockOf,
  eachSegment,
  type Message,
  openBlock,
  parseHl7,
  parsePath,
  readValue,
  spanAt,
  type Value,
} from "../../src/hl7";

export const HEADER = "MSH|^~\\&|LAB|SYN|HIS|SYN|20240501||ORU^R01|1|T|2.5.1";

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** One byte a character: for input that is no UTF-8. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function opened(bytes: Uint8Array | string, block = 0): { text: Hl7Text; message: Message } {
  const text = parseHl7(typeof bytes === "string" ? bytesOf(bytes) : bytes);
  const chosen = blockOf(text.blocks, block);
  if (!chosen) throw new Error(`no block ${block}`);
  return { text, message: openBlock(text, chosen) };
}

export function valueAt(bytes: Uint8Array | string, path: string, block = 0): Value {
  const { text, message } = opened(bytes, block);
  const parsed = parsePath(path);
  if (!parsed) throw new Error(`no path: ${path}`);
  return readValue(text.bytes, spanAt(text, message, parsed), {
    delimiters: message.block.delimiters,
    encoding: message.charset.encoding,
    literal: path === "MSH-1" || path === "MSH-2",
  });
}

export function segmentIds(bytes: Uint8Array | string, block = 0): readonly string[] {
  return [...eachSegment(opened(bytes, block).message.segments)].map(({ id }) => id);
}
