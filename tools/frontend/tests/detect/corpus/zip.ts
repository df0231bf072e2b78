/** Writes zip archives (APPNOTE 4.3): local headers and data; nobody here reads the directory at the end. */

import { deflateRawSync } from "node:zlib";
import { joined, latin1 } from "./case";
import type { Random } from "./random";

type File = readonly [name: string, bytes: Uint8Array];

function local(name: string, flags: number, method: number, packed: number, size: number): Uint8Array {
  const header = new Uint8Array(30);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(4, 20, true);
  view.setUint16(6, flags, true);
  view.setUint16(8, method, true);
  view.setUint32(18, packed, true);
  view.setUint32(22, size, true);
  view.setUint16(26, name.length, true);
  return joined(header, latin1(name));
}

function file(random: Random, [name, bytes]: File, how?: "stored"): Uint8Array {
  if (name.endsWith("/")) return local(name, 0, 0, 0, 0);
  if (how === "stored" || random.chance(0.2))
    return joined(local(name, 0, 0, bytes.length, bytes.length), bytes);
  const packed = deflateRawSync(bytes, { level: random.pick([1, 6, 9]) });
  if (random.chance(0.6)) return joined(local(name, 0, 8, packed.length, bytes.length), packed);
  const descriptor = new Uint8Array(16);
  new DataView(descriptor.buffer).setUint32(0, 0x08074b50, true);
  return joined(local(name, 0x0008, 8, 0, 0), packed, descriptor);
}

export function zipped(random: Random, files: readonly File[], how?: "stored"): Uint8Array {
  const end = new Uint8Array(22);
  new DataView(end.buffer).setUint32(0, 0x06054b50, true);
  return joined(...files.map((one) => file(random, one, how)), end);
}
