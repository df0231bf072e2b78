/** One version of the standard, worked out for validating: what each segment's fields may hold. */

import {
  type ComponentEntry,
  type DictionaryVersion,
  type FieldEntry,
  type Hl7Dictionary,
  typeName,
} from "./dictionary";
import type { Rule } from "./findings";
import { isDate, isDateTime, isDigits, isNumeric, isSequenceId, isTime } from "./formats";
import type { Hl7Rules } from "./rules";
import { Structure } from "./structure";
import type { CodeTable, CodeTables } from "./tables";

/** One version with everything that is known of it. */
export interface Standard {
  readonly version: DictionaryVersion;
  readonly dictionary: Hl7Dictionary;
  readonly rules: Hl7Rules;
  readonly tables: CodeTables;
}

export interface Format {
  readonly rule: Rule;
  readonly expected: string;
  readonly holds: (bytes: Uint8Array, start: number, end: number) => boolean;
}

const TIMESTAMP: Format = {
  rule: "timestamp-format",
  expected: "YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]",
  holds: isDateTime,
};

/** By data type. The others may hold any text. */
const FORMATS: Readonly<Record<string, Format>> = {
  NM: { rule: "number-format", expected: "[+|-]digits[.digits]", holds: isNumeric },
  SI: { rule: "sequence-format", expected: "0 … 9999", holds: isSequenceId },
  DT: { rule: "date-format", expected: "YYYY[MM[DD]]", holds: isDate },
  TM: { rule: "time-format", expected: "HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]", holds: isTime },
  TS: TIMESTAMP,
  DTM: TIMESTAMP,
  SNM: { rule: "digits-format", expected: "digits", holds: isDigits },
};

/** How far a value is held to its table. */
export interface TablePlan {
  readonly number: string;
  readonly table: CodeTable;
  /** HL7's own tables bind; those of users suggest. */
  readonly binds: boolean;
}

export interface TypePlan {
  readonly name: string;
  readonly format: Format | null;
  /** Empty for a type that does not split. */
  readonly components: readonly ComponentPlan[];
  /** A code and the system it is from: its field's table holds for the first component, if the third names no other. */
  readonly isCoded: boolean;
  /** What it holds is not known here: nothing is said of its parts. */
  readonly isOpen: boolean;
}

export interface ComponentPlan {
  readonly required: boolean;
  readonly length: number;
  readonly type: TypePlan;
  readonly table: TablePlan | null;
}

export interface FieldPlan {
  readonly required: boolean;
  /** 0 where the version withdrew the field. */
  readonly most: number;
  readonly length: number;
  readonly type: TypePlan;
  readonly table: TablePlan | null;
}

export interface SegmentPlan {
  /** By position, from 1; a position without an entry is null. */
  readonly fields: readonly (FieldPlan | null)[];
}

/** MSH-12 is held to the versions that are here (0104); names of places and applications are everybody's own. */
const NOT_CHECKED: ReadonlySet<string> = new Set(["0104", "0300", "0361", "0362", "0363"]);
const TIMESTAMP_TYPE = "TS";
/** More fields or components than any version has. */
const MOST_PARTS = 130;
const CODED: ReadonlySet<string> = new Set(["CE", "CWE", "CNE", "CF"]);
/** A table's own type: HL7's tables are of ID, users' of IS (2.5.3.6). */
const BINDING = "ID";
const OPEN_TYPE: TypePlan = { name: "", format: null, components: [], isCoded: false, isOpen: true };

export class Plan {
  readonly standard: Standard;
  readonly #segments = new Map<string, SegmentPlan | null>();
  readonly #types = new Map<string, TypePlan>();
  readonly #structures = new Map<string, Structure | null>();

  constructor(standard: Standard) {
    this.standard = standard;
  }

  /** Null where the version has no such segment. */
  segment(id: string): SegmentPlan | null {
    const known = this.#segments.get(id);
    if (known !== undefined) return known;
    const plan = this.standard.dictionary.segment(id) === null ? null : this.#readSegment(id);
    this.#segments.set(id, plan);
    return plan;
  }

  structure(name: string): Structure | null {
    const known = this.#structures.get(name);
    if (known !== undefined) return known;
    const root = this.standard.rules.structure(name);
    const structure = root && new Structure(root);
    this.#structures.set(name, structure);
    return structure;
  }

  #readSegment(id: string): SegmentPlan {
    const fields: (FieldPlan | null)[] = [null];
    let last = 0;
    for (let position = 1; position <= MOST_PARTS; position++) {
      const entry = this.standard.dictionary.field(id, position);
      fields.push(entry && this.#readField(`${id}-${position}`, entry));
      if (entry) last = position;
    }
    return { fields: fields.slice(0, last + 1) };
  }

  #readField(key: string, { type, required, most, table }: FieldEntry): FieldPlan {
    const rule = this.standard.rules.part(key);
    const plan = this.type(type);
    return {
      required,
      most,
      length: rule.length,
      type: plan,
      table: this.#table(table, plan.name === BINDING && !rule.isTableDoubtful),
    };
  }

  /** By its name in the version: `CX`, `CM_MSG`. */
  type(name: string): TypePlan {
    if (name === "" || name === "varies") return OPEN_TYPE;
    const known = this.#types.get(name);
    if (known) return known;
    // A type that holds itself, in whatever way, must not be read without end.
    this.#types.set(name, OPEN_TYPE);
    const components: ComponentPlan[] = [];
    for (let position = 1; position <= MOST_PARTS; position++) {
      const entry = this.standard.dictionary.component(name, position);
      if (!entry) break;
      // Older versions call the time in a time stamp a string; it never was any other than a time stamp.
      const isTime = name === TIMESTAMP_TYPE && position === 1;
      components.push(this.#readComponent(`${name}.${position}`, isTime ? { ...entry, type: "DTM" } : entry));
    }
    const short = typeName(name);
    const isLeaf = components.length === 0;
    const plan: TypePlan = {
      name: short,
      format: isLeaf ? (FORMATS[short] ?? null) : null,
      components,
      isCoded: CODED.has(short),
      isOpen: isLeaf && short === "CM",
    };
    this.#types.set(name, plan);
    return plan;
  }

  #readComponent(key: string, { type, table }: ComponentEntry): ComponentPlan {
    const rule = this.standard.rules.part(key);
    const plan = this.type(type);
    return {
      required: rule.use === "R",
      length: rule.length,
      type: plan,
      table: this.#table(table, plan.name === BINDING),
    };
  }

  #table(number: string, binds: boolean): TablePlan | null {
    const table = this.standard.tables.get(number);
    return !table || table.isOpen || table.codes.size === 0 || NOT_CHECKED.has(number)
      ? null
      : { number, table, binds };
  }
}
