/** The text of each HL7 version's dictionary, a module of its own. */

import type { DictionaryVersion } from "../hl7/dictionary";

const files = import.meta.glob<string>("../../../dictionaries/data/hl7-[0-9]*.tsv", {
  query: "?raw",
  import: "default",
});

export function loadHl7Text(version: DictionaryVersion): Promise<string> {
  const load = files[`../../../dictionaries/data/hl7-${version}.tsv`];
  return load?.() ?? Promise.resolve("");
}
