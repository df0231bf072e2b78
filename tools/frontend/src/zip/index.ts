/**
 * Zip archives: the one door to this folder. Reads and writes the directory and the headers; inflating is the browser's
 * work.
 *
 * Pure: bytes come through a function that the caller gives, slice by slice, so an archive of gigabytes costs its
 * directory alone. Nothing is written anywhere: a name like `../../etc/passwd` is a text to be shown.
 *
 * ```ts
 * const { entries, faults } = await readArchive(blob.size, read);
 * const { start, end } = await placeOf(entries[0], blob.size, read);   // its packed bytes
 * new Blob([localHeader(file), bytes, archiveEnd([{ ...file, header: 0 }], start)])   // an archive
 * ```
 */

export { type Archive, readArchive } from "./archive";
export { crc32 } from "./crc";
export { DEFLATED, methodName, STORED, type ZipEntry } from "./entry";
export { LOCAL_HEADER_LENGTH, localHeaderLength, placeOf, type Read } from "./local";
export { outNames } from "./out-names";
export { type PackedFile, zipPieces } from "./pack";
export { partsOf } from "./parts";
export { archiveEnd, localHeader, type PlacedFile, type StoredFile } from "./write";
