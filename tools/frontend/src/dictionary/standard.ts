/** All that is known of one HL7 version: names and types, structures and lengths, and the tables that all versions share. */

import { DICTIONARY_VERSIONS, type DictionaryVersion, readDictionary } from "../hl7";
import type { LibraryText } from "../hl7/library";
import type { Standard } from "../hl7/plan";
import { readRules } from "../hl7/rules";
import { type CodeTables, readTables } from "../hl7/tables";
import { loadHl7Text } from "./hl7-text";

const rulesFiles = import.meta.glob<string>("../../../dictionaries/data/hl7-rules-*.tsv", {
  query: "?raw",
  import: "default",
});

const standards = new Map<DictionaryVersion, Promise<Standard>>();
let tables: Promise<CodeTables> | null = null;

/** Loads once; after a failure the next call tries again. */
export function loadStandard(version: DictionaryVersion): Promise<Standard> {
  const known = standards.get(version);
  if (known) return known;
  const standard = load(version);
  standard.catch(() => standards.delete(version));
  standards.set(version, standard);
  return standard;
}

let library: Promise<LibraryText> | null = null;

/** Every version as text: asked for before there is a message, so that no request tells which version it declares. */
export function loadLibrary(): Promise<LibraryText> {
  library ??= Promise.all([
    Promise.all(
      DICTIONARY_VERSIONS.map(async (version) => {
        const [names, rules] = await Promise.all([loadHl7Text(version), loadRulesText(version)]);
        return { version, names, rules };
      }),
    ),
    loadTablesText(),
  ]).then(([versions, tables]) => ({ versions, tables }));
  library.catch(() => {
    library = null;
  });
  return library;
}

/** Every table of HL7 v2 with its codes. */
export function loadTables(): Promise<CodeTables> {
  tables ??= loadTablesText().then(readTables);
  tables.catch(() => {
    tables = null;
  });
  return tables;
}

function loadTablesText(): Promise<string> {
  return import("../../../dictionaries/data/hl7-tables.tsv?raw").then(({ default: text }) => text);
}

function loadRulesText(version: DictionaryVersion): Promise<string> {
  return rulesFiles[`../../../dictionaries/data/hl7-rules-${version}.tsv`]?.() ?? Promise.resolve("");
}

async function load(version: DictionaryVersion): Promise<Standard> {
  const [dictionary, rules, codes] = await Promise.all([
    loadHl7Text(version),
    loadRulesText(version),
    loadTables(),
  ]);
  return { version, dictionary: readDictionary(dictionary), rules: readRules(rules), tables: codes };
}
