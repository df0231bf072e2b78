/** What a link says about a place: which pair of several, and the way to an element; nothing of what stands there. */

import { pathAlong, wayAlong } from "../../dicom";
import { count, defineGrammar, type Fragment, NOWHERE, tagPath } from "../../links/grammar";
import { defineText } from "../../text/define";

const t = defineText({ en: { pair: "pair {n}" }, de: { pair: "Paar {n}" } });
const grammar = defineGrammar({ pair: count, tag: tagPath });

export const readPlace = grammar.read;
export const parsePlace = grammar.parse;

/** `pair` from 1, or null where there is one alone; `path` as rows have it. */
export function placeOf(pair: number | null, path: string): Fragment {
  const way = wayAlong(path);
  if (pair === null && way.length === 0) return NOWHERE;
  return grammar.format({ ...(pair !== null && { pair }), ...(way.length > 0 && { tag: way }) });
}

/** `pair 2, 00400275[1]/00080100` */
export function placeWords(place: Fragment): string {
  const { pair, tag } = grammar.parse(place);
  const words = [pair === undefined ? "" : t("pair", { n: pair }), tag ? pathAlong(tag) : ""];
  return words.filter((part) => part !== "").join(", ");
}
