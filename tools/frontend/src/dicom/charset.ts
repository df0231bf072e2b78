/**
 * Character sets (PS3.3 C.12.1.1.2, PS3.5 6.1).
 *
 * Some are decoded by hand: browsers read "iso-8859-1" as windows-1252 and "iso-8859-9" as windows-1254, which
 * would turn bytes that mean nothing in DICOM into quotation marks. A byte that the declared set does not have is
 * shown as `\x8E`, never guessed at.
 */

/** A decoded text, and how many of its bytes the character set does not have. */
export interface Decoded {
  readonly text: string;
  readonly unknownBytes: number;
  /** Escape sequences that switch between sets (ISO 2022), which are not read yet. */
  readonly hasEscapes: boolean;
}

export interface Charset {
  /** The first value of Specific Character Set, or "ISO_IR 6" for the default repertoire. */
  readonly term: string;
  readonly decode: (bytes: Uint8Array) => Decoded;
}

const ESCAPE = 0x1b;
const FIRST_HIGH = 0x80;
const FIRST_LATIN = 0xa0;
const REPLACEMENT = "\ufffd";

const hexByte = (byte: number): string => `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/** One byte, one character; "" from `high` for a byte the set does not have. */
function singleByte(term: string, high: (byte: number) => string, low = String.fromCharCode): Charset {
  const decode = (bytes: Uint8Array): Decoded => {
    let text = "";
    let unknownBytes = 0;
    let hasEscapes = false;
    for (const byte of bytes) {
      const character = byte < FIRST_HIGH ? low(byte) : high(byte);
      if (byte === ESCAPE) hasEscapes = true;
      if (character === "") unknownBytes++;
      text += byte === ESCAPE || character === "" ? hexByte(byte) : character;
    }
    return { text, unknownBytes, hasEscapes };
  };
  return { term, decode };
}

const nothing = (): string => "";
const latin1 = (byte: number): string => (byte >= FIRST_LATIN ? String.fromCharCode(byte) : "");

/** ISO 8859-9 is Latin 1 but for the six letters of Turkish. */
const TURKISH: Readonly<Record<number, string>> = {
  208: "Ğ",
  221: "İ",
  222: "Ş",
  240: "ğ",
  253: "ı",
  254: "ş",
};

/** ISO_IR 13, JIS X 0201: half-width katakana above, and two other characters below. */
const FIRST_KATAKANA = 0xa1;
const LAST_KATAKANA = 0xdf;
const KATAKANA_SHIFT = 0xff61 - FIRST_KATAKANA;
const katakana = (byte: number): string =>
  byte >= FIRST_KATAKANA && byte <= LAST_KATAKANA ? String.fromCharCode(byte + KATAKANA_SHIFT) : "";
const romaji = (byte: number): string =>
  byte === 0x5c ? "¥" : byte === 0x7e ? "‾" : String.fromCharCode(byte);

/** A set the Encoding Standard knows under its true name: its upper half is looked up once. */
function encoded(term: string, label: string): Charset {
  let table: readonly string[] | null = null;
  return singleByte(term, (byte) => {
    if (byte < FIRST_LATIN) return "";
    table ??= Array.from({ length: 256 }, (_, code) =>
      new TextDecoder(label).decode(new Uint8Array([code])).replace(REPLACEMENT, ""),
    );
    return table[byte] as string;
  });
}

/** More bytes than one for a character: the browser's decoder, which marks what it cannot read. */
function multiByte(term: string, label: string): Charset {
  const decode = (bytes: Uint8Array): Decoded => {
    const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
    const unknownBytes = text.split(REPLACEMENT).length - 1;
    return { text, unknownBytes, hasEscapes: bytes.includes(ESCAPE) };
  };
  return { term, decode };
}

export const DEFAULT_REPERTOIRE = singleByte("ISO_IR 6", nothing);

/** PS3.3 Tables C.12-2 (single byte) and C.12-5 (multi-byte without extension), by the number in their term. */
const SETS: ReadonlyMap<string, Charset> = new Map(
  [
    DEFAULT_REPERTOIRE,
    singleByte("ISO_IR 100", latin1),
    encoded("ISO_IR 101", "iso-8859-2"),
    encoded("ISO_IR 109", "iso-8859-3"),
    encoded("ISO_IR 110", "iso-8859-4"),
    encoded("ISO_IR 144", "iso-8859-5"),
    encoded("ISO_IR 127", "iso-8859-6"),
    encoded("ISO_IR 126", "iso-8859-7"),
    encoded("ISO_IR 138", "iso-8859-8"),
    singleByte("ISO_IR 148", (byte) => TURKISH[byte] ?? latin1(byte)),
    encoded("ISO_IR 203", "iso-8859-15"),
    singleByte("ISO_IR 13", katakana, romaji),
    encoded("ISO_IR 166", "windows-874"),
    multiByte("ISO_IR 192", "utf-8"),
    multiByte("GB18030", "gb18030"),
    multiByte("GBK", "gbk"),
  ].map((charset) => [charset.term, charset]),
);

/**
 * The set for the values of Specific Character Set. With several, the first holds until an escape sequence
 * (PS3.5 6.1.2.5.3); null for a term the standard does not have, or whose set needs escape sequences to be read.
 */
export function charsetFor(terms: readonly string[]): Charset | null {
  const first = (terms[0] ?? "").trim();
  if (first === "") return DEFAULT_REPERTOIRE;
  return SETS.get(first.replace(/^ISO 2022 IR /, "ISO_IR ")) ?? null;
}
