/** Text that no message holds: a preamble, a log's prefix, or a whole input without header. */

import { datum } from "../bytes/datum";
import { Fatal } from "../bytes/fault";
import { quoteBytes } from "./content";
import type { FaultList } from "./faults";
import { MESSAGE_HEADER, type Span } from "./standard";

/** More places than this are not kept: a list of a million helps nobody. */
const MOST_PLACES = 100;

export class StrayText {
  readonly #bytes: Uint8Array;
  readonly #places: Span[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  see(span: Span): void {
    if (this.#places.length < MOST_PLACES) this.#places.push(span);
  }

  #quote({ start, end }: Span): string {
    return quoteBytes(this.#bytes, start, end);
  }

  report(faults: FaultList): void {
    for (const place of this.#places)
      faults.add("text-before-header", place.start, () => ({
        found: this.#quote(place),
        expected: MESSAGE_HEADER,
      }));
  }

  /**
   * Of a text that holds no segment at all.
   *
   * @throws Fatal `empty` or `not-hl7`
   */
  refuse(): never {
    const [first] = this.#places;
    if (!first) throw new Fatal("empty", 0, { size: this.#bytes.length });
    throw new Fatal("not-hl7", first.start, { found: datum(this.#quote(first)) });
  }
}
