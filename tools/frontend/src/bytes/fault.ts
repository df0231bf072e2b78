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

/** Thrown by a parser that cannot go on. */
export class Fatal extends Error {
  readonly failure: Failure;
  constructor(code: string, offset = -1, values: Values = {}) {
    super(code);
    this.name = "Fatal";
    this.failure = { code, offset, values };
  }
}
