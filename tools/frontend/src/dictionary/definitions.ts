/**
 * Information object definitions, modules and attributes as a reader asks for them: who has what. The texts are those of
 * `tools/dictionaries/data/`, read when somebody asks for the first time. `src/dicom/validate/tables.ts` reads the same
 * for a file.
 */

import type { IodTexts } from "../dicom/validate/tables";

export interface Usage {
  /** Of an IOD or module. */
  readonly key: string;
  /** PS3.3 A.1.3: M, C or U. */
  readonly usage: string;
}

export interface Definition {
  readonly key: string;
  readonly section: string;
  readonly table: string;
  readonly name: string;
}

export interface IodDefinition extends Definition {
  readonly sopClasses: readonly string[];
  readonly modules: readonly Usage[];
}

/** A line of a module's table. */
export interface AttributeRow {
  readonly depth: number;
  /** "00080060". */
  readonly tag: string;
  readonly type: string;
  /** The tag of a sequence above whose items are the same, "" where they are told here. */
  readonly asIn: string;
}

export interface ModuleDefinition extends Definition {
  readonly users: readonly Usage[];
  rows(): readonly AttributeRow[];
}

/** Where modules have an attribute. */
export interface AttributePlaces {
  readonly top: readonly { readonly module: string; readonly type: string }[];
  readonly within: readonly {
    readonly sequence: string;
    readonly types: readonly string[];
    readonly modules: number;
  }[];
}

interface Attribute {
  readonly tag: string;
  readonly type: string;
  /** The number of what its items hold, "" for none. */
  readonly items: string;
}

export class Definitions {
  readonly #iods: ReadonlyMap<string, IodDefinition>;
  readonly #modules = new Map<string, Definition & { readonly attributes: string }>();
  readonly #users = new Map<string, Usage[]>();
  readonly #items: ReadonlyMap<string, string>;
  readonly #read = new Map<string, readonly Attribute[]>();
  #places: ReadonlyMap<string, Place> | null = null;

  constructor({ iods, modules, items }: IodTexts) {
    this.#iods = new Map(records(iods).map((record) => [record[0] ?? "", iodOf(record)]));
    for (const [key = "", section = "", table = "", name = "", attributes = ""] of records(modules))
      this.#modules.set(key, { key, section, table, name, attributes });
    this.#items = new Map(records(items).map(([number = "", attributes = ""]) => [number, attributes]));
    for (const iod of this.#iods.values())
      for (const { key, usage } of iod.modules) gather(this.#users, key, { key: iod.key, usage });
  }

  iod(key: string): IodDefinition | undefined {
    return this.#iods.get(key);
  }

  iodOfSopClass(uid: string): IodDefinition | undefined {
    return [...this.#iods.values()].find(({ sopClasses }) => sopClasses.includes(uid));
  }

  module(key: string): ModuleDefinition | undefined {
    const found = this.#modules.get(key);
    if (!found) return undefined;
    return { ...found, users: this.#users.get(key) ?? [], rows: () => this.#rows(found.attributes) };
  }

  /** What two sequences hold alike is told once. */
  #rows(attributes: string): readonly AttributeRow[] {
    const rows: AttributeRow[] = [];
    const told = new Map<string, string>();
    const walk = (text: string, depth: number): void => {
      for (const { tag, type, items } of this.#attributes(text)) {
        rows.push({ depth, tag, type, asIn: told.get(items) ?? "" });
        if (items === "" || told.has(items)) continue;
        told.set(items, tag);
        walk(this.#items.get(items) ?? "", depth + 1);
      }
    };
    walk(attributes, 0);
    return rows;
  }

  places(tag: string): AttributePlaces {
    this.#places ??= this.#allPlaces();
    const place = this.#places.get(tag);
    const within = [...(place?.within ?? [])].map(([sequence, { types, modules }]) => ({
      sequence,
      types: [...types].sort(),
      modules: modules.size,
    }));
    return { top: place?.top ?? [], within };
  }

  #allPlaces(): ReadonlyMap<string, Place> {
    const places = new Map<string, Place>();
    const placeOf = (tag: string): Place => {
      const known = places.get(tag) ?? { top: [], within: new Map() };
      places.set(tag, known);
      return known;
    };
    for (const { key, attributes } of this.#modules.values()) {
      const seen = new Set<string>();
      const walk = (text: string, sequence: string): void => {
        for (const { tag, type, items } of this.#attributes(text)) {
          if (sequence === "") placeOf(tag).top.push({ module: key, type });
          else note(placeOf(tag).within, sequence, type, key);
          const once = `${tag}>${items}`;
          if (items === "" || seen.has(once)) continue;
          seen.add(once);
          walk(this.#items.get(items) ?? "", tag);
        }
      };
      walk(attributes, "");
    }
    return places;
  }

  /** `00080050:2 00081140:1C>12 …` */
  #attributes(text: string): readonly Attribute[] {
    const known = this.#read.get(text);
    if (known) return known;
    const read = text.split(" ").flatMap((word) => {
      const [tag = "", rest = ""] = word.split(":");
      const [type = "", items = ""] = rest.split(">");
      return tag === "" ? [] : [{ tag, type, items }];
    });
    this.#read.set(text, read);
    return read;
  }
}

interface Place {
  readonly top: { readonly module: string; readonly type: string }[];
  readonly within: Map<string, { readonly types: Set<string>; readonly modules: Set<string> }>;
}

function note(within: Place["within"], sequence: string, type: string, module: string): void {
  const known = within.get(sequence) ?? { types: new Set(), modules: new Set() };
  known.types.add(type);
  known.modules.add(module);
  within.set(sequence, known);
}

function gather<Value>(to: Map<string, Value[]>, key: string, value: Value): void {
  const known = to.get(key);
  if (known) known.push(value);
  else to.set(key, [value]);
}

function iodOf(record: readonly string[]): IodDefinition {
  const [key = "", section = "", table = "", name = "", classes = "", modules = ""] = record;
  const uses = modules.split(" ").flatMap((word) => {
    const at = word.lastIndexOf(":");
    return at < 0 ? [] : [{ key: word.slice(0, at), usage: word.slice(at + 1) }];
  });
  return {
    ...{ key, section, table, name },
    sopClasses: classes.split(" ").filter((uid) => uid),
    modules: uses,
  };
}

function records(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
}
