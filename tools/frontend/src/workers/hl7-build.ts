/** Builds many messages, off the page's thread. Everything it needs to know comes with the question. */

import { Fatal } from "../bytes/fault";
import { built, type Recipe } from "../hl7/build/build";
import type { DictionaryVersion } from "../hl7/dictionary";
import { Library, type LibraryText } from "../hl7/library";
import { Plan } from "../hl7/plan";
import { Output } from "../hl7/write";
import { serve } from "./bridge";

export interface BuildQuestion {
  readonly library: LibraryText;
  readonly version: DictionaryVersion;
  readonly recipe: Recipe;
  readonly count: number;
}

export interface BuildAnswer {
  readonly bytes: Uint8Array;
  /** Where the edge case stands in the first message that has room for it; null where none has. */
  readonly path: string | null;
}

/** Steps back hold as much. */
const MOST_BUILT = 128 * 1024 * 1024;
const PROGRESS_EVERY = 100;

/** The texts never change: whichever come first are the ones. */
let library: Library | null = null;

serve<BuildQuestion, BuildAnswer>(
  ({ library: texts, version, recipe, count }, progress) => {
    library ??= new Library(texts);
    const plan = new Plan(library.standard(version));
    const output = new Output();
    let path: string | null = null;
    for (let index = 0; index < count; index++) {
      if (index % PROGRESS_EVERY === 0) progress(index, count);
      const one = built(plan, recipe, index);
      path ??= one.path;
      const { length } = output;
      if (length + one.bytes.length > MOST_BUILT)
        throw new Fatal("too-many", -1, { size: MOST_BUILT, n: index });
      output.room(one.bytes.length).set(one.bytes, length);
      output.wrote(length + one.bytes.length);
    }
    return { bytes: output.take().slice(), path };
  },
  ({ bytes }) => [bytes],
);
