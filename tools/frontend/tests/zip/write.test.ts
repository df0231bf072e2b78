import fc from "fast-check";
import { expect, test } from "vitest";
import { archiveEnd, crc32, localHeader, type PlacedFile, placeOf, readArchive } from "../../src/zip";
import { joined, utf8 } from "./build";

function archive(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const placed: PlacedFile[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const file = { name, size: bytes.length, crc: crc32(bytes) };
    placed.push({ ...file, header: at });
    parts.push(localHeader(file), bytes);
    at = parts.reduce((sum, part) => sum + part.length, 0);
  }
  return joined(...parts, archiveEnd(placed, at));
}

const reader = (bytes: Uint8Array) => async (offset: number, count: number) =>
  bytes.subarray(offset, offset + count);

test("what is written is read again: names, sizes, checksums and the bytes themselves", async () => {
  const file = fc.record({
    name: fc.string({ minLength: 1, unit: "grapheme" }),
    bytes: fc.uint8Array({ maxLength: 200 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 8 }), async (files) => {
      const bytes = archive(files);
      const { entries, faults } = await readArchive(bytes.length, reader(bytes));
      expect(faults).toEqual([]);
      expect(entries.map(({ crc, size }) => [crc, size])).toEqual(
        files.map((one) => [crc32(one.bytes), one.bytes.length]),
      );
      for (const [at, entry] of entries.entries()) {
        const { start, end } = await placeOf(entry, bytes.length, reader(bytes));
        expect(bytes.subarray(start, end)).toEqual(files[at]?.bytes);
      }
    }),
    { numRuns: 50 },
  );
});

test("a file beyond 4 GB, a place beyond 4 GB and more than 65,535 files stand in zip64 fields", async () => {
  const GIGABYTES = 5 * 1024 ** 3;
  const files = [
    { name: "large", size: GIGABYTES, crc: 1, header: 0 },
    { name: "behind", size: 3, crc: 2, header: GIGABYTES + 100 },
  ];
  const start = GIGABYTES + 200;
  const end = archiveEnd(files, start);
  const tail = joined(new Uint8Array(70_000), end); // what lies before it, nobody made
  const read = async (offset: number, count: number) => reader(tail)(offset - start + 70_000, count);
  const { entries, faults } = await readArchive(start + end.length, read);
  expect(faults).toEqual([]);
  expect(entries.map(({ name, size, header }) => [name, size, header])).toEqual(
    files.map(({ name, size, header }) => [name, size, header]),
  );
  expect(localHeader({ name: "large", size: GIGABYTES, crc: 1 }).length).toBe(30 + 5 + 20);

  const many = Array.from({ length: 70_000 }, (_, at) => ({
    name: `f${at}`,
    size: 0,
    crc: 0,
    header: at * 40,
  }));
  const whole = archiveEnd(many, 0);
  expect((await readArchive(whole.length, reader(whole))).entries).toHaveLength(70_000);
});

test("a name is written as it is: whoever reads it has to distrust it", async () => {
  const bytes = archive([{ name: "../up/ä", bytes: utf8("x") }]);
  const { entries } = await readArchive(bytes.length, reader(bytes));
  expect(entries[0]?.name).toBe("../up/ä");
});
