/** From what people type to the bytes of a value. */

import { joined } from "../../bytes/change";
import { charsetFor } from "../charset";
import { type Vr, vrName } from "../vr";
import { wordSize } from "../word-size";
import { padded } from "./data-set";

/** Thrown where the declared character set has no such character. */
export class NotInCharset extends Error {
  override name = "NotInCharset";
  readonly character: string;
  constructor(character: string) {
    super("the character set has no such character");
    this.character = character;
  }
}

/** The upper half of a set of one byte a character, backwards; made once for each. */
const tables = new Map<string, ReadonlyMap<string, number>>();

function tableOf(term: string): ReadonlyMap<string, number> {
  let table = tables.get(term);
  if (!table) {
    const charset = charsetFor([term]);
    const codes = Array.from({ length: 256 }, (_, byte) => byte);
    table = new Map(
      codes.flatMap((byte) => {
        const decoded = charset?.decode(Uint8Array.of(byte), "text");
        return decoded && decoded.unknownBytes + decoded.escapes === 0 ? [[decoded.text, byte] as const] : [];
      }),
    );
    tables.set(term, table);
  }
  return table;
}

/**
 * Text in the first of the declared sets, or in UTF-8; padded to an even length.
 *
 * @throws NotInCharset; for sets of several bytes a character other than UTF-8 for all beyond ASCII
 */
export function textBytes(text: string, vr: Vr, terms: readonly string[]): Uint8Array {
  const [first = ""] = terms;
  if (first === "ISO_IR 192") return padded(new TextEncoder().encode(text), vr);
  const table = tableOf(first);
  const bytes = Array.from(text, (character) => {
    const byte = table.get(character) ?? (character === "\\" ? 0x5c : undefined);
    if (byte === undefined) throw new NotInCharset(character);
    return byte;
  });
  return padded(Uint8Array.from(bytes), vr);
}

/** Numbers of a binary VR, and tags as numbers for AT. */
export function numberBytes(values: readonly (number | bigint)[], vr: Vr, bigEndian = false): Uint8Array {
  return joined(values.map((value) => one(value, vr, bigEndian)));
}

function one(value: number | bigint, vr: Vr, bigEndian: boolean): Uint8Array {
  const name = vrName(vr);
  const isTag = name === "AT";
  const bytes = new Uint8Array(isTag ? 4 : wordSize(vr));
  const view = new DataView(bytes.buffer);
  const little = !bigEndian;
  if (isTag) {
    view.setUint16(0, Number(value) >>> 16, little);
    view.setUint16(2, Number(value) & 0xffff, little);
  } else if (name === "FL" || name === "OF") view.setFloat32(0, Number(value), little);
  else if (name === "FD" || name === "OD") view.setFloat64(0, Number(value), little);
  else if (bytes.length === 8) view.setBigUint64(0, BigInt.asUintN(64, BigInt(value)), little);
  else if (bytes.length === 4) view.setUint32(0, Number(value) >>> 0, little);
  else view.setUint16(0, Number(value) & 0xffff, little);
  return bytes;
}
