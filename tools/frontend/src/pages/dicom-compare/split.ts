/** What came in at once and is two things: a file for each side, or a folder. No DOM. */

import { datum, unmasked } from "../../bytes/datum";
import type { Collection } from "../../intake/collection";
import { type Item, lastOf } from "../../intake/item";

/**
 * Two files; or files of which each lies in one of two folders, such as "before" and "after", wherever these lie. A
 * DICOMDIR beside them lists them and is no third thing.
 */
export function twoSides(collection: Collection): readonly [Collection, Collection] | null {
  const items = collection.items.filter(({ path }) => lastOf(unmasked(path)).toUpperCase() !== "DICOMDIR");
  if (items.length === 2) return [sideOf("", items.slice(0, 1)), sideOf("", items.slice(1))];
  const depth = commonDepth(items);
  const folders = new Map<string, Item[]>();
  for (const item of items) {
    const parts = unmasked(item.path).split("/");
    if (parts.length < depth + 2) return null;
    const folder = parts[depth] as string;
    const known = folders.get(folder);
    if (known) known.push(item);
    else folders.set(folder, [item]);
    if (folders.size > 2) return null;
  }
  const [left, right] = [...folders].map(([name, own]) => sideOf(name, own));
  return left && right ? [left, right] : null;
}

/** How many folders all of them lie in. */
function commonDepth(items: readonly Item[]): number {
  const [first = [], ...rest] = items.map(({ path }) => unmasked(path).split("/").slice(0, -1));
  const end = first.findIndex((folder, at) => rest.some((folders) => folders[at] !== folder));
  return end < 0 ? first.length : end;
}

const sideOf = (name: string, items: readonly Item[]): Collection => ({
  name: datum(name),
  items,
  junk: 0,
  failures: [],
});
