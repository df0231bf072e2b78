/** One file of the corpus, and the means to vary it. */

import type { Random } from "./random";

export interface Case {
  /** The kind that must be guessed first; with what it wraps behind it: `gzip/hl7-v2`. */
  readonly expected: string;
  readonly bytes: Uint8Array;
  /** For a failing test's message. */
  readonly note: string;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function utf16(text: string, isBig: boolean, mark = true): Uint8Array {
  const marked = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at++) view.setUint16(at * 2, marked.charCodeAt(at), !isBig);
  return bytes;
}

/** A text as programs save it: with a byte order mark or none, in UTF-16, with blank lines around it. */
export function saved(random: Random, text: string): Uint8Array {
  const ended = random.pick([text, text, `${text}\n`, `${text}\r\n`, `\n${text}`, `  ${text}  `]);
  return encoded(random, ended);
}

export function encoded(random: Random, text: string): Uint8Array {
  const encodings = [
    utf8,
    utf8,
    utf8,
    (given: string) => utf8(`\ufeff${given}`),
    (given: string) => utf16(given, false),
    (given: string) => utf16(given, true),
  ];
  return random.pick(encodings)(text);
}

export const base64 = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x2000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(text);
};

export const base64Url = (bytes: Uint8Array): string =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** `most` of something made one after another. */
export const many = <Made>(most: number, make: (place: number) => Made): Made[] =>
  Array.from({ length: most }, (_, place) => make(place));
