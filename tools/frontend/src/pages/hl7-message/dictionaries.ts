/** The dictionaries, one file for each version. */

import { loadHl7Text } from "../../dictionary/hl7-text";
import { DICTIONARY_VERSIONS, type DictionaryVersion, type Hl7Dictionary, readDictionary } from "../../hl7";

const loaded = new Map<DictionaryVersion, Promise<Hl7Dictionary>>();
const there = new Set<Hl7Dictionary>();

/**
 * Loads every version's before there is a message: to ask for one version's only once a message is open would
 * tell our server which version it declares.
 */
export function loadAllDictionaries(): Promise<unknown> {
  return Promise.allSettled(DICTIONARY_VERSIONS.map(loadDictionary));
}

export function loadDictionary(version: DictionaryVersion): Promise<Hl7Dictionary> {
  const known = loaded.get(version);
  if (known) return known;
  const dictionary = loadHl7Text(version).then(readDictionary);
  dictionary.then(
    (one) => there.add(one),
    () => loaded.delete(version), // so that the next message tries again
  );
  loaded.set(version, dictionary);
  return dictionary;
}

/** Whether a segment is the standard's, in whatever version; of none while the dictionaries are not there. */
export function isSegment(id: string): boolean {
  return [...there].some((dictionary) => dictionary.segment(id) !== null);
}
