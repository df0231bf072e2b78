/** A file in an archive, as the central directory describes it. */

import { readName } from "./names";

export interface ZipEntry {
  /** With `/` between folders; a folder's own ends in one. Shown, never used as a path. */
  readonly name: string;
  readonly isEncrypted: boolean;
  /** APPNOTE 4.4.5 */
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive, and once they are inflated. */
  readonly packed: number;
  readonly size: number;
  /** Offset of its local header. */
  readonly header: number;
}

export const STORED = 0;
export const DEFLATED = 8;

/** APPNOTE 4.4.5: those that archivers still write. */
const METHODS: Readonly<Record<number, string>> = {
  [STORED]: "stored",
  1: "Shrink",
  6: "Implode",
  [DEFLATED]: "Deflate",
  9: "Deflate64",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "xz",
  98: "PPMd",
  99: "AES",
};

/** `bzip2`; the number where it has no name. */
export const methodName = (method: number): string => METHODS[method] ?? String(method);

const SIGNATURE = 0x02014b50;
const LENGTH = 46;
const ENCRYPTED = 0x0001;
/** 4.4.8: the number stands in the zip64 extra field. */
export const IN_ZIP64 = 0xffffffff;
const ZIP64 = 0x0001;
const EXTRA_HEADER = 4;

export interface Found {
  readonly entry: ZipEntry;
  /** Where the next one begins. */
  readonly next: number;
}

/**
 * The directory's entry at `at`; null if there is none or it is cut off. APPNOTE 4.3.12:
 *
 *     | PK 01 02 | made by 2 | needed 2 | flags 2 | method 2 | time 4 | CRC 4 | packed 4 | size 4 |
 *     | name n 2 | extra m 2 | comment k 2 | disk 2 | internal 2 | external 4 | header 4 | n | m | k |
 */
export function entryAt(bytes: Uint8Array, at: number): Found | null {
  if (at + LENGTH > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, LENGTH);
  if (view.getUint32(0, true) !== SIGNATURE) return null;
  const nameEnd = at + LENGTH + view.getUint16(28, true);
  const extraEnd = nameEnd + view.getUint16(30, true);
  const next = extraEnd + view.getUint16(32, true);
  if (extraEnd > bytes.length) return null;
  const large = largeNumbers(bytes.subarray(nameEnd, extraEnd));
  // 4.5.3: in this order, each only where the field says so.
  const number = (offset: number): number => {
    const short = view.getUint32(offset, true);
    return short === IN_ZIP64 ? (large.shift() ?? short) : short;
  };
  const size = number(24);
  const packed = number(20);
  const header = number(42);
  const entry = {
    name: readName(bytes.subarray(at + LENGTH, nameEnd)),
    isEncrypted: (view.getUint16(8, true) & ENCRYPTED) !== 0,
    method: view.getUint16(10, true),
    crc: view.getUint32(16, true),
    packed,
    size,
    header,
  };
  return { entry, next };
}

/** The numbers in the zip64 extra field (4.5.3): `| 0001 | length 2 | 8 | 8 | 8 | 4 |` among others of its form. */
export function largeNumbers(extra: Uint8Array): number[] {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + EXTRA_HEADER <= extra.length; ) {
    const length = view.getUint16(at + 2, true);
    const end = Math.min(at + EXTRA_HEADER + length, extra.length);
    if (view.getUint16(at, true) === ZIP64) {
      const numbers: number[] = [];
      for (let place = at + EXTRA_HEADER; place + 8 <= end; place += 8) {
        numbers.push(Number(view.getBigUint64(place, true)));
      }
      return numbers;
    }
    at = end;
  }
  return [];
}
