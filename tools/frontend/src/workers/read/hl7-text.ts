/** A visitor's file as an HL7 text. For workers: all of it is held in memory. */

import { asFailure, Fatal } from "../../bytes/fault";
import { type Hl7Text, parseHl7 } from "../../hl7";

/** A file is read in pieces of this size: as one, the browser would hold it twice while it reads. */
const PIECE_BYTES = 8 * 1024 * 1024;

/** @throws Fatal "unreadable" when the browser cannot get at the file any more, and as `parseHl7` does */
export async function readText(blob: Blob): Promise<Hl7Text> {
  return parseHl7(await readBytes(blob));
}

/** @throws Fatal "unreadable" */
export async function readBytes(blob: Blob): Promise<Uint8Array> {
  try {
    return await bytesOf(blob);
  } catch (error) {
    if (asFailure(error).code === "out-of-memory") throw error;
    throw new Fatal("unreadable", -1, { size: blob.size });
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  if (blob.size <= PIECE_BYTES) return new Uint8Array(await blob.arrayBuffer());
  const bytes = new Uint8Array(blob.size);
  const pieceAt = (at: number): Promise<ArrayBuffer> => blob.slice(at, at + PIECE_BYTES).arrayBuffer();
  // The browser reads a piece while the one before it is copied.
  let next = pieceAt(0);
  for (let at = 0; at < blob.size; at += PIECE_BYTES) {
    const piece = await next;
    if (at + PIECE_BYTES < blob.size) next = pieceAt(at + PIECE_BYTES);
    bytes.set(new Uint8Array(piece), at);
  }
  return bytes;
}
