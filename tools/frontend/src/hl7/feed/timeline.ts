/** When messages were sent, by MSH-7 as it stands: a sender's own time, whatever its zone. */

import type { Hl7Text } from "../parse";
import { parseWanted, type Wanted } from "../path";
import { MSH_TIME } from "../standard";
import { eachRow, type Steps } from "./steps";
import { Values } from "./values";

/** What one bar stands for, the shortest first. */
export const UNITS = ["minute", "hour", "day", "month", "year"] as const;
export type Unit = (typeof UNITS)[number];

export interface Timeline {
  readonly unit: Unit;
  /** How MSH-7 begins in each: `2026010110` for an hour. Ascending, none left out where there are not too many. */
  readonly starts: readonly string[];
  readonly counts: Uint32Array;
  /** Messages without a time that can be read. */
  readonly timeless: number;
}

/** A picture with more bars is none. */
export const MOST_BARS = 120;
const MINUTE_MS = 60_000;
/** HL7 v2.5.1 2.A.77: YYYY[MM[DD[HH[MM…]]]]. */
const DIGITS: Readonly<Record<Unit, number>> = { year: 4, month: 6, day: 8, hour: 10, minute: 12 };
const TIME = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?/;
const SENT = parseWanted(`MSH-${MSH_TIME}.1`) as Wanted;

export function* timelineOf(text: Hl7Text, rows: Uint32Array): Steps<Timeline> {
  const values = new Values(text, SENT);
  const minutes = new Map<string, number>();
  let timeless = 0;
  yield* eachRow(rows, (row) => {
    let said = "";
    values.each(row, (start, end) => {
      said = values.read(start, end);
    });
    const minute = minuteOf(said);
    if (minute === "") timeless++;
    else minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
  });
  const unit = UNITS.find((one) => spanOf(minutes, one) <= MOST_BARS) ?? "year";
  const counted = bucketsOf(minutes, unit);
  const starts = startsOf(counted, unit);
  return { unit, starts, counts: Uint32Array.from(starts, (start) => counted.get(start) ?? 0), timeless };
}

/** Twelve digits; what a time leaves out is its earliest. "" for what is no time. */
export function minuteOf(said: string): string {
  const [found, year = "", month = "01", day = "01", hour = "00", minute = "00"] = TIME.exec(said) ?? [];
  if (!found || year === "0000") return "";
  const digits = year + month + day + hour + minute;
  return digitsOf(dateOf(digits), "minute") === digits ? digits : "";
}

/** A date that only computes: no zone is meant. */
function dateOf(digits: string): Date {
  const part = (from: number, length: number, least: number): number =>
    digits.length > from ? Number(digits.slice(from, from + length)) : least;
  const date = new Date(0);
  date.setUTCFullYear(part(0, 4, 1), part(4, 2, 1) - 1, part(6, 2, 1));
  date.setUTCHours(part(8, 2, 0), part(10, 2, 0));
  return date;
}

function digitsOf(date: Date, unit: Unit): string {
  return date.toISOString().replace(/\D/g, "").slice(0, DIGITS[unit]);
}

function bucketsOf(minutes: ReadonlyMap<string, number>, unit: Unit): Map<string, number> {
  const buckets = new Map<string, number>();
  for (const [minute, count] of minutes) {
    const start = minute.slice(0, DIGITS[unit]);
    buckets.set(start, (buckets.get(start) ?? 0) + count);
  }
  return buckets;
}

/** How many bars there would be, none left out. */
function spanOf(minutes: ReadonlyMap<string, number>, unit: Unit): number {
  const [first, last] = endsOf([...minutes.keys()]);
  if (unit === "year") return yearOf(last) - yearOf(first) + 1;
  if (unit === "month") return 12 * (yearOf(last) - yearOf(first)) + monthOf(last) - monthOf(first) + 1;
  const length = { minute: 1, hour: 60, day: 1_440 }[unit] * MINUTE_MS;
  const [from, past] = [first, last].map((one) => Math.floor(dateOf(one).getTime() / length));
  return (past as number) - (from as number) + 1;
}

const yearOf = (digits: string): number => Number(digits.slice(0, 4));
const monthOf = (digits: string): number => Number(digits.slice(4, 6));

function endsOf(sorted: readonly string[]): readonly [first: string, last: string] {
  let [first, last] = [sorted[0] ?? "", sorted[0] ?? ""];
  for (const one of sorted) {
    if (one < first) first = one;
    if (one > last) last = one;
  }
  return [first, last];
}

/** Every bar from the first to the last; of too many years those in which something was sent. */
function startsOf(counted: ReadonlyMap<string, number>, unit: Unit): readonly string[] {
  const there = [...counted.keys()].sort();
  if (there.length === 0 || spanOf(counted, unit) > MOST_BARS) return there;
  const [first, last] = endsOf(there);
  const starts = [first];
  for (let date = dateOf(first); (starts.at(-1) as string) < last; ) {
    date = next(date, unit);
    starts.push(digitsOf(date, unit));
  }
  return starts;
}

function next(date: Date, unit: Unit): Date {
  const later = new Date(date);
  if (unit === "minute") later.setUTCMinutes(date.getUTCMinutes() + 1);
  else if (unit === "hour") later.setUTCHours(date.getUTCHours() + 1);
  else if (unit === "day") later.setUTCDate(date.getUTCDate() + 1);
  else if (unit === "month") later.setUTCMonth(date.getUTCMonth() + 1);
  else later.setUTCFullYear(date.getUTCFullYear() + 1);
  return later;
}

/** What stands before each part of a time: `2026-01-01 10:15`. */
const BEFORE = ["", "-", "-", " ", ":"];

/** `2026010110` as `2026-01-01 10`. */
export function timeText(digits: string): string {
  const parts = [digits.slice(0, 4), ...(digits.slice(4).match(/\d\d/g) ?? [])];
  return parts.map((part, at) => (BEFORE[at] ?? "") + part).join("");
}
