/** Tells apart what stands in stretches of bytes, exactly, and counts it: no text is made of any. */

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
export const HASH_BASIS = 0x811c9dc5;
const HASH_PRIME = 0x01000193;
/** What engines keep without a box of its own. */
const SMALL = 0x3fffffff;

export function hashOn(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, HASH_PRIME);
}

export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_BASIS;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), HASH_PRIME);
  return hash;
}

const FIRST_SLOTS = 16;
const FREE = -1;
/** What `add` gives once it takes no more that is new. */
export const FULL = -1;

export class DistinctSpans {
  readonly #bytes: Uint8Array;
  readonly #most: number;
  /** By hash, open addressing: numbers of entries. */
  #slots = new Int32Array(FIRST_SLOTS).fill(FREE);
  readonly #hash: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  /** How often each was added. */
  readonly times: number[] = [];
  /** Whether something that is not counted came when there was no more room. */
  isFull = false;

  /** `most`: so many different ones are counted, and the rest is not told apart. */
  constructor(bytes: Uint8Array, most = Number.POSITIVE_INFINITY) {
    this.#bytes = bytes;
    this.#most = most;
  }

  get count(): number {
    return this.start.length;
  }

  /** The number of what stands there, from 0 in the order of their first; `FULL` if it is new and there is no room. */
  add(start: number, end: number, whole = hashOf(this.#bytes, start, end)): number {
    const hash = whole & SMALL;
    const mask = this.#slots.length - 1;
    let slot = mix(hash) & mask;
    for (let entry = this.#slots[slot]; entry !== FREE; entry = this.#slots[slot]) {
      if (this.#hash[entry as number] === hash && this.#isSame(entry as number, start, end)) {
        this.times[entry as number] = (this.times[entry as number] as number) + 1;
        return entry as number;
      }
      slot = (slot + 1) & mask;
    }
    return this.#put(slot, start, end, hash);
  }

  #put(slot: number, start: number, end: number, hash: number): number {
    if (this.count >= this.#most) {
      this.isFull = true;
      return FULL;
    }
    const entry = this.start.push(start) - 1;
    this.end.push(end);
    this.#hash.push(hash);
    this.times.push(1);
    this.#slots[slot] = entry;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return entry;
  }

  #isSame(entry: number, start: number, end: number): boolean {
    const from = this.start[entry] as number;
    if ((this.end[entry] as number) - from !== end - start) return false;
    for (let at = start; at < end; at++) if (this.#bytes[at] !== this.#bytes[from + at - start]) return false;
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(FREE);
    const mask = slots.length - 1;
    for (const [entry, hash] of this.#hash.entries()) {
      let slot = mix(hash) & mask;
      while (slots[slot] !== FREE) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.#slots = slots;
  }
}

/** FNV's low bits alone are worse than all of them. */
function mix(hash: number): number {
  return hash ^ (hash >>> 15);
}
