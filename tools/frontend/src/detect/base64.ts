/** Base64 (RFC 4648), read as far as it goes. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const NOT_BASE64 = 64;
const VALUES = new Uint8Array(128).fill(NOT_BASE64);
for (const [value, letter] of [...ALPHABET].entries()) VALUES[letter.charCodeAt(0)] = value;
// Clause 5: the alphabet for addresses and file names.
VALUES["-".charCodeAt(0)] = 62;
VALUES["_".charCodeAt(0)] = 63;

/** The bytes of base64 in either alphabet (clauses 4 and 5); anything else, padding included, is passed over. */
export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [count, bits, held] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? NOT_BASE64;
    if (value === NOT_BASE64) continue;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[count++] = (bits >>> held) & 0xff;
  }
  return bytes.subarray(0, count);
}
