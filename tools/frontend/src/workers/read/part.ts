/** Bytes of a file, at once: workers alone can. */

import { asFailure, Fatal } from "../../bytes/fault";

/** The DOM library does not know it. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** @throws Fatal "unreadable" when the browser cannot get at the file any more */
export function readPart(blob: Blob, offset: number, count: number): Uint8Array {
  try {
    return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob.slice(offset, offset + count)));
  } catch (error) {
    if (asFailure(error).code === "out-of-memory") throw error;
    throw new Fatal("unreadable", offset, { length: blob.size });
  }
}
