/** What surrounds the segments: frame bytes, blank lines, leading blanks, terminators. Each is said once. */

import type { FaultList } from "./faults";
import type { LineTable } from "./lines";
import { END_BLOCK, SPACE, type Span, START_BLOCK, TAB } from "./standard";

interface Tally {
  first: number;
  times: number;
}

function seen(tally: Tally, offset: number): void {
  if (tally.times++ === 0) tally.first = offset;
}

export class LineRemarks {
  readonly #bytes: Uint8Array;
  readonly #frames: Tally = { first: -1, times: 0 };
  readonly #blankLines: Tally = { first: -1, times: 0 };
  readonly #leadingBlanks: Tally = { first: -1, times: 0 };
  readonly #prefixes: Tally = { first: -1, times: 0 };

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** `content` is the line without frame bytes, leading blanks and prefix. */
  see(line: Span, content: Span): void {
    let framed = content.end < line.end;
    let blankAt = -1;
    let prefixAt = -1;
    for (let at = line.start; at < content.start; at++) {
      const byte = this.#bytes[at];
      if (byte === START_BLOCK || byte === END_BLOCK) framed = true;
      else if (byte !== SPACE && byte !== TAB) prefixAt = prefixAt < 0 ? at : prefixAt;
      else if (blankAt < 0) blankAt = at;
    }
    const empty = content.start === content.end;
    if (framed) seen(this.#frames, line.start);
    else if (empty) seen(this.#blankLines, line.start);
    if (prefixAt >= 0) seen(this.#prefixes, prefixAt);
    else if (blankAt >= 0 && !empty) seen(this.#leadingBlanks, blankAt);
  }

  report(faults: FaultList): void {
    const kinds = [
      ["mllp-frame", this.#frames],
      ["blank-line", this.#blankLines],
      ["leading-blanks", this.#leadingBlanks],
      ["line-prefix", this.#prefixes],
    ] as const;
    for (const [code, { first, times }] of kinds)
      if (times > 0) faults.add(code, first, () => ({ found: `${times}×`, expected: "0×" }));
  }
}

const NAMES = [
  ["cr", "CR (0D)"],
  ["lf", "LF (0A)"],
  ["crlf", "CR LF (0D 0A)"],
] as const;

export function noteTerminators(lines: LineTable, bytes: Uint8Array, faults: FaultList): void {
  const { terminator, seen: counts, firstForeign, closed } = lines;
  const expected = "CR (0D)";
  if (terminator === "lf" || terminator === "crlf" || terminator === "mixed")
    faults.add(`terminator-${terminator}`, firstForeign, () => {
      const kinds = NAMES.filter(([kind]) => counts[kind] > 0);
      return { found: kinds.map(([kind, name]) => `${counts[kind]}× ${name}`).join(", "), expected };
    });
  if (!closed && bytes[bytes.length - 1] !== END_BLOCK)
    faults.add("terminator-missing", bytes.length, () => ({ found: "", expected }));
}
