/** Whether bytes are text, and which. */

import { type Head, once } from "./head";

export interface Text {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: "UTF-8" | "UTF-16LE" | "UTF-16BE" | "other";
}

/**
 * Control characters that texts hold: tab, line ends, form feed, MLLP's 0B and 1C, the separators 1C to 1F of X12 and
 * EDIFACT, end of file 1A of DOS, escape 1B of ISO 2022.
 */
const isStrange = (byte: number): boolean => byte < 0x20 && !((byte >= 0x09 && byte <= 0x0d) || byte >= 0x1a);

/** One strange byte among so many is damage, more make it no text. */
const BYTES_A_STRANGE_ONE = 1_024;
/** Of the bytes beyond ASCII in a single-byte text; 80 to 9F are a quarter of random ones. */
const MOST_C1 = 0.1;
/** Where so few bytes are beyond ASCII, whatever they are. */
const FEW_HIGH = 0.2;
/** Fewer bytes than this, mostly beyond ASCII, are letters of some set too easily. */
const LEAST_HIGH = 24;
/** In use where UTF-8 is not, and strict enough that binary data fail in them. */
const MULTI_BYTE = ["shift_jis", "euc-jp", "gbk", "big5", "euc-kr"] as const;

interface Census {
  readonly zerosAtEven: number;
  readonly zerosAtOdd: number;
  /** Control characters that texts do not hold, zeros included. */
  readonly strange: number;
  readonly high: number;
  readonly c1: number;
}

function censusOf(bytes: Uint8Array): Census {
  let [zerosAtEven, zerosAtOdd, strange, high, c1] = [0, 0, 0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80) {
      high++;
      if (byte < 0xa0) c1++;
    } else if (isStrange(byte) || byte === 0x7f) {
      strange++;
      if (byte === 0 && at % 2 === 0) zerosAtEven++;
      else if (byte === 0) zerosAtOdd++;
    }
  }
  return { zerosAtEven, zerosAtOdd, strange, high, c1 };
}

/** Decoded, a character cut at the end left out; null if the bytes are not of this encoding. */
function decoded(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

const SAMPLE = 4_096;

/** Text in UTF-16, or null: what is decoded must be free of control characters and not mostly unassigned. */
function utf16(bytes: Uint8Array, encoding: "UTF-16LE" | "UTF-16BE"): Text | null {
  const text = decoded(bytes, encoding);
  if (text === null || text === "") return null;
  for (let at = 0; at < Math.min(text.length, SAMPLE); at++) {
    const code = text.charCodeAt(at);
    if (isStrange(code) || code >= 0xfff0 || (code >= 0xe000 && code < 0xf900)) return null;
  }
  return { text, encoding };
}

/** The Unicode Standard 23.8: FF FE, FE FF; without a mark, the zeros of ASCII characters stand at every other byte. */
function readUtf16(bytes: Uint8Array, census: Census): Text | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes, "UTF-16LE");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes, "UTF-16BE");
  const pairs = bytes.length / 2;
  const { zerosAtEven, zerosAtOdd } = census;
  if (zerosAtOdd > pairs / 2 && zerosAtEven === 0) return utf16(bytes, "UTF-16LE");
  if (zerosAtEven > pairs / 2 && zerosAtOdd === 0) return utf16(bytes, "UTF-16BE");
  return null;
}

/** Of a text in UTF-16 which of the two; null for anything else. `size`: of the whole of which `bytes` are the head. */
export function wideEncoding(bytes: Uint8Array, size: number): "UTF-16LE" | "UTF-16BE" | null {
  const encoding = bytes.includes(0) ? textOf({ bytes, size })?.encoding : undefined;
  return encoding === "UTF-16LE" || encoding === "UTF-16BE" ? encoding : null;
}

/** A character set from before Unicode: its letters may be read wrong, its ASCII part never is. */
function readOther(bytes: Uint8Array, { high, c1 }: Census): Text | null {
  const isMultiByte = (): boolean => MULTI_BYTE.some((label) => decoded(bytes, label) !== null);
  const areLetters = (): boolean => c1 < high * MOST_C1 || isMultiByte();
  const isText = high < bytes.length * FEW_HIGH || (bytes.length >= LEAST_HIGH && areLetters());
  if (!isText) return null;
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = new TextDecoder("windows-1252").decode(isMarked ? bytes.subarray(3) : bytes);
  return { text, encoding: "other" };
}

function readText({ bytes }: Head): Text | null {
  if (bytes.length === 0) return null;
  const census = censusOf(bytes);
  const wide = readUtf16(bytes, census);
  if (wide || census.strange > bytes.length / BYTES_A_STRANGE_ONE) return wide;
  const text = decoded(bytes, "utf-8");
  return text === null ? readOther(bytes, census) : { text, encoding: "UTF-8" };
}

/** The head as text; null if it is none. */
export const textOf = once(readText);

/** The same without white space around it; "" if it is no text. MLLP's 0B is white space to ECMAScript. */
export const trimmedOf = once((head: Head): string => textOf(head)?.text.trim() ?? "");
