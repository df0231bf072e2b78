/** Files on their way out: into zip archives, or into a folder of the visitor's. */

import { breath } from "../../elements/breath";
import { archiveEnd, localHeader, type PlacedFile } from "../../zip";

export interface OutFile {
  /** `/` parts folders. */
  readonly name: string;
  readonly blob: Blob;
  readonly crc: number;
}

/** Files are put into an archive so many at a time: between them the page draws and hears. */
const PIECE = 256;

/** An archive of the files as they lie there: blobs between headers, none of them read. */
export async function zipOf(files: readonly OutFile[]): Promise<Blob> {
  const pieces: Blob[] = [];
  const placed: PlacedFile[] = [];
  let at = 0;
  for (let from = 0; from < files.length; from += PIECE) {
    const parts: (Uint8Array | Blob)[] = [];
    for (const { name, blob, crc } of files.slice(from, from + PIECE)) {
      const file = { name, size: blob.size, crc };
      const header = localHeader(file);
      placed.push({ ...file, header: at });
      parts.push(header, blob);
      at += header.length + blob.size;
    }
    pieces.push(new Blob(parts as BlobPart[]));
    await breath();
  }
  return new Blob([...pieces, archiveEnd(placed, at) as BlobPart], { type: "application/zip" });
}

/** A folder that the visitor picked. */
export type Folder = FileSystemDirectoryHandle;

/** Which names are taken there. */
export async function takenIn(folder: Folder, names: readonly string[]): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const name of names) if (await isThere(folder, name)) taken.push(name);
  return taken;
}

async function isThere(folder: Folder, name: string): Promise<boolean> {
  const parts = name.split("/");
  let at = folder;
  try {
    for (const part of parts.slice(0, -1)) at = await at.getDirectoryHandle(part);
    await at.getFileHandle(parts.at(-1) as string);
    return true;
  } catch (error) {
    if (isNamed(error, "NotFoundError")) return false;
    if (isNamed(error, "TypeMismatchError")) return true; // a folder where a file would be, or the other way
    throw error;
  }
}

export async function writeInto(folder: Folder, { name, blob }: OutFile): Promise<void> {
  const parts = name.split("/");
  let at = folder;
  for (const part of parts.slice(0, -1)) at = await at.getDirectoryHandle(part, { create: true });
  const handle = await at.getFileHandle(parts.at(-1) as string, { create: true });
  const stream = await handle.createWritable();
  try {
    await stream.write(blob);
  } catch (error) {
    await stream.abort().catch(() => undefined); // what was there stays
    throw error;
  }
  await stream.close();
}

export const isNamed = (error: unknown, name: string): boolean =>
  error instanceof DOMException && error.name === name;

type Picking = (options: { readonly mode: "readwrite" }) => Promise<Folder>;

/** The browser's own window to pick a folder; null where it has none. */
export const folderPicker = (): Picking | null =>
  (globalThis as { showDirectoryPicker?: Picking }).showDirectoryPicker?.bind(globalThis) ?? null;
