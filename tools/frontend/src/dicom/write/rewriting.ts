/** Writing a whole file otherwise: with a start as it should be, or in another transfer syntax. Values stay as they are. */

import { Fatal } from "../../bytes/fault";
import { memorySource } from "../../bytes/source";
import { type DicomFile, parse } from "../parse";
import { isDeflated } from "../syntax";
import { type Deflate, NotTranscoded, repacked, repair, transcode } from "./transcode";

/** `repair`: preamble, "DICM" and meta information are there and right. `syntax`: the transfer syntax is that of `uid`. */
export type Rewriting = { readonly kind: "repair" } | { readonly kind: "syntax"; readonly uid: string };

/**
 * `bytes` are what the offsets in `file` count in: of a deflated file, the expanded ones.
 *
 * @throws Fatal "edit-codec" where only an image codec could do it; "edit-rle" where RLE fragments hold no frame;
 * "edit-nothing" where the file is so already
 */
export async function rewritten(
  bytes: Uint8Array,
  file: DicomFile,
  rewriting: Rewriting,
  deflate: Deflate,
): Promise<Uint8Array> {
  if (rewriting.kind === "syntax" && rewriting.uid === file.transferSyntax) throw new Fatal("edit-nothing");
  const plain = rewriting.kind === "repair" ? repair(bytes, file) : inSyntax(bytes, file, rewriting.uid);
  if (plain === bytes) throw new Fatal("edit-nothing");
  const { transferSyntax, dataSet } = parse(memorySource(plain), { isInflated: true });
  return isDeflated(transferSyntax) ? repacked(plain, dataSet, deflate) : plain;
}

function inSyntax(bytes: Uint8Array, file: DicomFile, uid: string): Uint8Array {
  try {
    return transcode(bytes, file, uid);
  } catch (error) {
    if (!(error instanceof NotTranscoded)) throw error;
    throw new Fatal(error.reason === "rle" ? "edit-rle" : "edit-codec");
  }
}
