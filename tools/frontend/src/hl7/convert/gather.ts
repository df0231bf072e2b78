/** Small stretches of bytes, gathered into pieces that are worth handing on. */

import { Output } from "../write";

/** Gets the bytes piece by piece. None is changed afterwards: a long stretch is handed on as it is. */
export type Write = (piece: Uint8Array) => void;

/** Pieces of about so many bytes. */
export const PIECE = 4 * 1024 * 1024;

export class Gather {
  readonly #write: Write;
  readonly #output = new Output();

  constructor(write: Write) {
    this.#write = write;
  }

  put(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (bytes.length >= PIECE) {
      this.flush();
      this.#write(bytes);
      return;
    }
    const { length } = this.#output;
    this.#output.room(bytes.length).set(bytes, length);
    this.#output.wrote(length + bytes.length);
    if (this.#output.length >= PIECE) this.flush();
  }

  flush(): void {
    if (this.#output.length > 0) this.#write(this.#output.take().slice());
  }
}
