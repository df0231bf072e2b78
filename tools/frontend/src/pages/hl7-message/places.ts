/** What a link says about a place: which message of several, and a path in it. Nothing of what stands there. */

import { formatPath, parsePath } from "../../hl7";
import { count, defineGrammar, type Fragment, hl7Path, NOWHERE } from "../../links/grammar";
import { isSegment, loadAllDictionaries } from "./dictionaries";
import { t } from "./text";

const grammar = defineGrammar({ message: count, path: hl7Path(isSegment) });

export const parsePlace = grammar.parse;

/** The dictionaries say what is a segment of the standard. */
export async function readPlace(fragment: string): Promise<Fragment> {
  await loadAllDictionaries();
  return grammar.read(fragment);
}

/**
 * `message` from 1, or null where there is one alone; `path` "" for the message as a whole. `NOWHERE` where a link
 * cannot name the place: in local segments, whose names are the sender's own words.
 */
export function placeOf(message: number | null, path: string): Fragment {
  const wanted = parsePath(path);
  const place = grammar.format({ ...(message !== null && { message }), ...(wanted && { path: wanted }) });
  return path !== "" && !grammar.parse(place).path ? NOWHERE : place;
}

/** `message 2, PID-3.1` */
export function placeWords(place: Fragment): string {
  const { message, path } = grammar.parse(place);
  const words = [
    message === undefined ? "" : t("messageNumber", { n: message }),
    path ? formatPath(path) : "",
  ];
  return words.filter((part) => part).join(", ");
}
