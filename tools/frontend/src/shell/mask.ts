/**
 * The switch "Mask values", and the one door through which a visitor's data are shown, copied and saved.
 *
 * It is kept in memory only. Whoever shows data draws again on "change": a tool in its `redraw`.
 */

import { byteMask, type Datum, maskOf, unmasked } from "../bytes/datum";
import { hexBytes, printableBytes } from "../bytes/print";

class Masking extends EventTarget {
  #on = false;

  get on(): boolean {
    return this.#on;
  }

  toggle(): void {
    this.#on = !this.#on;
    this.dispatchEvent(new Event("change"));
  }

  /** What comes of it with all values masked, whatever the switch says. */
  masked<Made>(make: () => Made): Made {
    const before = this.#on;
    this.#on = true;
    try {
      return make();
    } finally {
      this.#on = before;
    }
  }
}

export const masking = new Masking();

/** A text of the visitor's as it may be seen now. */
export function shown(held: Datum): string {
  return masking.on ? maskOf(unmasked(held)) : unmasked(held);
}

/** The values of a failure's sentence: whatever is no number is taken for a quotation. */
export function shownAll(
  values: Readonly<Record<string, string | number | Datum>>,
): Record<string, string | number> {
  const entries = Object.entries(values).map(
    ([name, value]) => [name, typeof value === "number" ? value : shown(value as Datum)] as const,
  );
  return Object.fromEntries(entries);
}

/** Bytes in hexadecimal, `50 4B 03`; of those of values only the number is seen while the switch is on. */
export function shownHex(bytes: Uint8Array, isStructure: boolean): string {
  return masking.on && !isStructure ? Array.from(bytes, () => byteMask(2)).join(" ") : hexBytes(bytes);
}

/** The same bytes as characters, one a byte. */
export function shownPrint(bytes: Uint8Array, isStructure: boolean): string {
  return masking.on && !isStructure ? byteMask(bytes.length) : printableBytes(bytes);
}
