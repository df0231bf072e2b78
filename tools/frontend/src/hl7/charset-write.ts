/** From text to the bytes of a character set. */

import { decodeBytes, type Encoding, isSingleByte } from "./charset";
import { FIRST_BYTE_BEYOND_ASCII } from "./standard";

/** The bytes of a text, or null where a character has none in the encoding. Of several bytes only UTF-8 is written. */
export function encodeBytes(text: string, encoding: Encoding): Uint8Array | null {
  if (encoding === "utf-8") return UTF8.encode(text);
  const codes = Array.from(text, (character) => byteOf(character, encoding));
  return codes.includes(-1) ? null : Uint8Array.from(codes);
}

/** The first character that has no bytes in the encoding, or null. */
export function firstUnwritable(text: string, encoding: Encoding): string | null {
  if (encoding === "utf-8") return null;
  for (const character of text) if (byteOf(character, encoding) < 0) return character;
  return null;
}

/** The character sets that can be written, with the name that MSH-18 has for each (table 0211). */
export const WRITTEN = {
  "utf-8": "UNICODE UTF-8",
  "iso-8859-1": "8859/1",
  "iso-8859-2": "8859/2",
  "iso-8859-3": "8859/3",
  "iso-8859-4": "8859/4",
  "iso-8859-5": "8859/5",
  "iso-8859-6": "8859/6",
  "iso-8859-7": "8859/7",
  "iso-8859-8": "8859/8",
  "iso-8859-9": "8859/9",
  "iso-8859-15": "8859/15",
} as const satisfies Partial<Record<Encoding, string>>;
export type WrittenEncoding = keyof typeof WRITTEN;

const UTF8 = new TextEncoder();

function byteOf(character: string, encoding: Encoding): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST_BYTE_BEYOND_ASCII) return code;
  if (encoding === "iso-8859-1") return code <= HIGHEST_BYTE ? code : -1;
  if (!isSingleByte(encoding) || character === UNKNOWN) return -1;
  const at = upperHalf(encoding).indexOf(character);
  return at < 0 ? -1 : FIRST_BYTE_BEYOND_ASCII + at;
}

const UPPER_HALVES = new Map<Encoding, string>();

function upperHalf(encoding: Encoding): string {
  const known = UPPER_HALVES.get(encoding);
  if (known !== undefined) return known;
  // Of this one every byte is a character, and its decoder is another's.
  const isWhole = encoding === "iso-8859-9";
  const decoded = isWhole ? decodeBytes(UPPER_HALF, encoding) : new TextDecoder(encoding).decode(UPPER_HALF);
  UPPER_HALVES.set(encoding, decoded);
  return decoded;
}

/** As which decoders show a byte that has no character. */
const UNKNOWN = "\ufffd";
const HIGHEST_BYTE = 0xff;
/** Some character sets leave bytes out; none of those is ever the answer. */
const UPPER_HALF = Uint8Array.from({ length: 128 }, (_, at) => FIRST_BYTE_BEYOND_ASCII + at);
