/** Value Representations. A VR is one number: its two letters as in the file, the first in the high byte. */

export type Vr = number;

export function vrCode(name: string): Vr {
  return name.length === 2 ? (name.charCodeAt(0) << 8) | name.charCodeAt(1) : 0;
}

/** The two letters; "" for items, which have none. */
export function vrName(vr: Vr): string {
  return vr === 0 ? "" : String.fromCharCode(vr >>> 8, vr & 0xff);
}

/** Items and delimiters (PS3.5 7.5) carry no VR. */
export const NO_VR: Vr = 0;
export const VR_AT = vrCode("AT");
export const VR_OB = vrCode("OB");
export const VR_OW = vrCode("OW");
export const VR_PN = vrCode("PN");
export const VR_SQ = vrCode("SQ");
export const VR_SS = vrCode("SS");
export const VR_UI = vrCode("UI");
export const VR_UN = vrCode("UN");
export const VR_US = vrCode("US");

/** PS3.5 7.1.2: how the length of an element with explicit VR is written. */
export const UNKNOWN_FORM = 0;
/** Table 7.1-2: 16 bits right after the VR. */
export const SHORT_FORM = 1;
/** Table 7.1-1: 16 reserved bits, then 32. */
export const LONG_FORM = 2;

const SHORT_VRS = "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US";
const LONG_VRS = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

const LETTER_A = 0x41;
const LETTERS = 26;
const FORMS = new Uint8Array(LETTERS * LETTERS);
const formPlace = (first: number, second: number): number => (first - LETTER_A) * LETTERS + second - LETTER_A;
for (const name of SHORT_VRS.split(" "))
  FORMS[formPlace(name.charCodeAt(0), name.charCodeAt(1))] = SHORT_FORM;
for (const name of LONG_VRS.split(" ")) FORMS[formPlace(name.charCodeAt(0), name.charCodeAt(1))] = LONG_FORM;

/** Two unsigned compares keep this cheap: it runs once for every element. */
export function areLetters(first: number, second: number): boolean {
  return (first - LETTER_A) >>> 0 < LETTERS && (second - LETTER_A) >>> 0 < LETTERS;
}

/** The form of a VR by its two bytes; `UNKNOWN_FORM` for anything PS3.5 6.2 does not list. */
export function vrForm(first: number, second: number): number {
  return areLetters(first, second) ? (FORMS[formPlace(first, second)] as number) : UNKNOWN_FORM;
}
