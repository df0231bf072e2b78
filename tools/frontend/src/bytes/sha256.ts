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
const CONSTANTS = rootBits(ROUNDS, Math.cbrt);

/** In hexadecimal, as other programs print it. */
export function sha256(bytes: Uint8Array): string {
  const state = FIRST.slice();
  const words = new Uint32Array(ROUNDS);
  const whole = bytes.length - (bytes.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) takeBlock(state, words, bytes, at);
  const tail = tailOf(bytes, whole);
  for (let at = 0; at < tail.length; at += BLOCK) takeBlock(state, words, tail, at);
  const digest = new Uint8Array(state.length * 4);
  const view = new DataView(digest.buffer);
  for (const [at, word] of state.entries()) view.setUint32(at * 4, word);
  return hexBytes(digest, "").toLowerCase();
}

/** What is left over, a one bit, zeros, and the length. */
function tailOf(bytes: Uint8Array, from: number): Uint8Array {
  const rest = bytes.length - from;
  const tail = new Uint8Array(rest + 1 + LENGTH_BYTES > BLOCK ? 2 * BLOCK : BLOCK);
  tail.set(bytes.subarray(from));
  tail[rest] = 0x80;
  new DataView(tail.buffer).setBigUint64(tail.length - LENGTH_BYTES, BigInt(bytes.length) * 8n);
  return tail;
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** FIPS 180-4 6.2.2 */
function takeBlock(state: Uint32Array, words: Uint32Array, bytes: Uint8Array, from: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, BLOCK);
  for (let at = 0; at < 16; at++) words[at] = view.getUint32(at * 4);
  for (let at = 16; at < ROUNDS; at++) {
    const [near, far] = [words[at - 2] as number, words[at - 15] as number];
    const one = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
    const other = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
    words[at] = one + (words[at - 7] as number) + other + (words[at - 16] as number);
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let at = 0; at < ROUNDS; at++) {
    const choice = (e & f) ^ (~e & g);
    const turnedE = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + turnedE + choice + (CONSTANTS[at] as number) + (words[at] as number)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] as number) + word;
}
