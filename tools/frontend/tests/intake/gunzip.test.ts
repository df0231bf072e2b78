/**
 * Gzip of several members. Node's own DecompressionStream reads them all; browsers end with the first, and call the rest
 * junk (Compression Streams, "decompress and enqueue a chunk"). So here stands one that is as strict as theirs.
 */

import { gunzipSync, gzipSync, inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { gunzip } from "../../src/intake/gunzip";
import { Ended } from "../../src/intake/watch";
import { joined, utf8 } from "../zip/build";

const forever = { signal: new AbortController().signal };
const HEADER = 10;
const TRAILER = 8;

/** What a browser makes of one member; what comes after it, or is missing, is an error. */
class Strict {
  readonly readable: ReadableStream;
  readonly writable: WritableStream;

  constructor() {
    const pieces: Uint8Array[] = [];
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece) => void pieces.push(piece.slice()),
      flush: (controller) => {
        const bytes = joined(...pieces);
        const { engine } = inflateRawSync(bytes.subarray(HEADER), { info: true }) as unknown as {
          engine: { bytesWritten: number };
        };
        const end = HEADER + engine.bytesWritten + TRAILER;
        controller.enqueue(new Uint8Array(gunzipSync(bytes.subarray(0, end))));
        if (end !== bytes.length) throw new TypeError("Junk found after end of compressed data.");
      },
    });
    this.readable = readable;
    this.writable = writable;
  }
}

beforeAll(() => vi.stubGlobal("DecompressionStream", Strict));
afterAll(() => vi.unstubAllGlobals());

const member = (text: string): Uint8Array => new Uint8Array(gzipSync(utf8(text)));
const open = async (...parts: readonly Uint8Array[]) => {
  const { blob, fault } = await gunzip(new Blob([joined(...parts) as Uint8Array<ArrayBuffer>]), forever);
  return { text: await blob.text(), fault };
};

describe("gzip", () => {
  it("of one member is open", async () => {
    expect(await open(member("one"))).toEqual({ text: "one", fault: null });
  });

  it("of several members is open whole, in their order, empty ones too", async () => {
    const texts = ["one", "", "two\r".repeat(5_000), "three"];
    expect(await open(...texts.map(member))).toEqual({ text: texts.join(""), fault: null });
  });

  it("is not taken apart where a header only seems to stand", async () => {
    // Stored, not deflated, so that the bytes lie there as they are.
    const lure = String.fromCharCode(0x1f, 0x0b, 8).repeat(3);
    const stored = new Uint8Array(
      gzipSync(Buffer.from([0x1f, 0x8b, 8, 0, 0x1f, 0x8b, 8, 4, 9]), { level: 0 }),
    );
    const { fault, text } = await open(member(lure), stored, member("after"));
    expect(fault).toBeNull();
    expect(text.startsWith(lure)).toBe(true);
    expect(text.endsWith("after")).toBe(true);
  });

  it("whose second member is damaged is open up to there, and says so", async () => {
    const damaged = member("two".repeat(100));
    damaged.fill(0xff, HEADER, damaged.length);
    const { text, fault } = await open(member("one"), damaged);
    expect(text).toBe("one");
    expect(fault).toMatchObject({ code: "damaged", offset: 3 });
  });

  it("that is full of seeming headers is given up soon", async () => {
    const lures = new Uint8Array(400_000);
    for (let at = 0; at < lures.length; at += 4) lures.set([0x1f, 0x8b, 8, 0], at);
    let reads = 0;
    const blob = new Blob([joined(member("one").subarray(0, 15), lures) as Uint8Array<ArrayBuffer>]);
    const { slice } = blob;
    blob.slice = (...place) => {
      reads += 1;
      return slice.apply(blob, place);
    };
    const { fault } = await gunzip(blob, forever);
    expect(fault).toMatchObject({ code: "damaged" });
    expect(reads).toBeLessThan(100);
  });

  it("is left when the visitor cancels", async () => {
    const ended = new AbortController();
    ended.abort();
    const blob = new Blob([member("one") as Uint8Array<ArrayBuffer>]);
    await expect(gunzip(blob, { signal: ended.signal })).rejects.toBeInstanceOf(Ended);
  });
});
