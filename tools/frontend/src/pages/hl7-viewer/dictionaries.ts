/** The dictionary of a version, loaded when a message of that version is opened. */

import { type DictionaryVersion, type Hl7Dictionary, readDictionary } from "../../hl7";

const files = import.meta.glob<string>("../../../../dictionaries/data/hl7-*.tsv", {
  query: "?raw",
  import: "default",
});
const loaded = new Map<DictionaryVersion, Promise<Hl7Dictionary>>();

export function loadDictionary(version: DictionaryVersion): Promise<Hl7Dictionary> {
  const known = loaded.get(version);
  if (known) return known;
  const load = files[`../../../../dictionaries/data/hl7-${version}.tsv`];
  const dictionary = (load?.() ?? Promise.resolve("")).then(readDictionary);
  dictionary.catch(() => loaded.delete(version)); // so that the next message tries again
  loaded.set(version, dictionary);
  return dictionary;
}
