/** The beginning of a result, as text for the page. For workers. */

import { cutAt, decodeBytes, type Encoding } from "../../hl7/charset";

/** Nobody reads more of it on the page. */
const MOST = 20_000;

export interface Written {
  readonly blob: Blob;
  readonly start: string;
  readonly isCut: boolean;
}

export function writtenOf(pieces: readonly Uint8Array[], encoding: Encoding): Written {
  const [first = new Uint8Array()] = pieces;
  const blob = new Blob(pieces as readonly Uint8Array<ArrayBuffer>[] as Uint8Array<ArrayBuffer>[]);
  const past = cutAt(first, { start: 0, end: first.length }, MOST, encoding);
  return { blob, start: decodeBytes(first.subarray(0, past), encoding), isCut: past < blob.size };
}
