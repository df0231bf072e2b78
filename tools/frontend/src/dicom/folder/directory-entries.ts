/** What a DICOMDIR lists against what is there (PS3.10 8, PS3.3 F). */

import { type Datum, unmasked } from "../../bytes/datum";

export interface DirectoryCheck {
  /** Entries whose file is not there, as the directory names them. */
  readonly missing: readonly Datum[];
  /** Numbers of DICOM files below the directory's folder that it does not list. */
  readonly unlisted: readonly number[];
}

/** A file of the folder: its number and its path. */
export interface Listed {
  readonly file: number;
  readonly path: Datum;
}

/**
 * PS3.10 8.2: File IDs have capital letters. Media and copies of them write small ones, and some an ending; `.dcm` and the
 * `;1` of ISO 9660 are read away.
 */
const plain = (path: string): string =>
  path
    .toUpperCase()
    .replace(/;1$/, "")
    .replace(/\.(?:DCM|DICOM)?$/, "");

/** `entries` count from the folder in which the directory lies. */
export function checkDirectory(
  directory: Listed,
  entries: readonly Datum[],
  files: readonly Listed[],
): DirectoryCheck {
  const path = unmasked(directory.path);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const inFolder = files.filter(({ path: one }) => unmasked(one).startsWith(folder));
  const there = new Set(inFolder.map(({ path: one }) => plain(unmasked(one).slice(folder.length))));
  const listed = new Set(entries.map((entry) => plain(unmasked(entry))));
  return {
    missing: entries.filter((entry) => !there.has(plain(unmasked(entry)))),
    unlisted: inFolder
      .filter(({ path: one }) => !listed.has(plain(unmasked(one).slice(folder.length))))
      .map(({ file }) => file),
  };
}
