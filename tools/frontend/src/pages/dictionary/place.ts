/** A place in a dictionary, as links say it: the code of an entry that the dictionary has, and nothing else. */

import type { Entry } from "../../dictionary/entries";
import { defineGrammar, type Grammar, type Term } from "../../links/grammar";

type EntryGrammar = Grammar<{ readonly entry: Term<Entry> }>;

/**
 * `#entry=dicom/tags/00100020`: the address of its page without language and last slash.
 *
 * The path of a field leads within its segment's page, `hl7/segments/PID/#PID-3`; of it the code alone is enough.
 */
export function grammar(entries: () => readonly Entry[]): EntryGrammar {
  return defineGrammar({
    entry: {
      parse: (text) => entries().find((entry) => placeOf(entry) === text) ?? null,
      format: placeOf,
    },
  });
}

function placeOf({ address }: Entry): string {
  return address.replace(/\/#/, "/").replace(/\/$/, "");
}
