/** Bytes to text, by the character set that was chosen for a message. */

import { blankHalves, decodeSwitched, HIDING, type Hiding } from "./halves";
import type { Span } from "./standard";

/** How the bytes of one message are read: most by the Encoding Standard's decoder of that name. */
export type Encoding = "utf-8" | Hiding | "euc-kr" | `iso-8859-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 15}`;

/** Half a character may look like a separator, or be an ASCII byte. */
export function hidesSeparators(encoding: Encoding | null): encoding is Hiding {
  return (HIDING as readonly (string | null)[]).includes(encoding);
}

/** As `scanOf` has it, of a stretch that begins with a whole character and with ASCII, as segments and values do. */
export function scanned(source: Uint8Array, encoding: Encoding): Uint8Array {
  if (!hidesSeparators(encoding)) return source;
  const scan = source.slice();
  blankHalves(scan, source, { start: 0, end: source.length }, encoding);
  return scan;
}

/** One byte, one character of one UTF-16 code unit. */
export function isSingleByte(encoding: Encoding): boolean {
  return encoding.startsWith("iso-8859-");
}

const PIECE = 0x2000;
const DECODERS = new Map<Encoding, TextDecoder>();

function strictDecoder(encoding: Encoding): TextDecoder {
  const known = DECODERS.get(encoding);
  if (known) return known;
  const made = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  DECODERS.set(encoding, made);
  return made;
}

/** @throws TypeError where bytes are no characters of it */
export function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string {
  return encoding === "iso-2022-jp" ? decodeSwitched(bytes) : strictDecoder(encoding).decode(bytes);
}

/** Decodes bytes. What the character set does not know after all is read byte by byte as ISO 8859-1: nothing is lost. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "iso-8859-1") return decodeLatin1(bytes);
  if (encoding === "iso-8859-9")
    return decodeLatin1(bytes).replace(OTHER_IN_TURKISH, (one) => TURKISH[one] ?? one);
  try {
    return decodeStrictly(bytes, encoding);
  } catch {
    return decodeLatin1(bytes);
  }
}

/** As what a stretch is read: byte by byte where it is no text of its character set. */
export function readAs(bytes: Uint8Array, encoding: Encoding): Encoding {
  if (isSingleByte(encoding)) return encoding;
  try {
    decodeStrictly(bytes, encoding);
    return encoding;
  } catch {
    return "iso-8859-1";
  }
}

/** Where a stretch ends of which so many bytes are shown: not within a character, or all of it would be read byte by byte. */
export function cutAt(bytes: Uint8Array, { start, end }: Span, most: number, encoding: Encoding): number {
  let past = Math.min(start + most, end);
  for (let left = past < end ? LONGEST_CHARACTER : 0; left > 0; left--) {
    if (readAs(bytes.subarray(start, past), encoding) === encoding) break;
    past--;
  }
  return past;
}

/** Bytes, of UTF-8 and GB 18030. */
export const LONGEST_CHARACTER = 4;

/** ISO 8859-9 is 8859-1 but for six letters. By hand too: the Encoding Standard reads its label as windows-1254. */
const TURKISH: Readonly<Record<string, string>> = { Ð: "Ğ", Ý: "İ", Þ: "Ş", ð: "ğ", ý: "ı", þ: "ş" };
const OTHER_IN_TURKISH = /[ÐÝÞðýþ]/g;

/** By hand: the Encoding Standard reads the label "iso-8859-1" as windows-1252. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}
