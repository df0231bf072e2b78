/** What of a file is compared by its hash: pixel data frame by frame, and other large values that are bytes. */

import { joined } from "../../bytes/change";
import type { ByteSource } from "../../bytes/source";
import type { ElementValues } from "../element-values";
import { type ElementIndex, ENCAPSULATED, findElement, NO_ROW, valueLength, valueOffset } from "../elements";
import { framesOf } from "../frames";
import type { DicomFile } from "../parse";
import { RLE_LOSSLESS } from "../syntax";
import { NUMBER_OF_FRAMES, PIXEL_DATA } from "../tags";
import { isText } from "../value";
import { VR_SQ } from "../vr";
import { swapped, wordSize } from "../word-size";
import { canHold, type FrameShape, frameLength, rleFrame } from "../write/rle";
import { type HashedValue, isBigEndian } from "./side";

/** Some bytes of a file that are read when they are wanted, no more of them at a time than `MOST_READ`. */
export interface Stretch {
  readonly length: number;
  parts(): Iterable<Uint8Array>;
}

/** SHA-256 in hexadecimal. */
export type Hash = (stretch: Stretch) => Promise<string> | string;

/** PS3.3 C.7.6.3, C.7.6.24 and .25: Pixel Data, Float and Double Float. */
const PIXELS: ReadonlySet<number> = new Set([PIXEL_DATA, 0x7fe00008, 0x7fe00009]);
const [SAMPLES, PLANAR, ROWS, COLUMNS, BITS_ALLOCATED] = [
  0x00280002, 0x00280006, 0x00280010, 0x00280011, 0x00280100,
];
/** Shorter values are compared as they are. */
const LEAST_HASHED = 65_536;
/** Bytes; a multiple of every word's size. A frame may be a whole film. */
const MOST_READ = 4 * 1024 * 1024;
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
export async function hashesOf(
  values: ElementValues,
  { transferSyntax }: Pick<DicomFile, "transferSyntax">,
  hash: Hash,
): Promise<ReadonlyMap<number, HashedValue>> {
  const hashed = new Map<number, HashedValue>();
  for (const row of hashedRows(values.index)) {
    const { by, stretches, pixels } = stretchesOf(values, row, transferSyntax);
    const hashes: string[] = [];
    const decoded: string[] = [];
    for (const stretch of stretches) {
      const whole = pixels && atHand(wholeOf(stretch)); // read once, for both
      const frame = whole && pixels(wholeOf(whole), hashes.length);
      hashes.push(await hash(whole ?? stretch));
      if (frame) decoded.push(await hash(atHand(frame)));
    }
    const isWhole = decoded.length > 0 && decoded.length === hashes.length;
    hashed.set(row, { by, hashes, pixels: isWhole ? decoded : null });
  }
  return hashed;
}

/** All of it at once. */
export function wholeOf({ parts }: Stretch): Uint8Array {
  const [first, ...others] = parts();
  return others.length > 0 ? joined([first as Uint8Array, ...others]) : (first ?? NO_BYTES);
}

const NO_BYTES = new Uint8Array(0);

const atHand = (bytes: Uint8Array): Stretch => ({ length: bytes.length, parts: () => [bytes] });

/** Of the frame with this number from 0 its pixels; null where they are what it is. */
type Pixels = (frame: Uint8Array, number: number) => Uint8Array | null;

interface Stretches {
  readonly by: HashedValue["by"];
  readonly stretches: Iterable<Stretch>;
  /** Null where the pixels of all are what they are, or where nothing can tell. */
  readonly pixels: Pixels | null;
}

function stretchesOf(values: ElementValues, row: number, transferSyntax: string): Stretches {
  const { index, source } = values;
  const frames = framesOf(source, index, row)?.fragments.slice(0, MOST_FRAMES);
  if (frames) {
    const pixels = transferSyntax === RLE_LOSSLESS ? unpacking(values, row, frames) : null;
    return { by: "stored", stretches: storedFrames(values, frames), pixels };
  }
  const length = valueLength(index, row);
  if (!PIXELS.has(index.tag[row] as number))
    return { by: "whole", stretches: cut(values, row, length), pixels: null };
  const shape = shapeOf(values, row);
  const size = stretchSize(shape, length);
  return { by: "frames", stretches: cut(values, row, size), pixels: interleaving(shape, size) };
}

type Fragments = readonly (readonly number[])[];

/** Each frame out of RLE, as a native file has it: the last one with its padding to an even length (PS3.5 8.1.1). */
function unpacking(values: ElementValues, row: number, frames: Fragments): Pixels | null {
  const shape = { ...shapeOf(values, row), isPlanar: false };
  const size = frameLength(shape);
  const packed = frames.flat().reduce((sum, fragment) => sum + valueLength(values.index, fragment), 0);
  if (!isOfBytes(shape) || !canHold(packed, size * frames.length)) return null;
  const isOdd = (size * frames.length) % 2 === 1;
  return (stored, number) => {
    const frame = rleFrame(stored, shape);
    return frame && isOdd && number === frames.length - 1 ? joined([frame, new Uint8Array(1)]) : frame;
  };
}

/** Samples are whole bytes, and there are some: else nothing says where one is. */
const isOfBytes = (shape: FrameShape): boolean =>
  Number.isInteger(shape.bytesPerSample) && frameLength(shape) > 0;

/** Planes of samples (PS3.3 C.7.6.3.1.3) side by side; what follows them stays behind them. */
function interleaving(shape: ImageShape, stretch: number): Pixels | null {
  const { pixels, samples, bytesPerSample, isPlanar } = shape;
  if (!isPlanar || samples < 2 || !isOfBytes(shape) || frameLength(shape) > stretch) return null;
  return (frame) => {
    const woven = frame.slice();
    for (let at = 0, put = 0; at < pixels; at++)
      for (let sample = 0; sample < samples; sample++)
        for (let byte = 0; byte < bytesPerSample; byte++)
          woven[put++] = frame[(sample * pixels + at) * bytesPerSample + byte] as number;
    return woven;
  };
}

/** Frame after frame; the fragments of one follow each other without a gap. */
function* storedFrames(values: ElementValues, frames: Fragments): Generator<Stretch> {
  const { index, source } = values;
  for (const rows of frames)
    yield {
      length: rows.reduce((sum, row) => sum + valueLength(index, row), 0),
      *parts() {
        for (const row of rows) yield* partsOf(source, valueOffset(index, row), valueLength(index, row));
      },
    };
}

/** A value in stretches of one size. What is left behind the last whole one, such as padding, belongs to it. */
function* cut(values: ElementValues, row: number, size: number): Generator<Stretch> {
  const { index, source } = values;
  const length = valueLength(index, row);
  const count = Math.max(1, Math.floor(length / Math.max(size, 1)));
  for (let number = 0; number < count; number++) {
    const from = number * size;
    const end = number === count - 1 ? length : from + size;
    yield {
      length: end - from,
      *parts() {
        for (const part of partsOf(source, valueOffset(index, row) + from, end - from))
          yield littleEndian(part, index, row);
      },
    };
  }
}

function* partsOf(source: ByteSource, offset: number, length: number): Generator<Uint8Array> {
  for (let at = 0; at < length; at += MOST_READ)
    yield source.slice(offset + at, Math.min(MOST_READ, length - at));
}

export function littleEndian(bytes: Uint8Array, index: ElementIndex, row: number): Uint8Array {
  const vr = index.vr[row] as number;
  return isBigEndian(index, row) && wordSize(vr) > 1 ? swapped(bytes, vr) : bytes;
}

interface ImageShape extends FrameShape {
  readonly frames: number;
}

/** What the data set around pixel data says of them (PS3.3 C.7.6.3); a bit is an eighth of a byte. */
function shapeOf(values: ElementValues, row: number): ImageShape {
  const number = (tag: number, missing: number): number => {
    const at = findElement(values.index, tag, values.index.parent[row] as number);
    const value = at === NO_ROW ? missing : Number(values.values(at)[0]);
    return Number.isInteger(value) && value > 0 ? value : 0;
  };
  return {
    pixels: number(ROWS, 0) * number(COLUMNS, 0),
    samples: number(SAMPLES, 1),
    bytesPerSample: number(BITS_ALLOCATED, 0) / 8,
    isPlanar: number(PLANAR, 0) === 1,
    frames: number(NUMBER_OF_FRAMES, 1),
  };
}

/**
 * Bytes of a frame of native pixel data (PS3.5 8.1.1): Rows × Columns × Samples per Pixel × Bits Allocated / 8. All of the
 * value where that does not fit with Number of Frames, or frames do not begin at a byte.
 */
function stretchSize(shape: ImageShape, length: number): number {
  const { frames } = shape;
  const size = frameLength(shape);
  const fits = frames * size <= length && length <= frames * size + 1;
  return frames > 1 && frames <= MOST_FRAMES && Number.isInteger(size) && size > 0 && fits ? size : length;
}
