/** Bytes that grow, for what is written message by message without ever becoming a string. */

const FIRST_CAPACITY = 65_536;
const QUOTE = 0x22;
const TWO_BYTES = 0xc0;
const LOW_BITS = 0x3f;
const CONTINUES = 0x80;

export class Output {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Makes room, and gives the bytes to write into from `length` on; `wrote` says how far. */
  room(count: number): Uint8Array {
    if (this.#length + count > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    return this.#bytes;
  }

  wrote(length: number): void {
    this.#length = length;
  }

  byte(value: number): void {
    this.room(1)[this.#length++] = value;
  }

  /** An empty text, in quotes. */
  empty(): void {
    const bytes = this.room(2);
    bytes[this.#length++] = QUOTE;
    bytes[this.#length++] = QUOTE;
  }

  /** ASCII alone. */
  ascii(text: string): void {
    const bytes = this.room(text.length);
    for (let at = 0; at < text.length; at++) bytes[this.#length++] = text.charCodeAt(at);
  }

  text(text: string): void {
    const most = text.length * 3;
    const bytes = this.room(most);
    this.#length += UTF8.encodeInto(text, bytes.subarray(this.#length, this.#length + most)).written;
  }

  /** What was written since it was taken last. A view: the next byte written may overwrite it. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

const UTF8 = new TextEncoder();

/** ISO 8859-1 to UTF-8: a byte from 80 on becomes two. */
export function putLatin1(bytes: Uint8Array, at: number, byte: number): number {
  bytes[at] = TWO_BYTES | (byte >> 6);
  bytes[at + 1] = CONTINUES | (byte & LOW_BITS);
  return at + 2;
}
