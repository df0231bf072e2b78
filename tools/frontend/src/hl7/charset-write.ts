/** From text to the bytes of a character set. */

import { decodeBytes, type Encoding, isSingleByte } from "./charset";
import { switchTo } from "./charset-edit";
import type { Mode } from "./halves";
import { FIRST_BYTE_BEYOND_ASCII } from "./standard";

/**
 * The bytes of a text, or null where a character has none in the encoding. Where escape sequences switch, the text begins
 * and ends with ASCII. The characters of four bytes of GB 18030 are not written.
 */
export function encodeBytes(text: string, encoding: Encoding): Uint8Array | null {
  if (encoding === "utf-8") return UTF8.encode(text);
  if (encoding === "iso-2022-jp") return encodeSwitched(text);
  if (!isSingleByte(encoding)) return encodeWide(text, encoding);
  const codes = Array.from(text, (character) => byteOf(character, encoding));
  return codes.includes(-1) ? null : Uint8Array.from(codes);
}

/** The first character that has no bytes in the encoding, or null. */
export function firstUnwritable(text: string, encoding: Encoding): string | null {
  if (encoding === "utf-8") return null;
  for (const character of text) if (!encodeBytes(character, encoding)) return character;
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

/** The pairs of a decoder by their characters. */
type Pairs = ReadonlyMap<string, readonly [first: number, second: number]>;

/** The browser has no encoder but UTF-8's: this is its decoder, the other way round. */
function readPairs(label: string, lead: readonly number[] = []): Pairs {
  const decoder = new TextDecoder(label, { fatal: true });
  const pairs = new Map<string, readonly [number, number]>();
  for (const first of LEADS)
    for (let second = FIRST_TRAIL; second <= LAST_PAIRED; second++)
      try {
        const said = decoder.decode(Uint8Array.of(...lead, first, second));
        if (Array.from(said).length === 1 && !pairs.has(said)) pairs.set(said, [first, second]);
      } catch {
        // no character
      }
  return pairs;
}

const [FIRST_LEAD, FIRST_COMMON, LAST_PAIRED] = [0x81, 0xa1, 0xfe];
const FIRST_TRAIL = 0x40;
const numbered = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** What has two pairs is written with the one of the older, common part of its character set. */
const LEADS = [...numbered(FIRST_COMMON, LAST_PAIRED), ...numbered(FIRST_LEAD, FIRST_COMMON - 1)];
const PAIRS = new Map<string, Pairs>();

function pairsOf(label: string, lead?: readonly number[]): Pairs {
  const name = lead ? `${label} ${lead.join()}` : label;
  const known = PAIRS.get(name);
  if (known) return known;
  const read = readPairs(label, lead);
  PAIRS.set(name, read);
  return read;
}

function encodeWide(text: string, encoding: Encoding): Uint8Array | null {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    const kana = encoding === "shift_jis" ? kanaOf(code) : -1;
    const pair =
      code < FIRST_BYTE_BEYOND_ASCII ? [code] : kana < 0 ? pairsOf(encoding).get(character) : [kana];
    if (!pair) return null;
    bytes.push(...pair);
  }
  return Uint8Array.from(bytes);
}

/** JIS X 0201: halfwidth katakana in one byte, -1 for another character. */
function kanaOf(code: number): number {
  const byte = code - 0xff61 + FIRST_COMMON;
  return byte >= FIRST_COMMON && byte <= 0xdf ? byte : -1;
}

/** EUC-JP has the pairs of JIS X 0208 and, behind this byte, 0212, with the highest bit set. */
const SECOND_SET = 0x8f;
const LOW = 0x7f;

function encodeSwitched(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let mode: Mode = "ascii";
  const add = (to: Mode, said: readonly number[]): void => {
    if (to !== mode) bytes.push(...switchTo(to));
    mode = to;
    bytes.push(...said.map((byte) => byte & LOW));
  };
  for (const character of text) {
    const code = character.charCodeAt(0);
    const kanji = pairsOf("euc-jp").get(character);
    const other = kanji ? undefined : pairsOf("euc-jp", [SECOND_SET]).get(character);
    if (code < FIRST_BYTE_BEYOND_ASCII) add("ascii", [code]);
    else if (kanaOf(code) >= 0) add("kana", [kanaOf(code)]);
    else if (kanji) add("kanji", kanji);
    else if (other) add("more-kanji", other);
    else return null;
  }
  add("ascii", []);
  return Uint8Array.from(bytes);
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
