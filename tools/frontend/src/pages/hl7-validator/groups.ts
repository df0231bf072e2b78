/** Findings as the rows of a tree: each rule with its number, and below it its findings. No DOM. */

import { type Finding, type Rule, type Severity, severityOf } from "../../hl7/findings";
import type { Validation } from "../../hl7/validation";

export const SEVERITIES = ["error", "warning", "note"] as const satisfies readonly Severity[];

/** A rule that something was found of. */
export interface Group {
  readonly rule: Rule;
  readonly severity: Severity;
  /** How many there are. */
  readonly count: number;
  /** The first of them, in the order of their places. */
  readonly findings: readonly Finding[];
}

/** The heaviest first, among equals the most frequent. */
export function groupsOf({ findings, counts }: Pick<Validation, "findings" | "counts">): readonly Group[] {
  const weight = (group: Group): number => SEVERITIES.indexOf(group.severity);
  return [...counts]
    .map(([rule, count]) => ({
      rule,
      severity: severityOf(rule),
      count,
      findings: findings.filter((finding) => finding.rule === rule),
    }))
    .toSorted((one, other) => weight(one) - weight(other) || other.count - one.count);
}

/** How many findings there are of each weight. */
export function countsOf(groups: readonly Group[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity, count } of groups) counts[severity] += count;
  return counts;
}

/** A row is a group, or a finding below it. */
export class GroupRows {
  readonly count: number;
  readonly level: Uint8Array;
  readonly end: Uint32Array;
  readonly #groups: readonly Group[];
  /** The row of each group. */
  readonly #starts: readonly number[];

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
    let count = 0;
    this.#starts = groups.map(({ findings }) => {
      const start = count;
      count += findings.length + 1;
      return start;
    });
    this.count = count;
    this.level = new Uint8Array(count).fill(2);
    this.end = Uint32Array.from({ length: count }, (_, row) => row + 1);
    for (const [number, start] of this.#starts.entries()) {
      this.level[start] = 1;
      this.end[start] = this.#starts[number + 1] ?? count;
    }
  }

  /** The group that a row belongs to, and its finding: null in the group's own row. */
  at(row: number): { readonly group: Group; readonly finding: Finding | null } | null {
    const number = this.#starts.findLastIndex((start) => start <= row);
    const group = this.#groups[number];
    if (!group || row >= this.count) return null;
    return { group, finding: group.findings[row - (this.#starts[number] ?? 0) - 1] ?? null };
  }

  /** The rows of these weights, ascending. */
  of(severities: ReadonlySet<Severity>): Uint32Array {
    const rows = Array.from({ length: this.count }, (_, row) => row);
    return Uint32Array.from(rows.filter((row) => severities.has(this.at(row)?.group.severity ?? "note")));
  }
}
