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
import { makesSense } from "./start";
import { encodingName } from "./syntax";

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
 * data set was deflated. Whether it was, its bytes say: a transfer syntax that says otherwise is told.
 *
 * @throws Fatal "empty" or "not-dicom"
 */
export async function open(source: ByteSource, options: OpenOptions): Promise<OpenedDicom> {
  const file = parse(source, options);
  if (file.isDeflated) return expanded(source, file, options);
  const isNone =
    file.faults.some(({ offset }) => offset === file.dataSet) && !makesSense(source, file.dataSet);
  return (isNone && (await undeclared(source, file, options))) || { file, source };
}

type OpenOptions = ParseOptions & { readonly inflate: Inflate };

/** The transfer syntax says that the data set is deflated. */
async function expanded(source: ByteSource, packed: DicomFile, options: OpenOptions): Promise<OpenedDicom> {
  const at = packed.dataSet;
  const stream = source.slice(at, source.length - at);
  const raw = await options.inflate(stream, false, isNoBomb);
  const isNoStream = raw.stopped === "damaged" && raw.bytes.length === 0;
  if (isNoStream && makesSense(source, at)) {
    const file = parse(source, { ...options, isInflated: true });
    return { file: contradicted(file, encodingName(file.encoding), DEFLATED_NAME), source };
  }
  // Some writers leave the header of zlib in place. Read as raw deflate, it is no stream at all.
  const isWrapped = isNoStream && hasZlibHeader(stream);
  const inflated = isWrapped ? await options.inflate(stream, true, isNoBomb) : raw;
  const faults = new FaultList();
  if (isWrapped) faults.add("deflate-wrapped", at, "", "zlib", "");
  tellStop(inflated, at, faults);
  const whole = wholeOf(source, at, inflated);
  const file = parse(whole, { ...options, isInflated: true });
  return { file: { ...file, faults: [...faults.all, ...file.faults] }, source: whole };
}

/** The data set is no elements: it may be deflated all the same. Null if it is not. */
async function undeclared(
  source: ByteSource,
  { dataSet, encoding }: DicomFile,
  options: OpenOptions,
): Promise<OpenedDicom | null> {
  const inflated = await options.inflate(source.slice(dataSet, source.length - dataSet), false, isNoBomb);
  if (!makesSense(memorySource(inflated.bytes), 0)) return null;
  const faults = new FaultList();
  tellStop(inflated, dataSet, faults);
  const whole = wholeOf(source, dataSet, inflated);
  const file = contradicted(
    parse(whole, { ...options, isInflated: true }),
    DEFLATED_NAME,
    encodingName(encoding),
  );
  return { file: { ...file, faults: [...faults.all, ...file.faults] }, source: whole };
}

const wholeOf = (source: ByteSource, at: number, { bytes }: Inflated): ByteSource =>
  memorySource(joined([source.slice(0, at), bytes]));

/** PS3.5 A.5 */
const DEFLATED_NAME = "Deflated Explicit VR Little Endian";

/** The file with the fault that its transfer syntax says another encoding, once. */
function contradicted(file: DicomFile, found: string, expected: string): DicomFile {
  const faults = new FaultList();
  faults.add("syntax-contradicted", file.dataSet, "", found, expected);
  const others = file.faults.filter(({ code }) => code !== "syntax-contradicted");
  return { ...file, faults: [...faults.all, ...others] };
}

function tellStop({ stopped, taken, bytes }: Inflated, at: number, faults: FaultList): void {
  if (stopped === "bomb") faults.add("deflate-bomb", at + taken, "", bytes.length, MOST_INFLATED);
  if (stopped === "damaged") faults.add("deflate-damaged", at, "", bytes.length, "");
}

/** RFC 1950 2.2: deflate with a window of up to 32 KB, and both bytes together divisible by 31. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x8f) === 0x08 && ((first << 8) | second) % 31 === 0;
}
