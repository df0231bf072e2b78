/** What a link says about a place in a file: the way to a data element or item, and nothing of what it holds. */

import { type ElementIndex, NO_ROW, pathAlong, rowAlong, wayTo } from "../../dicom";
import { defineGrammar, type Fragment, NOWHERE, tagPath } from "../../links/grammar";

const grammar = defineGrammar({ tag: tagPath });

export const readPlace = grammar.read;

/** A place by its way from the top: tag, item, tag … */
export const placeAlong = (way: readonly number[]): Fragment => grammar.format({ tag: way });

export function placeOf(elements: ElementIndex, row: number): Fragment {
  return row === NO_ROW ? NOWHERE : placeAlong(wayTo(elements, row));
}

/** The row of a place, or the closest one around it; -1 where not even that is there. */
export function rowOf(elements: ElementIndex, place: Fragment): ReturnType<typeof rowAlong> {
  return rowAlong(elements, grammar.parse(place).tag ?? []);
}

/** `00081140[2]/00081155`, as the detail pane has it. */
export const placeWords = (place: Fragment): string => pathAlong(grammar.parse(place).tag ?? []);
