/**
 * A file as a comparison holds it. It is read once: what is large is hashed and let go of, the rest is kept, so that a
 * thousand images take some kilobytes each, and comparing them again with other choices reads nothing. For workers.
 */

import { hexBytes } from "../../bytes/print";
import { Sha256 } from "../../bytes/sha256";
import {
  type ByteSource,
  headedSource,
  memorySource,
  type Page,
  pagedSource,
  piecedSource,
} from "../../bytes/source";
import { HEAD_BYTES } from "../../detect";
import { ElementValues, type OpenedDicom, open, SharedTexts, type VrOf, valueOffset } from "../../dicom";
import { type ComparedFile, type HashedValue, hashesOf, type Stretch, wholeOf } from "../../dicom/compare";
import { bytesOf } from "../../intake/item";
import { inflate } from "../inflate";
import { readPart } from "./part";

/** Asked for as one: a browser's answer takes its time, however short it is. */
const SMALL_FILE = 1024 * 1024;
/** Of one file; what is longer stays in the file, and is read again when it is compared. */
const MOST_KEPT = 1024 * 1024;
/** Of all files that were read: then they all stay where they are. */
const MOST_KEPT_TOGETHER = 192 * 1024 * 1024;

export class ComparedReader {
  readonly #vrOf: VrOf;
  readonly #texts = new SharedTexts();
  #kept = 0;

  constructor(vrOf: VrOf) {
    this.#vrOf = vrOf;
  }

  /** @throws Fatal "empty", "not-dicom", "unreadable" */
  async read(blob: Blob): Promise<ComparedFile> {
    const opened = await open(await sourceOf(blob), { vrOf: this.#vrOf, inflate });
    const { file, source } = opened;
    const values = new ElementValues(source, file.elements, undefined, this.#texts);
    const hashed = await hashesOf(values, file, hash);
    const kept = this.#keep(opened, blob, hashed);
    return { file, values: new ElementValues(kept, file.elements, values.charsets, this.#texts), hashed };
  }

  #keep(opened: OpenedDicom, blob: Blob, hashed: ReadonlyMap<number, HashedValue>): ByteSource {
    const { source } = opened;
    const wanted = between(opened, [...hashed.keys()]);
    const size = wanted.reduce((sum, [from, to]) => sum + to - from, 0);
    const isInflated = source.length !== blob.size;
    if (size > MOST_KEPT || this.#kept + size > MOST_KEPT_TOGETHER) return isInflated ? source : paged(blob);
    this.#kept += size;
    const pieces = wanted.map(
      ([from, to]): Page => ({ start: from, bytes: source.slice(from, to - from).slice() }),
    );
    return piecedSource(pieces, source.length);
  }
}

async function sourceOf(blob: Blob): Promise<ByteSource> {
  if (blob.size <= SMALL_FILE) return memorySource(await bytesOf(blob));
  return headedSource(await bytesOf(blob.slice(0, HEAD_BYTES)), paged(blob));
}

const paged = (blob: Blob): ByteSource =>
  pagedSource(blob.size, (offset, count) => readPart(blob, offset, count));

/** The stretches of a file around the values of these rows. */
function between(
  { source, file: { elements } }: OpenedDicom,
  rows: readonly number[],
): readonly (readonly [from: number, to: number])[] {
  const stretches: [number, number][] = [];
  let from = 0;
  for (const row of rows) {
    stretches.push([from, valueOffset(elements, row)]);
    from = elements.valueEnd[row] as number;
  }
  return [...stretches, [from, source.length] as const].filter(([start, end]) => end > start);
}

/** The browser's own wants all bytes at once, and copies them: a longer stretch is hashed part by part. */
const LONGEST_WHOLE = 32 * 1024 * 1024;

/** By the browser's own where it offers it: to a page that came over https, or from this computer. */
async function hash(stretch: Stretch): Promise<string> {
  const own = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!own || stretch.length > LONGEST_WHOLE) return hashOf(stretch);
  const digest = await own.digest("SHA-256", wholeOf(stretch) as Uint8Array<ArrayBuffer>);
  return hexBytes(new Uint8Array(digest), "").toLowerCase();
}

function hashOf({ parts }: Stretch): string {
  const hash = new Sha256();
  for (const part of parts()) hash.add(part);
  return hash.end();
}
