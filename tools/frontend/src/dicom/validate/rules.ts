/** What a file can break, how much that weighs, and where the standard says it. Order is rank: the gravest first. */

import type { Fault } from "../../bytes/fault";
import type { DicomFaultCode } from "../faults";

/** "error" breaks the standard; "warning" may be meant, or is harmless to most readers; "note" is worth knowing. */
export type Severity = "error" | "warning" | "note";

/** Clause of rules that stand in no table of PS3.3; of the others the finding names the table. */
export const FINDING_RULES = {
  "missing-type-1": ["error", "PS3.3 5.2, PS3.5 7.4.1"],
  "empty-type-1": ["error", "PS3.3 5.2, PS3.5 7.4.1"],
  "missing-type-2": ["error", "PS3.3 5.2, PS3.5 7.4.3"],
  "missing-type-1c": ["error", "PS3.3 5.2, PS3.5 7.4.2"],
  "missing-type-2c": ["error", "PS3.3 5.2, PS3.5 7.4.4"],
  "empty-type-1c": ["error", "PS3.3 5.2, PS3.5 7.4.2"],
  /** A functional group that this IOD asks for stands neither among the shared nor among the per-frame ones. */
  "missing-group": ["error", "PS3.3 C.7.6.16"],
  "no-sop-class": ["error", "PS3.3 C.12.1"],
  "meta-missing": ["error", "PS3.10 7.1, Table 7.1-1"],
  "meta-sop-class": ["error", "PS3.10 7.1, Table 7.1-1"],
  "meta-sop-instance": ["error", "PS3.10 7.1, Table 7.1-1"],
  "vr-other": ["error", "PS3.6 6"],
  multiplicity: ["error", "PS3.6 6, PS3.5 6.4"],
  "value-length": ["error", "PS3.5 6.2"],
  "value-size": ["error", "PS3.5 6.2"],
  "value-form": ["error", "PS3.5 6.2"],
  "value-characters": ["error", "PS3.5 6.2"],
  "uid-form": ["error", "PS3.5 9.1"],
  /** An optional or conditional module of which something stands here, and something that belongs to it does not. */
  "incomplete-module": ["warning", "PS3.3 A.1.3"],
  "value-padding": ["warning", "PS3.5 6.2"],
  "no-creator": ["warning", "PS3.5 7.8.1"],
  "not-in-dictionary": ["warning", "PS3.6 6"],
  "unknown-sop-class": ["note", "PS3.4 B.5"],
  retired: ["note", "PS3.6 6"],
  /** Allowed as a Standard Extended SOP Class. */
  "not-in-iod": ["note", "PS3.4 B.3"],
} as const satisfies Record<string, readonly [Severity, string]>;

export type RuleCode = keyof typeof FINDING_RULES;

/** Faults of the structure that most readers live with; all others are errors. */
const TOLERATED: ReadonlySet<DicomFaultCode> = new Set<DicomFaultCode>([
  "padding",
  "trailing-bytes",
  "charset-spelling",
  "deflate-wrapped",
  "unknown-transfer-syntax",
]);

export interface Finding extends Fault {
  readonly code: RuleCode | DicomFaultCode;
  readonly severity: Severity;
  /** Name of the module that asks for it, in the standard's English; "" where none does. */
  readonly module: string;
}

export function severityOf(code: RuleCode | DicomFaultCode): Severity {
  if (code in FINDING_RULES) return FINDING_RULES[code as RuleCode][0];
  return TOLERATED.has(code as DicomFaultCode) ? "warning" : "error";
}

const CODES = Object.keys(FINDING_RULES);
const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** The lower, the further up: by severity, then by rule. Faults of the structure stand behind what is missing. */
export function rankOf({ code, severity }: Pick<Finding, "code" | "severity">): number {
  const place = CODES.indexOf(code);
  return SEVERITIES.indexOf(severity) * 100 + (place < 0 ? CODES.indexOf("no-sop-class") : place);
}

export function ranked(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((one, other) => rankOf(one) - rankOf(other) || one.offset - other.offset);
}
