/**
 * Characters of two bytes, of which one may look like a separator or an escape character.
 *
 *     GB 18030, Big5, Shift_JIS     … 94 5C …                       the second byte of 能 in Shift_JIS is a backslash
 *     JIS X 0208, JIS X 0212        … ESC $ B  3B 33  ESC ( B …     both bytes are ASCII; escape sequences say where
 *
 * Where separators are looked for, such bytes are blanked (`scanOf`); what is read are always the bytes themselves.
 */

import { CARRIAGE_RETURN, LINE_FEED, type Span } from "./standard";

/** Their second bytes may be any ASCII character from 40 on, or both bytes any from 21 on. */
export const HIDING = ["iso-2022-jp", "gb18030", "big5", "shift_jis"] as const;
export type Hiding = (typeof HIDING)[number];

/** In no character set a separator. */
const BLANK = 0xff;
export const ESCAPE = 0x1b;
const HIGH = 0x80;
const FIRST_LEAD = 0x81;
/** GB 18030: a digit, in characters of four bytes. */
const FIRST_TRAIL = 0x30;
/** JIS X 0201: katakana of one byte in Shift_JIS, and in the eight-bit form of ISO IR14. */
const [FIRST_KANA, LAST_KANA] = [0xa1, 0xdf];
const HALFWIDTH_KANA = 0xff61;
/** What JIS X 0201 has where ASCII has a backslash and a tilde. */
const ROMAN: Readonly<Record<number, string>> = { 92: "¥", 126: "‾" };

/** What the bytes behind an escape sequence are, until the next one or the end of the line. */
export type Mode = "ascii" | "roman" | "kana" | "kanji" | "more-kanji";
export const SWITCHES: readonly (readonly [sequence: string, to: Mode | null])[] = [
  ["(B", "ascii"],
  ["(J", "roman"],
  ["(I", "kana"],
  ["$@", "kanji"],
  ["$B", "kanji"],
  ["$(D", "more-kanji"],
  ["&@", null], // says which edition of JIS X 0208 the next one means
];

interface Run {
  readonly mode: Mode;
  readonly start: number;
  readonly end: number;
}

/** The stretches between escape sequences (ISO/IEC 2022, RFC 1468, RFC 2237); a line begins with ASCII. */
export function* runsOf(bytes: Uint8Array, { start, end }: Span): Generator<Run> {
  let mode: Mode = "ascii";
  let from = start;
  for (let at = start; at < end; ) {
    const byte = bytes[at];
    const isBreak = byte === CARRIAGE_RETURN || byte === LINE_FEED;
    const found = byte === ESCAPE ? switchAt(bytes, at, end) : null;
    if (!found && !(isBreak && mode !== "ascii")) {
      at++;
      continue;
    }
    if (at > from) yield { mode, start: from, end: at };
    mode = found ? (found.to ?? mode) : "ascii";
    at += found?.length ?? 0;
    from = at;
    if (isBreak) at++;
  }
  if (end > from) yield { mode, start: from, end };
}

export function switchAt(
  bytes: Uint8Array,
  at: number,
  end: number,
): { to: Mode | null; length: number } | null {
  for (const [sequence, to] of SWITCHES) {
    let place = 0;
    while (place < sequence.length && bytes[at + 1 + place] === sequence.charCodeAt(place)) place++;
    if (place === sequence.length && at + place < end) return { to, length: place + 1 };
  }
  return null;
}

/** Writes into `target`, at the same places, the bytes without those that are a part of a longer character. */
export function blankHalves(target: Uint8Array, bytes: Uint8Array, span: Span, encoding: Hiding): void {
  if (encoding !== "iso-2022-jp") {
    for (let at = span.start; at < span.end; at++) {
      const next = bytes[at + 1] as number;
      if (!isLead(bytes[at] as number, encoding) || at + 1 >= span.end || next < FIRST_TRAIL) continue;
      target[++at] = next < HIGH ? BLANK : next;
    }
    return;
  }
  target.fill(BLANK, span.start, span.end);
  for (const { mode, start, end } of runsOf(bytes, span))
    if (mode === "ascii" || mode === "roman") target.set(bytes.subarray(start, end), start);
}

function isLead(byte: number, encoding: Hiding): boolean {
  return byte >= FIRST_LEAD && !(encoding === "shift_jis" && byte >= FIRST_KANA && byte <= LAST_KANA);
}

const PAIRS = new TextDecoder("euc-jp", { fatal: true });
const [FIRST_PAIRED, LAST_PAIRED] = [0x21, 0x7e];
/** EUC-JP: what follows is a pair of JIS X 0212. */
const SECOND_SET = 0x8f;

/**
 * Text that switches by escape sequences between ASCII, JIS X 0201, 0208 and 0212. By hand: the Encoding Standard's
 * "iso-2022-jp" has neither the last nor katakana of eight bits.
 *
 * @throws TypeError where bytes are no characters
 */
export function decodeSwitched(bytes: Uint8Array): string {
  let text = "";
  for (const { mode, start, end } of runsOf(bytes, { start: 0, end: bytes.length }))
    text += mode.endsWith("kanji") ? pairsOf(bytes, start, end, mode) : single(bytes, start, end, mode);
  return text;
}

function pairsOf(bytes: Uint8Array, start: number, end: number, mode: Mode): string {
  const isSecond = mode === "more-kanji";
  const high = new Uint8Array(isSecond ? Math.ceil((end - start) * 1.5) : end - start);
  let put = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < FIRST_PAIRED || byte > LAST_PAIRED) throw new TypeError();
    if (isSecond && (at - start) % 2 === 0) high[put++] = SECOND_SET;
    high[put++] = byte | HIGH;
  }
  return PAIRS.decode(high.subarray(0, put));
}

function single(bytes: Uint8Array, start: number, end: number, mode: Mode): string {
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = (bytes[at] as number) | (mode === "kana" ? HIGH : 0);
    if (byte >= HIGH) {
      if (byte < FIRST_KANA || byte > LAST_KANA) throw new TypeError();
      text += String.fromCharCode(HALFWIDTH_KANA + byte - FIRST_KANA);
    } else text += (mode === "roman" && ROMAN[byte]) || String.fromCharCode(byte);
  }
  return text;
}
