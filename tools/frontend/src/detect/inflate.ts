/**
 * Deflate (RFC 1951), as far as a detector needs it: the beginning of a stream that may be cut anywhere. The
 * browser's own DecompressionStream answers late, and gives up what it has when a stream ends early.
 */

export interface Inflated {
  readonly bytes: Uint8Array;
  /** "most": there may be more; "cut": the input ended first; "broken": it is no deflate stream after these bytes. */
  readonly stopped: "end" | "most" | "cut" | "broken";
}

type Stop = Inflated["stopped"];

/** Why reading stopped: thrown and caught in this file alone. */
class Stopped extends Error {
  readonly why: Stop;
  constructor(why: Stop) {
    super(why);
    this.why = why;
  }
}

/** A canonical Huffman code (3.2.2): how many codes of each length, and the symbols in order of their codes. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

const LONGEST_CODE = 15;
const END_OF_BLOCK = 256;
const LAST_LENGTH_SYMBOL = 285;
const LAST_DISTANCE_SYMBOL = 29;

/** 3.2.5: the first length or distance of each symbol, and how many extra bits follow it. */
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** 3.2.7: the order in which the lengths of the code length code are written. */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function codeOf(lengths: readonly number[]): Code {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  counts[0] = 0;
  const offsets = new Uint16Array(LONGEST_CODE + 2);
  for (let length = 1; length <= LONGEST_CODE; length++) {
    offsets[length + 1] = (offsets[length] as number) + (counts[length] as number);
  }
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    symbols[offsets[length] as number] = symbol;
    offsets[length] = (offsets[length] as number) + 1;
  }
  return { counts, symbols };
}

/** 3.2.6 */
const FIXED_LITERALS = codeOf(
  Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
const FIXED_DISTANCES = codeOf(Array.from({ length: 30 }, () => 5));

class Inflater {
  readonly #input: Uint8Array;
  readonly #output: Uint8Array;
  #bit = 0;
  #written = 0;

  constructor(input: Uint8Array, most: number) {
    this.#input = input;
    this.#output = new Uint8Array(most);
  }

  run(): Inflated {
    let stopped: Stop = "end";
    try {
      while (!this.#block());
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      stopped = error.why;
    }
    return { bytes: this.#output.subarray(0, this.#written), stopped };
  }

  /** One block (3.2.3): `| last? 1 | type 2 | … |`. Whether it was the last. */
  #block(): boolean {
    const isLast = this.#bits(1) === 1;
    const type = this.#bits(2);
    if (type === 0) this.#stored();
    else if (type === 1) this.#compressed(FIXED_LITERALS, FIXED_DISTANCES);
    else if (type === 2) this.#dynamic();
    else throw new Stopped("broken");
    return isLast;
  }

  #bits(count: number): number {
    let value = 0;
    for (let place = 0; place < count; place++) {
      const byte = this.#input[this.#bit >>> 3];
      if (byte === undefined) throw new Stopped("cut");
      value |= ((byte >>> (this.#bit & 7)) & 1) << place;
      this.#bit++;
    }
    return value;
  }

  #put(byte: number): void {
    if (this.#written === this.#output.length) throw new Stopped("most");
    this.#output[this.#written++] = byte;
  }

  /** 3.2.4: `| to the next byte | LEN 16 | its complement 16 | bytes |` */
  #stored(): void {
    this.#bit = (this.#bit + 7) & ~7;
    const length = this.#bits(16);
    if ((this.#bits(16) ^ 0xffff) !== length) throw new Stopped("broken");
    for (let left = length; left > 0; left--) this.#put(this.#bits(8));
  }

  /** Bit by bit: canonical codes of one length are consecutive numbers. Its own loop, since most time is spent here. */
  #symbol({ counts, symbols }: Code): number {
    let [code, first, index, bit] = [0, 0, 0, this.#bit];
    for (let length = 1; length <= LONGEST_CODE; length++, bit++) {
      const byte = this.#input[bit >>> 3];
      if (byte === undefined) throw new Stopped("cut");
      code |= (byte >>> (bit & 7)) & 1;
      const count = counts[length] as number;
      if (code - count < first) {
        this.#bit = bit + 1;
        return symbols[index + (code - first)] as number;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Stopped("broken");
  }

  #compressed(literals: Code, distances: Code): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol < END_OF_BLOCK) this.#put(symbol);
      else if (symbol === END_OF_BLOCK) return;
      else this.#copy(symbol, distances);
    }
  }

  #copy(symbol: number, distances: Code): void {
    if (symbol > LAST_LENGTH_SYMBOL) throw new Stopped("broken");
    const place = symbol - END_OF_BLOCK - 1;
    const length = (LENGTH_BASE[place] as number) + this.#bits(LENGTH_EXTRA[place] as number);
    const far = this.#symbol(distances);
    if (far > LAST_DISTANCE_SYMBOL) throw new Stopped("broken");
    const distance = (DISTANCE_BASE[far] as number) + this.#bits(DISTANCE_EXTRA[far] as number);
    if (distance > this.#written) throw new Stopped("broken");
    for (let left = length; left > 0; left--) this.#put(this.#output[this.#written - distance] as number);
  }

  /** 3.2.7: `| HLIT 5 | HDIST 5 | HCLEN 4 | code length code | both codes |` */
  #dynamic(): void {
    const literalCount = this.#bits(5) + 257;
    const distanceCount = this.#bits(5) + 1;
    const codeLengthCount = this.#bits(4) + 4;
    const codeLengths: number[] = new Array(CODE_LENGTH_ORDER.length).fill(0);
    for (const symbol of CODE_LENGTH_ORDER.slice(0, codeLengthCount)) codeLengths[symbol] = this.#bits(3);
    const lengths = this.#lengths(codeOf(codeLengths), literalCount + distanceCount);
    this.#compressed(codeOf(lengths.slice(0, literalCount)), codeOf(lengths.slice(literalCount)));
  }

  /** Lengths of codes, themselves coded: 16 repeats the last one, 17 and 18 repeat zero. */
  #lengths(code: Code, wanted: number): readonly number[] {
    const lengths: number[] = [];
    while (lengths.length < wanted) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths.push(symbol);
        continue;
      }
      if (symbol === 16 && lengths.length === 0) throw new Stopped("broken");
      const value = symbol === 16 ? (lengths.at(-1) as number) : 0;
      const times =
        symbol === 16 ? 3 + this.#bits(2) : symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7);
      for (let left = times; left > 0; left--) lengths.push(value);
    }
    if (lengths.length > wanted) throw new Stopped("broken");
    return lengths;
  }
}

/** At most `most` bytes of what the raw deflate stream holds; a bomb costs no more than they do. */
export function inflateStart(deflated: Uint8Array, most: number): Inflated {
  return new Inflater(deflated, most).run();
}
