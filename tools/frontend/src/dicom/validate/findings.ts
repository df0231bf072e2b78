/** Collects what is found: each place once for each rule, and not more than anybody reads. */

import { datum } from "../../bytes/datum";
import type { DicomFault } from "../faults";
import { FINDING_RULES, type Finding, type RuleCode, severityOf } from "./rules";

/** A thousand sentences help nobody, and one rule should not drown the others. */
const MOST = 2_000;
const MOST_OF_A_RULE = 300;

export interface Place {
  readonly path: string;
  readonly offset: number;
}

export interface Details {
  /** Of the file, or a number, name or tag of ours. */
  readonly found?: string | number;
  readonly expected?: string;
  /** Where the table of a module asks for it: its name, and the clause. */
  readonly module?: string;
  readonly rule?: string;
}

export class Findings {
  readonly all: Finding[] = [];
  /** How many more there were. */
  leftOut = 0;
  readonly #seen = new Set<string>();
  readonly #counts = new Map<string, number>();

  add(code: RuleCode, place: Place, { found = "", expected = "", module = "", rule }: Details = {}): void {
    const key = `${code} ${place.path}`;
    if (this.#seen.has(key)) return;
    const isKept = this.#count(code);
    // What is not kept is not remembered either: a hostile file has millions.
    if (!isKept) return;
    this.#seen.add(key);
    this.all.push({
      code,
      severity: severityOf(code),
      offset: place.offset,
      path: place.path,
      found: datum(String(found)),
      expected,
      module,
      rule: rule ?? FINDING_RULES[code][1],
    });
  }

  addFault(fault: DicomFault): void {
    if (this.#count(fault.code)) this.all.push({ ...fault, severity: severityOf(fault.code), module: "" });
  }

  /** Whether another one of this rule would be kept; spares building a path that nobody reads. */
  isFull(code: RuleCode): boolean {
    return this.all.length >= MOST || (this.#counts.get(code) ?? 0) >= MOST_OF_A_RULE;
  }

  #count(code: string): boolean {
    const count = this.#counts.get(code) ?? 0;
    if (count >= MOST_OF_A_RULE || this.all.length >= MOST) {
      this.leftOut++;
      return false;
    }
    this.#counts.set(code, count + 1);
    return true;
  }
}
