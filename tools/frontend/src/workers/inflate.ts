/** What the DICOM parser inflates with: the DecompressionStream of browsers and of Node. */

import type { Inflate, Inflated } from "../dicom";

/** So much is put in before it is asked again whether to go on. */
const PIECE = 4 * 1024;

export const inflate: Inflate = async (deflated, wrapped, mayGoOn) => {
  const format = wrapped ? "deflate" : "deflate-raw";
  const whole = await run(deflated, format, mayGoOn);
  return whole.stopped === "damaged" ? salvage(deflated, wrapped) : whole;
};

/** RFC 1950 2.2: two bytes before the deflate stream, a checksum behind it. */
const ZLIB_HEADER = 2;
const FIRST_GUESS = 1024 * 1024;
const MOST_SALVAGED = 64 * 1024 * 1024;

/**
 * What comes before the fault: the browser's stream takes back what it had when it fails. It fails too at the NUL that
 * pads a stream of odd length (PS3.5 A.5), which is no fault.
 */
async function salvage(deflated: Uint8Array, wrapped: boolean): Promise<Inflated> {
  const { inflateStart } = await import("../detect/inflate");
  const stream = wrapped ? deflated.subarray(ZLIB_HEADER) : deflated;
  for (let most = FIRST_GUESS; ; most *= 4) {
    const { bytes, stopped } = inflateStart(stream, most);
    if (stopped === "most" && most < MOST_SALVAGED) continue;
    return {
      pieces: bytes.length > 0 ? [bytes] : [],
      stopped: stopped === "end" ? "end" : "damaged",
      taken: deflated.length,
    };
  }
}

async function run(
  deflated: Uint8Array,
  format: CompressionFormat,
  mayGoOn: (taken: number, put: number) => boolean,
): Promise<Inflated> {
  const stream = new DecompressionStream(format);
  const reader = stream.readable.getReader();
  const writing = new Writing(deflated, stream.writable.getWriter());
  const ended = writing.run();
  const pieces: Uint8Array[] = [];
  let put = 0;
  let isBomb = false;
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || !value) break;
    put += value.length;
    isBomb = !mayGoOn(writing.taken, put);
    if (isBomb) break;
    pieces.push(value);
  }
  if (isBomb) await reader.cancel().catch(() => {});
  const stopped = await ended;
  return { pieces, stopped: isBomb ? "bomb" : stopped, taken: writing.taken };
}

class Writing {
  taken = 0;
  readonly #bytes: Uint8Array;
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;

  constructor(bytes: Uint8Array, writer: WritableStreamDefaultWriter<BufferSource>) {
    this.#bytes = bytes;
    this.#writer = writer;
  }

  async run(): Promise<"end" | "damaged"> {
    this.#writer.closed.catch(() => {}); // told by the writes
    while (this.taken < this.#bytes.length) {
      const piece = this.#bytes.subarray(this.taken, this.taken + PIECE) as Uint8Array<ArrayBuffer>;
      if (!(await took(this.#writer.write(piece)))) return "damaged";
      this.taken += piece.length;
    }
    return (await took(this.#writer.close())) ? "end" : "damaged";
  }
}

const took = (written: Promise<void>): Promise<boolean> =>
  written.then(
    () => true,
    () => false,
  );
