/** One of the things that came in: a file of the visitor's, or one in an archive. Nothing is read until it is asked for. */

import { type Datum, datum, unmasked } from "../bytes/datum";
import { type Failure, Fatal } from "../bytes/fault";
import { HEAD_BYTES } from "../detect";
import type { Watch } from "./watch";

/** Contents; where they are damaged, those before the fault. */
export interface Opened {
  readonly blob: Blob;
  readonly fault: Failure | null;
}

export interface Item {
  /** Folders and name, parted by `/`. Shown; never used as a path. */
  readonly path: Datum;
  readonly size: number;
  /** The first 64 KB, for the detector. Rejects with `Fatal`. */
  head(): Promise<Uint8Array>;
  /** Rejects with `Fatal`. */
  open(watch: Watch): Promise<Opened>;
}

/** The name alone. */
export const nameOf = (path: Datum): Datum => datum(lastOf(unmasked(path)));

export const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** @throws Fatal "unreadable" when the browser cannot get at the file any more */
export async function bytesOf(blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw new Fatal("unreadable", -1, { size: blob.size });
  }
}

export function fileItem(path: string, file: Blob): Item {
  return {
    path: datum(path),
    size: file.size,
    head: () => bytesOf(file.slice(0, HEAD_BYTES)),
    open: async () => ({ blob: file, fault: null }),
  };
}

/** One that is in the list and cannot be read. */
export function failedItem(path: string, failure: Fatal, size = 0): Item {
  return {
    path: datum(path),
    size,
    head: () => Promise.reject(failure),
    open: () => Promise.reject(failure),
  };
}
