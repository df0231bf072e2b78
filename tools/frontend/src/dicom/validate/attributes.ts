/**
 * Whether an object has the attributes that its definition asks for (PS3.3 A): type 1 and 2 of every mandatory module and
 * in every sequence; type 1C and 2C where a condition is written down; of other modules as soon as something of them
 * stands here.
 */

import { NO_ROW, pathOf } from "../elements";
import { isGroupLength, isPrivate, META_GROUP, SPECIFIC_CHARACTER_SET, tagHex } from "../tags";
import type { Condition } from "./condition";
import { conditionFor } from "./conditions";
import { contentCondition, isContentItem } from "./content-conditions";
import type { DataSet } from "./data-set";
import type { Findings, Place } from "./findings";
import { overridden } from "./overridden";
import type { RuleCode } from "./rules";
import type { Attribute, AttributeSet, Iod, Module, Usage } from "./tables";

/** PS3.3 C.7.6.16: what all frames have, and what each has. */
const SHARED_GROUPS = 0x52009229;
const FRAME_GROUPS = 0x52009230;
/** PS3.3 C.17.3: items of items, as deep as a report goes; the tables stop somewhere. */
const CONTENT_SEQUENCE = 0x0040a730;
/** PS3.5 7.6 */
const REPEATING_FIRST = 0x6000;
const REPEATING_LAST = 0x60ff;
const GROUP = 0x10000;
/** PS3.3 C.12.1: may stand in every data set. */
const DIGITAL_SIGNATURES: ReadonlySet<number> = new Set([0x04000561, 0x4ffe0001, 0xfffafffa, 0xfffcfffc]);

/** A conditional attribute that is not there, and of which nobody can say whether it should be. */
export interface Undecided extends Place {
  readonly type: "1C" | "2C";
  readonly module: string;
  readonly rule: string;
}

/** What was looked at. */
export interface Counts {
  modules: number;
  /** Of type 1 and 2. */
  required: number;
  /** Conditions of type 1C and 2C that could be decided. */
  decided: number;
  undecided: number;
}

/** One module's say about a data set. */
interface Asked {
  readonly module: Module;
  readonly usage: Usage;
  readonly attributes: AttributeSet;
}

const MOST_UNDECIDED = 500;

export class AttributeCheck {
  readonly counts: Counts = { modules: 0, required: 0, decided: 0, undecided: 0 };
  readonly undecided: Undecided[] = [];
  readonly #findings: Findings;
  readonly #iod: Iod;

  constructor(findings: Findings, iod: Iod) {
    this.#findings = findings;
    this.#iod = iod;
  }

  run(object: DataSet): void {
    const asked = this.#iod.modules
      .filter(({ module, usage }) => usage === "M" || this.#isBegun(module, object))
      .map(({ module, usage }) => ({ module, usage, attributes: this.#decided(module) }));
    this.counts.modules = asked.length;
    this.#dataSet(object, asked);
    this.#groups(object);
    this.#strangers(
      object,
      this.#iod.modules.map(({ module }) => module.attributes),
    );
  }

  /** What a module says of this object; of some attributes another one has the word. */
  #decided({ name, attributes }: Module): AttributeSet {
    const others = overridden(this.#iod, name);
    return others.size === 0 ? attributes : new Map([...attributes].filter(([tag]) => !others.has(tag)));
  }

  /** Something stands here that belongs to this module alone. */
  #isBegun(module: Module, object: DataSet): boolean {
    const others = this.#iod.modules.filter((one) => one.module !== module);
    const isOwn = (tag: number): boolean => !others.some((one) => one.module.attributes.has(tag));
    return [...module.attributes.values()].some(({ tag, repeats }) =>
      repeats ? repeated(tag, object).length > 0 : object.rowOf(tag) !== NO_ROW && isOwn(tag),
    );
  }

  #dataSet(set: DataSet, asked: readonly Asked[]): void {
    for (const one of asked)
      for (const attribute of one.attributes.values())
        for (const tag of attribute.repeats ? repeated(attribute.tag, set) : [attribute.tag])
          this.#attribute(set, one, attribute, tag);
    for (const [tag, row] of set.rows) this.#items(set, row, tag, asked);
  }

  #attribute(set: DataSet, { module, usage, attributes }: Asked, attribute: Attribute, tag: number): void {
    const { type } = attribute;
    if (type === "3") return;
    const gate = contentCondition(tag, attributes);
    const condition = gate ?? (type === "1C" || type === "2C" ? conditionFor(tag, module.name) : undefined);
    const isConditional = gate !== undefined || type === "1C" || type === "2C";
    const row = set.rowOf(tag);
    if (row !== NO_ROW) {
      this.counts[isConditional ? "decided" : "required"]++;
      if (type.startsWith("1") && !set.isFilled(row)) this.#empty(set, row, module, isConditional);
      return;
    }
    if (isConditional && !condition) {
      this.#leave(set, tag, type as "1C" | "2C", module);
      return;
    }
    this.counts[isConditional ? "decided" : "required"]++;
    if (condition && !condition.when.holds(set)) return;
    if (isGroupItem(set)) return; // asked for among shared and per-frame ones together
    this.#missing(set, tag, type, { module, usage }, condition);
  }

  #empty(set: DataSet, row: number, module: Module, isConditional: boolean): void {
    const { index } = set.values;
    const place = { path: pathOf(index, row), offset: index.offset[row] as number };
    const details = { module: module.name, rule: clauseOf(module), found: 0, expected: "≥ 1" };
    this.#findings.add(isConditional ? "empty-type-1c" : "empty-type-1", place, details);
  }

  #missing(
    set: DataSet,
    tag: number,
    type: string,
    { module, usage }: Pick<Asked, "module" | "usage">,
    condition: Condition | undefined,
  ): void {
    const conditional: RuleCode = type.startsWith("1") ? "missing-type-1c" : "missing-type-2c";
    const plain: RuleCode = type === "1" ? "missing-type-1" : "missing-type-2";
    const isOptional = usage !== "M" && set.around === null;
    const code = isOptional ? "incomplete-module" : condition ? conditional : plain;
    const rule = condition ? `${clauseOf(module)}, ${condition.clause}` : clauseOf(module);
    this.#findings.add(code, placeIn(set, tag), {
      module: module.name,
      rule,
      expected: condition ? condition.when.words : "",
    });
  }

  #leave(set: DataSet, tag: number, type: "1C" | "2C", module: Module): void {
    this.counts.undecided++;
    if (this.undecided.length >= MOST_UNDECIDED) return;
    this.undecided.push({ ...placeIn(set, tag), type, module: module.name, rule: clauseOf(module) });
  }

  /** The items of a sequence, each by what every module says of it. */
  #items(set: DataSet, row: number, tag: number, asked: readonly Asked[]): void {
    const rows = set.items(row);
    if (rows.length === 0) return;
    const within = asked.flatMap(({ module, usage, attributes }) => {
      const items = itemsOf(attributes, tag);
      return items ? [{ module, usage, attributes: items }] : [];
    });
    if (within.length === 0) return;
    for (const item of rows) this.#dataSet(set.inItem(item), within);
  }

  /** PS3.3 C.7.6.16: a functional group stands in the shared item or in every frame's. */
  #groups(object: DataSet): void {
    const shared = firstItem(object, SHARED_GROUPS);
    const row = object.rowOf(FRAME_GROUPS);
    const frames = row === NO_ROW ? [] : object.items(row).map((item) => object.inItem(item));
    if (!shared && frames.length === 0) return;
    const mandatory = [...this.#iod.groups].filter(([, usage]) => usage === "M").map(([tag]) => tag);
    this.counts.required += mandatory.length;
    for (const tag of mandatory) {
      if (shared?.has(tag)) continue;
      const lacking = frames.find((frame) => !frame.has(tag));
      const at = frames.length === 0 ? shared : lacking;
      if (at)
        this.#findings.add("missing-group", placeIn(at, tag), { module: "Multi-frame Functional Groups" });
    }
  }

  /** Standard elements that no module of this object has. */
  #strangers(set: DataSet, known: readonly AttributeSet[]): void {
    const { index } = set.values;
    for (const [tag, row] of set.rows) {
      const sets = known.flatMap((attributes) => itemsOf(attributes, tag) ?? []);
      if (!isKnown(tag, known)) {
        if (!this.#findings.isFull("not-in-iod"))
          this.#findings.add(
            "not-in-iod",
            { path: pathOf(index, row), offset: index.offset[row] as number },
            { expected: this.#iod.name },
          );
      } else if (sets.length > 0) for (const item of set.items(row)) this.#strangers(set.inItem(item), sets);
    }
  }
}

/** A report's items hold items of their own kind, however deep: the tables write down the first levels. */
export function itemsOf(attributes: AttributeSet, tag: number): AttributeSet | null {
  const items = attributes.get(tag)?.items;
  if (items) return items;
  return tag === CONTENT_SEQUENCE && isContentItem(attributes) ? attributes : null;
}

function isKnown(tag: number, known: readonly AttributeSet[]): boolean {
  return isAnywhere(tag) || known.some((attributes) => attributes.has(listedAs(tag)));
}

/** What may stand in an object of any kind, or is nobody's to define. */
export function isAnywhere(tag: number): boolean {
  if (isPrivate(tag) || isGroupLength(tag) || tag >>> 16 <= META_GROUP) return true;
  return DIGITAL_SIGNATURES.has(tag) || tag === SPECIFIC_CHARACTER_SET || tag === CONTENT_SEQUENCE;
}

/** The tables have the first of repeating groups (PS3.5 7.6). */
export function listedAs(tag: number): number {
  const group = tag >>> 16;
  const isRepeating = group >= REPEATING_FIRST && group <= REPEATING_LAST;
  return isRepeating ? REPEATING_FIRST * GROUP + (tag & 0xffff) : tag;
}

/** The tags of an attribute of a repeating group, one for each group that the data set has. */
function repeated(tag: number, set: DataSet): number[] {
  const groups = new Set<number>();
  for (const one of set.rows.keys()) {
    const group = one >>> 16;
    if (group >= REPEATING_FIRST && group <= REPEATING_LAST && group % 2 === 0) groups.add(group);
  }
  return [...groups].map((group) => group * GROUP + (tag & 0xffff));
}

function isGroupItem({ around, row, values }: DataSet): boolean {
  if (around === null) return false;
  const sequence = values.index.tag[values.index.parent[row] as number];
  return sequence === SHARED_GROUPS || sequence === FRAME_GROUPS;
}

function firstItem(object: DataSet, tag: number): DataSet | null {
  const row = object.rowOf(tag);
  const [item] = row === NO_ROW ? [] : object.items(row);
  return item === undefined ? null : object.inItem(item);
}

/** Where an element would stand: its path, and the byte of what follows it. */
export function placeIn(set: DataSet, tag: number): Place {
  const { index } = set.values;
  const path = set.row === NO_ROW ? tagHex(tag) : `${pathOf(index, set.row)}/${tagHex(tag)}`;
  for (const [other, row] of set.rows) if (other > tag) return { path, offset: index.offset[row] as number };
  return { path, offset: set.row === NO_ROW ? lastEnd(set) : (index.offset[set.row] as number) };
}

function lastEnd({ values: { index } }: DataSet): number {
  return index.count === 0 ? 0 : (index.offset[index.count - 1] as number);
}

/** `PS3.3 Table C.7-1`; a module that only the newer source has has no table here. */
export const clauseOf = ({ section, table }: Module): string =>
  table === "" ? "PS3.3" : `PS3.3 ${section}, Table ${table}`;
