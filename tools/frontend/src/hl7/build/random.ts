/** Chance out of a seed: the same seed gives the same numbers, everywhere and always. */

/** FNV-1a, which spreads numbers that lie side by side. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const TWO_TO_32 = 2 ** 32;

export class Random {
  #state: number;

  /** Of several numbers, so that the third message of a seed can be made without the first two. */
  constructor(...seeds: readonly number[]) {
    let state = FNV_OFFSET;
    for (const seed of seeds)
      for (const half of [seed >>> 0, Math.floor(seed / TWO_TO_32) >>> 0])
        for (let shift = 0; shift < 32; shift += 8)
          state = Math.imul(state ^ ((half >>> shift) & 0xff), FNV_PRIME);
    this.#state = state >>> 0;
  }

  /** From 0 up to, and without, `count`. Mulberry32 (public domain, Tommy Ettinger). */
  below(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32) * count);
  }

  /** One of a list that is not empty. */
  of<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)] as Item;
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join("");
  }
}
