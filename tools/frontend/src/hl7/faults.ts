/** Every fault this parser knows: its code, the clause it rests on, and whether it is more than a remark. */

import { datum } from "../bytes/datum";
import type { Fault } from "../bytes/fault";

/** `note`: worth knowing, breaks no rule of the message itself. */
export type Weight = "problem" | "note";

const CHAPTER = "HL7 v2.5.1 ";

const KNOWN = {
  "byte-order-mark": { weight: "note", rule: `${CHAPTER}2.15.9.18` },
  "mllp-frame": { weight: "note", rule: "MLLP Release 1" },
  "terminator-lf": { weight: "problem", rule: `${CHAPTER}2.5.4` },
  "terminator-crlf": { weight: "problem", rule: `${CHAPTER}2.5.4` },
  "terminator-mixed": { weight: "problem", rule: `${CHAPTER}2.5.4` },
  "terminator-missing": { weight: "note", rule: `${CHAPTER}2.5.4` },
  "blank-line": { weight: "problem", rule: `${CHAPTER}2.5.2` },
  "leading-blanks": { weight: "problem", rule: `${CHAPTER}2.5.2` },
  "line-prefix": { weight: "problem", rule: `${CHAPTER}2.5.2` },
  "text-before-header": { weight: "problem", rule: `${CHAPTER}2.15.9` },
  "header-missing": { weight: "problem", rule: `${CHAPTER}2.15.9` },
  "header-short": { weight: "problem", rule: `${CHAPTER}2.15.9.1` },
  "encoding-characters-short": { weight: "problem", rule: `${CHAPTER}2.15.9.2` },
  "encoding-characters-long": { weight: "problem", rule: `${CHAPTER}2.15.9.2` },
  "delimiters-equal": { weight: "problem", rule: `${CHAPTER}2.5.4` },
  "delimiter-not-displayable": { weight: "problem", rule: `${CHAPTER}2.5.4` },
  "segment-name": { weight: "problem", rule: `${CHAPTER}2.5.2` },
  "charset-undeclared": { weight: "problem", rule: `${CHAPTER}2.15.9.18` },
  "charset-mismatch": { weight: "problem", rule: `${CHAPTER}2.15.9.18` },
  "charset-doubtful": { weight: "problem", rule: `${CHAPTER}2.15.9.18` },
  "charset-unsupported": { weight: "problem", rule: `${CHAPTER}2.15.9.18` },
  "escape-lone": { weight: "problem", rule: `${CHAPTER}2.7` },
  "escape-unknown": { weight: "problem", rule: `${CHAPTER}2.7` },
  "escape-hex": { weight: "problem", rule: `${CHAPTER}2.7.5` },
} as const satisfies Record<string, { weight: Weight; rule: string }>;

export type FaultCode = keyof typeof KNOWN;
export const FAULT_CODES = Object.keys(KNOWN) as readonly FaultCode[];

/** What stands around the segments, and is no part of any. */
export const AROUND_SEGMENTS = [
  "byte-order-mark",
  "mllp-frame",
  "terminator-lf",
  "terminator-crlf",
  "terminator-mixed",
  "terminator-missing",
  "blank-line",
  "leading-blanks",
  "line-prefix",
] as const satisfies readonly FaultCode[];

/** Those that other bytes around the segments put right. */
export const FIXABLE = [...AROUND_SEGMENTS, "text-before-header"] as const;
export type Fixable = (typeof FIXABLE)[number];

/** Of these `found` counts; of all others it quotes the text. */
export const MEASURED: ReadonlySet<string> = new Set(AROUND_SEGMENTS);

export function weightOf(code: string): Weight {
  return code in KNOWN ? KNOWN[code as FaultCode].weight : "problem";
}

export interface FaultDetail {
  readonly path?: string;
  readonly found: string;
  readonly expected: string;
}

/** A million equal faults help nobody: of each code the first `limit` are kept, the rest are counted. */
export class FaultList {
  readonly #limit: number;
  readonly #kept: Fault[] = [];
  readonly #counts = new Map<string, number>();

  constructor(limit = 100) {
    this.#limit = limit;
  }

  /** `detail` is asked for only where the fault is kept. */
  add(code: FaultCode, offset: number, detail: () => FaultDetail): void {
    const before = this.#counts.get(code) ?? 0;
    this.#counts.set(code, before + 1);
    if (before >= this.#limit) return;
    const { path = "", found, expected } = detail();
    this.#kept.push({ path, found: datum(found), expected, code, offset, rule: KNOWN[code].rule });
  }

  /** In the order of their places. */
  get kept(): readonly Fault[] {
    return this.#kept.toSorted((a, b) => a.offset - b.offset);
  }

  /** How many there were in all. */
  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
