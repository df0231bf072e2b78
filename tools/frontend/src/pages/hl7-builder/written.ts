/** What was built, with the order that it was built from: so that a step back in the text is one in the form too. */

import type { Order } from "./maker";

interface Written {
  readonly bytes: Uint8Array;
  readonly order: Order;
}

/** As many as there are steps back. */
const MOST = 51;

export class WrittenTexts {
  #texts: readonly Written[] = [];

  add(bytes: Uint8Array, order: Order): void {
    this.#texts = [...this.#texts.slice(1 - MOST), { bytes, order }];
  }

  /** The order that gave these bytes, the newest; null where none did. */
  find(bytes: Uint8Array): Order | null {
    const found = this.#texts.findLast(
      (one) => one.bytes.length === bytes.length && one.bytes.every((byte, at) => byte === bytes[at]),
    );
    return found?.order ?? null;
  }

  clear(): void {
    this.#texts = [];
  }
}
