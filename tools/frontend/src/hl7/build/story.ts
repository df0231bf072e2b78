/**
 * The people and events of one message. Plainly synthetic: everybody is called TEST, towns are on no map, numbers are
 * made of T and digits, telephone numbers are of the block that is kept for fiction (555-0100 to 555-0199).
 */

import type { Wish } from "./fit";
import { formatMoment, later } from "./moment";
import { Random } from "./random";

export interface Story {
  /** Of the message in its feed, from 0. */
  readonly index: number;
  readonly moment: number;
  readonly controlId: string;
  /** Four digits that tell people apart. */
  readonly number: string;
  readonly patientId: string;
  readonly visitId: string;
  readonly orderId: string;
  readonly person: Wish;
  readonly sex: "F" | "M";
  readonly born: string;
  readonly phone: string;
  readonly ward: string;
  readonly random: Random;
}

const DAY_S = 86_400;
/** People of these years are old enough for everything, and none is a hundred. */
const BORN = { first: 1940, years: 60 } as const;
const SECONDS_BETWEEN = 60;

export function newStory(seed: number, index: number, start: number): Story {
  const random = new Random(seed, index);
  const number = random.digits(4);
  const moment = later(start, index * SECONDS_BETWEEN + random.below(SECONDS_BETWEEN / 2));
  const born = Date.UTC(BORN.first + random.below(BORN.years), random.below(12), 1 + random.below(28));
  return {
    index,
    moment,
    controlId: `T${seed}-${index + 1}`,
    number,
    patientId: `T${random.digits(7)}`,
    visitId: `TV${random.digits(6)}`,
    orderId: `TO${random.digits(6)}`,
    person: ["TEST", "PERSON", number],
    sex: random.of(["F", "M"]),
    born: formatMoment(born).slice(0, 8),
    phone: `555-01${random.digits(2)}`,
    ward: `TESTWARD${1 + random.below(6)}`,
    random,
  };
}

/** `20260105080000`, some minutes away from the message's own time. */
export const momentOf = ({ moment }: Story, minutes = 0): string =>
  formatMoment(later(moment, minutes * SECONDS_BETWEEN));

export const dayOf = ({ moment }: Story, days = 0): string =>
  formatMoment(later(moment, days * DAY_S)).slice(0, 8);

/** What is measured, with the range that is called normal here. */
export interface Analyte {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
}

/** Codes of a system of our own (99TST): no laboratory has them. */
export const ANALYTES: readonly Analyte[] = [
  { code: "TNA", name: "Test sodium", unit: "mmol/L", low: 135, high: 145, decimals: 0 },
  { code: "TK", name: "Test potassium", unit: "mmol/L", low: 3.5, high: 5.1, decimals: 1 },
  { code: "TGLU", name: "Test glucose", unit: "mmol/L", low: 3.9, high: 5.6, decimals: 1 },
  { code: "TCRE", name: "Test creatinine", unit: "umol/L", low: 60, high: 110, decimals: 0 },
  { code: "THB", name: "Test haemoglobin", unit: "g/L", low: 120, high: 170, decimals: 0 },
  { code: "TCRP", name: "Test C-reactive protein", unit: "mg/L", low: 0, high: 5, decimals: 1 },
];

/** A value near the normal range, and what it is called (table 0078). */
export function measured({ low, high, decimals }: Analyte, random: Random): readonly [string, string] {
  const spread = high - low;
  const number = Math.max(0, low - spread / 2 + (random.below(1_000) / 1_000) * spread * 2);
  const value = number.toFixed(decimals);
  return [value, Number(value) < low ? "L" : Number(value) > high ? "H" : "N"];
}
