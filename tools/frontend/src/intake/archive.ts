/** Archives and their files. Those of a zip are listed from its directory, and each is inflated when it is opened. */

import { datum, unmasked } from "../bytes/datum";
import { Fatal } from "../bytes/fault";
import { HEAD_BYTES, type Kind } from "../detect";
import { inflateStart } from "../detect/inflate";
import { BLOCK, headerAt } from "../tar";
import {
  crc32,
  DEFLATED,
  LOCAL_HEADER_LENGTH,
  localHeaderLength,
  methodName,
  placeOf,
  readArchive,
  STORED,
  type ZipEntry,
} from "../zip";
import { type Collection, collect } from "./collection";
import { inflate } from "./inflate";
import { bytesOf, failedItem, fileItem, type Item, type Opened, type Source } from "./item";
import { openTar } from "./tar";
import type { Watch } from "./watch";

/** Read together with a local header, for its name and extra fields: one call instead of two. */
const AROUND = 1_024;

/** Whether `openArchive` is for it. */
export const isArchive = (kind: Kind): boolean => kind === "zip" || kind === "tar";

/** @throws Fatal "zip-…", "tar-damaged", "unreadable"; Ended */
export async function openArchive(blob: Blob, name: string, watch?: Watch): Promise<Collection> {
  const isTar = headerAt(await bytesOf(blob.slice(0, BLOCK))) !== null;
  return isTar ? openTar(blob, name, watch) : openZip(blob, name);
}

async function openZip(blob: Blob, name: string): Promise<Collection> {
  const { entries, faults } = await readArchive(blob.size, readFrom(blob));
  const files = entries.filter((entry) => !entry.name.endsWith("/"));
  // Both are numbers of files.
  const failures = faults.map(({ code, offset, found, expected }) => ({
    code,
    offset,
    values: { offset, found: Number(unmasked(found)), expected: Number(expected) },
  }));
  return collect(
    name,
    files.map((entry) => itemOf(entry, blob)),
    failures,
  );
}

const readFrom =
  (blob: Blob) =>
  (offset: number, count: number): Promise<Uint8Array> =>
    bytesOf(blob.slice(offset, offset + count));

/** In a worker: what `Item.source` named. */
export const itemFrom = (source: Source): Item =>
  "blob" in source ? fileItem("", source.blob) : itemOf(source.entry, source.archive);

function itemOf(entry: ZipEntry, archive: Blob): Item {
  const { name, size, method } = entry;
  if (entry.isEncrypted) return failedItem(name, new Fatal("zip-encrypted", entry.header), size);
  if (method !== STORED && method !== DEFLATED) {
    return failedItem(name, new Fatal("zip-method", entry.header, { method: methodName(method) }), size);
  }
  return {
    path: datum(name),
    size,
    source: { archive, entry },
    head: () => headOf(entry, archive),
    open: (watch) => open(entry, archive, watch),
  };
}

async function headOf(entry: ZipEntry, archive: Blob): Promise<Uint8Array> {
  const around = LOCAL_HEADER_LENGTH + entry.name.length + AROUND;
  const wanted = Math.min(entry.packed, HEAD_BYTES);
  const bytes = await readFrom(archive)(entry.header, around + wanted);
  const start = localHeaderLength(bytes);
  if (start < 0) throw new Fatal("zip-entry", entry.header);
  const packed = bytes.subarray(start, start + entry.packed);
  return entry.method === STORED ? packed.subarray(0, HEAD_BYTES) : inflateStart(packed, HEAD_BYTES).bytes;
}

/** APPNOTE 4.4.7: the checksum is of the file as it was; a stored one is handed on as it lies there, unread. */
async function open(entry: ZipEntry, archive: Blob, watch: Watch): Promise<Opened> {
  const { start, end } = await placeOf(entry, archive.size, readFrom(archive));
  const packed = archive.slice(start, end);
  if (entry.method === STORED) {
    const isWhole = packed.size === entry.packed;
    return {
      blob: packed,
      fault: isWhole ? null : { code: "cut", offset: packed.size, values: { size: packed.size } },
    };
  }
  let checksum = 0;
  const opened = await inflate(packed, "deflate-raw", watch, (bytes) => {
    checksum = crc32(bytes, checksum);
  });
  const isRight = opened.fault !== null || checksum === entry.crc;
  return isRight
    ? opened
    : { ...opened, fault: { code: "checksum", offset: -1, values: { size: opened.blob.size } } };
}
