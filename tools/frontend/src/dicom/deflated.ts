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
  /** What the stream held, as far as it could be read; not joined, because that would be one copy more of it all. */
  readonly pieces: readonly Uint8Array[];
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

/** PS3.5 A.5 */
const DEFLATED = "Deflated Explicit VR Little Endian";
/** So much of a stream tells whether elements come out of it. */
const PROBED = 64 * 1024;

type OpenOptions = ParseOptions & { readonly inflate: Inflate };

/**
 * `parse` for every file, deflated ones too. Offsets in the answer count in `source`, which is the given one unless the
 * data set was deflated. Whether it was, its bytes say: where the transfer syntax says otherwise, that is told.
 *
 * @throws Fatal "empty" or "not-dicom"
 */
export async function open(source: ByteSource, options: OpenOptions): Promise<OpenedDicom> {
  const stated = parse(source, options);
  const isPacked = await isStream(source, stated, options);
  if (isPacked === stated.isDeflated) {
    return isPacked ? inflated(source, stated.dataSet, options) : { file: stated, source };
  }
  const opened = isPacked
    ? await inflated(source, stated.dataSet, options)
    : { file: parse(source, { ...options, isInflated: true }), source };
  const plain = encodingName((isPacked ? stated : opened.file).encoding);
  const [found, expected] = isPacked ? [DEFLATED, plain] : [plain, DEFLATED];
  const faults = new FaultList();
  faults.add("syntax-contradicted", stated.dataSet, "", found, expected);
  const others = opened.file.faults.filter(({ code }) => code !== "syntax-contradicted");
  return { file: { ...opened.file, faults: [...faults.all, ...others] }, source: opened.source };
}

/** As the transfer syntax says, unless there are elements where a stream should be, or the other way round. */
async function isStream(
  source: ByteSource,
  { dataSet, isDeflated, faults }: DicomFile,
  { inflate }: OpenOptions,
): Promise<boolean> {
  const isRead = !isDeflated && !faults.some(({ offset }) => offset === dataSet);
  if (isRead || makesSense(source, dataSet)) return false;
  if (isDeflated) return true;
  const start = await inflate(source.slice(dataSet, PROBED), false, isNoBomb);
  return makesSense(memorySource(joined(start.pieces)), 0);
}

async function inflated(source: ByteSource, at: number, options: OpenOptions): Promise<OpenedDicom> {
  const stream = source.slice(at, source.length - at);
  const raw = await options.inflate(stream, false, isNoBomb);
  // Some writers leave the header of zlib in place. Read as raw deflate, it is no stream at all.
  const isWrapped = raw.stopped === "damaged" && raw.pieces.length === 0 && hasZlibHeader(stream);
  const whole = isWrapped ? await options.inflate(stream, true, isNoBomb) : raw;
  const faults = new FaultList();
  if (isWrapped) faults.add("deflate-wrapped", at, "", "zlib", "");
  tellStop(whole, at, faults);
  const expanded = memorySource(joined([source.slice(0, at), ...whole.pieces]));
  const file = parse(expanded, { ...options, isInflated: true });
  return { file: { ...file, faults: [...faults.all, ...file.faults] }, source: expanded };
}

function tellStop({ stopped, taken, pieces }: Inflated, at: number, faults: FaultList): void {
  const put = pieces.reduce((sum, { length }) => sum + length, 0);
  if (stopped === "bomb") faults.add("deflate-bomb", at + taken, "", put, MOST_INFLATED);
  if (stopped === "damaged") faults.add("deflate-damaged", at, "", put, "");
}

/** RFC 1950 2.2: deflate with a window of up to 32 KB, and both bytes together divisible by 31. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x8f) === 0x08 && ((first << 8) | second) % 31 === 0;
}
