import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checksumOf, Original, type Part } from "../../src/workers/original";
import { crc32 } from "../../src/zip";

const MEGABYTE = 1024 * 1024;
const bytesIn = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** A file that counts how often something of it is read. */
function counted(bytes: Uint8Array<ArrayBuffer>) {
  const asked = { reads: 0 };
  const watch = (blob: Blob): Blob => {
    const { slice, arrayBuffer } = blob;
    blob.slice = (...range) => watch(slice.apply(blob, range));
    blob.arrayBuffer = () => {
      asked.reads += 1;
      return arrayBuffer.call(blob);
    };
    return blob;
  };
  return { blob: watch(new Blob([bytes])), asked };
}

describe("a file made of another", () => {
  it("has the stretches it was given, the new bytes between them, and their checksum", async () => {
    const stretch = fc.record({ from: fc.nat(40), length: fc.nat(40) });
    const part = fc.oneof(
      stretch.map(({ from, length }): Part => ({ from, to: from + length })),
      fc.uint8Array({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), fc.boolean(), async (parts, isAllWanted) => {
        const bytes = Uint8Array.from({ length: 80 }, (_, at) => at);
        const original = await Original.read(new Blob([bytes]), isAllWanted);
        const made = await bytesIn(original.with(parts));
        const wanted = parts.flatMap((one) =>
          "from" in one ? [...bytes.subarray(one.from, one.to)] : [...one],
        );
        expect([...made]).toEqual(wanted);
        expect(await checksumOf(original, parts)).toBe(crc32(made));
      }),
    );
  });

  it("is read once where all of it is wanted and it is small", async () => {
    const { blob, asked } = counted(new Uint8Array(MEGABYTE).fill(7));
    const original = await Original.read(blob, true);
    await original.bytes(0, 64);
    await checksumOf(original, [{ from: 0, to: 100 }, Uint8Array.of(1), { from: 102, to: original.size }]);
    expect(asked.reads).toBe(1);
  });

  it("is read a megabyte at a time where it is large, and its checksum goes on over them", async () => {
    const bytes = Uint8Array.from({ length: 2 * MEGABYTE + 5 }, (_, at) => (at * 31) & 0xff);
    const { blob, asked } = counted(bytes);
    const original = await Original.read(blob, true);
    expect(asked.reads).toBe(0);
    expect(await checksumOf(original, [{ from: 0, to: original.size }])).toBe(crc32(bytes));
    expect(asked.reads).toBe(3);
  });
});
