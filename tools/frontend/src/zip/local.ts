/** Local headers: what stands before each file's own bytes (APPNOTE 4.3.7). */

import { Fatal } from "../bytes/fault";
import { IN_ZIP64, largeNumbers, type ZipEntry } from "./entry";
import { readName } from "./names";

/** Exactly these bytes of the archive, fewer at its end. */
export type Read = (offset: number, count: number) => Promise<Uint8Array>;

const SIGNATURE = 0x04034b50;
export const LOCAL_HEADER_LENGTH = 30;
const ENCRYPTED = 0x0001;
const DESCRIPTOR = 0x0008;

/**
 * Bytes before the file's own, name and extra field included; -1 if no local header stands here. APPNOTE 4.3.7:
 *
 *     | PK 03 04 | needed 2 | flags 2 | method 2 | time 4 | CRC 4 | packed 4 | size 4 | name n 2 | extra m 2 | n | m |
 */
export function localHeaderLength(bytes: Uint8Array): number {
  if (bytes.length < LOCAL_HEADER_LENGTH) return -1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, LOCAL_HEADER_LENGTH);
  if (view.getUint32(0, true) !== SIGNATURE) return -1;
  return LOCAL_HEADER_LENGTH + view.getUint16(26, true) + view.getUint16(28, true);
}

/**
 * Where an entry's packed bytes lie. They may end before they should where the archive is cut off.
 * @throws Fatal "zip-entry" when no file begins where the directory says
 */
export async function placeOf(
  entry: ZipEntry,
  size: number,
  read: Read,
): Promise<{ readonly start: number; readonly end: number }> {
  const length = localHeaderLength(await read(entry.header, LOCAL_HEADER_LENGTH));
  if (length < 0) throw new Fatal("zip-entry", entry.header);
  const start = Math.min(entry.header + length, size);
  return { start, end: Math.min(start + entry.packed, size) };
}

/** An entry as its local header has it, and where the next one begins; null if there is none, or its size is unknown. */
export async function localEntry(
  header: number,
  read: Read,
): Promise<{ readonly entry: ZipEntry; readonly next: number } | null> {
  const start = await read(header, LOCAL_HEADER_LENGTH);
  const length = localHeaderLength(start);
  if (length < 0) return null;
  const view = new DataView(start.buffer, start.byteOffset, LOCAL_HEADER_LENGTH);
  const flags = view.getUint16(6, true);
  if (flags & DESCRIPTOR) return null; // 4.4.4: the sizes stand behind the data
  const rest = await read(header + LOCAL_HEADER_LENGTH, length - LOCAL_HEADER_LENGTH);
  const nameLength = view.getUint16(26, true);
  const large = largeNumbers(rest.subarray(nameLength));
  const number = (offset: number): number => {
    const short = view.getUint32(offset, true);
    return short === IN_ZIP64 ? (large.shift() ?? short) : short;
  };
  const size = number(22);
  const packed = number(18);
  const entry = {
    name: readName(rest.subarray(0, nameLength)),
    isEncrypted: (flags & ENCRYPTED) !== 0,
    method: view.getUint16(8, true),
    crc: view.getUint32(14, true),
    packed,
    size,
    header,
  };
  return { entry, next: header + length + packed };
}
