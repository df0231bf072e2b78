/** What of a file is compared by its hash: pixel data frame by frame, and other large values that are bytes. */

import type { ElementValues } from "../element-values";
import { type ElementIndex, ENCAPSULATED, findElement, NO_ROW, valueLength, valueOffset } from "../elements";
import { framesOf } from "../frames";
import { NUMBER_OF_FRAMES, PIXEL_DATA } from "../tags";
import { isText } from "../value";
import { VR_SQ } from "../vr";
import { swapped, wordSize } from "../word-size";
import { type HashedValue, isBigEndian } from "./side";

/** SHA-256 in hexadecimal. */
export type Hash = (bytes: Uint8Array) => Promise<string> | string;

/** PS3.3 C.7.6.3, C.7.6.24 and .25: Pixel Data, Float and Double Float. */
const PIXELS: ReadonlySet<number> = new Set([PIXEL_DATA, 0x7fe00008, 0x7fe00009]);
const [SAMPLES, ROWS, COLUMNS, BITS_ALLOCATED] = [0x00280002, 0x00280010, 0x00280011, 0x00280100];
/** Shorter values are compared as they are. */
const LEAST_HASHED = 65_536;
/** More would be read to be hashed, and read by nobody. */
const MOST_FRAMES = 100_000;

/** Rows that are compared by hash, in their order. Text is not: it is decoded. */
export function hashedRows(index: ElementIndex): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < index.count; row++) {
    const isEncapsulated = ((index.flags[row] as number) & ENCAPSULATED) !== 0;
    const isLeaf = (index.end[row] as number) === row + 1 && index.vr[row] !== VR_SQ;
    if (index.item[row] !== 0 || !(isLeaf || isEncapsulated)) continue;
    const isPixels = PIXELS.has(index.tag[row] as number) || isEncapsulated;
    const isLarge = !isText(index.vr[row] as number) && valueLength(index, row) >= LEAST_HASHED;
    if (isPixels || isLarge) rows.push(row);
  }
  return rows;
}

/** Reads what is hashed, piece by piece, and keeps nothing of it. */
export async function hashesOf(values: ElementValues, hash: Hash): Promise<ReadonlyMap<number, HashedValue>> {
  const hashed = new Map<number, HashedValue>();
  for (const row of hashedRows(values.index)) {
    const { by, pieces } = piecesOf(values, row);
    const hashes: string[] = [];
    for (const piece of pieces) hashes.push(await hash(piece));
    hashed.set(row, { by, hashes });
  }
  return hashed;
}

interface Pieces {
  readonly by: HashedValue["by"];
  readonly pieces: Iterable<Uint8Array>;
}

function piecesOf(values: ElementValues, row: number): Pieces {
  const { index, source } = values;
  const frames = framesOf(source, index, row);
  if (frames) return { by: "stored", pieces: storedFrames(values, frames.fragments) };
  const length = valueLength(index, row);
  const size = PIXELS.has(index.tag[row] as number) ? frameSize(values, row, length) : length;
  return { by: size < length ? "frames" : pixelsOrWhole(index, row), pieces: stretches(values, row, size) };
}

const pixelsOrWhole = (index: ElementIndex, row: number): HashedValue["by"] =>
  PIXELS.has(index.tag[row] as number) ? "frames" : "whole";

/** One after the other, so that no more than a frame is in memory. */
function* storedFrames(values: ElementValues, frames: readonly (readonly number[])[]): Generator<Uint8Array> {
  for (const rows of frames.slice(0, MOST_FRAMES)) {
    const whole = new Uint8Array(rows.reduce((sum, row) => sum + valueLength(values.index, row), 0));
    let at = 0;
    for (const row of rows) {
      const bytes = values.bytes(row);
      whole.set(bytes, at);
      at += bytes.length;
    }
    yield whole;
  }
}

/** What is left behind the last whole frame, such as padding, belongs to it. */
function* stretches(values: ElementValues, row: number, size: number): Generator<Uint8Array> {
  const { index, source } = values;
  const length = valueLength(index, row);
  const count = Math.max(1, Math.floor(length / Math.max(size, 1)));
  for (let frame = 0; frame < count; frame++) {
    const end = frame === count - 1 ? length : (frame + 1) * size;
    const bytes = source.slice(valueOffset(index, row) + frame * size, end - frame * size);
    yield littleEndian(bytes, index, row);
  }
}

export function littleEndian(bytes: Uint8Array, index: ElementIndex, row: number): Uint8Array {
  const vr = index.vr[row] as number;
  return isBigEndian(index, row) && wordSize(vr) > 1 ? swapped(bytes, vr) : bytes;
}

/**
 * Bytes of a frame of native pixel data (PS3.5 8.1.1): Rows × Columns × Samples per Pixel × Bits Allocated / 8. All of the
 * value where that does not fit with Number of Frames, or frames do not begin at a byte.
 */
function frameSize(values: ElementValues, row: number, length: number): number {
  const number = (tag: number, missing: number): number => {
    const at = findElement(values.index, tag, values.index.parent[row] as number);
    const value = at === NO_ROW ? missing : Number(values.values(at)[0]);
    return Number.isInteger(value) && value > 0 ? value : 0;
  };
  const frames = number(NUMBER_OF_FRAMES, 1);
  const size = (number(ROWS, 0) * number(COLUMNS, 0) * number(SAMPLES, 1) * number(BITS_ALLOCATED, 0)) / 8;
  const fits = frames * size <= length && length <= frames * size + 1;
  return frames > 1 && frames <= MOST_FRAMES && Number.isInteger(size) && size > 0 && fits ? size : length;
}
