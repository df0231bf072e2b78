/**
 * Deflated data sets (PS3.5 A.5): everything behind the File Meta Information is one raw deflate stream (RFC 1951).
 *
 *     file       | preamble, "DICM", meta information | deflate stream |
 *     expanded   | preamble, "DICM", meta information | data set …
 *
 * This folder does not inflate: whoever opens a file passes in what can, the browser's DecompressionStream or zlib.
 */

import { isBomb } from "../bytes/bomb";
import { joined } from "../bytes/change";
import { type ByteSource, memorySource } from "../bytes/source";
import { FaultList } from "./faults";
import { type DicomFile, type ParseOptions, parse } from "./parse";

export interface Inflated {
  /** What the stream held, as far as it could be read. */
  readonly bytes: Uint8Array;
  /** "damaged": the stream ends early or is none from some byte on; "bomb": it holds more than `mayGoOn` allows. */
  readonly stopped: "end" | "damaged" | "bomb";
  /** About how many bytes of the stream were taken in until then. */
  readonly taken: number;
}

/** Inflates; `mayGoOn` is asked whenever more was taken in and put out. `wrapped`: with the header of zlib (RFC 1950). */
export type Inflate = (
  deflated: Uint8Array,
  wrapped: boolean,
  mayGoOn: (taken: number, put: number) => boolean,
) => Inflated | Promise<Inflated>;

const MEGABYTE = 1024 * 1024;
/** No data set is larger than this once inflated: it has to lie in memory as a whole. */
const MOST_INFLATED = 512 * MEGABYTE;

/** Whether so many bytes out of so many are still what a data set may be. */
export const isNoBomb = (taken: number, put: number): boolean => put <= MOST_INFLATED && !isBomb(taken, put);

export interface OpenedDicom {
  readonly file: DicomFile;
  /** What the offsets in `file` count in: the file itself, or the file with its data set inflated. */
  readonly source: ByteSource;
}

/**
 * `parse` for every file, deflated ones too. Offsets in the answer count in `source`, which is the given one unless the
 * data set was deflated.
 *
 * @throws Fatal "empty" or "not-dicom"
 */
export async function open(
  source: ByteSource,
  options: ParseOptions & { readonly inflate: Inflate },
): Promise<OpenedDicom> {
  const packed = parse(source, options);
  if (!packed.isDeflated) return { file: packed, source };
  const at = packed.dataSet;
  const stream = source.slice(at, source.length - at);
  const raw = await options.inflate(stream, false, isNoBomb);
  // Some writers leave the header of zlib in place. Read as raw deflate, it is no stream at all.
  const isWrapped = raw.stopped === "damaged" && raw.bytes.length === 0 && hasZlibHeader(stream);
  const inflated = isWrapped ? await options.inflate(stream, true, isNoBomb) : raw;
  const faults = new FaultList();
  if (isWrapped) faults.add("deflate-wrapped", at, "", "zlib", "");
  tellStop(inflated, at, faults);
  const expanded = memorySource(joined([source.slice(0, at), inflated.bytes]));
  const file = parse(expanded, { ...options, isInflated: true });
  return { file: { ...file, faults: [...faults.all, ...file.faults] }, source: expanded };
}

function tellStop({ stopped, taken, bytes }: Inflated, at: number, faults: FaultList): void {
  if (stopped === "bomb") faults.add("deflate-bomb", at + taken, "", bytes.length, MOST_INFLATED);
  if (stopped === "damaged") faults.add("deflate-damaged", at, "", bytes.length, "");
}

/** RFC 1950 2.2: deflate with a window of up to 32 KB, and both bytes together divisible by 31. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x8f) === 0x08 && ((first << 8) | second) % 31 === 0;
}
