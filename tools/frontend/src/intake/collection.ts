/** Many things that came in at once: what is listed, what is left out, and in which order. */

import { type Datum, datum, unmasked } from "../bytes/datum";
import type { Failure } from "../bytes/fault";
import { type Item, lastOf } from "./item";

export interface Collection {
  /** The folder's or archive's name, "" for loose files. */
  readonly name: Datum;
  readonly items: readonly Item[];
  /** How many were left out because systems, not people, put them there. */
  readonly junk: number;
  /** What could not be listed, and why. */
  readonly failures: readonly Failure[];
}

/** More rows than this help nobody, and each holds a little memory. */
export const MOST_ITEMS = 100_000;

/** What systems leave beside files: macOS, Windows, Linux, network storage. */
const JUNK_NAMES = /^(?:\.DS_Store|\.localized|\._.*|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory)$/i;
const JUNK_FOLDERS =
  /(?:^|\/)(?:__MACOSX|\.Spotlight-V100|\.Trashes|\.fseventsd|@eaDir|System Volume Information)\//;

export function isJunk(path: string): boolean {
  return JUNK_NAMES.test(lastOf(path)) || JUNK_FOLDERS.test(path);
}

/** As people count: IM2 before IM10, capitals beside small letters. */
function sortKey(path: string): string {
  const DIGITS = 12;
  return path.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(DIGITS, "0"));
}

export function collect(name: string, items: readonly Item[], failures: readonly Failure[]): Collection {
  const wanted = items.filter(({ path }) => !isJunk(unmasked(path)));
  const keyed = wanted.slice(0, MOST_ITEMS).map((item) => ({ item, key: sortKey(unmasked(item.path)) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  const tooMany: readonly Failure[] =
    wanted.length > MOST_ITEMS
      ? [{ code: "too-many", offset: -1, values: { most: MOST_ITEMS, count: wanted.length } }]
      : [];
  return {
    name: datum(name),
    items: keyed.map(({ item }) => item),
    junk: items.length - wanted.length,
    failures: [...failures, ...tooMany],
  };
}
