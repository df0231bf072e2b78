/** The fields of a message that is being built: found by what they may hold, and written anew. */

import type { FieldPlan, Plan, TypePlan } from "../plan";
import type { Line } from "./fill";

export interface Target {
  /** Among the lines, from 0. */
  readonly line: number;
  /** From 1. */
  readonly field: number;
}

/** Lines, and where in them something was done; null where there was no room for it. */
export interface Done {
  readonly lines: readonly Line[];
  readonly path: string | null;
}

type Holds = (plan: FieldPlan, text: string, rest: readonly (FieldPlan | null)[]) => boolean;

const HEADER = "MSH";

export class Targets {
  readonly #plan: Plan;
  readonly lines: readonly Line[];

  constructor(plan: Plan, lines: readonly Line[]) {
    this.#plan = plan;
    this.lines = lines;
  }

  get nowhere(): Done {
    return { lines: this.lines, path: null };
  }

  /** Every field outside of MSH, in its order. */
  *#all(): Generator<Target> {
    for (const [line, { id, fields }] of this.lines.entries())
      if (id !== HEADER) for (let field = 1; field <= fields.length; field++) yield { line, field };
  }

  /** The fields for which it holds; `rest` are the plans of those behind. */
  matching(holds: Holds): readonly Target[] {
    return [...this.#all()].filter((target) => {
      const plan = this.planOf(target);
      const rest =
        this.#plan.segment(this.lines[target.line]?.id ?? "")?.fields.slice(target.field + 1) ?? [];
      return plan !== null && plan.most > 0 && holds(plan, this.textOf(target), rest);
    });
  }

  planOf({ line, field }: Target): FieldPlan | null {
    return this.#plan.segment(this.lines[line]?.id ?? "")?.fields[field] ?? null;
  }

  textOf({ line, field }: Target): string {
    return this.lines[line]?.fields[field - 1] ?? "";
  }

  /** `OBX[2]-5`. */
  pathOf({ line, field }: Target): string {
    const id = this.lines[line]?.id ?? "";
    const occurrence = this.lines.slice(0, line + 1).filter((one) => one.id === id).length;
    return `${id}${occurrence > 1 ? `[${occurrence}]` : ""}-${field}`;
  }

  with(target: Target, text: string, inside = ""): Done {
    const line = this.lines[target.line];
    if (!line) return this.nowhere;
    return {
      lines: this.replaced(target.line, withFields(line, { [target.field]: text })),
      path: this.pathOf(target) + inside,
    };
  }

  /** The lines with others in the place of one. */
  replaced(at: number, ...others: readonly Line[]): readonly Line[] {
    return [...this.lines.slice(0, at), ...others, ...this.lines.slice(at + 1)];
  }
}

/** A line with some fields written anew. */
export function withFields(line: Line, texts: Readonly<Record<number, string>>): Line {
  const length = Math.max(line.fields.length, ...Object.keys(texts).map(Number));
  const fields = Array.from({ length }, (_, at) => texts[at + 1] ?? line.fields[at] ?? "");
  return { ...line, fields };
}

/** Any text may stand in it, and in its parts. */
export function isFree({ format, components }: TypePlan): boolean {
  return format === null && components.every(({ table, type }) => table === null && isFree(type));
}
