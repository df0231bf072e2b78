/** The list of an archive's files: from the directory at its end, or file by file where that is missing. */

import { datum } from "../bytes/datum";
import { Fatal, type Fault } from "../bytes/fault";
import { findEnd } from "./end";
import { entryAt, type ZipEntry } from "./entry";
import { localEntry, type Read } from "./local";

export interface Archive {
  /** Files and folders, in the archive's own order. */
  readonly entries: readonly ZipEntry[];
  readonly faults: readonly Fault[];
}

/** A directory of a hundred thousand files has some ten megabytes. */
const LARGEST_DIRECTORY = 64 * 1024 * 1024;

const fault = (code: string, offset: number, found: number, expected: number, rule: string): Fault => ({
  code,
  offset,
  path: "",
  found: datum(String(found)),
  expected: String(expected),
  rule,
});

/**
 * Reads the list of files; their bytes stay where they are. A directory that is damaged is read up to there, and one
 * that is missing is made up from the files themselves; `faults` says so.
 * @throws Fatal "zip-split" for a part of an archive, "zip-directory" when no list can be made, "zip-large" when it
 *   is too long
 */
export async function readArchive(size: number, read: Read): Promise<Archive> {
  const end = await findEnd(size, read);
  if (!end) return fromFiles(size, read);
  if (end.isSplit) throw new Fatal("zip-split", end.at);
  if (end.length > LARGEST_DIRECTORY) throw new Fatal("zip-large", end.at, { size: end.length });
  // What was put before the archive, a program that unpacks it say, shifts every offset.
  const start = end.directoryEnd - end.length;
  const shift = start - end.start;
  const bytes = start < 0 ? new Uint8Array(0) : await read(start, end.length);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let found = entryAt(bytes, at); found; found = entryAt(bytes, at)) {
    entries.push({ ...found.entry, header: found.entry.header + shift });
    at = found.next;
  }
  if (entries.length === 0 && end.count > 0) return fromFiles(size, read);
  const isWhole = entries.length === end.count && at >= bytes.length;
  const faults = isWhole
    ? []
    : [fault("zip-directory-damaged", start + at, entries.length, end.count, "APPNOTE 4.3.12")];
  return { entries, faults };
}

/** One local header after another, as far as each says where the next one is. */
async function fromFiles(size: number, read: Read): Promise<Archive> {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < size) {
    const found = await localEntry(at, read);
    if (!found) break;
    entries.push(found.entry);
    at = found.next;
  }
  if (entries.length === 0) throw new Fatal("zip-directory", size, { size });
  return { entries, faults: [fault("zip-directory-missing", size, entries.length, 0, "APPNOTE 4.3.16")] };
}
