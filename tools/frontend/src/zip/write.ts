/**
 * Writing zip archives whose files are stored as they are (APPNOTE 4.3): headers alone. The files' own bytes are put
 * between them by whoever has them, so that an archive of gigabytes needs no more memory than its list.
 *
 *     | local header | file | local header | file | … | directory | end |
 *
 * Numbers that do not fit stand in zip64 fields (4.5.3), and only those.
 */

import { joined } from "../bytes/change";

/** A file to be stored; `name` has `/` between folders. */
export interface StoredFile {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
}

/** A file that lies in the archive already: `header` is where its local header begins. */
export interface PlacedFile extends StoredFile {
  readonly header: number;
}

const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;
/** 4.4.3: 2.0 for folders in names, 4.5 for zip64. */
const VERSION = 20;
const VERSION_ZIP64 = 45;
/** 4.4.4 bit 11: names are UTF-8. */
const UTF_8 = 0x0800;
/** 4.4.6: the first day that a zip archive knows. What was written when is nobody's business. */
const FIRST_DAY = 0x0021;
const ZIP64 = 0x0001;

type Width = 2 | 4 | 8;

/** Numbers one after another, little endian, each with its width in bytes. */
function fields(...numbers: readonly (readonly [width: Width, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(numbers.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of numbers) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}

/** 4.5.3: the numbers that do not fit, in their order. */
function zip64Field(numbers: readonly number[]): Uint8Array {
  if (numbers.length === 0) return new Uint8Array(0);
  return fields([2, ZIP64], [2, numbers.length * 8], ...numbers.map((number) => [8, number] as const));
}

const fitted = (number: number): number => Math.min(number, MOST_32);
const isLarge = (number: number): boolean => number >= MOST_32;

/**
 * 4.3.7:
 *
 *     | PK 03 04 | needed 2 | flags 2 | method 2 | time 2 | date 2 | CRC 4 | packed 4 | size 4 | name n 2 | extra m 2 | n | m |
 */
export function localHeader({ name, size, crc }: StoredFile): Uint8Array {
  const letters = new TextEncoder().encode(name);
  const extra = zip64Field(isLarge(size) ? [size, size] : []);
  const start = fields(
    [4, 0x04034b50],
    [2, extra.length > 0 ? VERSION_ZIP64 : VERSION],
    ...common(crc, size, letters.length, extra.length),
  );
  return joined([start, letters, extra]);
}

/** What local header and directory have in common, from the flags to the length of the extra field. */
const common = (
  crc: number,
  size: number,
  name: number,
  extra: number,
): readonly (readonly [Width, number])[] => [
  [2, UTF_8],
  [2, 0],
  [2, 0],
  [2, FIRST_DAY],
  [4, crc],
  [4, fitted(size)],
  [4, fitted(size)],
  [2, name],
  [2, extra],
];

/** 4.3.12 */
function directoryEntry({ name, size, crc, header }: PlacedFile): Uint8Array {
  const letters = new TextEncoder().encode(name);
  const extra = zip64Field([...(isLarge(size) ? [size, size] : []), ...(isLarge(header) ? [header] : [])]);
  const version = extra.length > 0 ? VERSION_ZIP64 : VERSION;
  const start = fields(
    [4, 0x02014b50],
    [2, version],
    [2, version],
    ...common(crc, size, letters.length, extra.length),
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, fitted(header)],
  );
  return joined([start, letters, extra]);
}

/** Directory and end of an archive whose files are these; it begins at byte `start`, behind the last of them. */
export function archiveEnd(files: readonly PlacedFile[], start: number): Uint8Array {
  const directory = joined(files.map(directoryEntry));
  const count = files.length;
  const isTooSmall = count >= MOST_16 || isLarge(start) || isLarge(directory.length);
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, Math.min(count, MOST_16)],
    [2, Math.min(count, MOST_16)],
    [4, fitted(directory.length)],
    [4, fitted(start)],
    [2, 0],
  );
  if (!isTooSmall) return joined([directory, end]);
  return joined([directory, ...zip64End(count, directory.length, start), end]);
}

/** 4.3.14 and 4.3.15 */
function zip64End(count: number, length: number, start: number): readonly Uint8Array[] {
  const SIZE_BEHIND_ITSELF = 44;
  const record = fields(
    [4, 0x06064b50],
    [8, SIZE_BEHIND_ITSELF],
    [2, VERSION_ZIP64],
    [2, VERSION_ZIP64],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, length],
    [8, start],
  );
  return [record, fields([4, 0x07064b50], [4, 0], [8, start + length], [4, 1])];
}
