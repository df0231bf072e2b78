/** Messages that were sent in parts: which of a feed are one. */

import { ContinuationFinder } from "../continuation";
import { type Hl7Text, messagePositions } from "../parse";
import { type Groups, groupsOf } from "./duplicates";
import { eachRow, type Steps } from "./steps";

export interface Parts extends Groups {
  /** Pointers of the whole feed that lead to no message in it. */
  readonly unmatched: number;
}

/** All parts of those messages of which one of these rows is a part; each group in the order of its parts. */
export function* partsOf(text: Hl7Text, rows: Uint32Array): Steps<Parts> {
  const finder = new ContinuationFinder(text);
  yield* eachRow(messagePositions(text.blocks), (row) => finder.visit(row));
  const { chains, unmatched } = finder.finish();
  const wanted = new Set(rows);
  const shown = chains.filter(({ parts }) => parts.some((part) => wanted.has(part)));
  return { ...groupsOf(shown.map(({ parts }) => parts)), unmatched };
}
