/** Files at hand as a zip archive, stored as they are. */

import { crc32 } from "./crc";
import { archiveEnd, localHeader, type PlacedFile } from "./write";

export interface PackedFile {
  /** Folders and name, parted by `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The archive piece by piece, in its order. */
export function zipPieces(files: readonly PackedFile[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const placed: PlacedFile[] = [];
  let at = 0;
  for (const { path, bytes } of files) {
    const file = { name: path, size: bytes.length, crc: crc32(bytes) };
    const header = localHeader(file);
    placed.push({ ...file, header: at });
    pieces.push(header, bytes);
    at += header.length + bytes.length;
  }
  return [...pieces, archiveEnd(placed, at)];
}
