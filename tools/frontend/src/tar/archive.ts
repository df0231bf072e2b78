/** The list of a tar archive's files, read from header to header. */

import { datum } from "../bytes/datum";
import { Fatal, type Fault } from "../bytes/fault";
import { BLOCK, headerAt, tarText } from "./header";

/** Exactly these bytes of the archive, fewer at its end. */
export type Read = (offset: number, count: number) => Promise<Uint8Array>;

export interface TarEntry {
  /** With `/` between folders. Shown, never used as a path. */
  readonly name: string;
  readonly size: number;
  /** Offset of its bytes, which may end before they should where the archive is cut off. */
  readonly start: number;
}

export interface Tar {
  /** Files alone, in the archive's own order. */
  readonly entries: readonly TarEntry[];
  readonly faults: readonly Fault[];
}

export interface TarLimits {
  /** Further files are not looked for. */
  readonly most: number;
  /** Told before each header where it stands; may throw to end the work. */
  goesOn?(at: number): void;
}

/** Read at once: most headers stand close to the next one. */
const WINDOW = 16 * 1024;
/** No path is longer; a larger record is damage, or a bomb. */
const LONGEST_RECORD = 64 * 1024;

/** What a record says of the entry after it. */
interface Said {
  readonly name?: string;
  readonly size?: number;
}

const RULE = "POSIX.1-2017 pax";

const fault = (code: string, offset: number, found: number): Fault => ({
  code,
  offset,
  path: "",
  found: datum(String(found)),
  expected: "",
  rule: RULE,
});

/**
 * An archive that is damaged or ends early is read up to there; `faults` says so.
 * @throws Fatal "tar-damaged" when it does not begin with a file
 */
export async function readTar(size: number, readPart: Read, limits: TarLimits): Promise<Tar> {
  const read = windowed(readPart);
  const entries: TarEntry[] = [];
  let said: Said = {};
  for (let at = 0; entries.length < limits.most; ) {
    limits.goesOn?.(at);
    const block = await read(at, BLOCK);
    if (block.length < BLOCK) return { entries, faults: [fault("tar-cut", at, entries.length)] };
    if (block.every((byte) => byte === 0)) return { entries, faults: [] }; // two such blocks are its end
    const header = headerAt(block);
    if (!header) return damaged(entries, at);
    const start = at + BLOCK;
    const length = header.kind === "file" ? (said.size ?? header.size) : header.size;
    if (header.kind === "long-name" || header.kind === "pax") {
      if (length > LONGEST_RECORD) return damaged(entries, at);
      const record = await read(start, length);
      said = header.kind === "pax" ? { ...said, ...paxOf(record) } : { ...said, name: tarText(record) };
    } else {
      const name = said.name ?? header.name;
      if (header.kind === "file" && !name.endsWith("/")) entries.push({ name, size: length, start });
      said = {};
    }
    at = start + Math.ceil(length / BLOCK) * BLOCK;
    if (at > size) return { entries, faults: [fault("tar-cut", size, entries.length)] };
  }
  return { entries, faults: [] };
}

function damaged(entries: readonly TarEntry[], at: number): Tar {
  if (entries.length === 0) throw new Fatal("tar-damaged", at);
  return { entries, faults: [fault("tar-damaged-here", at, entries.length)] };
}

/** pax Extended Header: `| length in decimal | space | key | = | value | LF |`, again and again. */
function paxOf(record: Uint8Array): Said {
  let said: Said = {};
  for (let at = 0; at < record.length; ) {
    const space = record.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(tarText(record.subarray(at, space)));
    if (!Number.isSafeInteger(length) || length <= space - at || at + length > record.length) break;
    const [, key = "", value = ""] =
      /^(\w+)=([\s\S]*)\n$/.exec(tarText(record.subarray(space + 1, at + length))) ?? [];
    if (key === "path" && value !== "") said = { ...said, name: value };
    if (key === "size" && /^\d{1,15}$/.test(value)) said = { ...said, size: Number(value) };
    at += length;
  }
  return said;
}

function windowed(read: Read): Read {
  let start = 0;
  let held: Uint8Array = new Uint8Array(0);
  return async (offset, count) => {
    if (offset < start || offset + count > start + held.length) {
      held = await read(offset, Math.max(count, WINDOW));
      start = offset;
    }
    return held.subarray(offset - start, offset - start + count);
  };
}
