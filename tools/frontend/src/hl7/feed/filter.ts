/**
 * What is asked of a message: conditions on paths, all of which have to hold.
 *
 *     PID-8 = "F" and not OBX-5 matches "^\d+$" and NK1 present
 *
 * | written | holds where |
 * |---|---|
 * | `PATH = "…"` | a value at the path is this text; `""` is HL7's own: delete what you hold |
 * | `PATH contains "…"` | a value has this text in it |
 * | `PATH matches "…"` | a value fits the regular expression, as JavaScript has it |
 * | `PATH present`, `PATH empty` | something is said there, or nothing |
 *
 * `not` before a condition, or `!=`, turns it. An `i` directly behind the closing quotes ignores the case. Quotes inside a
 * text are doubled; they can be left out around a text without blanks and quotes. `OBX-5` means that of any OBX and of any
 * repetition, `OBX[2]-5[1]` one alone.
 */

import { formatWanted, parseWanted, type Wanted } from "../path";

export const OPERATORS = ["equals", "contains", "matches", "present", "empty"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  readonly wanted: Wanted;
  readonly operator: Operator;
  readonly isNot: boolean;
  /** "" for `present` and `empty`. */
  readonly value: string;
  readonly ignoresCase: boolean;
}

/** `at` counts UTF-16 code units from 0. */
export interface FilterFault {
  readonly code: "path" | "operator" | "value" | "quote" | "expression" | "too-long";
  readonly at: number;
  /** What stands there. */
  readonly found: string;
}

export type ParsedFilter =
  | { readonly conditions: readonly Condition[]; readonly fault: null }
  | { readonly conditions: null; readonly fault: FilterFault };

/** A filter is written by hand. */
const LONGEST = 10_000;

const WORDS: Readonly<Record<Operator, string>> = {
  equals: "=",
  contains: "contains",
  matches: "matches",
  present: "present",
  empty: "empty",
};

export function takesValue(operator: Operator): boolean {
  return operator !== "present" && operator !== "empty";
}

export function formatCondition({ wanted, operator, isNot, value, ignoresCase }: Condition): string {
  const start = `${isNot ? "not " : ""}${formatWanted(wanted)} ${WORDS[operator]}`;
  if (!takesValue(operator)) return start;
  return `${start} "${value.replaceAll('"', '""')}"${ignoresCase ? "i" : ""}`;
}

export function formatFilter(conditions: readonly Condition[]): string {
  return conditions.map(formatCondition).join(" and ");
}

/** "" asks nothing. */
export function parseFilter(text: string): ParsedFilter {
  if (text.length > LONGEST) return { conditions: null, fault: { code: "too-long", at: LONGEST, found: "" } };
  try {
    return { conditions: [...new Cursor(text).conditions()], fault: null };
  } catch (error) {
    if (error instanceof Unread) return { conditions: null, fault: error.fault };
    throw error;
  }
}

/** The expression, or null where it is none. Without the flag `g`, so that it remembers nothing. */
export function expressionOf({ value, ignoresCase }: Condition): RegExp | null {
  try {
    return new RegExp(value, ignoresCase ? "i" : "");
  } catch {
    return null;
  }
}

class Unread extends Error {
  readonly fault: FilterFault;
  constructor(code: FilterFault["code"], at: number, found: string) {
    super(code);
    this.fault = { code, at, found };
  }
}

const BLANKS = /\s*/y;
const WORD = /[^\s"=!]+/y;
/** Up to a blank: what needs no quotes. */
const BARE = /[^\s"]+/y;
/** Only before a path: AND and NOT may be segments too. */
const AND = /and\s+(?=[a-z][a-z0-9]{2}(?![a-z0-9]))/iy;
const NOT = /not\s+(?=[a-z][a-z0-9]{2}(?![a-z0-9]))/iy;
const QUOTED = /"((?:[^"]|"")*)"/y;
const MOST_QUOTED = 60;

/** Reads from left to right, once. */
class Cursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  *conditions(): Generator<Condition> {
    this.#take(BLANKS);
    while (this.#at < this.#text.length) {
      yield this.#condition();
      this.#take(AND);
    }
  }

  #condition(): Condition {
    const isNegated = this.#take(NOT) !== "";
    const at = this.#at;
    const wanted = parseWanted(this.#take(WORD));
    if (!wanted) throw this.#unread("path", at);
    this.#take(BLANKS);
    const operatorAt = this.#at;
    const isUnequal = this.#sign("!=");
    const operator = isUnequal || this.#sign("=") ? "equals" : this.#operator(operatorAt);
    const isNot = isNegated !== isUnequal;
    const { value, ignoresCase, valueAt } = takesValue(operator) ? this.#value() : NO_VALUE;
    const condition = { wanted, operator, isNot, value, ignoresCase };
    if (operator === "matches" && !expressionOf(condition)) throw this.#unread("expression", valueAt);
    return condition;
  }

  #operator(at: number): Operator {
    const word = this.#take(WORD).toLowerCase();
    const operator = OPERATORS.find((known) => WORDS[known] === word);
    if (!operator) throw this.#unread("operator", at);
    this.#take(BLANKS);
    return operator;
  }

  #value(): { readonly value: string; readonly ignoresCase: boolean; readonly valueAt: number } {
    const valueAt = this.#at;
    if (this.#text[this.#at] !== '"') {
      const value = this.#take(BARE);
      if (value === "") throw this.#unread("value", valueAt);
      this.#take(BLANKS);
      return { value, ignoresCase: false, valueAt };
    }
    const quoted = this.#take(QUOTED);
    if (quoted === "") throw this.#unread("quote", valueAt);
    const ignoresCase = this.#text[this.#at] === "i";
    if (ignoresCase) this.#at++;
    this.#take(BLANKS);
    return { value: quoted.slice(1, -1).replaceAll('""', '"'), ignoresCase, valueAt };
  }

  #sign(sign: "=" | "!="): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    this.#take(BLANKS);
    return true;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [taken = ""] = pattern.exec(this.#text) ?? [];
    this.#at += taken.length;
    return taken;
  }

  #unread(code: FilterFault["code"], at: number): Unread {
    const rest = this.#text.slice(at, at + MOST_QUOTED);
    const isWord = code === "path" || code === "operator";
    return new Unread(code, at, isWord ? (rest.match(/^\S*/)?.[0] ?? "") : rest);
  }
}

const NO_VALUE = { value: "", ignoresCase: false, valueAt: 0 };
