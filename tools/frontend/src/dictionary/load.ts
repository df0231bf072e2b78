/**
 * The dictionaries as modules of the page's own: one file each, asked for all together and before there are data, so
 * that no request tells what is opened or searched.
 */

import { DICTIONARY_VERSIONS, type DictionaryVersion } from "../hl7/dictionary";
import { type Dictionaries, readDictionaries } from "./entries";

const hl7Files = import.meta.glob<string>("../../../dictionaries/data/hl7-*.tsv", {
  query: "?raw",
  import: "default",
});

/** The text of one HL7 version's dictionary. */
export function loadHl7Text(version: DictionaryVersion): Promise<string> {
  const load = hl7Files[`../../../dictionaries/data/hl7-${version}.tsv`];
  return load?.() ?? Promise.resolve("");
}

let loading: Promise<Dictionaries> | null = null;

/** Loads once; after a failure the next call tries again. */
export function loadDictionaries(): Promise<Dictionaries> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Dictionaries> {
  const [elements, uids, ...versions] = await Promise.all([
    import("../../../dictionaries/data/dicom-elements.tsv?raw"),
    import("../../../dictionaries/data/dicom-uids.tsv?raw"),
    ...DICTIONARY_VERSIONS.map(loadHl7Text),
  ]);
  const hl7 = new Map(DICTIONARY_VERSIONS.map((version, place) => [version, versions[place] ?? ""]));
  return readDictionaries({ elements: elements.default, uids: uids.default, hl7 });
}
