/** How a value of each VR is written (PS3.5 6.2, Table 6.2-1): its length, its characters, its form. */

import { readAge, readDate, readDateTime, readTime } from "../typed";

/** What a value breaks, and what was expected instead. */
export interface Broken {
  readonly code: "value-length" | "value-characters" | "value-form" | "uid-form";
  readonly expected: string;
}

interface Form {
  /** Characters of one value; of PN those of each of its three groups. */
  readonly most?: number;
  /** All that may stand in it. */
  readonly characters?: RegExp;
  readonly fits?: (text: string) => boolean;
  /** The form in a few signs. */
  readonly expected?: string;
}

/** PS3.5 6.1.3: control characters in text of one line; ESC belongs to the character set. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const ONE_LINE = /^[^\x00-\x1a\x1c-\x1f\x7f]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: TAB, LF, FF and CR are allowed in text of several lines
const LINES = /^[^\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]*$/;

const FORMS: Readonly<Record<string, Form>> = {
  AE: { most: 16, characters: /^[\x20-\x5b\x5d-\x7e]*$/, expected: "≤ 16 ASCII" },
  AS: { fits: (text) => readAge(text) !== null, expected: "nnnD|nnnW|nnnM|nnnY" },
  CS: { most: 16, characters: /^[A-Z0-9 _]*$/, expected: "A–Z 0–9 _" },
  DA: { fits: (text) => /^\d{8}$/.test(text) && readDate(text) !== null, expected: "YYYYMMDD" },
  DS: { most: 16, fits: (text) => /^[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d+)?$/.test(text), expected: "-12.5E3" },
  DT: {
    most: 26,
    fits: (text) => readDateTime(text) !== null,
    expected: "YYYYMMDDHHMMSS.FFFFFF&ZZXX",
  },
  IS: { most: 12, fits: isInteger, expected: "-2147483648…2147483647" },
  LO: { most: 64, characters: ONE_LINE },
  LT: { most: 10_240, characters: LINES },
  PN: { most: 64, characters: ONE_LINE },
  SH: { most: 16, characters: ONE_LINE },
  ST: { most: 1_024, characters: LINES },
  TM: {
    most: 14,
    fits: (text) => /^\d+(\.\d{1,6})?$/.test(text) && readTime(text) !== null,
    expected: "HHMMSS.FFFFFF",
  },
  UC: { characters: ONE_LINE },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no URI has them
  UR: { characters: /^[^\x00-\x20\x7f]*$/, expected: "RFC 3986" },
  UT: { characters: LINES },
};

function isInteger(text: string): boolean {
  const value = Number(text);
  return /^[+-]?\d+$/.test(text) && value >= -(2 ** 31) && value < 2 ** 31;
}

/** PS3.5 9.1 */
const LONGEST_UID = 64;
const UID = /^(0|[1-9]\d*)(\.(0|[1-9]\d*))*$/;

/** The first rule that one value breaks, without its padding; null if none. */
export function brokenRule(vr: string, text: string): Broken | null {
  if (vr === "UI") return brokenUid(text);
  const form = FORMS[vr];
  if (!form) return null;
  const { most = Number.POSITIVE_INFINITY, characters, fits, expected = "" } = form;
  const isLong =
    vr === "PN" ? text.split("=").some((group) => lengthOf(group) > most) : lengthOf(text) > most;
  if (isLong) return { code: "value-length", expected: `≤ ${most}` };
  if (characters && !characters.test(text)) return { code: "value-characters", expected };
  return fits && !fits(text) ? { code: "value-form", expected } : null;
}

function brokenUid(text: string): Broken | null {
  if (text.length > LONGEST_UID) return { code: "value-length", expected: `≤ ${LONGEST_UID}` };
  return UID.test(text) ? null : { code: "uid-form", expected: "1.2.840.10008" };
}

/** In characters, not in UTF-16 code units. */
const lengthOf = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** How many values an element may have (PS3.5 6.4). */
export interface Multiplicity {
  readonly least: number;
  readonly most: number;
  /** "2-2n": even numbers. */
  readonly step: number;
}

/** `1`, `1-3`, `1-n`, `2-2n`, `3-3n`; null for anything else. */
export function readMultiplicity(text: string): Multiplicity | null {
  const [, least, , most, step] = /^(\d+)(-(?:(\d+)|(\d*)n))?$/.exec(text) ?? [];
  if (least === undefined) return null;
  const first = Number(least);
  if (!text.includes("-")) return { least: first, most: first, step: 1 };
  if (text.endsWith("n")) return { least: first, most: Number.POSITIVE_INFINITY, step: Number(step || "1") };
  return { least: first, most: Number(most), step: 1 };
}

export function isWithin(count: number, { least, most, step }: Multiplicity): boolean {
  return count >= least && count <= most && count % step === 0;
}
