/**
 * SHA-256 (FIPS 180-4). Browsers have their own, several times as fast, but offer it on pages that came over https or from
 * this computer only.
 */

import { hexBytes } from "./print";

const BLOCK = 64;
const ROUNDS = 64;
/** FIPS 180-4 5.1.1: the length in bits, as 64 bits, ends the last block. */
const LENGTH_BYTES = 8;

/** The first 32 bits of the fractional parts of the square or cube roots of the first primes (FIPS 180-4 4.2.2, 5.3.3). */
function rootBits(count: number, root: (prime: number) => number): Uint32Array {
  const bits: number[] = [];
  for (let candidate = 2; bits.length < count; candidate++) {
    let isPrime = true;
    for (let factor = 2; factor * factor <= candidate; factor++) isPrime &&= candidate % factor !== 0;
    const value = root(candidate);
    if (isPrime) bits.push(Math.floor((value - Math.floor(value)) * 2 ** 32));
  }
  return Uint32Array.from(bits);
}

const FIRST = rootBits(8, Math.sqrt);
const CONSTANTS = Int32Array.from(rootBits(ROUNDS, Math.cbrt));

/** In hexadecimal, as other programs print it. */
export function sha256(bytes: Uint8Array): string {
  const hash = new Sha256();
  hash.add(bytes);
  return hash.end();
}

/** A hash of what comes part by part; of each part no more than a block is kept. */
export class Sha256 {
  readonly #state = Int32Array.from(FIRST);
  readonly #words = new Int32Array(ROUNDS);
  /** What has come of the block that is not whole yet. */
  readonly #begun = new Uint8Array(BLOCK);
  #length = 0;

  add(bytes: Uint8Array): void {
    const held = this.#length % BLOCK;
    this.#length += bytes.length;
    let at = 0;
    if (held > 0) {
      at = Math.min(BLOCK - held, bytes.length);
      this.#begun.set(bytes.subarray(0, at), held);
      if (held + at < BLOCK) return;
      this.#take(this.#begun, 0);
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.#take(bytes, at);
    this.#begun.set(bytes.subarray(at));
  }

  /** In hexadecimal. Nothing is added behind the end. */
  end(): string {
    const bits = BigInt(this.#length) * 8n;
    const rest = this.#length % BLOCK;
    // What is left over, a one bit, zeros, and the length.
    const tail = new Uint8Array(rest + 1 + LENGTH_BYTES > BLOCK ? 2 * BLOCK : BLOCK);
    tail.set(this.#begun.subarray(0, rest));
    tail[rest] = 0x80;
    new DataView(tail.buffer).setBigUint64(tail.length - LENGTH_BYTES, bits);
    for (let at = 0; at < tail.length; at += BLOCK) this.#take(tail, at);
    const digest = new Uint8Array(this.#state.length * 4);
    const view = new DataView(digest.buffer);
    for (const [at, word] of this.#state.entries()) view.setInt32(at * 4, word);
    return hexBytes(digest, "").toLowerCase();
  }

  /** FIPS 180-4 6.2.2. Numbers stay whole ones of 32 bits: an engine then works with nothing else. */
  #take(bytes: Uint8Array, from: number): void {
    const [state, words] = [this.#state, this.#words];
    for (let word = 0, at = from; word < 16; word++, at += 4)
      words[word] =
        ((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number);
    for (let at = 16; at < ROUNDS; at++) {
      const near = words[at - 2] as number;
      const far = words[at - 15] as number;
      const one = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
      const other = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
      words[at] = (one + (words[at - 7] as number) + other + (words[at - 16] as number)) | 0;
    }
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    let e = state[4] as number;
    let f = state[5] as number;
    let g = state[6] as number;
    let h = state[7] as number;
    for (let at = 0; at < ROUNDS; at++) {
      const choice = (e & f) ^ (~e & g);
      const turnedE = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const first = (h + turnedE + choice + (CONSTANTS[at] as number) + (words[at] as number)) | 0;
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    state[0] = (state[0] as number) + a;
    state[1] = (state[1] as number) + b;
    state[2] = (state[2] as number) + c;
    state[3] = (state[3] as number) + d;
    state[4] = (state[4] as number) + e;
    state[5] = (state[5] as number) + f;
    state[6] = (state[6] as number) + g;
    state[7] = (state[7] as number) + h;
  }
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
