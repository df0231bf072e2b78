/** Packed files: deflate with a header, archives by their first file, and what office programs make of those. */

import { BLOCK, headerAt } from "../tar";
import { textOf } from "./decode";
import type { Fact } from "./detection";
import { type Head, latin1, once, type Recogniser, SEEN, type Sighting, UNKNOWN_SIZE, what } from "./head";
import { inflateStart } from "./inflate";

/** Bytes inflated of anything: as many as the detector reads of a file. */
const MOST_INFLATED = 64 * 1024;

/** What a deflate stream holds; null if it holds nothing. */
function inflated(bytes: Uint8Array, size: number): Head | null {
  const { bytes: content, stopped } = inflateStart(bytes, MOST_INFLATED);
  if (content.length === 0 && stopped !== "end") return null;
  return { bytes: content, size: stopped === "end" ? content.length : Math.max(size, content.length) };
}

const GZIP_HEADER = 10;
const FHCRC = 0x02;
const FEXTRA = 0x04;
const FNAME = 0x08;
const FCOMMENT = 0x10;
const RESERVED = 0xe0;

/** RFC 1952 2.3: `| 1F 8B | CM 8 | FLG | MTIME 4 | XFL | OS | extra | name 0 | comment 0 | CRC16 | deflate …` */
function gzipStart(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  if (bytes.length < GZIP_HEADER || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return -1;
  if (flags & RESERVED) return -1;
  let at = GZIP_HEADER;
  if (flags & FEXTRA) at += 2 + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  for (const flag of [FNAME, FCOMMENT]) {
    if (flags & flag) at = bytes.indexOf(0, at) + 1 || bytes.length;
  }
  return flags & FHCRC ? at + 2 : at;
}

export const gzip: Recogniser = {
  kind: "gzip",
  sees: ({ bytes }) => {
    const start = gzipStart(bytes);
    const inside = start < 0 ? null : inflated(bytes.subarray(start), UNKNOWN_SIZE);
    return start < 0 ? null : inside ? { inside } : SEEN;
  },
};

/** RFC 1950 2.2: deflate with a window of up to 32 KB, and a header that 31 divides; and it must inflate. */
export const zlib: Recogniser = {
  kind: "zlib",
  sees: (head) => {
    const [method = 0, flags = 0] = head.bytes;
    const isHeader = (method & 0x0f) === 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 === 0;
    if (!isHeader || (flags & 0x20) !== 0 || textOf(head)) return null;
    const { bytes, stopped } = inflateStart(head.bytes.subarray(2), MOST_INFLATED);
    if (stopped === "broken" || bytes.length === 0) return null;
    return { inside: { bytes, size: stopped === "end" ? bytes.length : UNKNOWN_SIZE } };
  },
};

/** A file in a zip archive, by its local header (APPNOTE 4.3.7). */
interface Entry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  /** Offset of its data, and their size; Infinity where a descriptor behind them says it (4.4.4, bit 3). */
  readonly data: number;
  readonly packed: number;
  readonly size: number;
}

const LOCAL_HEADER = 0x04034b50;
const LOCAL_LENGTH = 30;
const EMPTY_ARCHIVE = "PK\x05\x06";
const SPANNED = "PK\x07\x08";
const ENCRYPTED = 0x0001;
const DESCRIPTOR = 0x0008;
const STORED = 0;
const DEFLATED = 8;
/** 4.4.8, 4.4.9: the size stands in an extra field. */
const ZIP64 = 0xffffffff;
const MOST_ENTRIES = 64;

/**
 * 4.3.7:
 *
 *     | PK 03 04 | version 2 | flags 2 | method 2 | time 4 | CRC 4 | packed 4 | size 4 | name n 2 | extra m 2 | n | m |
 */
function entryAt(bytes: Uint8Array, at: number): Entry | null {
  if (at + LOCAL_LENGTH > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, LOCAL_LENGTH);
  if (view.getUint32(0, true) !== LOCAL_HEADER) return null;
  const flags = view.getUint16(6, true);
  const known = (value: number): number =>
    value === ZIP64 || (flags & DESCRIPTOR && value === 0) ? UNKNOWN_SIZE : value;
  const nameEnd = at + LOCAL_LENGTH + view.getUint16(26, true);
  return {
    name: latin1(bytes.subarray(at + LOCAL_LENGTH, nameEnd)),
    isEncrypted: (flags & ENCRYPTED) !== 0,
    method: view.getUint16(8, true),
    data: nameEnd + view.getUint16(28, true),
    packed: known(view.getUint32(18, true)),
    size: known(view.getUint32(22, true)),
  };
}

/** The next local header: behind the data where their size is known, else the next one that looks like one. */
function nextEntry(bytes: Uint8Array, { data, packed }: Entry): number {
  if (packed !== UNKNOWN_SIZE) return data + packed;
  for (let at = data; at < bytes.length - 3; at++) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4) return at;
  }
  return bytes.length;
}

const entriesOf = once(({ bytes }: Head): readonly Entry[] => {
  const entries: Entry[] = [];
  let at = latin1(bytes.subarray(0, 4)) === SPANNED ? 4 : 0;
  while (entries.length < MOST_ENTRIES) {
    const entry = entryAt(bytes, at);
    if (!entry) break;
    entries.push(entry);
    at = nextEntry(bytes, entry);
  }
  return entries;
});

/** Not a folder, and not what macOS adds beside each file. */
const isFile = ({ name }: Entry): boolean =>
  !name.endsWith("/") && !/(?:^|\/)(?:__MACOSX\/|\.DS_Store$)/.test(name);

function contentOf(entry: Entry, { bytes }: Head): Head | null {
  const data = bytes.subarray(entry.data, entry.data + Math.min(entry.packed, bytes.length));
  if (entry.method === DEFLATED) return inflated(data, entry.size);
  return entry.method === STORED && data.length > 0
    ? { bytes: data, size: Math.max(entry.size, data.length) }
    : null;
}

const ENCRYPTED_FACT: Fact = { code: "encrypted", values: {} };

/** APPNOTE 4.3: its first file, which is handed on. */
export const zip: Recogniser = {
  kind: "zip",
  sees: (head) => {
    if (latin1(head.bytes.subarray(0, 4)) === EMPTY_ARCHIVE) return SEEN;
    const entries = entriesOf(head);
    if (entries.length === 0) return null;
    const first = entries.find(isFile);
    if (first?.isEncrypted) return { facts: [ENCRYPTED_FACT] };
    const inside = first ? contentOf(first, head) : null;
    return inside ? { inside } : SEEN;
  },
};

/** ECMA-376-2 Annex A and ODF 1.3 part 2, 3.3: the folders of office programs, and a first file that says it all. */
const OFFICE_FOLDERS: readonly (readonly [folder: string, name: string])[] = [
  ["word/", "docx"],
  ["xl/", "xlsx"],
  ["ppt/", "pptx"],
];
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";

export const officeDocument: Recogniser = {
  kind: "office-document",
  sees: (head): Sighting | null => {
    const entries = entriesOf(head);
    const isPackage = entries.some(({ name }) => name === "[Content_Types].xml" || name === "_rels/.rels");
    const folder = OFFICE_FOLDERS.find(([start]) => entries.some(({ name }) => name.startsWith(start)));
    if (folder && (isPackage || entries[0]?.name.startsWith("docProps/")))
      return { facts: [what(folder[1])] };
    if (entries[0]?.name === "[Content_Types].xml") return SEEN;
    if (entries[0]?.name !== "mimetype") return null;
    const type = latin1(head.bytes.subarray(entries[0].data, entries[0].data + 80));
    return type.startsWith(OPEN_DOCUMENT) ? { facts: [what("OpenDocument")] } : null;
  },
};

/** POSIX.1-2017 pax, ustar Interchange Format: `ustar` at byte 257 of the first header; its first file is handed on. */
export const tar: Recogniser = {
  kind: "tar",
  sees: ({ bytes }) => {
    if (latin1(bytes.subarray(257, 262)) !== "ustar" || bytes[0] === 0) return null;
    const inside = firstInTar(bytes);
    return inside ? { inside } : SEEN;
  },
};

function firstInTar(bytes: Uint8Array): Head | null {
  let at = 0;
  for (let entry = 0; entry < MOST_ENTRIES; entry++) {
    const header = headerAt(bytes, at);
    if (!header) return null;
    const { kind, name, size } = header;
    const start = at + BLOCK;
    const content = bytes.subarray(start, start + size);
    // macOS puts a file `._name` before each file.
    if (kind === "file" && content.length > 0 && !/(?:^|\/)\._/.test(name)) return { bytes: content, size };
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}
