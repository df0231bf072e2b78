/** The byte scan: where lines begin and end. Nothing else is read, so that 100 MB cost one pass. */

import { CARRIAGE_RETURN, LINE_FEED } from "./standard";

/** How the lines of a text end; "none" where there is a single line without terminator. */
export type Terminator = "cr" | "lf" | "crlf" | "mixed" | "none";

export interface TerminatorCounts {
  readonly cr: number;
  readonly lf: number;
  readonly crlf: number;
}

export interface LineTable {
  readonly count: number;
  /** Offset of the first byte of each line. */
  readonly start: Uint32Array;
  /** One past the last byte of each line, its terminator excluded. */
  readonly end: Uint32Array;
  readonly terminator: Terminator;
  /** How many lines end in each way. */
  readonly seen: TerminatorCounts;
  /** Offset of the first terminator that is not a lone carriage return, or -1. */
  readonly firstForeign: number;
  /** Whether the last line ends with a terminator. */
  readonly closed: boolean;
}

const FIRST_CAPACITY = 1024;

/** A column of offsets that grows by doubling: plain arrays of a million numbers cost eight times as much. */
export class OffsetColumn {
  #values = new Uint32Array(FIRST_CAPACITY);
  #count = 0;

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }

  set(position: number, value: number): void {
    this.#values[position] = value;
  }

  get count(): number {
    return this.#count;
  }

  finish(): Uint32Array {
    return this.#values.slice(0, this.#count);
  }
}

/**
 * Reads every line from `from` to the end of the bytes.
 *
 *     M S H | … \r   P I D | … \n   O B X | … \r \n   Z Z Z …
 *     ^start  ^end   ^start  ^end   ^start  ^end      ^start  ^end of bytes
 *
 * Carriage return, line feed and the pair each end one line. An unterminated rest is a line; an empty one is not.
 */
export function scanLines(bytes: Uint8Array, from: number): LineTable {
  const starts = new OffsetColumn();
  const ends = new OffsetColumn();
  const seen = { cr: 0, lf: 0, crlf: 0 };
  let firstForeign = -1;
  let start = from;
  // The engine's own search finds a byte faster than a loop does; each of the two only ever goes on.
  let carriage = nextByte(bytes, CARRIAGE_RETURN, from);
  let feed = nextByte(bytes, LINE_FEED, from);
  for (let at = Math.min(carriage, feed); at < bytes.length; at = Math.min(carriage, feed)) {
    starts.push(start);
    ends.push(at);
    const paired = at === carriage && feed === at + 1 && feed < bytes.length;
    seen[paired ? "crlf" : at === carriage ? "cr" : "lf"]++;
    if (firstForeign < 0 && (paired || at === feed)) firstForeign = at;
    start = paired ? at + 2 : at + 1;
    if (carriage < start) carriage = nextByte(bytes, CARRIAGE_RETURN, start);
    if (feed < start) feed = nextByte(bytes, LINE_FEED, start);
  }
  const closed = start >= bytes.length;
  if (!closed) {
    starts.push(start);
    ends.push(bytes.length);
  }
  const terminator = kindOf(seen);
  return {
    count: starts.count,
    start: starts.finish(),
    end: ends.finish(),
    terminator,
    seen,
    firstForeign,
    closed,
  };
}

/** The offset of the next such byte, the length where there is none. */
function nextByte(bytes: Uint8Array, wanted: number, from: number): number {
  const at = bytes.indexOf(wanted, from);
  return at < 0 ? bytes.length : at;
}

function kindOf(seen: TerminatorCounts): Terminator {
  const kinds = (["cr", "lf", "crlf"] as const).filter((kind) => seen[kind] > 0);
  return kinds.length > 1 ? "mixed" : (kinds[0] ?? "none");
}

/** The number, from 0, of the line that holds `offset`; its terminator belongs to it. */
export function lineAt(lines: LineTable, offset: number): number {
  let low = 0;
  let high = lines.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.start[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
