/** A visitor's file as an HL7 text. For workers: all of it is held in memory. */

import { asFailure, Fatal } from "../../bytes/fault";
import { type Hl7Text, parseHl7 } from "../../hl7";

/** @throws Fatal "unreadable" when the browser cannot get at the file any more, and as `parseHl7` does */
export async function readText(blob: Blob): Promise<Hl7Text> {
  return parseHl7(await readBytes(blob));
}

/** @throws Fatal "unreadable" */
export async function readBytes(blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    if (asFailure(error).code === "out-of-memory") throw error;
    throw new Fatal("unreadable", -1, { size: blob.size });
  }
}
