/** Text that was typed or pasted, as a sender would write it: carriage returns, and the character set of MSH-18. */

import { Fatal } from "../bytes/fault";
import { blockOf } from "./blocks";
import type { Encoding } from "./charset";
import { openBlock } from "./message";
import { parseHl7 } from "./parse";
import { CARRIAGE_RETURN, LINE_FEED } from "./standard";

const HIGHEST_LATIN_1 = 0xff;
/** The header is the first segment; no more is read to find it. */
const HEADER_WITHIN = 65_536;

export interface TypedBytes {
  /** The last line is ended too. */
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
}

/** `unicode` is UTF-8. Its line ends say nothing about a file: each becomes one carriage return. */
export function typedBytes(unicode: Uint8Array): TypedBytes {
  const bytes = withCarriageReturns(unicode);
  const latin1 = declaresLatin1(bytes.subarray(0, HEADER_WITHIN)) ? toLatin1(bytes) : null;
  return latin1 ? { bytes: latin1, encoding: "iso-8859-1" } : { bytes, encoding: "utf-8" };
}

function declaresLatin1(start: Uint8Array): boolean {
  try {
    const text = parseHl7(start);
    const first = blockOf(text.blocks, 0);
    return first !== undefined && openBlock(text, first).charset.encoding === "iso-8859-1";
  } catch (error) {
    if (error instanceof Fatal) return false;
    throw error;
  }
}

function withCarriageReturns(bytes: Uint8Array): Uint8Array {
  const target = new Uint8Array(bytes.length + 1);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === LINE_FEED && bytes[at - 1] === CARRIAGE_RETURN) continue;
    target[length++] = byte === LINE_FEED ? CARRIAGE_RETURN : byte;
  }
  const open = length > 0 && target[length - 1] !== CARRIAGE_RETURN;
  if (open) target[length++] = CARRIAGE_RETURN;
  return target.slice(0, length);
}

/** Null where a character is none of ISO 8859-1: then the declaration is wrong, and the text stays UTF-8. */
function toLatin1(utf8: Uint8Array): Uint8Array | null {
  const target = new Uint8Array(utf8.length);
  let length = 0;
  for (const character of new TextDecoder().decode(utf8)) {
    const code = character.codePointAt(0) ?? 0;
    if (code > HIGHEST_LATIN_1) return null;
    target[length++] = code;
  }
  return target.slice(0, length);
}
