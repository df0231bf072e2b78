/**
 * Character sets (PS3.3 C.12.1.1.2, PS3.5 6.1).
 *
 * Some are decoded by hand: browsers read "iso-8859-1" as windows-1252 and "iso-8859-9" as windows-1254, which
 * would turn bytes that mean nothing in DICOM into quotation marks. A byte that the declared set does not have is
 * shown as `\x8E`, never guessed at.
 */

import { codeExtensions, G1_SETS } from "./code-extensions";
import { type Decoded, ESCAPE, hexByte, isAscii, type Role, readPlain } from "./text-codes";

export type { Decoded, Role } from "./text-codes";

export interface Charset {
  /** The values of Specific Character Set, or "ISO_IR 6" for the default repertoire. */
  readonly term: string;
  readonly decode: (bytes: Uint8Array, role: Role) => Decoded;
  /**
   * What needs no decoding: bytes below 80 in all sets but those that begin with JIS X 0201, and in Latin 1 those from A0
   * on, each of which is the character of its own number.
   */
  readonly plain: "none" | "ascii" | "latin1";
}

const JIS_X_0201 = 13;
const LATIN_1 = 100;
const REPLACEMENT = "\ufffd";

/** PS3.3 Table C.12-5: sets that cannot be mixed with others. They begin with ASCII, and know no escape sequence. */
const WHOLE_SETS: ReadonlyMap<string, string> = new Map([
  ["ISO_IR 192", "utf-8"],
  ["GB18030", "gb18030"],
  ["GBK", "gbk"],
]);

/** More bytes than one for a character: the browser's decoder, which marks what it cannot read. */
function wholeSet(term: string, label: string): Charset {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  const decode = (bytes: Uint8Array): Decoded => {
    if (isAscii(bytes)) return { text: readPlain(bytes), unknownBytes: 0, escapes: 0 };
    const text = decoder.decode(bytes).replaceAll("\x1b", hexByte(ESCAPE));
    const unknownBytes = text.includes(REPLACEMENT) ? text.split(REPLACEMENT).length - 1 : 0;
    const escapes = bytes.includes(ESCAPE) ? 1 : 0;
    return { text, unknownBytes, escapes };
  };
  return { term, decode, plain: "ascii" };
}

/** The number in "ISO_IR 100" and "ISO 2022 IR 100", and in what writers make of them: "ISO-IR 100", "ISO IR100". */
const NUMBERED = /^ISO[ _-]?(2022[ _-]?)?IR[ _-]?(\d+)$/i;

/** How the standard spells a term; as it stands where it is none. */
export function standardTerm(term: string): string {
  const [, extended, number] = NUMBERED.exec(term) ?? [];
  if (number !== undefined) return `${extended ? "ISO 2022 IR" : "ISO_IR"} ${number}`;
  return term.toUpperCase();
}

const known = new Map<string, Charset | null>();

/**
 * The set for the values of Specific Character Set: the first holds until an escape sequence (PS3.5 6.1.2.5.3). null for
 * a term that the standard does not have.
 */
export function charsetFor(terms: readonly string[]): Charset | null {
  const key = terms.join("\\");
  let charset = known.get(key);
  if (charset === undefined) {
    charset = make(terms.map((term) => standardTerm(term.trim())));
    if (known.size < MOST_KNOWN) known.set(key, charset);
  }
  return charset;
}

/** Files of one folder declare a handful; hostile ones as many as they have items. */
const MOST_KNOWN = 64;

function make(terms: readonly string[]): Charset | null {
  const [first = ""] = terms;
  const label = WHOLE_SETS.get(first);
  if (label !== undefined) return wholeSet(first, label);
  const numbers = terms.map((term) => (term === "" ? 6 : Number(/\d+$/.exec(term)?.[0] ?? Number.NaN)));
  if (numbers.some((number) => !G1_SETS.has(number))) return null;
  const mayEscape = terms.length > 1 || first.startsWith("ISO 2022");
  const term = terms.length === 1 && first === "" ? "ISO_IR 6" : terms.join("\\");
  const [start = 6] = numbers;
  const decode = codeExtensions(start, mayEscape ? numbers : []);
  return { term, decode, plain: start === JIS_X_0201 ? "none" : start === LATIN_1 ? "latin1" : "ascii" };
}

export const DEFAULT_REPERTOIRE = make(["ISO_IR 6"]) as Charset;
