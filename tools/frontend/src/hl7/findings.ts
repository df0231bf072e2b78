/** What a validator finds: each rule with its clause and its weight. */

import { type Datum, datum } from "../bytes/datum";
import type { Place } from "./place";

/** "error": the standard forbids it. "warning": receivers stumble over it. "note": it may be right here. */
export type Severity = "error" | "warning" | "note";

const CHAPTER = "HL7 v2.5.1 ";

/** Clauses are those of v2.5.1, which is where most of them stand most clearly. */
const RULES = {
  "structure-unknown": ["warning", "2.5.1"],
  "segment-missing": ["error", "2.12.2"],
  "group-missing": ["error", "2.12.2"],
  "segment-order": ["error", "2.12.2"],
  "segment-repeated": ["error", "2.12.2"],
  "segment-unexpected": ["error", "2.12.2"],
  "segment-unknown": ["error", "2.5.2"],
  "field-required": ["error", "2.5.3.4"],
  "field-repeated": ["error", "2.5.3.5"],
  "field-withdrawn": ["warning", "2.8.2"],
  "field-unknown": ["warning", "2.5.3"],
  "field-length": ["warning", "2.5.3.2"],
  "component-required": ["warning", "2.5.3.3"],
  "component-unknown": ["warning", "2.5.3.3"],
  "component-length": ["warning", "2.5.3.2"],
  "number-format": ["error", "2.A.47"],
  "sequence-format": ["error", "2.A.70"],
  "date-format": ["error", "2.A.21"],
  "time-format": ["error", "2.A.75"],
  "timestamp-format": ["error", "2.A.22"],
  "digits-format": ["error", "2.A.71"],
  "table-value": ["error", "2.5.3.6"],
  "table-suggestion": ["note", "2.5.3.6"],
  "version-unknown": ["warning", "2.15.9.12"],
  "header-structure": ["error", "2.15.9.9"],
  "event-differs": ["warning", "3.4.1.1"],
  "value-type-missing": ["error", "7.4.2.2"],
  "value-type-unknown": ["error", "7.4.2.2"],
} as const satisfies Record<string, readonly [Severity, string]>;

export type Rule = keyof typeof RULES;
export const VALIDATION_RULES = Object.keys(RULES) as readonly Rule[];

/** As the rule itself has it; a finding may weigh less. */
export const severityOf = (rule: Rule): Severity => RULES[rule][0];
export const clauseOf = (rule: Rule): string => CHAPTER + RULES[rule][1];

export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** `PID-3[1].4`; of a missing segment or group its name. */
  readonly path: string;
  /** Byte offset into the text; where something is missing, the place in front of which it is. */
  readonly offset: number;
  readonly place: Place;
  readonly found: Datum;
  readonly expected: string;
  readonly clause: string;
}

export interface FindingDetail {
  readonly path: string;
  readonly place: Place;
  readonly found: string;
  readonly expected: string;
  /** Instead of the rule's own. */
  readonly severity?: Severity;
}

/** Of each rule the first `limit` findings, and how many there are. */
export class FindingList {
  readonly #limit: number;
  readonly #kept: Finding[] = [];
  readonly #counts = new Map<Rule, number>();

  constructor(limit = 1_000) {
    this.#limit = limit;
  }

  /** `detail` is asked for only where the finding is kept. */
  add(rule: Rule, offset: number, detail: () => FindingDetail): void {
    const before = this.#counts.get(rule) ?? 0;
    this.#counts.set(rule, before + 1);
    if (before >= this.#limit) return;
    const [severity, clause] = RULES[rule];
    const { path, place, found, expected, severity: own } = detail();
    this.#kept.push({
      rule,
      severity: own ?? severity,
      path,
      offset,
      place,
      found: datum(found),
      expected,
      clause: CHAPTER + clause,
    });
  }

  /** In the order of their places. */
  get kept(): readonly Finding[] {
    return this.#kept.toSorted((one, other) => one.offset - other.offset);
  }

  get counts(): ReadonlyMap<Rule, number> {
    return this.#counts;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
