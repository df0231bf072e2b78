/** The beginning of a result, as text for the page. For workers. */

import { decodeBytes, type Encoding } from "../../hl7/charset";

/** Nobody reads more of it on the page. */
const MOST = 20_000;
const BEYOND_ASCII = 0x80;

export interface Written {
  readonly blob: Blob;
  readonly start: string;
  readonly isCut: boolean;
}

export function writtenOf(pieces: readonly Uint8Array[], encoding: Encoding): Written {
  const [first = new Uint8Array()] = pieces;
  const blob = new Blob(pieces as readonly Uint8Array<ArrayBuffer>[] as Uint8Array<ArrayBuffer>[]);
  let past = Math.min(first.length, MOST);
  // Not within a character, as far as that can be seen.
  while (past < first.length && past > 0 && (first[past] as number) >= BEYOND_ASCII) past--;
  return { blob, start: decodeBytes(first.subarray(0, past), encoding), isCut: past < blob.size };
}
