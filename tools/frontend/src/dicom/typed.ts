/**
 * What a value says, beside what stands there (PS3.5 6.2): dates, times, ages and numbers out of text. A value that
 * breaks the rule of its VR keeps its text and has nothing else.
 */

import { type PersonName, personName } from "./person-name";
import { type ValueContext, valuesOf } from "./value";
import { vrName } from "./vr";

/** DA; a year and a month may stand alone in DT. Months and days from 1; null where they are left out. */
export interface DateValue {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

/** TM; null where a part is left out. 60 seconds are a leap second. `micros` are millionths of a second. */
export interface TimeValue {
  readonly hour: number;
  readonly minute: number | null;
  readonly second: number | null;
  readonly micros: number | null;
}

/** DT; `offset` in minutes east of UTC, null where none stands there. */
export interface DateTimeValue extends DateValue {
  readonly time: TimeValue | null;
  readonly offset: number | null;
}

export interface AgeValue {
  readonly count: number;
  readonly unit: "D" | "W" | "M" | "Y";
}

export type Typed = number | bigint | string | DateValue | TimeValue | DateTimeValue | AgeValue | PersonName;

export interface TypedValue {
  /** As it stands in the file, decoded, without its padding. */
  readonly raw: string;
  /** null: empty, or no value of this VR. */
  readonly value: Typed | null;
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
const isWithin = (value: number | null, least: number, most: number): boolean =>
  value === null || (value >= least && value <= most);

/** Days of a month, by the Gregorian calendar. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function date(year: number, month: number | null, day: number | null): DateValue | null {
  if (!isWithin(month, 1, 12) || !isWithin(day, 1, daysIn(year, month ?? 1))) return null;
  return { year, month, day };
}

/** `YYYYMMDD`; also `YYYY.MM.DD`, which ACR-NEMA wrote. */
export function readDate(text: string): DateValue | null {
  const found = /^(\d{4})(\.?)(\d\d)\2(\d\d)$/.exec(text);
  return found && date(Number(found[1]), Number(found[3]), Number(found[4]));
}

/** `HHMMSS.FFFFFF`, from the right left out; also `HH:MM:SS`, which ACR-NEMA wrote. */
export function readTime(text: string): TimeValue | null {
  const found = /^(\d\d)(?:(:?)(\d\d)(?:\2(\d\d)(?:\.(\d{1,6}))?)?)?$/.exec(text);
  if (!found) return null;
  const [, hour, , minute, second, fraction] = found;
  const time = {
    hour: Number(hour),
    minute: numberOf(minute),
    second: numberOf(second),
    micros: numberOf(fraction?.padEnd(6, "0")),
  };
  const isOne = isWithin(time.hour, 0, 23) && isWithin(time.minute, 0, 59) && isWithin(time.second, 0, 60);
  return isOne ? time : null;
}

const MOST_OFFSET = 14 * 60;
const LEAST_OFFSET = -12 * 60;

/** `YYYYMMDDHHMMSS.FFFFFF&ZZXX`, from the right left out but for the zone. */
export function readDateTime(text: string): DateTimeValue | null {
  const found = /^(\d{4})(?:(\d\d)(?:(\d\d)(\d\d.*?)?)?)?([+-]\d{4})?$/.exec(text);
  if (!found) return null;
  const [, year, month, day, rest, zone] = found;
  const whole = date(Number(year), numberOf(month), numberOf(day));
  const time = rest === undefined ? null : readTime(rest);
  const sign = zone?.startsWith("-") ? -1 : 1;
  const offset = zone ? sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) : null;
  if (!whole || (rest !== undefined && !time) || !isWithin(offset, LEAST_OFFSET, MOST_OFFSET)) return null;
  return { ...whole, time, offset };
}

/** `nnnD`, `nnnW`, `nnnM`, `nnnY` */
export function readAge(text: string): AgeValue | null {
  const found = /^(\d{3})([DWMY])$/.exec(text);
  return found && { count: Number(found[1]), unit: found[2] as AgeValue["unit"] };
}

/** A decimal string of up to 16 characters; the file's text may be longer, and is read all the same. */
export function readDecimal(text: string): number | null {
  return /^ *[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d+)? *$/.test(text) ? Number(text) : null;
}

const MOST_INTEGER = 2 ** 31 - 1;

export function readInteger(text: string): number | null {
  if (!/^ *[+-]?\d+ *$/.test(text)) return null;
  const value = Number(text);
  return isWithin(value, -MOST_INTEGER - 1, MOST_INTEGER) ? value : null;
}

const READERS: Readonly<Record<string, (text: string) => Typed | null>> = {
  DA: readDate,
  TM: readTime,
  DT: readDateTime,
  AS: readAge,
  DS: readDecimal,
  IS: readInteger,
  PN: personName,
  SV: BigInt,
  UV: BigInt,
};
for (const vr of ["FD", "FL", "SL", "SS", "UL", "US"]) (READERS as Record<string, unknown>)[vr] = Number;

/** Every value of an element, with its text. Binary VRs have one, in hexadecimal. */
export function typedValues(bytes: Uint8Array, vr: number, context: ValueContext): readonly TypedValue[] {
  const read = READERS[vrName(vr)] ?? ((text: string) => text);
  return valuesOf(bytes, vr, context).map((raw) => ({ raw, value: raw === "" ? null : read(raw) }));
}
