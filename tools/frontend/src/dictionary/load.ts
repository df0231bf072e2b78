/** All dictionaries for the search: asked for together and before there are data, so that no request tells what is sought. */

import { DICTIONARY_VERSIONS } from "../hl7/dictionary";
import { type Dictionaries, readDictionaries } from "./entries";
import { loadHl7Text } from "./hl7-text";

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
  const [elements, uids, names, ...versions] = await Promise.all([
    import("../../../dictionaries/data/dicom-elements.tsv?raw"),
    import("../../../dictionaries/data/dicom-uids.tsv?raw"),
    import("../../../dictionaries/data/names.tsv?raw"),
    ...DICTIONARY_VERSIONS.map(loadHl7Text),
  ]);
  const hl7 = new Map(DICTIONARY_VERSIONS.map((version, place) => [version, versions[place] ?? ""]));
  return readDictionaries({
    elements: elements.default,
    uids: uids.default,
    names: names.default,
    hl7,
  });
}
