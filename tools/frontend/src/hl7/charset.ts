/** Bytes to text, by the character set a message declares. */

import { FIRST_BYTE_BEYOND_ASCII, type Span } from "./standard";

/** How the bytes of one message are read. */
export type Encoding = "utf-8" | "iso-8859-1";

/** Why `Encoding` was chosen: an agreement, or a fault by the same name with the prefix `charset-`. */
export type Agreement = "agreed" | "undeclared" | "mismatch" | "unsupported";

export interface Charset {
  readonly encoding: Encoding;
  readonly agreement: Agreement;
  /** Offset of the byte that shows a disagreement, or -1. */
  readonly offset: number;
}

/** 2.15.9.18 and table 0211; "" is 7-bit ASCII. Upper case, as compared. */
const ASCII_NAMES: readonly string[] = ["", "ASCII"];
const UTF8_NAMES: readonly string[] = ["UNICODE UTF-8", "UTF-8", "UTF8"];
const LATIN_1_NAMES: readonly string[] = ["8859/1", "ISO-8859-1", "8859-1"];

/** The first byte that is not ASCII, or -1. */
function firstHighByte(bytes: Uint8Array, { start, end }: Span): number {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) >= FIRST_BYTE_BEYOND_ASCII) return at;
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

/** Decides once for a whole message how it is read; `declared` is MSH-18. */
export function chooseCharset(bytes: Uint8Array, span: Span, declared: string): Charset {
  const name = declared.toUpperCase();
  if (LATIN_1_NAMES.includes(name)) return { encoding: "iso-8859-1", agreement: "agreed", offset: -1 };
  const high = firstHighByte(bytes, span);
  const known = ASCII_NAMES.includes(name) || UTF8_NAMES.includes(name);
  if (high < 0) return { encoding: "utf-8", agreement: known ? "agreed" : "unsupported", offset: -1 };
  const invalid = firstInvalidUtf8(bytes, { start: high, end: span.end });
  const encoding = invalid < 0 ? "utf-8" : "iso-8859-1";
  if (UTF8_NAMES.includes(name))
    return { encoding, agreement: invalid < 0 ? "agreed" : "mismatch", offset: invalid };
  const agreement = name === "" ? "undeclared" : known ? "mismatch" : "unsupported";
  return { encoding, agreement, offset: high };
}

const PIECE = 0x2000;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes bytes. What is not UTF-8 after all is read byte by byte as ISO 8859-1, so nothing is ever lost. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "iso-8859-1") return decodeLatin1(bytes);
  try {
    return UTF8.decode(bytes);
  } catch {
    return decodeLatin1(bytes);
  }
}

/** By hand: the Encoding Standard reads the label "iso-8859-1" as windows-1252. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}
