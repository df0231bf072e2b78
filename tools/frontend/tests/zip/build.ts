/** Writes zip archives for the tests (APPNOTE 4.3.6), well-formed or with the fault that a test wants. */

import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../src/zip";

export interface Written {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly isStored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** Sizes and offset in the zip64 extra field. */
  readonly zip64?: boolean;
  readonly crc?: number;
}

export interface Wishes {
  readonly comment?: string;
  /** Put before the archive, as a program that unpacks it is. */
  readonly before?: Uint8Array;
  /** The directory's place and length in a zip64 record. */
  readonly zip64?: boolean;
  readonly disk?: number;
}

const IN_ZIP64 = 0xffffffff;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Numbers one after another, each with its width in bytes, little-endian. */
function fields(...numbers: readonly (readonly [width: 2 | 4 | 8, value: number])[]): Uint8Array {
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

interface Laid {
  readonly local: Uint8Array;
  readonly central: (header: number) => Uint8Array;
}

function lay(written: Written): Laid {
  const { bytes, isStored, flags = 0, zip64 = false } = written;
  const name = typeof written.name === "string" ? utf8(written.name) : written.name;
  const method = written.method ?? (isStored ? 0 : 8);
  const data = isStored ? bytes : new Uint8Array(deflateRawSync(bytes));
  const crc = written.crc ?? crc32(bytes);
  const small = (value: number): number => (zip64 ? IN_ZIP64 : value);
  const localExtra = zip64 ? fields([2, 1], [2, 16], [8, bytes.length], [8, data.length]) : new Uint8Array(0);
  const common = [
    [2, flags],
    [2, method],
    [4, 0],
    [4, crc],
    [4, small(data.length)],
    [4, small(bytes.length)],
    [2, name.length],
  ] as const;
  const local = joined(
    fields([4, 0x04034b50], [2, 20], ...common, [2, localExtra.length]),
    name,
    localExtra,
    data,
  );
  const central = (header: number): Uint8Array => {
    const extra = zip64
      ? fields([2, 0x7777], [2, 2], [2, 0], [2, 1], [2, 24], [8, bytes.length], [8, data.length], [8, header])
      : new Uint8Array(0);
    const head = fields([4, 0x02014b50], [2, 20], [2, 20], ...common, [2, extra.length], [2, 0]);
    return joined(head, fields([2, 0], [2, 0], [4, 0], [4, small(header)]), name, extra);
  };
  return { local, central };
}

export function archive(files: readonly Written[], wishes: Wishes = {}): Uint8Array {
  const { comment = "", before = new Uint8Array(0), zip64 = false, disk = 0 } = wishes;
  const laid = files.map(lay);
  let at = 0;
  const directory = joined(
    ...laid.map(({ local, central }) => {
      const entry = central(at);
      at += local.length;
      return entry;
    }),
  );
  const small = (value: number): number => (zip64 ? IN_ZIP64 : value);
  const count = files.length;
  const large = joined(
    fields([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]),
    fields([8, count], [8, count], [8, directory.length], [8, at]),
    fields([4, 0x07064b50], [4, 0], [8, before.length + at + directory.length], [4, 1]),
  );
  const end = joined(
    fields([4, 0x06054b50], [2, disk], [2, disk], [2, zip64 ? 0xffff : count], [2, zip64 ? 0xffff : count]),
    fields([4, small(directory.length)], [4, small(at)], [2, comment.length]),
    utf8(comment),
  );
  const locals = laid.map(({ local }) => local);
  return joined(before, ...locals, directory, zip64 ? large : new Uint8Array(0), end);
}
