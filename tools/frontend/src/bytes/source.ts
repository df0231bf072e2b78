/**
 * Random access to bytes, wherever they are. Synchronous, because a parser's loop must not wait for a promise at
 * every element; in a worker the bytes of a File are read synchronously too.
 */

/** A piece of the input: `bytes[0]` is byte `start`. */
export interface Page {
  readonly start: number;
  readonly bytes: Uint8Array;
}

export interface ByteSource {
  /** How many bytes the whole input has. */
  readonly length: number;
  /** A piece that holds at least the bytes from `offset` to `offset + least`, or to the end of the input. */
  page(offset: number, least: number): Page;
  /** Exactly these bytes, fewer at the end of the input. A view where possible: do not write into it. */
  slice(offset: number, count: number): Uint8Array;
}

/** An input that lies in memory: one page, so that a reader never has to turn it. */
export function memorySource(bytes: Uint8Array): ByteSource {
  const whole: Page = { start: 0, bytes };
  return {
    length: bytes.length,
    page: () => whole,
    slice: (offset, count) => bytes.subarray(offset, offset + count),
  };
}

/** A part of a longer input, at hand: `bytes[0]` is byte `start`. Outside it there are no bytes. */
export function partSource(bytes: Uint8Array, start: number, length: number): ByteSource {
  const part: Page = { start, bytes };
  return {
    length,
    page: () => part,
    slice: (offset, count) =>
      bytes.subarray(Math.max(0, offset - start), Math.max(0, offset - start + count)),
  };
}

/** After a jump little is read: whoever walks fragments needs eight bytes of each megabyte. */
const SMALLEST_PAGE = 4_096;
/** Reading straight on doubles the page up to this, where the cost of one call no longer shows. */
const LARGEST_PAGE = 262_144;

/**
 * An input read piece by piece through `read(offset, count)`, which returns exactly those bytes. Holds one page.
 */
export function pagedSource(length: number, read: (offset: number, count: number) => Uint8Array): ByteSource {
  let held: Page = { start: 0, bytes: new Uint8Array(0) };
  let size = SMALLEST_PAGE;

  const holds = (offset: number, count: number): boolean =>
    offset >= held.start && Math.min(offset + count, length) <= held.start + held.bytes.length;

  const page = (offset: number, least: number): Page => {
    if (holds(offset, least)) return held;
    const heldEnd = held.start + held.bytes.length;
    const readsOn = offset >= held.start && offset <= heldEnd + SMALLEST_PAGE;
    size = readsOn ? Math.min(size * 2, LARGEST_PAGE) : SMALLEST_PAGE;
    const count = Math.min(Math.max(size, least), length - offset);
    held = { start: offset, bytes: read(offset, Math.max(0, count)) };
    return held;
  };

  const slice = (offset: number, count: number): Uint8Array => {
    const wanted = Math.max(0, Math.min(count, length - offset));
    if (wanted > LARGEST_PAGE && !holds(offset, wanted)) return read(offset, wanted);
    const { start, bytes } = page(offset, wanted);
    return bytes.subarray(offset - start, offset - start + wanted);
  };

  return { length, page, slice };
}

/** Some pieces of a longer input, in its order; between them there are no bytes. */
export function piecedSource(pieces: readonly Page[], length: number): ByteSource {
  const page = (offset: number): Page =>
    pieces.find(({ start, bytes }) => offset >= start && offset < start + bytes.length) ?? {
      start: offset,
      bytes: NO_BYTES,
    };
  return {
    length,
    page,
    slice: (offset, count) => {
      const { start, bytes } = page(offset);
      return bytes.subarray(offset - start, offset - start + count);
    },
  };
}

const NO_BYTES = new Uint8Array(0);

/** An input whose beginning is at hand; for all else `rest` is asked. */
export function headedSource(head: Uint8Array, rest: ByteSource): ByteSource {
  const page: Page = { start: 0, bytes: head };
  const holds = (offset: number, count: number): boolean =>
    Math.min(offset + count, rest.length) <= head.length;
  return {
    length: rest.length,
    page: (offset, least) => (holds(offset, least) ? page : rest.page(offset, least)),
    slice: (offset, count) =>
      holds(offset, count) ? head.subarray(offset, offset + count) : rest.slice(offset, count),
  };
}
