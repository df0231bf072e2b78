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

type Tell = (done: number, total: number) => void;

/** Which names are taken there. */
export async function takenIn(
  folder: Folder,
  names: readonly string[],
  tell: Tell,
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const [at, name] of names.entries()) {
    if (await isThere(folder, name)) taken.push(name);
    tell(at + 1, names.length);
  }
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
    if (isNamed(error, "NotFoundError") || isRefused(error)) return false;
    if (isNamed(error, "TypeMismatchError")) return true; // a folder where a file would be, or the other way
    throw error;
  }
}

/**
 * What was there stays until the file is whole, an empty file too; of one that could not be written nothing is left. An
 * end that is asked for comes at once, however long the disk takes to be done with it.
 */
export async function writeInto(folder: Folder, { name, blob }: OutFile, signal: AbortSignal): Promise<void> {
  const parts = name.split("/");
  const last = parts.pop() as string;
  let at = folder;
  for (const part of parts) at = await at.getDirectoryHandle(part, { create: true });
  const there = await at.getFileHandle(last).catch((error) => {
    if (isNamed(error, "NotFoundError")) return null;
    throw error;
  });
  const handle = there ?? (await at.getFileHandle(last, { create: true }));
  const write = async (): Promise<void> => {
    try {
      await blob.stream().pipeTo(await handle.createWritable(), { signal });
    } catch (error) {
      // What keeps one from writing may keep one from this.
      if (!there) await removeEmpty(at, handle).catch(() => undefined);
      throw error;
    }
  };
  await Promise.race([write(), ended(signal)]);
}

const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason), { once: true }));

/** Unless something else put bytes into it meanwhile. */
async function removeEmpty(folder: Folder, handle: FileSystemFileHandle): Promise<void> {
  if ((await handle.getFile()).size === 0) await folder.removeEntry(handle.name);
}

export const isNamed = (error: unknown, name: string): boolean =>
  error instanceof DOMException && error.name === name;

/** Browsers take no file that would start something, such as `x.lnk` (File System, valid file name). */
export const isRefused = (error: unknown): boolean => error instanceof TypeError;

type Picking = (options: { readonly mode: "readwrite" }) => Promise<Folder>;

/** The browser's own window to pick a folder; null where it has none. */
export const folderPicker = (): Picking | null =>
  (globalThis as { showDirectoryPicker?: Picking }).showDirectoryPicker?.bind(globalThis) ?? null;
