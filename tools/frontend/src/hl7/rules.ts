/**
 * What a validator needs of one HL7 version besides names and types, out of the text that
 * `tools/dictionaries/hl7_rules.py` writes.
 *
 *     @ADT_A01    MSH SFT* EVN PID … PROCEDURE*(PR1 ROL*) …
 *     ADT^A04     ADT_A01
 *     PID-3       250   R
 *     CX.4        227   C
 */

export interface StructureNode {
  readonly kind: "segment" | "group" | "choice";
  /** Segment ID, `ANY`, or the group's name without the structure's. */
  readonly name: string;
  readonly required: boolean;
  readonly repeats: boolean;
  /** Of groups and choices. */
  readonly members: readonly StructureNode[];
}

/** "R" required, "C" conditional, "B" kept for older versions; "" optional or not known. */
export type Use = "" | "R" | "C" | "B";

export interface PartRule {
  /** In characters; 0 where the source names none. */
  readonly length: number;
  readonly use: Use;
  /** The sources name different tables: a value that is in none of ours may be right. */
  readonly isTableDoubtful: boolean;
}

export interface Hl7Rules {
  /** Null where the version has no such structure. */
  structure(name: string): StructureNode | null;
  /** The structure of an event: `ADT`, `A04` → `ADT_A01`; null where the version has no such event. */
  structureOf(code: string, event: string): string | null;
  /** Two names of one structure: the sources know SIU_S13, and table 0354 calls it SIU_S12. */
  areSame(one: string, other: string): boolean;
  /** `PID-3` or `CX.4`. */
  part(key: string): PartRule;
}

/** Stands for any segment, in master files and the like. */
export const ANY_SEGMENT = "ANY";
const UNKNOWN_PART: PartRule = { length: 0, use: "", isTableDoubtful: false };
/** 2.9.2: an acknowledgement has the same structure after every event. */
const ACKNOWLEDGEMENT = "ACK";

export function readRules(text: string): Hl7Rules {
  const records = new Map<string, readonly string[]>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [key = "", ...columns] = line.split("\t");
    records.set(key, columns);
  }
  const read = new Map<string, StructureNode>();
  const structure = (name: string): StructureNode | null => {
    const grammar = records.get(`@${name}`)?.[0];
    if (grammar === undefined) return null;
    const known = read.get(name) ?? readStructure(name, grammar);
    read.set(name, known);
    return known;
  };
  return {
    structure,
    structureOf: (code, event) => {
      const own = `${code}_${event}`;
      const named = records.get(`${code}^${event}`)?.[0] ?? (records.has(`@${own}`) ? own : null);
      return named ?? (code === ACKNOWLEDGEMENT ? ACKNOWLEDGEMENT : null);
    },
    areSame: (one, other) =>
      one === other ||
      (records.has(`@${one}`) && records.get(`@${one}`)?.[0] === records.get(`@${other}`)?.[0]),
    part: (key) => partRule(records.get(key)),
  };
}

function partRule(columns: readonly string[] | undefined): PartRule {
  if (!columns) return UNKNOWN_PART;
  const [length = "", use = "", doubt = ""] = columns;
  return { length: Number(length), use: use as Use, isTableDoubtful: doubt === "?" };
}

const TOKEN = /([A-Za-z0-9_]+)([?*+]?)([(<]?)|[)>]/g;

/** `PID PD1? NTE* VISIT?(PV1 PV2?)` as a tree. */
export function readStructure(name: string, grammar: string): StructureNode {
  const root: Opened = { kind: "group", name, required: true, repeats: false, members: [] };
  const open: Opened[] = [root];
  for (const [, id, times = "", opening] of grammar.matchAll(TOKEN)) {
    if (id === undefined) {
      if (open.length > 1) open.pop();
      continue;
    }
    const node: Opened = {
      kind: opening === "(" ? "group" : opening === "<" ? "choice" : "segment",
      name: id,
      required: times === "" || times === "+",
      repeats: times === "*" || times === "+",
      members: [],
    };
    open.at(-1)?.members.push(node);
    if (opening) open.push(node);
  }
  return root;
}

interface Opened extends StructureNode {
  readonly members: StructureNode[];
}

/** `ADT^A04^ADT_A01` as three parts. */
export interface MessageType {
  readonly code: string;
  readonly event: string;
  readonly structure: string;
}

/** The structure a message says or means: MSH-9.3, else the one its event has in this version; "" where neither is. */
export function structureName(rules: Hl7Rules, { code, event, structure }: MessageType): string {
  if (structure !== "" && rules.structure(structure)) return structure;
  const meant = rules.structureOf(code, event);
  if (meant) return meant;
  const [own = "", ownEvent = ""] = structure.split("_");
  return rules.structureOf(own, ownEvent) ?? (rules.structure(code) ? code : structure);
}
