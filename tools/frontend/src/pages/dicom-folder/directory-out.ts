/** A DICOMDIR for files that go out, and the names that it gives them. */

import type { Datum } from "../../bytes/datum";
import { uidFrom } from "../../dicom/correct";
import { type FileRecord, fileIdsOf, fitsFileId, type ListedFile, writeDirectory } from "../../dicom/folder";
import { crc32, outNames } from "../../zip";
import type { Written } from "./correcting";
import type { OutFile } from "./out-files";

const NAME = "DICOMDIR";

/** Whether files keep their names in a DICOMDIR: all of them or none. */
export const areFileIds = (paths: readonly string[]): boolean => paths.every(fitsFileId);

export interface Listing {
  /** The DICOMDIR first; one that was there is replaced by it. */
  readonly files: readonly OutFile[];
  /** How many it does not list. */
  readonly unlisted: number;
  /** How many lack what it must say, … */
  readonly lacking: number;
  /** … and the tags of that. */
  readonly tags: readonly Datum[];
}

/** `named` are the same files under the names that they came with. */
export function withDirectory(written: readonly Written[], named: readonly OutFile[]): Listing {
  const files = named.map((file, at) => ({ file, record: written[at]?.record ?? null }));
  const set = files.filter(isInSet);
  const others = files.filter((one) => !isInSet(one)).map(({ file }) => file);
  const names = set.map(({ file }) => file.name);
  const keepNames = areFileIds(names);
  const ids = keepNames ? names.map((name) => name.split("/")) : fileIdsOf(set.map(({ record }) => record));
  const listed: readonly ListedFile[] = set.map(({ record }, at) => ({
    id: ids[at] as readonly string[],
    record,
  }));
  const bytes = writeDirectory(listed, uidFrom(crypto.randomUUID()));
  const directory = { name: NAME, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]), crc: crc32(bytes) };
  const inSet = set.map(({ file }, at) => ({ ...file, name: (ids[at] as readonly string[]).join("/") }));
  const beside = others.filter(({ name }) => !isDirectoryName(name));
  const free = outNames([directory, ...inSet, ...beside].map(({ name }) => name)).slice(1 + inSet.length);
  return {
    files: [directory, ...inSet, ...beside.map((file, at) => ({ ...file, name: free[at] as string }))],
    unlisted: beside.length,
    lacking: set.filter(({ record }) => record.missing.length > 0).length,
    tags: [...new Set(set.flatMap(({ record }) => record.missing))],
  };
}

const isInSet = <One extends { readonly record: FileRecord | null }>(
  one: One,
): one is One & { readonly record: FileRecord } => one.record !== null;

const isDirectoryName = (name: string): boolean => /(?:^|\/)DICOMDIR$/i.test(name);
