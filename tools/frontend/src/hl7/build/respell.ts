/** A field between other delimiters: what separated still separates, what was text still is. */

import { escapedText } from "../convert/reading";

/** By place in MSH-1 and MSH-2, as 2.7.1 has the letters. */
const LETTERS = "FSRETP";
const ESCAPE_AT = LETTERS.indexOf("E");

/** `from` and `to` are MSH-1 and MSH-2: `|^~\&`. */
export function respelt(text: string, from: string, to: string): string {
  if (from === to) return text;
  const sign = from[ESCAPE_AT];
  const escaping = to[ESCAPE_AT] ?? "";
  let written = "";
  for (let at = 0; at < text.length; ) {
    const character = text[at] as string;
    const inner = character === sign ? sequenceAt(text, at, from) : null;
    if (inner !== null) {
      const letter = LETTERS.indexOf(inner);
      const meant = inner.length === 1 && letter >= 0 ? from[letter] : undefined;
      written += meant === undefined ? escaping + inner + escaping : escapedText(meant, to);
      at += inner.length + 2;
      continue;
    }
    const place = from.indexOf(character);
    const separates = place > 0 && place < LETTERS.length && place !== ESCAPE_AT && LETTERS[place] !== "P";
    written += separates ? (to[place] ?? character) : escapedText(character, to);
    at++;
  }
  return written;
}

/** What stands between the escape character at `at` and the next one; null where it is alone. */
function sequenceAt(text: string, at: number, delimiters: string): string | null {
  const close = text.indexOf(delimiters[ESCAPE_AT] as string, at + 1);
  if (close <= at + 1) return null;
  const inner = text.slice(at + 1, close);
  return [...inner].some((character) => delimiters.includes(character)) ? null : inner;
}
