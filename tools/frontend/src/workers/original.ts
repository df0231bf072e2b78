/** A file that came, and one that is made of stretches of it. */

import { type ByteSource, pagedSource } from "../bytes/source";
import { bytesOf } from "../intake/item";
import { crc32 } from "../zip";
import { readPart } from "./read/part";

/** Bytes that are held in memory at a time. */
const STRETCH = 1024 * 1024;

/** A stretch of the file that came, or bytes that are new. */
export type Part = { readonly from: number; readonly to: number } | Uint8Array;

/** A file as it came. One of which all is wanted is read once, if it is small, and held in memory. */
export class Original {
  readonly blob: Blob;
  readonly size: number;
  readonly #whole: Uint8Array | null;

  constructor(blob: Blob, whole: Uint8Array | null = null) {
    this.blob = blob;
    this.size = blob.size;
    this.#whole = whole;
  }

  static async read(blob: Blob, isAllWanted: boolean): Promise<Original> {
    return new Original(blob, isAllWanted && blob.size <= STRETCH ? await bytesOf(blob) : null);
  }

  async bytes(from: number, to: number): Promise<Uint8Array> {
    return this.#whole?.subarray(from, to) ?? (await bytesOf(this.blob.slice(from, to)));
  }

  /** For a parser that asks for what it comes to. */
  get paged(): ByteSource {
    return pagedSource(this.size, (offset, count) => readPart(this.blob, offset, count));
  }

  /** The page is never given the visitor's own file, but a slice of it: this has its size, which the other waits for. */
  with(parts: readonly Part[]): Blob {
    return new Blob(
      parts.map((part) =>
        "from" in part ? this.blob.slice(part.from, part.to) : (part as Uint8Array<ArrayBuffer>),
      ),
    );
  }
}

/** Of the file that comes of it: CRC-32, as zip archives have it. */
export async function checksumOf(original: Original, parts: readonly Part[]): Promise<number> {
  let checksum = 0;
  for (const part of parts)
    if ("from" in part)
      for (let at = part.from; at < part.to; at += STRETCH)
        checksum = crc32(await original.bytes(at, Math.min(at + STRETCH, part.to)), checksum);
    else checksum = crc32(part, checksum);
  return checksum;
}
