/**
 * What is wished for in a field, made to fit the field's type in its version: codes of its tables, numbers and dates in
 * their form, no more components than there are, every required one filled.
 */

import { escapedText } from "../convert/reading";
import type { ComponentPlan, FieldPlan, TablePlan, TypePlan } from "../plan";
import { formatMoment } from "./moment";
import type { Random } from "./random";

/** A text, or components, or sub-components within those. */
export type Wish = string | readonly Wish[];

/** 2.5.4: fields are written with these, and another choice is made of them afterwards. */
export const SUGGESTED = "|^~\\&";
const SEPARATORS = ["^", "&"] as const;
/** A table that is longer holds codes of all the world; the first ones do. */
const MOST_CODES = 40;
const LONGEST_CODE = 20;
const UTF8 = new TextEncoder();

export interface FitContext {
  readonly random: Random;
  /** For times that nobody wished for. */
  readonly moment: number;
  /** What plainly is a test, for texts that nobody wished for. */
  readonly number: string;
}

/** A field's text, between the suggested delimiters. */
export function fitField(plan: FieldPlan, wish: Wish, context: FitContext, type = plan.type): string {
  return new Fit(context).part(type, plan.table, wish, 0, plan.length);
}

/** What a type holds where nobody wished for anything. */
export function fitType(type: TypePlan, table: TablePlan | null, context: FitContext): Wish {
  return new Fit(context).wished(type, table);
}

class Fit {
  readonly #context: FitContext;

  constructor(context: FitContext) {
    this.#context = context;
  }

  /** `depth`: 0 a field, 1 a component, 2 a sub-component. */
  part(type: TypePlan, table: TablePlan | null, wish: Wish, depth: number, length: number): string {
    if (type.isOpen || type.components.length === 0 || depth >= SEPARATORS.length)
      return this.#leaf(type, table, firstText(wish), length);
    const wishes = typeof wish === "string" ? [wish] : wish;
    const coded = type.isCoded && table ? this.#coded(table, wishes) : wishes;
    const parts = type.components.map((component, at) => this.#component(component, coded[at] ?? "", depth));
    return shortened(parts, SEPARATORS[depth] ?? "", length);
  }

  #component({ required, type, table, length }: ComponentPlan, wish: Wish, depth: number): string {
    if (firstText(wish) === "" && !required) return "";
    const wanted = firstText(wish) === "" ? this.wished(type, table) : wish;
    return this.part(type, table, wanted, depth + 1, length);
  }

  #leaf({ format, name }: TypePlan, table: TablePlan | null, wish: string, length: number): string {
    const wanted = wish === "" ? firstText(this.wished({ ...LEAF, format, name }, table)) : wish;
    const bytes = UTF8.encode(wanted);
    if (format && !format.holds(bytes, 0, bytes.length)) {
      // Where identifiers are numbers, `T0042` is 0042.
      const digits = wanted.replace(/\D/g, "");
      const isNumber = NUMBERS.has(name) && digits !== "" && (length === 0 || digits.length <= length);
      return isNumber ? digits : firstText(this.wished({ ...LEAF, format, name }, null));
    }
    if (table && !format && !table.table.codes.has(wanted)) return escaped(this.#code(table));
    const isCut = length > 0 && wanted.length > length && !table && !format;
    return escaped(isCut ? wanted.slice(0, length).trim() : wanted);
  }

  /** A code of the field's table, unless another system is named. */
  #coded(table: TablePlan, wishes: readonly Wish[]): readonly Wish[] {
    const [code = "", , system = ""] = wishes;
    const own = `HL7${table.number}`;
    if (firstText(system) !== "" && firstText(system) !== own) return wishes;
    const wished = firstText(code);
    const kept = table.table.codes.has(wished) ? wished : this.#code(table);
    return [kept, table.table.codes.get(kept) ?? "", own, ...wishes.slice(3)];
  }

  #code({ table }: TablePlan): string {
    const all = [...table.codes.keys()];
    const plain = all.filter((code) => /^\w+$/.test(code) && code.length <= LONGEST_CODE);
    return this.#context.random.of((plain.length > 0 ? plain : all).slice(0, MOST_CODES));
  }

  wished({ name, components, isOpen, format }: TypePlan, table: TablePlan | null): Wish {
    const { moment, number } = this.#context;
    if (table && !format) return this.#code(table);
    const time = formatMoment(moment);
    const known: Readonly<Record<string, Wish>> = {
      NM: "1",
      SI: "1",
      DT: time.slice(0, 8),
      TM: time.slice(8, 12),
      TS: time,
      DTM: time,
      SNM: "5550100",
      XPN: ["TEST", "PERSON", number],
      PN: ["TEST", "PERSON", number],
      PPN: [number, "TEST", "PERSON"],
      XCN: [number, "TEST", "STAFF"],
      CN: [number, "TEST", "STAFF"],
      CNN: [number, "TEST", "STAFF"],
      XON: ["TEST ORGANISATION"],
      CX: [number, "", "", ["TESTSITE"], "PI"],
      CK: [number],
      EI: [`T${number}`, "TESTSITE"],
      HD: ["TESTSITE"],
      XAD: ADDRESS,
      AD: ADDRESS,
      PL: ["TESTWARD", "1", "1"],
      XTN: ["555-0100"],
      TN: "555-0100",
      MO: ["1.00", "EUR"],
      CP: [["1.00", "EUR"]],
      CQ: ["1"],
      RP: ["test-document", "TESTSITE"],
    };
    return known[name] ?? (isOpen || components.length === 0 ? "TEST" : ["TEST", "Test", "99TST"]);
  }
}

const NUMBERS: ReadonlySet<string> = new Set(["NM", "SNM"]);
const LEAF: TypePlan = { name: "", format: null, components: [], isCoded: false, isOpen: false };

/** Of a place that is on no map. */
export const ADDRESS: Wish = ["1 TEST STREET", "", "TESTTOWN", "", "00000"];

/** What is last is what matters least: as many parts as there is room for, if any is known to be too much. */
function shortened(parts: readonly string[], separator: string, length: number): string {
  let past = parts.findLastIndex((part) => part !== "") + 1;
  const text = (): string => parts.slice(0, past).join(separator);
  while (past > 1 && ((length > 0 && text().length > length) || parts[past - 1] === "")) past--;
  return text();
}

const escaped = (text: string): string => escapedText(text, SUGGESTED);

export function firstText(wish: Wish): string {
  return typeof wish === "string" ? wish : firstText(wish[0] ?? "");
}
