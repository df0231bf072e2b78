/** Base64 (RFC 4648), read as far as it goes. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const NOT_BASE64 = 64;
const VALUES = new Uint8Array(256).fill(NOT_BASE64);
for (const [value, letter] of [...ALPHABET].entries()) VALUES[letter.charCodeAt(0)] = value;
// Clause 5: the alphabet for addresses and file names.
VALUES["-".charCodeAt(0)] = 62;
VALUES["_".charCodeAt(0)] = 63;

const SPACE = 0x20;
const PADDING = "=".charCodeAt(0);
const BYTE_ORDER_MARK = 3;

/** The bytes of base64 in either alphabet (clauses 4 and 5), piece by piece; anything else is passed over. */
export class Base64Reader {
  /** Place of the first letter that has no business here: no white space, no padding, no byte order mark; or -1. */
  stray = -1;
  #before = 0;
  #bits = 0;
  #held = 0;

  read(letters: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(Math.ceil((letters.length * 3) / 4) + 1);
    let [count, bits, held] = [0, this.#bits, this.#held];
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] as number;
      const value = VALUES[letter] as number;
      if (value === NOT_BASE64) {
        if (letter > SPACE && letter !== PADDING) this.#note(at);
        continue;
      }
      bits = ((bits << 6) | value) & 0xffff;
      held += 6;
      if (held < 8) continue;
      held -= 8;
      bytes[count++] = (bits >>> held) & 0xff;
    }
    this.#before += letters.length;
    this.#bits = bits;
    this.#held = held;
    return bytes.subarray(0, count);
  }

  #note(at: number): void {
    const place = this.#before + at;
    if (this.stray < 0 && place >= BYTE_ORDER_MARK) this.stray = place;
  }
}

/** The bytes of a short text. */
export function fromBase64(text: string): Uint8Array {
  const letters = Uint8Array.from(text, (letter) => Math.min(letter.charCodeAt(0), 0xff));
  return new Base64Reader().read(letters);
}
