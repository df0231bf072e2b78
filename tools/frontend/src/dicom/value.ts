/** From the bytes of a value to something to read. PS3.5 6.2 says how each VR is written. */

import { hexBytes } from "../bytes/print";
import { type Charset, DEFAULT_REPERTOIRE, type Decoded, type Role } from "./charset";
import type { SharedTexts } from "./shared-texts";
import { vrCode } from "./vr";

/** What a value's bytes mean depends on these. */
export interface ValueContext {
  readonly bigEndian: boolean;
  /** null: a character set this parser does not know; bytes above 7F are shown as bytes. */
  readonly charset: Charset | null;
}

const codes = (names: string): ReadonlySet<number> => new Set(names.split(" ").map(vrCode));

/** PS3.5 6.1.2.2: only these follow Specific Character Set; the other text VRs use the default repertoire. */
const CHARSET_VRS = codes("LO LT PN SH ST UC UT");
const TEXT_VRS = codes("AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT");
/** PS3.5 6.2: text of one value, in which a backslash is a character like any other. */
const SINGLE_VRS = codes("LT ST UR UT");
const PN = vrCode("PN");
const UN = vrCode("UN");
const AT = vrCode("AT");

/** By VR: one look instead of three, for every element of a folder. */
const IS_TEXT = 1;
const HAS_CHARSET = 2;
const TEXT_CLASSES = new Uint8Array(65_536);
for (const vr of TEXT_VRS) TEXT_CLASSES[vr] = CHARSET_VRS.has(vr) ? IS_TEXT | HAS_CHARSET : IS_TEXT;

export function isText(vr: number): boolean {
  return TEXT_CLASSES[vr] !== 0;
}

/** Whether Specific Character Set says how it is read. */
export const hasCharset = (vr: number): boolean => ((TEXT_CLASSES[vr] as number) & HAS_CHARSET) !== 0;

/** Numbers in binary, tags among them. */
export function isNumeric(vr: number): boolean {
  return NUMBERS.has(vr);
}

type ReadNumber = (view: DataView, at: number, little: boolean) => string;

/** Numbers in binary: their size, and how to read one. */
const NUMBERS: ReadonlyMap<number, { size: number; read: ReadNumber }> = new Map(
  (
    [
      ["US", 2, (view, at, little) => String(view.getUint16(at, little))],
      ["SS", 2, (view, at, little) => String(view.getInt16(at, little))],
      ["UL", 4, (view, at, little) => String(view.getUint32(at, little))],
      ["SL", 4, (view, at, little) => String(view.getInt32(at, little))],
      ["UV", 8, (view, at, little) => String(view.getBigUint64(at, little))],
      ["SV", 8, (view, at, little) => String(view.getBigInt64(at, little))],
      ["FL", 4, (view, at, little) => floatText(view.getFloat32(at, little))],
      ["FD", 8, (view, at, little) => signedText(view.getFloat64(at, little))],
      ["AT", 4, attributeTag],
    ] as readonly [string, number, ReadNumber][]
  ).map(([name, size, read]) => [vrCode(name), { size, read }]),
);

/** JavaScript writes "0" for a negative zero. */
const signedText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** The shortest decimal that is this 32-bit number again: 0.1, not 0.10000000149011612. */
function floatText(value: number): string {
  const MOST_DIGITS = 9;
  for (let digits = 6; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return signedText(short);
  }
  return String(Number.isFinite(value) ? Number(value.toPrecision(MOST_DIGITS)) : value);
}

/** `| group 2 | element 2 |` (PS3.5 6.2, AT) */
function attributeTag(view: DataView, at: number, little: boolean): string {
  const part = (value: number): string => value.toString(16).toUpperCase().padStart(4, "0");
  return part(view.getUint16(at, little)) + part(view.getUint16(at + 2, little));
}

/** The bytes as text in the character set that holds for this VR, padding included. */
function decodeText(bytes: Uint8Array, vr: number, charset: Charset | null): Decoded {
  return setFor(vr, charset).decode(bytes, roleOf(vr));
}

/** PS3.5 6.1.2.2: only some text VRs follow Specific Character Set. */
function setFor(vr: number, charset: Charset | null): Charset {
  return hasCharset(vr) && charset ? charset : DEFAULT_REPERTOIRE;
}

function roleOf(vr: number): Role {
  if (vr === PN) return "names";
  return SINGLE_VRS.has(vr) ? "text" : "values";
}

/**
 * A text value without its padding: `bytes` from `start` to `end`. Most texts are plain, and read by `texts`; `charset`
 * is asked for only where it matters. `row` lets `texts` guess what it is.
 */
export function textOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  vr: number,
  charset: () => Charset | null,
  texts: SharedTexts,
  row: number,
): string {
  let to = end;
  while (to > start && (bytes[to - 1] === SPACE || bytes[to - 1] === NUL)) to--;
  if (to === start) return "";
  const set = hasCharset(vr) ? (charset() ?? DEFAULT_REPERTOIRE) : DEFAULT_REPERTOIRE;
  const plain = set.plain === "none" ? null : texts.read(bytes, start, to, set.plain === "latin1", row);
  return plain ?? set.decode(bytes.subarray(start, to), roleOf(vr)).text;
}

const NUL = 0;
const SPACE = 0x20;

/** PS3.5 6.2: values are padded to even length with a space, UIDs with a NUL. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === SPACE || bytes[end - 1] === NUL)) end--;
  return bytes.subarray(0, end);
}

/** The values one by one as text; numbers in decimal, tags as eight digits. Other VRs: one value, in hexadecimal. */
export function valuesOf(bytes: Uint8Array, vr: number, context: ValueContext): readonly string[] {
  const number = NUMBERS.get(vr);
  if (number) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = Math.floor(bytes.length / number.size);
    return Array.from({ length: count }, (_, place) =>
      number.read(view, place * number.size, !context.bigEndian),
    );
  }
  const { text } = displayValue(bytes, vr, context);
  return SINGLE_VRS.has(vr) || !isText(vr) ? [text] : text.split("\\").map((one) => one.trim());
}

/**
 * A value for people. Several are joined with the backslash that separates them in text VRs. `unknownBytes` and
 * `escapes` tell what of it could not be decoded.
 */
export function displayValue(bytes: Uint8Array, vr: number, context: ValueContext): Decoded {
  if (isText(vr)) return decodeText(withoutPadding(bytes), vr, context.charset);
  if (NUMBERS.has(vr))
    return plain(
      valuesOf(bytes, vr, context)
        .map(vr === AT ? commaTag : String)
        .join("\\"),
    );
  if (vr === UN && isPrintable(bytes)) return DEFAULT_REPERTOIRE.decode(withoutPadding(bytes), "text");
  return plain(hexBytes(bytes));
}

const plain = (text: string): Decoded => ({ text, unknownBytes: 0, escapes: 0 });
const commaTag = (tag: string): string => `${tag.slice(0, 4)},${tag.slice(4)}`;

/** Most values of unknown VR are text of a maker who knew the VR; anything else stays bytes. */
function isPrintable(bytes: Uint8Array): boolean {
  const text = withoutPadding(bytes);
  return text.length > 0 && text.every((byte) => byte >= SPACE && byte < 0x7f);
}
