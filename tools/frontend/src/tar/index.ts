/**
 * Tar archives: the one door to this folder. Pure, like `src/zip`: bytes come through a function that the caller gives,
 * and nothing is written anywhere, so that a name like `../../etc/passwd` is a text to be shown.
 *
 * ```ts
 * const { entries, faults } = await readTar(blob.size, read, { most: 1_000 });
 * const bytes = blob.slice(entries[0].start, entries[0].start + entries[0].size);
 * ```
 */

export { readTar, type TarEntry } from "./archive";
export { BLOCK, headerAt } from "./header";
