/** What of a file is compared by its hash: pixel data frame by frame, and other large values that are bytes. */

import { joined } from "../../bytes/change";
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

/** SHA-256 in hexadecimal. */
export type Hash = (bytes: Uint8Array) => Promise<string> | string;

/** PS3.3 C.7.6.3, C.7.6.24 and .25: Pixel Data, Float and Double Float. */
const PIXELS: ReadonlySet<number> = new Set([PIXEL_DATA, 0x7fe00008, 0x7fe00009]);
const [SAMPLES, PLANAR, ROWS, COLUMNS, BITS_ALLOCATED] = [
  0x00280002, 0x00280006, 0x00280010, 0x00280011, 0x00280100,
];
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
export async function hashesOf(
  values: ElementValues,
  { transferSyntax }: Pick<DicomFile, "transferSyntax">,
  hash: Hash,
): Promise<ReadonlyMap<number, HashedValue>> {
  const hashed = new Map<number, HashedValue>();
  for (const row of hashedRows(values.index)) {
    const { by, pieces, pixels } = piecesOf(values, row, transferSyntax);
    const hashes: string[] = [];
    const decoded: string[] = [];
    for (const piece of pieces) {
      const frame = pixels(piece, hashes.length);
      hashes.push(await hash(piece));
      if (frame) decoded.push(await hash(frame));
    }
    const isWhole = decoded.length > 0 && decoded.length === hashes.length;
    hashed.set(row, { by, hashes, pixels: isWhole ? decoded : null });
  }
  return hashed;
}

interface Pieces {
  readonly by: HashedValue["by"];
  readonly pieces: Iterable<Uint8Array>;
  /** Of the piece with this number from 0 its pixels; null where they are what it is, or where nothing can tell. */
  readonly pixels: (piece: Uint8Array, number: number) => Uint8Array | null;
}

const AS_STORED = (): null => null;

function piecesOf(values: ElementValues, row: number, transferSyntax: string): Pieces {
  const { index, source } = values;
  const frames = framesOf(source, index, row)?.fragments.slice(0, MOST_FRAMES);
  if (frames) {
    const pixels = transferSyntax === RLE_LOSSLESS ? unpacking(values, row, frames) : AS_STORED;
    return { by: "stored", pieces: storedFrames(values, frames), pixels };
  }
  const length = valueLength(index, row);
  if (!PIXELS.has(index.tag[row] as number))
    return { by: "whole", pieces: stretches(values, row, length), pixels: AS_STORED };
  const shape = shapeOf(values, row);
  const size = stretchSize(shape, length);
  return { by: "frames", pieces: stretches(values, row, size), pixels: interleaving(shape, size) };
}

type Fragments = readonly (readonly number[])[];

/** Each frame out of RLE, as a native file has it: the last one with its padding to an even length (PS3.5 8.1.1). */
function unpacking(values: ElementValues, row: number, frames: Fragments): Pieces["pixels"] {
  const shape = { ...shapeOf(values, row), isPlanar: false };
  const size = frameLength(shape);
  const packed = frames.flat().reduce((sum, fragment) => sum + valueLength(values.index, fragment), 0);
  if (!isOfBytes(shape) || !canHold(packed, size * frames.length)) return AS_STORED;
  const isOdd = (size * frames.length) % 2 === 1;
  return (piece, number) => {
    const frame = rleFrame(piece, shape);
    return frame && isOdd && number === frames.length - 1 ? joined([frame, new Uint8Array(1)]) : frame;
  };
}

/** Samples are whole bytes, and there are some: else nothing says where one is. */
const isOfBytes = (shape: FrameShape): boolean =>
  Number.isInteger(shape.bytesPerSample) && frameLength(shape) > 0;

/** Planes of samples (PS3.3 C.7.6.3.1.3) side by side; what follows them stays behind them. */
function interleaving(shape: ImageShape, stretch: number): Pieces["pixels"] {
  const { pixels, samples, bytesPerSample, isPlanar } = shape;
  if (!isPlanar || samples < 2 || !isOfBytes(shape) || frameLength(shape) > stretch) return AS_STORED;
  return (piece) => {
    const woven = piece.slice();
    for (let at = 0, put = 0; at < pixels; at++)
      for (let sample = 0; sample < samples; sample++)
        for (let byte = 0; byte < bytesPerSample; byte++)
          woven[put++] = piece[(sample * pixels + at) * bytesPerSample + byte] as number;
    return woven;
  };
}

/** One after the other, so that no more than a frame is in memory. */
function* storedFrames(values: ElementValues, frames: Fragments): Generator<Uint8Array> {
  for (const rows of frames) {
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
