/** Holds a text to the standard, off the page's thread. Everything it needs to know comes with the question. */

import { Library, type LibraryText } from "../hl7/library";
import { readProfile } from "../hl7/profile";
import { type Validation, validateText } from "../hl7/validation";
import { serve } from "./bridge";
import { readText } from "./read/hl7-text";

export interface ValidateQuestion {
  readonly blob: Blob;
  readonly library: LibraryText;
  /** A profile of the visitor's own, "" for none. */
  readonly profile: string;
}

/** The texts never change: whichever come first are the ones. */
let library: Library | null = null;

serve<ValidateQuestion, Validation>(async ({ blob, library: texts, profile }, progress) => {
  library ??= new Library(texts);
  const own = profile === "" ? null : readProfile(profile);
  return validateText(await readText(blob), library, own, progress);
});
