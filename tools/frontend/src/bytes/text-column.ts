/**
 * A text for each of a million rows: UTF-8, end to end, in one buffer that a worker hands over as it is. An array of
 * as many strings would be cloned one by one, in a single task of the page.
 */

import { type Datum, datum } from "./datum";

export interface TextColumn {
  readonly bytes: Uint8Array;
  /** One past the last byte of each row's text. */
  readonly end: Uint32Array;
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** "" past the last row. */
export function rowText({ bytes, end }: TextColumn, row: number): Datum {
  const start = row > 0 ? (end[row - 1] ?? 0) : 0;
  const past = end[row] ?? start;
  return datum(start === past ? "" : UTF8.decode(bytes.subarray(start, past)));
}

/** UTF-8 takes up to three bytes for each UTF-16 code unit. */
const BYTES_A_UNIT = 3;

export class TextColumnBuilder {
  readonly #encoder = new TextEncoder();
  readonly #end: Uint32Array;
  #bytes = new Uint8Array(1_024);
  #length = 0;
  #row = 0;

  constructor(rows: number) {
    this.#end = new Uint32Array(rows);
  }

  push(text: string): void {
    this.append(text);
    this.endRow();
  }

  /** To the row that is not ended yet. */
  append(text: string): void {
    if (text === "") return;
    this.#reserve(text.length * BYTES_A_UNIT);
    this.#length += this.#encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  /** The same for a text of ASCII characters, by its bytes from `start` to `end`. */
  appendAscii(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    const target = this.#bytes;
    let length = this.#length;
    for (let at = start; at < end; at++) target[length++] = bytes[at] as number;
    this.#length = length;
  }

  endRow(): void {
    this.#end[this.#row++] = this.#length;
  }

  finish(): TextColumn {
    return { bytes: this.#bytes.slice(0, this.#length), end: this.#end };
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}
