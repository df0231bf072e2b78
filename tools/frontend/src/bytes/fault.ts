/** How the parsers speak of what is wrong with their input. */

import type { Datum } from "./datum";

/** What the input says is a `Datum`; text is the parser's own. */
type Values = Readonly<Record<string, string | number | Datum>>;

/** A tolerable fault: reading went on after it. `code` names a sentence in the page's text. */
export interface Fault {
  readonly code: string;
  /** Byte offset into the input. */
  readonly offset: number;
  /** Where in the field's own words: a tag path, `PID-3[1].4`; "" where there is none. */
  readonly path: string;
  /** A quotation of the input, or what was counted or recognised there: the parser's `MEASURED` tells. */
  readonly found: Datum;
  readonly expected: string;
  /** The clause that was broken: `PS3.5 7.1.2`, `HL7 v2.5.1 2.5.4`. */
  readonly rule: string;
}

/** A fault that ends the work, as data. `offset` is a byte offset, or -1 where there is no place. */
export interface Failure {
  readonly code: string;
  readonly offset: number;
  readonly values: Values;
}

/** Thrown by what cannot go on. */
export class Fatal extends Error {
  override name = "Fatal";
  readonly failure: Failure;
  constructor(code: string, offset = -1, values: Values = {}) {
    super(code);
    this.failure = { code, offset, values };
  }
}

/**
 * The engines have no type for it: "Array buffer allocation failed", "Out of memory", "Invalid array length", "Map maximum
 * size exceeded". "Maximum call stack size exceeded" is none of them.
 */
const OUT_OF_MEMORY =
  /allocation|out of memory|invalid (typed )?array (buffer )?length|invalid string length|(map|set) maximum size/i;

/** Whatever was thrown, as data: besides the parsers' own codes "out-of-memory", and "internal", which nobody foresaw. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Fatal) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  return { code: OUT_OF_MEMORY.test(message) ? "out-of-memory" : "internal", offset: -1, values: {} };
}
