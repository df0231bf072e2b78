/** Text that wraps something else: the wrapping is seen here, what it holds is handed on to be seen too. */

import { fromBase64 } from "./base64";
import { textOf, trimmedOf } from "./decode";
import { dicomBare, dicomFile } from "./dicom";
import { type Head, isCut, type Recogniser, UNKNOWN_SIZE } from "./head";
import { SIGNATURES } from "./magic";
import { gzip, tar, zip } from "./packed";

/** Binary contents that make base64 out of letters that might be anything. */
const CONTENTS: readonly Recogniser[] = [dicomFile, dicomBare, gzip, zip, tar, ...SIGNATURES];

const LINE_BREAKS = /[ \t]*[\r\n]+[ \t]*/;
const SHORTEST = 16;
/** Without a known content, so much of it is needed to tell it from a name or a number. */
const SHORTEST_UNKNOWN = 60;

/** RFC 2045 6.8: lines of one length, the last one shorter or none. The letters alone, or "". */
function base64Letters(head: Head): string {
  const lines = trimmedOf(head).split(LINE_BREAKS);
  const width = lines[0]?.length ?? 0;
  const isEven = lines.slice(1, -1).every((line) => line.length === width);
  if (!isEven || (lines.at(-1)?.length ?? 0) > width) return "";
  const letters = lines.join("");
  const isOne = /^[\w+/-]{12,}={0,2}$/.test(letters) && !(/[+/]/.test(letters) && /[-_]/.test(letters));
  const rest = letters.replace(/=+$/, "").length % 4;
  const isPadded = !letters.endsWith("=") || letters.length % 4 === 0;
  return isOne && letters.length >= SHORTEST && (isCut(head) || (rest !== 1 && isPadded)) ? letters : "";
}

/** Digits of a hash, words and names are letters of the alphabet too. */
function isMixed(letters: string): boolean {
  const sample = letters.slice(0, 2_048);
  const share = (of: RegExp): number => (sample.match(of)?.length ?? 0) / sample.length;
  const isPlain = /^[0-9a-f]+$/i.test(sample);
  return !isPlain && share(/[A-Z]/g) > 0.15 && share(/[a-z]/g) > 0.15 && share(/\d/g) > 0.02;
}

/** RFC 4648 clauses 4 and 5: what it holds is text or has a signature, or it is long and mixed. */
export const base64: Recogniser = {
  kind: "base64",
  sees: (head) => {
    const letters = base64Letters(head);
    if (letters === "") return null;
    const bytes = fromBase64(letters);
    const inside: Head = { bytes, size: isCut(head) ? Math.floor((head.size * 3) / 4) : bytes.length };
    const encoding = textOf(inside)?.encoding ?? "other";
    const isKnown = encoding !== "other" || CONTENTS.some(({ sees }) => sees(inside));
    return isKnown || (letters.length >= SHORTEST_UNKNOWN && isMixed(letters)) ? { inside } : null;
  },
};

/** RFC 2397: `data:` type, parameters, `;base64` or percent-encoding, a comma, and the data. */
const DATA_URL = /^data:([\w.+-]{1,80}\/[\w.+-]{1,80})?(?:;[\w-]{1,40}=[^;,\s]{0,80}){0,8}(;base64)?,/i;

/** RFC 3986 2.1 */
export function fromPercent(text: string): Uint8Array {
  const letters = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** What stands before the data: how many characters, and how the data are written. */
export function dataUrlStart(text: string): { readonly length: number; readonly isBase64: boolean } {
  const space = /^\s*/.exec(text)?.[0].length ?? 0;
  const [start = "", , isBase64] = DATA_URL.exec(text.slice(space)) ?? [];
  return { length: space + start.length, isBase64: isBase64 !== undefined };
}

export const dataUrl: Recogniser = {
  kind: "data-url",
  sees: (head) => {
    const text = trimmedOf(head);
    const [start, , isBase64] = DATA_URL.exec(text) ?? [];
    if (start === undefined) return null;
    const data = text.slice(start.length);
    const bytes = isBase64
      ? fromBase64(data.replaceAll("%2B", "+").replaceAll("%2F", "/"))
      : fromPercent(data);
    return { inside: { bytes, size: isCut(head) ? UNKNOWN_SIZE : bytes.length } };
  },
};
