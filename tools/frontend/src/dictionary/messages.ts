/** Which messages an event has, and how a structure is built, in every HL7 version. */

import type { LibraryText } from "../hl7/library";
import { readRules, type StructureNode } from "../hl7/rules";
import { type CodeTable, readTables } from "../hl7/tables";

/** Versions one after another with the same. */
export interface Stretch<Value> {
  readonly first: string;
  readonly last: string;
  readonly value: Value;
}

/** A line of a structure: a segment or a group. */
export interface Member {
  readonly depth: number;
  readonly kind: StructureNode["kind"];
  readonly name: string;
  /** `1`, `0..1`, `0..*`, `1..*`. */
  readonly times: string;
}

export class Messages {
  readonly #library: LibraryText;
  /** Message (`ADT^A04`) to its structure in each version. */
  readonly #messages = new Map<string, Map<string, string>>();
  /** Structure to its grammar in each version. */
  readonly #grammars = new Map<string, Map<string, string>>();
  #tables: ReadonlyMap<string, CodeTable> | null = null;

  constructor(library: LibraryText) {
    this.#library = library;
    for (const { version, rules } of library.versions)
      for (const line of rules.split("\n")) this.#note(version, line);
  }

  #note(version: string, line: string): void {
    const [key = "", text = ""] = line.split("\t");
    const put = (to: Map<string, Map<string, string>>, name: string, value: string): void => {
      to.set(name, (to.get(name) ?? new Map()).set(version, value));
    };
    if (key.startsWith("@")) {
      const name = key.slice(1);
      put(this.#grammars, name, text);
      // Where an event has no line of its own, its structure has its name.
      if (name.includes("_")) put(this.#messages, name.replace("_", "^"), name);
    } else if (key.includes("^")) put(this.#messages, key, text);
  }

  /** `A04` → its messages, each with its structures. */
  ofEvent(event: string): readonly { message: string; structures: readonly Stretch<string>[] }[] {
    return [...this.#messages]
      .filter(([message]) => message.endsWith(`^${event}`))
      .map(([message, byVersion]) => ({ message, structures: this.#stretches(byVersion) }))
      .sort((one, other) => (one.message < other.message ? -1 : 1));
  }

  /** A structure's members, the newest last. */
  structure(name: string): readonly Stretch<readonly Member[]>[] {
    return this.#stretches(this.#grammars.get(name) ?? new Map()).map(({ first, last, value }) => ({
      ...{ first, last },
      value: membersOf(readRules(`@${name}\t${value}`).structure(name)?.members ?? [], 0),
    }));
  }

  table(number: string): CodeTable | undefined {
    this.#tables ??= readTables(this.#library.tables);
    return this.#tables.get(number);
  }

  #stretches(byVersion: ReadonlyMap<string, string>): readonly Stretch<string>[] {
    const found: { first: string; last: string; value: string }[] = [];
    let before = "";
    for (const { version } of this.#library.versions) {
      const value = byVersion.get(version);
      const latest = found.at(-1);
      if (value !== undefined) {
        if (latest?.value === value && latest.last === before) latest.last = version;
        else found.push({ first: version, last: version, value });
      }
      before = version;
    }
    return found;
  }
}

function membersOf(nodes: readonly StructureNode[], depth: number): readonly Member[] {
  return nodes.flatMap(({ kind, name, required, repeats, members }) => [
    { depth, kind, name, times: timesOf(required, repeats) },
    ...membersOf(members, depth + 1),
  ]);
}

function timesOf(required: boolean, repeats: boolean): string {
  if (repeats) return required ? "1..*" : "0..*";
  return required ? "1" : "0..1";
}
