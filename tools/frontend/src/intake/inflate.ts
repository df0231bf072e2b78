/** Inflates by the browser's own DecompressionStream, up to a limit, and keeps what came before a fault. */

import { isBomb } from "../bytes/bomb";
import { Fatal } from "../bytes/fault";
import { bytesOf, type Opened } from "./item";
import { Ended, goesOn, type Watch } from "./watch";

/** A bomb of a few kilobytes may hold any number of bytes; a page has about this many to spare. */
export const MOST_INFLATED = 256 * 1024 * 1024;
/** The stream drops what it made of the piece in which a fault lies, so pieces are small. */
const PIECE = 4 * 1024;
/** Read from the file at once. */
const STRETCH = 1024 * 1024;
/** Pieces are gathered into blobs of this size, whose bytes the browser keeps apart from the page's. */
const GATHERED = 4 * 1024 * 1024;

/** Blobs made of many small pieces, with a limit and a look at each piece. */
export class Gatherer {
  size = 0;
  readonly #most: number;
  readonly #see: (bytes: Uint8Array) => void;
  readonly #blobs: Blob[] = [];
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #held = 0;

  constructor(most = MOST_INFLATED, see: (bytes: Uint8Array) => void = () => {}) {
    this.#most = most;
    this.#see = see;
  }

  /** @throws Fatal "too-large" */
  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.size += bytes.length;
    if (this.size > this.#most) throw new Fatal("too-large", -1, { limit: this.#most });
    this.#see(bytes);
    this.#pieces.push(bytes);
    this.#held += bytes.length;
    if (this.#held >= GATHERED) this.#flush();
  }

  blob(): Blob {
    this.#flush();
    return new Blob(this.#blobs);
  }

  #flush(): void {
    this.#blobs.push(new Blob(this.#pieces));
    this.#pieces = [];
    this.#held = 0;
  }
}

/**
 * What the stream holds. `see` is shown every piece, for a checksum.
 * @throws Fatal "too-large"; Fatal "bomb", at the packed byte up to which it was read; Fatal "unreadable", Ended
 */
export async function inflate(
  packed: Blob,
  format: CompressionFormat,
  watch: Watch,
  see?: (bytes: Uint8Array) => void,
): Promise<Opened> {
  const stream = new DecompressionStream(format);
  const target = new Gatherer(MOST_INFLATED, see);
  const reader = stream.readable.getReader();
  const progress: Progress = { taken: 0 };
  const writing = write(packed, stream.writable.getWriter(), watch, progress);
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || !value) break;
      target.add(value as Uint8Array<ArrayBuffer>);
      const { taken } = progress;
      if (isBomb(taken, target.size)) throw new Fatal("bomb", taken, { offset: taken, size: target.size });
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    await writing.catch(() => {});
    throw error;
  }
  const isWhole = await writing;
  const { size } = target;
  return { blob: target.blob(), fault: isWhole ? null : { code: "damaged", offset: size, values: { size } } };
}

interface Progress {
  /** Packed bytes that the stream was given. */
  taken: number;
}

/** Whether the stream took all, and was complete with it. An early end and damage are not told apart everywhere. */
async function write(
  packed: Blob,
  writer: WritableStreamDefaultWriter<BufferSource>,
  watch: Watch,
  progress: Progress,
): Promise<boolean> {
  try {
    for (let at = 0; at < packed.size; at += STRETCH) {
      const stretch = (await bytesOf(packed.slice(at, at + STRETCH))) as Uint8Array<ArrayBuffer>;
      goesOn(watch);
      watch.progress?.(at, packed.size);
      for (let from = 0; from < stretch.length; from += PIECE) {
        const piece = stretch.subarray(from, from + PIECE);
        progress.taken = at + from + piece.length;
        if (!(await took(writer.write(piece)))) return false;
      }
    }
  } catch (error) {
    await writer.abort().catch(() => {});
    throw error instanceof Fatal ? error : new Ended();
  }
  return await took(writer.close());
}

const took = (written: Promise<void>): Promise<boolean> =>
  written.then(
    () => true,
    () => false,
  );
