/** Finds and ranks. Every match is in the result: nothing is cut off. */

import { parsePath } from "../hl7/path";
import { type Dictionaries, type Entry, plainWords } from "./entries";

/** The ranks, the best first: the code or name itself, the code's beginning, the name's beginning, words' beginnings, anywhere. */
const EXACT = 0;
const CODE_BEGINS = 1;
const NAME_BEGINS = 2;
const WORDS_BEGIN = 3;
const WORDS_WITHIN = 4;
const RANKS = 5;
const NO_MATCH = -1;
/** A retired entry stands behind the others of its rank, a tool or page of ours before them. */
const RETIRED_HANDICAP = 1_000;
const PLACE_ADVANTAGE = 10_000;

/** `(0010, 0020)` → `0010,0020`; `PID.3` is found by its own code. */
function codeOf(query: string): string {
  return query.toLowerCase().replace(/[()\s]/g, "");
}

/** Everything that answers the query, the best first. An empty query is answered by all entries in their order. */
export function search(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = plainWords(query);
  const code = codeOf(query);
  if (code === "") return entries;
  const wanted = words.split(" ").filter((word) => word);
  const ranks: Entry[][] = Array.from({ length: RANKS }, () => []);
  for (const entry of entries) {
    const rank = rankOf(entry, code, words, wanted);
    if (rank !== NO_MATCH) ranks[rank]?.push(entry);
  }
  // By their codes they stand as in the standard, by their names the shortest first.
  const weight = ({ kind, name, retired }: Entry, byName: boolean): number =>
    (byName ? name.length : 0) + (retired ? RETIRED_HANDICAP : 0) - (isPlace({ kind }) ? PLACE_ADVANTAGE : 0);
  ranks.forEach((rank, place) => {
    const byName = place > CODE_BEGINS;
    rank.sort((one, other) => weight(one, byName) - weight(other, byName));
  });
  return ranks.flat();
}

/** A tool or page of this site: it has no code but its name. */
function isPlace({ kind }: Pick<Entry, "kind">): boolean {
  return kind === "tool" || kind === "page";
}

function rankOf(entry: Entry, code: string, words: string, wanted: readonly string[]): number {
  const { codes, words: text, name } = entry;
  if (words !== "" && text.startsWith(` ${words} `) && plainWords(name) === words) return EXACT;
  if (codes.includes(`\n${code}`)) return codes.includes(`\n${code}\n`) ? EXACT : CODE_BEGINS;
  if (isRepeated(entry, code)) return EXACT;
  if (wanted.length === 0) return NO_MATCH;
  if (text.startsWith(` ${words}`)) return isPlace(entry) ? CODE_BEGINS : NAME_BEGINS;
  if (!wanted.every((word) => text.includes(word))) return NO_MATCH;
  return wanted.every((word) => text.includes(` ${word}`)) ? WORDS_BEGIN : WORDS_WITHIN;
}

const TAG = /^[0-9a-f]{4},?[0-9a-f]{4}$/;

/** A tag of a repeating group, such as 6002,3000, is found as its entry: 60xx,3000. */
function isRepeated({ kind, key }: Entry, code: string): boolean {
  if (kind !== "element" || !key.includes("x") || !TAG.test(code)) return false;
  const digits = code.replace(",", "");
  const tag = key.toLowerCase().replace(/[(),]/g, "");
  return [...tag].every((digit, place) => digit === "x" || digit === digits[place]);
}

/** `ADT^A04`, or with its structure behind. */
const MESSAGE_TYPE = /^[a-z]{3}\^([a-z]\w\w)(?:\^(\w+))?$/i;

/** What a path leads to besides: the field of `PID-3.1`, and the component of the field's type; the event of `ADT^A04`. */
export function alongPath(dictionaries: Dictionaries, query: string): readonly string[] {
  const message = MESSAGE_TYPE.exec(query.trim())?.slice(1) ?? [];
  if (message.length > 0) return message.filter((key) => key !== undefined).map((key) => key.toUpperCase());
  const path = parsePath(query);
  if (!path || path.field === null) return [];
  const field = `${path.segment}-${path.field}`;
  const component =
    path.component === null ? [] : [`${dictionaries.changes.get(field)?.at(-1)?.type}.${path.component}`];
  return [...component, field].filter((key) => dictionaries.changes.has(key));
}

/** Everything that answers a query, what it leads to along a path first. */
export function answers(
  dictionaries: Dictionaries,
  among: readonly Entry[],
  query: string,
): readonly Entry[] {
  const found = search(among, query);
  const along = alongPath(dictionaries, query);
  if (along.length === 0) return found;
  const first = among.filter(({ key }) => along.includes(key));
  first.sort((one, other) => along.indexOf(one.key) - along.indexOf(other.key));
  return [...first, ...found.filter((entry) => !first.includes(entry))];
}
