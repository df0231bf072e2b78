/**
 * Names and types of one HL7 version, out of the text that `tools/dictionaries/hl7.py` writes.
 *
 *     PID     Patient Identification
 *     PID-3   Patient Identifier List   CX   R   *
 *     CX.5    Identifier Type Code      ID   0203
 */

export interface FieldEntry {
  readonly name: string;
  /** "" where the version withdrew the field; `varies` where another field names the type. */
  readonly type: string;
  readonly required: boolean;
  /** How often it may occur: infinity without limit, 0 where the version withdrew the field. */
  readonly most: number;
  /** "0203", "" for none. */
  readonly table: string;
}

export interface ComponentEntry {
  readonly name: string;
  readonly type: string;
  readonly table: string;
}

export interface Hl7Dictionary {
  segment(id: string): string | null;
  /** `position` from 1. */
  field(segment: string, position: number): FieldEntry | null;
  component(type: string, position: number): ComponentEntry | null;
}

export const DICTIONARY_VERSIONS = [
  "2.1",
  "2.2",
  "2.3",
  "2.3.1",
  "2.4",
  "2.5",
  "2.5.1",
  "2.6",
  "2.7",
  "2.8",
  "2.8.1",
  "2.8.2",
] as const;
export type DictionaryVersion = (typeof DICTIONARY_VERSIONS)[number];

/** Used where a message names no version, or one that is not here. */
const FALLBACK: DictionaryVersion = "2.5.1";
/** The closest edition, for those that are not here. */
const CLOSEST: Readonly<Record<string, DictionaryVersion>> = { "2.7.1": "2.7", "2.9": "2.8.2" };
const WITHOUT_LIMIT = "*";
const REQUIRED = "R";

/** The edition to read a message with; `exact` is false where MSH-12 names another. */
export function dictionaryVersion(declared: string): {
  readonly version: DictionaryVersion;
  readonly exact: boolean;
} {
  const exact = DICTIONARY_VERSIONS.find((version) => version === declared);
  return { version: exact ?? CLOSEST[declared] ?? FALLBACK, exact: exact !== undefined };
}

export function readDictionary(text: string): Hl7Dictionary {
  const records = new Map<string, readonly string[]>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [key = "", ...columns] = line.split("\t");
    records.set(key, columns);
  }
  return {
    segment: (id) => records.get(id)?.[0] ?? null,
    field: (segment, position) => fieldEntry(records.get(`${segment}-${position}`)),
    component: (type, position) => componentEntry(records.get(`${type}.${position}`)),
  };
}

function fieldEntry(columns: readonly string[] | undefined): FieldEntry | null {
  if (!columns) return null;
  const [name = "", type = "", required = "", repeats = "", table = ""] = columns;
  const most = repeats === WITHOUT_LIMIT ? Number.POSITIVE_INFINITY : Number(repeats || 1);
  return { name, type, required: required === REQUIRED, most, table };
}

function componentEntry(columns: readonly string[] | undefined): ComponentEntry | null {
  if (!columns) return null;
  const [name = "", type = "", table = ""] = columns;
  return { name, type, table };
}

/** The name people know a type by: v2.2 and v2.3 have many kinds of CM, which the tables tell apart as `CM_MSG`. */
export function typeName(type: string): string {
  const [name = type] = type.split("_");
  return name;
}
