/** Text that no message holds: a preamble, a log's prefix, or a whole input without header. */

import { datum } from "../bytes/datum";
import { Fatal } from "../bytes/fault";
import { isSegment, quoteBytes } from "./content";
import type { FaultList } from "./faults";
import { MESSAGE_HEADER, SEGMENT_ID_LENGTH, type Span, SUGGESTED_DELIMITERS } from "./standard";

interface Place {
  readonly line: number;
  readonly span: Span;
}

/** More places than this are not kept: a list of a million helps nobody. */
const MOST_PLACES = 100;

export class StrayText {
  readonly #bytes: Uint8Array;
  readonly #places: Place[] = [];
  #firstSegment: Place | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  see(span: Span, line: number): void {
    if (this.#places.length < MOST_PLACES) this.#places.push({ line, span });
    if (!this.#firstSegment && this.#hasFields(span)) this.#firstSegment = { line, span };
  }

  /** An ordinary word of three letters is no segment: one separator must follow it. */
  #hasFields(span: Span): boolean {
    const { field } = SUGGESTED_DELIMITERS;
    return isSegment(this.#bytes, span, field) && this.#bytes[span.start + SEGMENT_ID_LENGTH] === field;
  }

  #quote({ span }: Place): string {
    return quoteBytes(this.#bytes, span.start, span.end);
  }

  /** Reports what stands before `line`. */
  report(faults: FaultList, line = Number.POSITIVE_INFINITY): void {
    for (const place of this.#places) {
      if (place.line >= line) return;
      const found = this.#quote(place);
      faults.add("text-before-header", place.span.start, () => ({ found, expected: MESSAGE_HEADER }));
    }
  }

  /**
   * Where the first segment of a text without header begins.
   *
   * @throws Fatal `empty` or `not-hl7`
   */
  firstSegment(faults: FaultList): { readonly line: number; readonly offset: number } {
    const [first] = this.#places;
    if (!first) throw new Fatal("empty", 0, { size: this.#bytes.length });
    const segment = this.#firstSegment;
    if (!segment) throw new Fatal("not-hl7", first.span.start, { found: datum(this.#quote(first)) });
    this.report(faults, segment.line);
    const found = this.#quote(segment);
    faults.add("header-missing", segment.span.start, () => ({ found, expected: MESSAGE_HEADER }));
    return { line: segment.line, offset: segment.span.start };
  }
}
