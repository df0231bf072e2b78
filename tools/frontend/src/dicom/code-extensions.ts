/**
 * Texts in several character sets, between which escape sequences switch (ISO/IEC 2022, PS3.5 6.1.2.5).
 *
 *     bytes 21–7E   are looked up in the set called G0: ASCII, or one with two bytes for a character
 *     bytes A0–FF   are looked up in the set called G1
 *     ESC …         names another set for G0 or G1
 *
 * Both fall back to those of the first value of Specific Character Set at each delimiter. The browser's own decoders
 * for this are of no use: "iso-2022-kr" throws, "iso-2022-jp" has no JIS X 0212 and no G1.
 */

import { type Decoded, ESCAPE, FIRST_HIGH, hexByte, isAscii, type Role, readPlain } from "./text-codes";

/** One byte, one character; "" for a byte that the set does not have. */
type Single = (byte: number) => string;
/** Two bytes without their high bits, one character. */
type Pairs = (first: number, second: number) => string;

interface CodeSet {
  readonly single?: Single;
  readonly pairs?: Pairs;
}

const FIRST_LATIN = 0xa0;
const BACKSLASH = 0x5c;
const REPLACEMENT = "\ufffd";

const ascii: Single = (byte) => String.fromCharCode(byte);
const latin1: Single = (byte) => String.fromCharCode(byte);

/** ISO-IR 14, the romaji of JIS X 0201. */
const romaji: Single = (byte) => (byte === BACKSLASH ? "¥" : byte === 0x7e ? "‾" : String.fromCharCode(byte));

/** ISO-IR 13, half-width katakana. */
const FIRST_KATAKANA = 0xa1;
const LAST_KATAKANA = 0xdf;
const KATAKANA_SHIFT = 0xff61 - FIRST_KATAKANA;
const katakana: Single = (byte) =>
  byte >= FIRST_KATAKANA && byte <= LAST_KATAKANA ? String.fromCharCode(byte + KATAKANA_SHIFT) : "";

/** ISO 8859-9 is Latin 1 but for the six letters of Turkish. */
const TURKISH: Readonly<Record<number, string>> = {
  208: "Ğ",
  221: "İ",
  222: "Ş",
  240: "ğ",
  253: "ı",
  254: "ş",
};
const turkish: Single = (byte) => TURKISH[byte] ?? latin1(byte);

/** A set that the Encoding Standard knows under its true name: its upper half is looked up once. */
function encoded(label: string): Single {
  let table: readonly string[] | null = null;
  return (byte) => {
    table ??= Array.from({ length: 256 }, (_, code) =>
      new TextDecoder(label).decode(new Uint8Array([code])).replace(REPLACEMENT, ""),
    );
    return table[byte] as string;
  };
}

/** Rows of 94 characters, out of a browser's decoder; `lead` is what it wants before the two bytes. */
function pairs(
  label: string,
  lead: readonly number[] = [],
  corrected: Readonly<Record<number, string>> = {},
): Pairs {
  const seen = new Map<number, string>();
  let decoder: TextDecoder | null = null;
  return (first, second) => {
    const code = (first << 8) | second;
    let character = corrected[code] ?? seen.get(code);
    if (character === undefined) {
      decoder ??= new TextDecoder(label);
      const text = decoder.decode(Uint8Array.from([...lead, first | FIRST_HIGH, second | FIRST_HIGH]));
      character = text.includes(REPLACEMENT) ? "" : text;
      seen.set(code, character);
    }
    return character;
  };
}

/** JIS X 0208; browsers have the full-width forms of Windows for these. */
const JIS_0208 = pairs("euc-jp", [], {
  8514: "‖",
  8541: "−",
  8561: "¢",
  8562: "£",
  8780: "¬",
});
const JIS_0212 = pairs("euc-jp", [0x8f]);
const KS_X_1001 = pairs("euc-kr");
/** GB 2312; browsers have the middle dot and the dash of GBK for these. */
const GB_2312 = pairs("gbk", [], { 8484: "・", 8490: "―" });

const G0_ASCII: CodeSet = { single: ascii };
const G0_ROMAJI: CodeSet = { single: romaji };
const NONE: CodeSet = {};

/** PS3.3 Tables C.12-2 to C.12-4: what the upper half means by the number in the defined term. */
export const G1_SETS: ReadonlyMap<number, CodeSet> = new Map([
  [6, NONE],
  [100, { single: latin1 }],
  [101, { single: encoded("iso-8859-2") }],
  [109, { single: encoded("iso-8859-3") }],
  [110, { single: encoded("iso-8859-4") }],
  [144, { single: encoded("iso-8859-5") }],
  [127, { single: encoded("iso-8859-6") }],
  [126, { single: encoded("iso-8859-7") }],
  [138, { single: encoded("iso-8859-8") }],
  [148, { single: turkish }],
  [203, { single: encoded("iso-8859-15") }],
  [13, { single: katakana }],
  [166, { single: encoded("windows-874") }],
  [87, NONE],
  [159, NONE],
  [149, { pairs: KS_X_1001 }],
  [58, { pairs: GB_2312 }],
]);

interface Switch {
  readonly half: "g0" | "g1";
  readonly set: CodeSet;
  /** Numbers of the terms that declare it; every one does for ASCII. */
  readonly terms: readonly number[];
}

const g1 = (term: number): Switch => ({ half: "g1", set: G1_SETS.get(term) as CodeSet, terms: [term] });

/** PS3.3 Tables C.12-3 and C.12-4: what stands after ESC. */
const SWITCHES: ReadonlyMap<string, Switch> = new Map([
  ["(B", { half: "g0", set: G0_ASCII, terms: [...G1_SETS.keys()] }],
  ["(J", { half: "g0", set: G0_ROMAJI, terms: [13] }],
  [")I", g1(13)],
  ["-A", g1(100)],
  ["-B", g1(101)],
  ["-C", g1(109)],
  ["-D", g1(110)],
  ["-L", g1(144)],
  ["-G", g1(127)],
  ["-F", g1(126)],
  ["-H", g1(138)],
  ["-M", g1(148)],
  ["-b", g1(203)],
  ["-T", g1(166)],
  ["$B", { half: "g0", set: { pairs: JIS_0208 }, terms: [87] }],
  ["$(D", { half: "g0", set: { pairs: JIS_0212 }, terms: [159] }],
  ["$)C", g1(149)],
  ["$)A", g1(58)],
]);
const LONGEST_SWITCH = 3;

/** The switch whose escape sequence begins at `at`, and how long the sequence is. */
function switchAt(bytes: Uint8Array, at: number): { readonly to: Switch; readonly length: number } | null {
  let letters = "";
  for (let length = 1; length <= LONGEST_SWITCH && at + length < bytes.length; length++) {
    letters += String.fromCharCode(bytes[at + length] as number);
    const to = SWITCHES.get(letters);
    if (to) return { to, length: length + 1 };
  }
  return null;
}

/** PS3.5 6.1.2.5.3: after these the sets of the first value hold again. */
const CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d]);
const RESETS: Readonly<Record<Role, ReadonlySet<number>>> = {
  text: CONTROLS,
  values: new Set([...CONTROLS, BACKSLASH]),
  names: new Set([...CONTROLS, BACKSLASH, 0x5e, 0x3d]),
};

/**
 * The decoder for a first term and all that are declared, by their numbers. With none declared, escape sequences of
 * known sets are followed and counted.
 */
export function codeExtensions(
  first: number,
  declared: readonly number[],
): (bytes: Uint8Array, role: Role) => Decoded {
  const start = { g0: first === 13 ? G0_ROMAJI : G0_ASCII, g1: G1_SETS.get(first) ?? NONE };
  const isPlain = start.g0 === G0_ASCII;
  const { single } = start.g1;
  return (bytes, role) => {
    if (isPlain && isAscii(bytes)) return { text: readPlain(bytes), unknownBytes: 0, escapes: 0 };
    const whole = isPlain && single ? readSingle(bytes, single) : null;
    return whole === null
      ? new Extended(bytes, role, start, declared).decode()
      : { text: whole, unknownBytes: 0, escapes: 0 };
  };
}

/** Longer values go the long way, so that the list below stays short. */
const MOST_SINGLE = 4_096;

/** A text of ASCII and one set of one byte each, all of whose bytes mean something; null for any other. */
function readSingle(bytes: Uint8Array, single: Single): string | null {
  if (bytes.length > MOST_SINGLE) return null;
  const codes = new Array<number>(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === ESCAPE || (byte >= FIRST_HIGH && byte < FIRST_LATIN)) return null;
    const code = byte < FIRST_HIGH ? byte : single(byte).charCodeAt(0);
    if (Number.isNaN(code)) return null;
    codes[at] = code;
  }
  return String.fromCharCode(...codes);
}

class Extended {
  readonly #bytes: Uint8Array;
  readonly #role: Role;
  readonly #start: { readonly g0: CodeSet; readonly g1: CodeSet };
  readonly #declared: readonly number[];
  #g0: CodeSet;
  #g1: CodeSet;
  #at = 0;
  #text = "";
  #unknown = 0;
  #escapes = 0;

  constructor(
    bytes: Uint8Array,
    role: Role,
    start: { readonly g0: CodeSet; readonly g1: CodeSet },
    declared: readonly number[],
  ) {
    this.#bytes = bytes;
    this.#role = role;
    this.#start = start;
    this.#declared = declared;
    this.#g0 = start.g0;
    this.#g1 = start.g1;
  }

  decode(): Decoded {
    const bytes = this.#bytes;
    while (this.#at < bytes.length) {
      const byte = bytes[this.#at] as number;
      if (byte === ESCAPE) this.#escape();
      else if (byte >= FIRST_HIGH) this.#high(byte);
      else this.#low(byte);
    }
    return { text: this.#text, unknownBytes: this.#unknown, escapes: this.#escapes };
  }

  #escape(): void {
    const found = switchAt(this.#bytes, this.#at);
    if (!found) {
      this.#escapes++;
      this.#byte(hexByte(ESCAPE));
      return;
    }
    const { to, length } = found;
    if (!to.terms.some((term) => this.#declared.includes(term))) this.#escapes++;
    if (to.half === "g0") this.#g0 = to.set;
    else this.#g1 = to.set;
    this.#at += length;
  }

  #low(byte: number): void {
    const { pairs: twoBytes, single } = this.#g0;
    const second = this.#bytes[this.#at + 1] ?? 0;
    if (twoBytes && byte > 0x20 && byte < 0x7f && second > 0x20 && second < 0x7f) {
      this.#pair(twoBytes, byte, second);
      return;
    }
    const isReset = RESETS[this.#role].has(byte);
    // In ISO-IR 14 the delimiter looks like a yen sign, and delimits all the same.
    const isSeparator = byte === BACKSLASH && this.#role !== "text";
    this.#byte(isSeparator ? "\\" : (single ?? ascii)(byte));
    if (!isReset) return;
    this.#g0 = this.#start.g0;
    this.#g1 = this.#start.g1;
  }

  #high(byte: number): void {
    const { pairs: twoBytes, single } = this.#g1;
    const second = this.#bytes[this.#at + 1] ?? 0;
    if (twoBytes && byte > FIRST_LATIN && second > FIRST_LATIN) {
      this.#pair(twoBytes, byte & 0x7f, second & 0x7f);
      return;
    }
    const character = byte >= FIRST_LATIN ? (single?.(byte) ?? "") : "";
    if (character === "") this.#unknown++;
    this.#byte(character || hexByte(byte));
  }

  #byte(character: string): void {
    this.#text += character;
    this.#at++;
  }

  #pair(twoBytes: Pairs, first: number, second: number): void {
    const character = twoBytes(first, second);
    if (character === "") {
      this.#unknown += 2;
      this.#text += hexByte(this.#bytes[this.#at] as number) + hexByte(this.#bytes[this.#at + 1] as number);
    } else this.#text += character;
    this.#at += 2;
  }
}
