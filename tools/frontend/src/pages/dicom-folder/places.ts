/** Places in the tree, as links say them: numbers from the patient down, and nothing of what stands there. */

import type { Place } from "../../dicom/folder";
import { count, defineGrammar, type Fragment, NOWHERE, type Term } from "../../links/grammar";

/** Patient, study, series, instance. */
const LEVELS = 4;

const numbers: Term<readonly number[]> = {
  parse(text) {
    const parts = text.split(".").map((part) => count.parse(part));
    return parts.length > LEVELS || parts.includes(null) ? null : (parts as number[]);
  },
  format: (parts) => parts.join("."),
};

const grammar = defineGrammar({ path: numbers });

export const readPlace = grammar.read;

export const fragmentOf = (place: Place): Fragment =>
  place.length === 0 ? NOWHERE : grammar.format({ path: place.map((number) => number + 1) });

export const placeOf = (fragment: Fragment): Place =>
  (grammar.parse(fragment).path ?? []).map((number) => number - 1);

/** `1.2.3.4` */
export const placeWords = (fragment: Fragment): string => (grammar.parse(fragment).path ?? []).join(".");
