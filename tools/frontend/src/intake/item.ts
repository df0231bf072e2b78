/** One of the things that came in: a file of the visitor's, or one in an archive. Nothing is read until it is asked for. */

import { joined } from "../bytes/change";
import { type Datum, datum, unmasked } from "../bytes/datum";
import { asFailure, type Failure, Fatal } from "../bytes/fault";
import { HEAD_BYTES } from "../detect";
import type { ZipEntry } from "../zip";
import type { Watch } from "./watch";

/** Contents; where they are damaged, those before the fault. */
export interface Opened {
  readonly blob: Blob;
  readonly fault: Failure | null;
}

/** Where the bytes are, in a form that a worker can be handed: as they lie there, or as an entry of a zip archive. */
export type Source = { readonly blob: Blob } | { readonly archive: Blob; readonly entry: ZipEntry };

export interface Item {
  /** Folders and name, parted by `/`. Shown; never used as a path. */
  readonly path: Datum;
  /** Of a file of the visitor's the browser asks the system for it, once: a tenth of a millisecond and more for each. */
  readonly size: number;
  /** Null for one that cannot be read: `head` says why. */
  readonly source: Source | null;
  /** The first 64 KB, for the detector. Rejects with `Fatal`. */
  head(): Promise<Uint8Array>;
  /** Rejects with `Fatal`. */
  open(watch: Watch): Promise<Opened>;
}

/** The name alone. */
export const nameOf = (path: Datum): Datum => datum(lastOf(unmasked(path)));

export const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** @throws Fatal "unreadable" when the browser cannot get at the file any more; whatever says that memory is short */
export const bytesOf = (blob: Blob): Promise<Uint8Array> =>
  readOf(blob, async () => new Uint8Array(await blob.arrayBuffer()));

/**
 * The first bytes, at most so many: as a stream, for which the page need not stand still. A slice asks the system for the
 * file's size before it is one, and of thousands of files the page would wait for each.
 *
 * @throws as `bytesOf`
 */
const beginningOf = (blob: Blob, most: number): Promise<Uint8Array> =>
  readOf(blob, async () => {
    const reader = blob.stream().getReader();
    const pieces: Uint8Array[] = [];
    for (let length = 0; length < most; ) {
      const { value, done } = await reader.read();
      if (done) return joined(pieces);
      pieces.push(value);
      length += value.length;
    }
    void reader.cancel();
    return joined(pieces).subarray(0, most);
  });

async function readOf(blob: Blob, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await read();
  } catch (error) {
    if (asFailure(error).code === "out-of-memory") throw error;
    throw new Fatal("unreadable", -1, { size: blob.size });
  }
}

export function fileItem(path: string, file: Blob): Item {
  let size: number | undefined;
  return {
    path: datum(path),
    get size() {
      size ??= file.size;
      return size;
    },
    source: { blob: file },
    head: async () => {
      const head = await beginningOf(file, HEAD_BYTES);
      if (head.length < HEAD_BYTES) size ??= head.length; // that is all of it
      return head;
    },
    open: async () => ({ blob: file, fault: null }),
  };
}

/** One that is in the list and cannot be read. */
export function failedItem(path: string, failure: Fatal, size = 0): Item {
  return {
    path: datum(path),
    size,
    source: null,
    head: () => Promise.reject(failure),
    open: () => Promise.reject(failure),
  };
}
