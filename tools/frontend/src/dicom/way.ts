/** The way from the top of a file to a row: tag, number of the item, tag … Links write it (`src/links/grammar.ts`). */

import { type ElementIndex, findElement, NO_ROW } from "./elements";
import { tagHex } from "./tags";

/** `[0x00081140, 2, 0x00081155]`: the Referenced SOP Instance UID in the second item of a sequence. */
export function wayTo(index: ElementIndex, row: number): readonly number[] {
  const steps: number[] = [];
  for (let at = row; at !== NO_ROW; at = index.parent[at] as number) {
    steps.push((index.item[at] as number) || (index.tag[at] as number));
  }
  return steps.reverse();
}

/** `00081140[2]/00081155`, as `pathOf` has it. */
export function pathAlong(way: readonly number[]): string {
  const steps = way.map((step, at) => (at % 2 === 0 ? `/${tagHex(step)}` : `[${step}]`));
  return steps.join("").slice(1);
}

/** The way back from a path. */
export const wayAlong = (path: string): readonly number[] =>
  [...path.matchAll(/([0-9A-F]{8})(?:\[(\d+)\])?/g)].flatMap(([, tag = "", item]) =>
    item === undefined ? [Number.parseInt(tag, 16)] : [Number.parseInt(tag, 16), Number(item)],
  );

/** The row at the end of a way. Where it leaves the file, the last one on it, which is -1 if nothing of it is there. */
export function rowAlong(
  index: ElementIndex,
  way: readonly number[],
): { readonly row: number; readonly exact: boolean } {
  let row = NO_ROW;
  for (const [place, step] of way.entries()) {
    const next = place % 2 === 0 ? findElement(index, step, row) : findItem(index, step, row);
    if (next === NO_ROW) return { row, exact: false };
    row = next;
  }
  return { row, exact: row !== NO_ROW };
}

/** The row of an item or fragment by its number, from 1; -1 where there is none. */
function findItem(index: ElementIndex, number: number, parent: number): number {
  for (let row = parent + 1; row < (index.end[parent] as number); row = index.end[row] as number) {
    if (index.item[row] === number) return row;
  }
  return NO_ROW;
}
