import { describe, expect, it } from "vitest";
import { HEAD_BYTES } from "../../src/detect";
import { fileItem } from "../../src/intake/item";

/** A file whose bytes come in pieces, and who was asked for what of it. */
function watched(length: number, piece: number) {
  const asked = { size: 0, read: 0, cancelled: false };
  const file = new Blob([]);
  Object.defineProperty(file, "size", {
    get: () => {
      asked.size += 1;
      return length;
    },
  });
  file.stream = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: (to) => {
          const count = Math.min(piece, length - asked.read);
          if (count > 0) to.enqueue(new Uint8Array(count).fill(asked.read & 0xff));
          else to.close();
          asked.read += count;
        },
        cancel: () => {
          asked.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
  return { item: fileItem("file", file), asked };
}

describe("the beginning of a file", () => {
  it("is 64 KB of a longer one, whose rest is not read", async () => {
    const { item, asked } = watched(10 * HEAD_BYTES, 50_000);
    const head = await item.head();
    expect([head.length, head[0], head[50_000]]).toEqual([HEAD_BYTES, 0, 50_000 & 0xff]);
    expect([asked.read, asked.cancelled]).toEqual([100_000, true]);
  });

  it.each([0, 1, HEAD_BYTES - 1])(
    "of %d bytes is all of it, and nobody has to ask for its size",
    async (length) => {
      const { item, asked } = watched(length, 1_000);
      expect((await item.head()).length).toBe(length);
      expect([item.size, asked.size]).toEqual([length, 0]);
    },
  );

  it("of exactly 64 KB leaves open whether more comes: the system is asked, once", async () => {
    const { item, asked } = watched(HEAD_BYTES, HEAD_BYTES);
    expect((await item.head()).length).toBe(HEAD_BYTES);
    expect([item.size, item.size, asked.size]).toEqual([HEAD_BYTES, HEAD_BYTES, 1]);
  });

  it("of one that went away in the middle is unreadable", async () => {
    const file = new Blob([]);
    let pulls = 0;
    file.stream = () =>
      new ReadableStream({
        pull: (to) => (pulls++ === 0 ? to.enqueue(new Uint8Array(10)) : to.error(new TypeError("gone"))),
      });
    await expect(fileItem("file", file).head()).rejects.toMatchObject({ failure: { code: "unreadable" } });
  });
});
