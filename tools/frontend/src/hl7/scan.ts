/** Where separators are looked for: the bytes themselves, unless half a character may look like one. */

import { type Block, eachBlock } from "./blocks";
import { hidesSeparators } from "./charset";
import { hasEscapes, mayHide } from "./charset-choice";
import { blankHalves } from "./halves";
import { charsetOf, declarationIn, declaredIn, spanOf } from "./message";
import type { Hl7Text } from "./parse";
import type { Span } from "./standard";

const SCANS = new WeakMap<Hl7Text, Uint8Array>();

/** As long as the bytes, and equal to them but for halves of characters. Of most texts it is the bytes. */
export function scanOf(text: Hl7Text): Uint8Array {
  const known = SCANS.get(text);
  if (known) return known;
  const made = readScan(text);
  SCANS.set(text, made);
  return made;
}

function readScan(text: Hl7Text): Uint8Array {
  const { bytes } = text;
  const switches = hasEscapes(bytes);
  const hides = new Declared(text);
  let scan: Uint8Array | null = null;
  for (const block of eachBlock(text.blocks)) {
    if (!switches && !hides.may(block)) continue;
    const span = spanOf(text, block);
    const { encoding, agreement } = charsetOf(text, block);
    // What is not of its character set may be of any other: there a separator is one.
    if (!hidesSeparators(encoding) || (agreement === "mismatch" && encoding !== "iso-2022-jp")) continue;
    scan ??= bytes.slice();
    blankHalves(scan, bytes, span, encoding);
  }
  return scan ?? bytes;
}

/** What MSH-18 says, message by message; mostly the same as in the one before, which is not read again. */
class Declared {
  readonly #text: Hl7Text;
  #span: Span = { start: 0, end: 0 };
  #hides = false;

  constructor(text: Hl7Text) {
    this.#text = text;
  }

  may(block: Block): boolean {
    const span = declarationIn(this.#text, block);
    if (!span || span.start === span.end) return false;
    if (!this.#isAsBefore(span)) {
      this.#span = span;
      this.#hides = mayHide(declaredIn(this.#text, block));
    }
    return this.#hides;
  }

  #isAsBefore({ start, end }: Span): boolean {
    const { bytes } = this.#text;
    const before = this.#span.start;
    if (end - start !== this.#span.end - before) return false;
    for (let at = 0; at < end - start; at++) if (bytes[start + at] !== bytes[before + at]) return false;
    return true;
  }
}
