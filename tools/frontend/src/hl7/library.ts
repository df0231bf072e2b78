/** Every version that is here, as text: so that a worker can be handed all of it before it knows what a message declares. */

import { type DictionaryVersion, readDictionary } from "./dictionary";
import type { Standard } from "./plan";
import { readRules } from "./rules";
import { type CodeTables, readTables } from "./tables";

/** One version, as the files of `dictionaries/data/` have it. */
export interface VersionText {
  readonly version: DictionaryVersion;
  readonly names: string;
  readonly rules: string;
}

export interface LibraryText {
  readonly versions: readonly VersionText[];
  /** Of all versions. */
  readonly tables: string;
}

/** Reads a version when it is first asked for. */
export class Library {
  readonly #texts: ReadonlyMap<DictionaryVersion, VersionText>;
  readonly #tables: CodeTables;
  readonly #standards = new Map<DictionaryVersion, Standard>();

  constructor({ versions, tables }: LibraryText) {
    this.#texts = new Map(versions.map((text) => [text.version, text]));
    this.#tables = readTables(tables);
  }

  /** A version that is missing knows no segment. */
  standard(version: DictionaryVersion): Standard {
    const known = this.#standards.get(version);
    if (known) return known;
    const { names = "", rules = "" } = this.#texts.get(version) ?? {};
    const standard = {
      version,
      dictionary: readDictionary(names),
      rules: readRules(rules),
      tables: this.#tables,
    };
    this.#standards.set(version, standard);
    return standard;
  }
}
