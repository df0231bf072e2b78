/** In which character set a message is written: what MSH-18 declares, and what the bytes say to it. */

import { decodeStrictly, type Encoding, hidesSeparators } from "./charset";
import { ESCAPE, switchAt } from "./halves";
import { FIRST_BYTE_BEYOND_ASCII, type Span } from "./standard";

/** Table 0211, upper case as compared, and the spellings that senders use instead. "" is 7-bit ASCII. */
const DECLARED = {
  "": "ascii",
  ASCII: "ascii",
  "ISO IR6": "ascii",
  "UNICODE UTF-8": "utf-8",
  "UTF-8": "utf-8",
  UTF8: "utf-8",
  "8859/1": "iso-8859-1",
  "8859-1": "iso-8859-1",
  "ISO-8859-1": "iso-8859-1",
  "8859/2": "iso-8859-2",
  "8859/3": "iso-8859-3",
  "8859/4": "iso-8859-4",
  "8859/5": "iso-8859-5",
  "8859/6": "iso-8859-6",
  "8859/7": "iso-8859-7",
  "8859/8": "iso-8859-8",
  "8859/9": "iso-8859-9",
  "8859/15": "iso-8859-15",
  "ISO IR87": "iso-2022-jp",
  "ISO IR159": "iso-2022-jp",
  "ISO IR14": "shift_jis",
  "GB 18030-2000": "gb18030",
  "KS X 1001": "euc-kr",
  "BIG-5": "big5",
} as const satisfies Record<string, Encoding | "ascii">;

/** What MSH-18 names, ASCII as the part of UTF-8 that it is; null where it is not known. */
export function declaredEncoding(declared: string): Encoding | null {
  const known = DECLARED[declared.trim().toUpperCase() as keyof typeof DECLARED] as
    | Encoding
    | "ascii"
    | undefined;
  return known === "ascii" ? "utf-8" : (known ?? null);
}

/** Why `Encoding` was chosen: an agreement, or a fault by the same name with the prefix `charset-`. */
export type Agreement = "agreed" | "undeclared" | "mismatch" | "doubtful" | "unsupported";

export interface Charset {
  readonly encoding: Encoding;
  readonly agreement: Agreement;
  /** Offset of the byte that shows a disagreement, or -1. */
  readonly offset: number;
}

/** The first byte that is not ASCII, or -1. Every message is looked through for one: four bytes at a time. */
function firstHighByte(bytes: Uint8Array, { start, end }: Span): number {
  let at = start;
  while (at < end && (bytes.byteOffset + at) % WORD !== 0 && (bytes[at] as number) < FIRST_BYTE_BEYOND_ASCII)
    at++;
  if ((bytes.byteOffset + at) % WORD === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, Math.floor((end - at) / WORD));
    let word = 0;
    while (word < words.length && ((words[word] as number) & HIGH_BITS) === 0) word++;
    at += word * WORD;
  }
  for (; at < end; at++) if ((bytes[at] as number) >= FIRST_BYTE_BEYOND_ASCII) return at;
  return -1;
}

const WORD = 4;
const HIGH_BITS = 0x80808080;

const ESCAPED = new WeakMap<Uint8Array, boolean>();

/** Whether there are escape characters at all: asked once of a text, not of each of its messages. */
export function hasEscapes(bytes: Uint8Array): boolean {
  const has = ESCAPED.get(bytes) ?? bytes.includes(ESCAPE);
  ESCAPED.set(bytes, has);
  return has;
}

/** Where the first escape sequence to kanji stands, or -1: no other text has one. */
function firstSwitch(bytes: Uint8Array, { start, end }: Span): number {
  if (!hasEscapes(bytes)) return -1;
  const within = bytes.subarray(0, end);
  for (let at = within.indexOf(ESCAPE, start); at >= 0; at = within.indexOf(ESCAPE, at + 1))
    if (switchAt(bytes, at, end)?.to?.endsWith("kanji")) return at;
  return -1;
}

/** RFC 3629 clause 4: by lead byte, the bytes that follow and the range of the first of them. */
const SEQUENCES: readonly {
  readonly from: number;
  readonly to: number;
  readonly follow: number;
  readonly low: number;
  readonly high: number;
}[] = [
  { from: 0x00, to: 0x7f, follow: 0, low: 0, high: 0 },
  { from: 0xc2, to: 0xdf, follow: 1, low: 0x80, high: 0xbf },
  { from: 0xe0, to: 0xe0, follow: 2, low: 0xa0, high: 0xbf },
  { from: 0xe1, to: 0xec, follow: 2, low: 0x80, high: 0xbf },
  { from: 0xed, to: 0xed, follow: 2, low: 0x80, high: 0x9f },
  { from: 0xee, to: 0xef, follow: 2, low: 0x80, high: 0xbf },
  { from: 0xf0, to: 0xf0, follow: 3, low: 0x90, high: 0xbf },
  { from: 0xf1, to: 0xf3, follow: 3, low: 0x80, high: 0xbf },
  { from: 0xf4, to: 0xf4, follow: 3, low: 0x80, high: 0x8f },
];

/**
 * The offset of the first sequence that is not UTF-8, or -1.
 *
 *     41   C3 A4   E2 82 AC   F0 9F A9 BA   E4 …
 *     A    ä       €          🩺            ^ no UTF-8: no continuation follows
 */
export function firstInvalidUtf8(bytes: Uint8Array, { start, end }: Span): number {
  let at = start;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    if (lead < FIRST_BYTE_BEYOND_ASCII) {
      at++;
      continue;
    }
    const kind = SEQUENCES.find(({ from, to }) => lead >= from && lead <= to);
    if (!kind || at + kind.follow >= end) return at;
    for (let next = 1; next <= kind.follow; next++) {
      const byte = bytes[at + next] ?? 0;
      const low = next === 1 ? kind.low : 0x80;
      const high = next === 1 ? kind.high : 0xbf;
      if (byte < low || byte > high) return at;
    }
    at += kind.follow + 1;
  }
  return -1;
}

/**
 * Decides once for a whole message how it is read; `declared` are the repetitions of MSH-18. The first one names the
 * character set, the others those that escape sequences lead to: all there is to know where the first is ASCII.
 */
export function chooseCharset(bytes: Uint8Array, span: Span, declared: readonly string[]): Charset {
  const [first = ""] = declared;
  const known = knownOf(declared);
  if (WESTERN.has(known)) return westernCharset(bytes, span, known as Encoding);
  if (known !== undefined && known !== "ascii" && known !== "utf-8") return otherCharset(bytes, span, known);
  const agreement = first === "" ? "undeclared" : known ? "mismatch" : "unsupported";
  const high = firstHighByte(bytes, span);
  if (high < 0) {
    const offset = known === "utf-8" ? -1 : firstSwitch(bytes, span);
    if (offset >= 0) return { encoding: "iso-2022-jp", agreement, offset };
    return { encoding: "utf-8", agreement: known ? "agreed" : "unsupported", offset };
  }
  const invalid = firstInvalidUtf8(bytes, { start: high, end: span.end });
  const encoding = invalid < 0 ? "utf-8" : "iso-8859-1";
  if (known === "utf-8") return { encoding, agreement: invalid < 0 ? "agreed" : "mismatch", offset: invalid };
  return { encoding, agreement, offset: high };
}

/** Whether what MSH-18 names may hide separators. */
export function mayHide(declared: readonly string[]): boolean {
  const known = knownOf(declared);
  return known !== "ascii" && hidesSeparators(known ?? null);
}

type Known = Encoding | "ascii" | undefined;

/** ASCII is a part of all the others, and ISO IR14 of what leads on to kanji. */
function knownOf([first = "", ...others]: readonly string[]): Known {
  const named = (name: string): Known => DECLARED[name.toUpperCase() as keyof typeof DECLARED];
  const known = named(first);
  const wider = others.map(named).find((one) => one !== undefined && one !== "ascii");
  if (known === "ascii") return wider ?? known;
  return known === "shift_jis" && wider === "iso-2022-jp" ? wider : known;
}

const WESTERN: ReadonlySet<string | undefined> = new Set(["iso-8859-1", "iso-8859-9", "iso-8859-15"]);

/**
 * Every byte is a character of these. Where all that are not ASCII are UTF-8 the message says Ã¼ for ü: no text of
 * these languages does, and the declaration is the likelier mistake. In other alphabets such bytes are words.
 */
function westernCharset(bytes: Uint8Array, span: Span, encoding: Encoding): Charset {
  const high = firstHighByte(bytes, span);
  const isUtf8 = high >= 0 && firstInvalidUtf8(bytes, { start: high, end: span.end }) < 0;
  return { encoding, agreement: isUtf8 ? "doubtful" : "agreed", offset: isUtf8 ? high : -1 };
}

function otherCharset(bytes: Uint8Array, span: Span, encoding: Encoding): Charset {
  try {
    decodeStrictly(bytes.subarray(span.start, span.end), encoding);
    return { encoding, agreement: "agreed", offset: -1 };
  } catch {
    return { encoding, agreement: "mismatch", offset: Math.max(firstHighByte(bytes, span), span.start) };
  }
}
