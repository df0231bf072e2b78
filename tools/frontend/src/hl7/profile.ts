/**
 * A profile of one's own: local segments, local tables and stricter rules, in a file that people can read.
 *
 *     # Lines beginning with # are remarks; columns stand two blanks or a tab apart.
 *     ZPV      Local visit data
 *     ZPV-1    Ward code       ID   R   1   9001      name, type, R or -, how often (* without limit), table or -
 *     PID-18   Account number  CX   R
 *     9001     A               Ambulatory             a table's code and its meaning
 *     @ADT_A01 MSH EVN PID PV1 ZPV? OBX*              a structure, as the dictionary writes it
 */

import type { FieldEntry, Hl7Dictionary } from "./dictionary";
import type { Standard } from "./plan";
import { type Hl7Rules, readStructure, type StructureNode } from "./rules";
import type { CodeTable } from "./tables";

export interface ProfileFault {
  /** From 1. */
  readonly line: number;
  readonly found: string;
}

export interface Profile {
  readonly titles: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, FieldEntry>;
  readonly tables: ReadonlyMap<string, CodeTable>;
  readonly structures: ReadonlyMap<string, StructureNode>;
  /** Lines that say nothing known; the others hold all the same. */
  readonly faults: readonly ProfileFault[];
}

const FIELD = /^([A-Z][A-Z0-9]{2})-(\d{1,3})$/;
const SEGMENT = /^[A-Z][A-Z0-9]{2}$/;
const TABLE = /^\d{4}$/;
const STRUCTURE = /^@([A-Z][A-Z0-9]{2}(?:_[A-Za-z0-9]{3})?)\s+(.+)$/;
const NONE = "-";

export function readProfile(text: string): Profile {
  const titles = new Map<string, string>();
  const fields = new Map<string, FieldEntry>();
  const tables = new Map<string, { title: string; codes: Map<string, string>; isOpen: boolean }>();
  const structures = new Map<string, StructureNode>();
  const faults: ProfileFault[] = [];
  text.split(/\r\n?|\n/).forEach((whole, at) => {
    const line = whole.trim();
    if (line === "" || line.startsWith("#")) return;
    const [, name, grammar] = STRUCTURE.exec(line) ?? [];
    const [key = "", ...columns] = line.split(/\t+|\s{2,}/);
    if (name !== undefined && grammar !== undefined) structures.set(name, readStructure(name, grammar));
    else if (FIELD.test(key)) fields.set(key, fieldOf(columns));
    else if (SEGMENT.test(key)) titles.set(key, columns[0] ?? "");
    else if (TABLE.test(key) && columns[0]) {
      const table = tables.get(key) ?? { title: "", codes: new Map<string, string>(), isOpen: false };
      table.codes.set(columns[0], columns[1] ?? "");
      tables.set(key, table);
    } else faults.push({ line: at + 1, found: line });
  });
  for (const key of fields.keys()) {
    const [segment = ""] = key.split("-");
    if (!titles.has(segment) && segment.startsWith("Z")) titles.set(segment, "");
  }
  return { titles, fields, tables, structures, faults };
}

function fieldOf([
  name = "",
  type = "ST",
  required = "",
  most = "1",
  table = "",
]: readonly string[]): FieldEntry {
  return {
    name,
    type,
    required: required === "R",
    most: most === "*" ? Number.POSITIVE_INFINITY : Number(most) || 1,
    table: table === NONE ? "" : table,
  };
}

/** The standard with the profile's word where it speaks. */
export function withProfile(standard: Standard, profile: Profile): Standard {
  const dictionary: Hl7Dictionary = {
    segment: (id) => profile.titles.get(id) ?? standard.dictionary.segment(id),
    field: (segment, position) =>
      profile.fields.get(`${segment}-${position}`) ?? standard.dictionary.field(segment, position),
    component: standard.dictionary.component,
  };
  const rules: Hl7Rules = {
    ...standard.rules,
    structure: (name) => profile.structures.get(name) ?? standard.rules.structure(name),
  };
  return { ...standard, dictionary, rules, tables: new Map([...standard.tables, ...profile.tables]) };
}
