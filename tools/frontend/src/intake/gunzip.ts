/**
 * Gzip, which may be several members one after another (RFC 1952 2.2): logs that were appended to, and blocked gzip, are.
 * The browser's DecompressionStream ends with the first, and does not say where that was.
 */

import { Fatal } from "../bytes/fault";
import { inflate, MOST_INFLATED } from "./inflate";
import { bytesOf, type Opened } from "./item";
import { goesOn, type Watch } from "./watch";

/** `| 1F 8B | CM 8 | FLG | …`: the upper bits of the flags are reserved, and zero (2.3.1). */
const MAGIC = [0x1f, 0x8b, 8] as const;
const MOST_FLAGS = 0x1f;
/** Header, an empty deflate stream, and the trailer of checksum and size. */
const SHORTEST_MEMBER = 20;
/** So many byte sequences within one member may look like the next one's header before it is called damaged. */
const MOST_TRIES = 16;
/** Blocked gzip of as much as a page unpacks has 4,096. */
const MOST_MEMBERS = 10_000;
const STRETCH = 1024 * 1024;

/** @throws Fatal "too-large", "unreadable"; Ended */
export async function gunzip(packed: Blob, watch: Watch): Promise<Opened> {
  const blobs: Blob[] = [];
  let size = 0;
  let start = 0;
  for (let members = 1; ; members++) {
    const rest = await inflate(packed.slice(start), "gzip", within(watch, start, packed.size));
    const next = rest.fault && members < MOST_MEMBERS ? await memberAt(packed, start, watch) : null;
    const { blob } = next ?? rest;
    blobs.push(blob);
    size += blob.size;
    if (size > MOST_INFLATED) throw new Fatal("too-large", -1, { limit: MOST_INFLATED });
    if (next) start = next.end;
    else
      return {
        blob: new Blob(blobs),
        fault: rest.fault && { code: "damaged", offset: size, values: { size } },
      };
  }
}

/** The member at `start`, if it is whole and another one follows; null if it is damaged, or what follows is none. */
async function memberAt(
  packed: Blob,
  start: number,
  watch: Watch,
): Promise<{ readonly blob: Blob; readonly end: number } | null> {
  let end = start + SHORTEST_MEMBER;
  for (let tries = 0; tries < MOST_TRIES; tries++, end++) {
    end = await nextHeader(packed, end, watch);
    if (end < 0) return null;
    const { blob, fault } = await inflate(
      packed.slice(start, end),
      "gzip",
      within(watch, start, packed.size),
    );
    if (!fault) return { blob, end }; // length and checksum are right: the header was no accident
  }
  return null;
}

/** Where a member may begin, from `at` on; -1 if nowhere. */
async function nextHeader(packed: Blob, at: number, watch: Watch): Promise<number> {
  for (let from = at; from < packed.size; from += STRETCH) {
    goesOn(watch);
    const bytes = await bytesOf(packed.slice(from, from + STRETCH + MAGIC.length));
    for (let place = bytes.indexOf(MAGIC[0]); place >= 0; place = bytes.indexOf(MAGIC[0], place + 1)) {
      const [, second, method, flags = MOST_FLAGS + 1] = bytes.subarray(place, place + MAGIC.length + 1);
      if (second === MAGIC[1] && method === MAGIC[2] && flags <= MOST_FLAGS) return from + place;
    }
  }
  return -1;
}

/** Progress of a part is progress of the whole. */
const within = (watch: Watch, start: number, whole: number): Watch => ({
  signal: watch.signal,
  progress: (done) => watch.progress?.(start + done, whole),
});
