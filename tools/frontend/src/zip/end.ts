/** The end of an archive, which says where its directory is (APPNOTE 4.3.14 to 4.3.16). */

import type { Read } from "./local";

export interface End {
  /** Offset of this record. */
  readonly at: number;
  readonly isSplit: boolean;
  readonly count: number;
  /** The directory's bytes, its offset as the archive says it, and where it ends in truth. */
  readonly length: number;
  readonly start: number;
  readonly directoryEnd: number;
}

const SIGNATURE = 0x06054b50;
const LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR = 0x07064b50;
const LOCATOR_LENGTH = 20;
const ZIP64_END = 0x06064b50;
const ZIP64_END_LENGTH = 56;
/** 4.4.1.4: a number that does not fit stands in the zip64 record. */
const TOO_SMALL_16 = 0xffff;
const TOO_SMALL_32 = 0xffffffff;

const viewOf = (bytes: Uint8Array, at = 0): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);

/**
 * The last one whose comment ends with the archive, else the last one. Null if there is none. APPNOTE 4.3.16:
 *
 *     | PK 05 06 | disk 2 | its disk 2 | entries here 2 | entries 2 | size 4 | offset 4 | comment n 2 | n |
 */
export async function findEnd(size: number, read: Read): Promise<End | null> {
  const length = Math.min(size, LENGTH + LONGEST_COMMENT);
  const before = size - length;
  const tail = await read(before, length);
  const at = placeOfEnd(tail);
  if (at < 0) return null;
  const view = viewOf(tail, at);
  const short = {
    at: before + at,
    isSplit: view.getUint16(4, true) !== 0 || view.getUint16(6, true) !== 0,
    count: view.getUint16(10, true),
    length: view.getUint32(12, true),
    start: view.getUint32(16, true),
    directoryEnd: before + at,
  };
  const isTooSmall =
    short.count === TOO_SMALL_16 || short.length === TOO_SMALL_32 || short.start === TOO_SMALL_32;
  return (isTooSmall ? await zip64End(short.at, read) : null) ?? short;
}

function placeOfEnd(tail: Uint8Array): number {
  let last = -1;
  const view = viewOf(tail);
  for (let at = tail.length - LENGTH; at >= 0; at--) {
    if (tail[at] !== 0x50 || view.getUint32(at, true) !== SIGNATURE) continue;
    if (at + LENGTH + view.getUint16(at + 20, true) === tail.length) return at;
    if (last < 0) last = at;
  }
  return last;
}

/**
 * 4.3.15, then 4.3.14:
 *
 *     | PK 06 07 | disk 4 | offset 8 | disks 4 |
 *     | PK 06 06 | size 8 | made by 2 | needed 2 | disk 4 | its disk 4 | entries here 8 | entries 8 | size 8 | offset 8 |
 */
async function zip64End(end: number, read: Read): Promise<End | null> {
  if (end < LOCATOR_LENGTH) return null;
  const locator = viewOf(await read(end - LOCATOR_LENGTH, LOCATOR_LENGTH));
  if (locator.getUint32(0, true) !== LOCATOR) return null;
  const at = Number(locator.getBigUint64(8, true));
  const bytes = await read(at, ZIP64_END_LENGTH);
  if (bytes.length < ZIP64_END_LENGTH) return null;
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== ZIP64_END) return null;
  return {
    at,
    isSplit: view.getUint32(16, true) !== 0 || view.getUint32(20, true) !== 0,
    count: Number(view.getBigUint64(32, true)),
    length: Number(view.getBigUint64(40, true)),
    start: Number(view.getBigUint64(48, true)),
    directoryEnd: at,
  };
}
