/**
 * RLE (PS3.5 G): a frame is cut into segments, one for each byte of each sample, the most significant byte first.
 *
 *     | number of segments 4 | offset of each 4 × 15 | segment | segment | …
 *
 * A segment (TIFF PackBits): `n` from 0 to 127 is followed by n + 1 bytes as they are, from 129 to 255 by one byte that
 * stands 257 - n times; 128 is nothing.
 */

const HEADER = 64;
const MOST_SEGMENTS = 15;
const NOTHING = 128;

export interface FrameShape {
  /** Pixels of a frame: rows × columns. */
  readonly pixels: number;
  readonly samples: number;
  readonly bytesPerSample: number;
  /** Planar Configuration 0: the samples of a pixel side by side; 1: a plane for each. */
  readonly isPlanar: boolean;
}

/** In bytes, of a frame in native form. */
export const frameLength = ({ pixels, samples, bytesPerSample }: FrameShape): number =>
  pixels * samples * bytesPerSample;

/** Two bytes stand for so many at most. */
const MOST_RATIO = 128 / 2;
/** What is missing of less does no harm: it is zero. */
const HARMLESS = 16 * 1024 * 1024;

/** Whether so many bytes can hold so many, or a few of them claim to be pixels that would fill the memory. */
export const canHold = (packed: number, native: number): boolean =>
  native <= HARMLESS || native <= packed * MOST_RATIO;

/** The frame in native form, little endian; null if it is no RLE frame of this shape. Missing bytes are zero. */
export function rleFrame(frame: Uint8Array, shape: FrameShape): Uint8Array | null {
  const { pixels, samples, bytesPerSample, isPlanar } = shape;
  if (frame.length < HEADER) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const count = view.getUint32(0, true);
  if (count !== samples * bytesPerSample || count > MOST_SEGMENTS) return null;
  const native = new Uint8Array(frameLength(shape));
  for (let segment = 0; segment < count; segment++) {
    const from = view.getUint32(4 + 4 * segment, true);
    const to = segment + 1 < count ? view.getUint32(8 + 4 * segment, true) : frame.length;
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    const start = isPlanar ? sample * pixels * bytesPerSample + byte : sample * bytesPerSample + byte;
    unpack(frame.subarray(from, Math.min(to, frame.length)), native, {
      start,
      step: isPlanar ? bytesPerSample : samples * bytesPerSample,
      count: pixels,
    });
  }
  return native;
}

interface Places {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

function unpack(segment: Uint8Array, target: Uint8Array, { start, step, count }: Places): void {
  let put = 0;
  let at = 0;
  while (at < segment.length && put < count) {
    const control = segment[at++] as number;
    if (control === NOTHING) continue;
    const isRun = control > NOTHING;
    for (let left = isRun ? 257 - control : control + 1; left > 0 && put < count; left--, put++) {
      target[start + put * step] = segment[at] ?? 0;
      if (!isRun) at++;
    }
    if (isRun) at++;
  }
}
