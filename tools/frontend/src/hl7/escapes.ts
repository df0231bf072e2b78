/** Escape sequences, 2.7: read once, never twice. */

import { ABSENT, type Delimiters, type Span } from "./standard";

/** 2.7.1: a letter between two escape characters stands for a delimiter. `P` came with v2.7. */
const DELIMITER_LETTERS: Readonly<Record<string, keyof Delimiters>> = {
  F: "field",
  S: "component",
  T: "subcomponent",
  R: "repetition",
  E: "escape",
  P: "truncation",
};

/** 2.7.3: highlighting begins and ends. It shows nothing of its own. */
const HIGHLIGHTING: readonly string[] = ["H", "N"];
/** 2.7.2 and 2.7.7: other character sets and local sequences, which are kept as they are. */
const KEPT_LETTERS = /^[CMZ]/;
/** 2.7.5: pairs of hexadecimal digits. */
const HEXADECIMAL = /^X((?:[0-9A-Fa-f]{2})+)$/;
/** 2.7.6: formatting commands of FT fields, with a number where they take one. */
const FORMATTING = /^\.(br|sp|fi|nf|in|ti|sk|ce)\s*([+-]?\d{1,4})?$/;
/** Commands that end a line; the others set indents and show nothing. */
const LINE_COMMANDS: readonly string[] = ["br", "sp", "ce"];
const SKIP_COMMAND = "sk";
/** A sequence longer than this is none: text in which two escape characters happen to stand. */
const LONGEST_SEQUENCE = 65_536;
/** `\.sp9999\` would be a page of empty lines: shown no further than this. */
const MOST_REPEATS = 100;

const LINE_FEED = 0x0a;
const SPACE = 0x20;

export type EscapeNote = "escape-lone" | "escape-unknown" | "escape-hex";

/** What one escape character begins. `bytes` is what it stands for; with a note it stands for itself. */
export interface Escape {
  /** One past the last byte of the sequence. */
  readonly end: number;
  readonly bytes: readonly number[];
  readonly note: EscapeNote | null;
}

/**
 * Reads the sequence that begins at `at`, inside one value.
 *
 *     \  F  \          \  X 0 D 0 A  \          \ .br \         C : \ temp
 *     ^at   ^close     ^at           ^close     ^at   ^close        ^at, lone: kept
 */
export function readEscape(bytes: Uint8Array, at: number, end: number, delimiters: Delimiters): Escape {
  const lone: Escape = { end: at + 1, bytes: [delimiters.escape], note: "escape-lone" };
  if (bytes[at + 1] === delimiters.escape) return lone;
  const length = bytes.subarray(at + 1, end).indexOf(delimiters.escape);
  if (length < 1 || length > LONGEST_SEQUENCE) return lone;
  const close = at + 1 + length;
  const inner = String.fromCharCode(...bytes.subarray(at + 1, close));
  const meaning = meaningOf(inner, delimiters);
  if (meaning) return { end: close + 1, bytes: meaning, note: null };
  const kept = [...bytes.subarray(at, close + 1)];
  if (KEPT_LETTERS.test(inner)) return { end: close + 1, bytes: kept, note: "escape-unknown" };
  if (inner.startsWith("X")) return { end: close + 1, bytes: kept, note: "escape-hex" };
  return lone;
}

function meaningOf(inner: string, delimiters: Delimiters): readonly number[] | null {
  const role = DELIMITER_LETTERS[inner];
  if (role) return delimiters[role] === ABSENT ? null : [delimiters[role]];
  if (HIGHLIGHTING.includes(inner)) return [];
  const [, pairs] = HEXADECIMAL.exec(inner) ?? [];
  if (pairs) return pairs.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  const [, command, number] = FORMATTING.exec(inner) ?? [];
  if (!command) return null;
  const times = Math.min(Math.max(Number(number ?? 1), 1), MOST_REPEATS);
  if (LINE_COMMANDS.includes(command)) return new Array<number>(times).fill(LINE_FEED);
  return command === SKIP_COMMAND ? new Array<number>(times).fill(SPACE) : [];
}

/**
 * The bytes a value stands for. A sequence it does not know stays as it is; `readEscape` names it. Where half a character
 * may look like an escape character, `scan` has those blanked (`scanOf`).
 */
export function decodeEscapes(
  bytes: Uint8Array,
  span: Span,
  delimiters: Delimiters,
  scan: Uint8Array = bytes,
): Uint8Array {
  const source = bytes.subarray(span.start, span.end);
  if (delimiters.escape === ABSENT || !scan.subarray(span.start, span.end).includes(delimiters.escape))
    return source;
  let target = new Uint8Array(source.length);
  let length = 0;
  for (let at = span.start; at < span.end; ) {
    if (scan[at] !== delimiters.escape) {
      target[length++] = bytes[at++] as number;
      continue;
    }
    const { end, note, ...sequence } = readEscape(scan, at, span.end, delimiters);
    const said = note ? bytes.subarray(at, end) : sequence.bytes;
    at = end;
    // Few sequences stand for more than they are long: `\.sp40\`.
    const needed = length + said.length + span.end - at;
    if (needed > target.length) target = larger(target, needed);
    target.set(said, length);
    length += said.length;
  }
  return target.subarray(0, length);
}

function larger(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(least, bytes.length * 2));
  grown.set(bytes);
  return grown;
}
