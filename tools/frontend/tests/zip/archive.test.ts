import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fatal } from "../../src/bytes/fault";
import { crc32, placeOf, type Read, readArchive, STORED } from "../../src/zip";
import { archive, utf8, type Wishes, type Written } from "./build";

const readOf =
  (bytes: Uint8Array): Read =>
  async (offset, count) =>
    bytes.slice(offset, offset + count);

async function contentsOf(bytes: Uint8Array): Promise<Record<string, string>> {
  const { entries } = await readArchive(bytes.length, readOf(bytes));
  const contents: Record<string, string> = {};
  for (const entry of entries) {
    const { start, end } = await placeOf(entry, bytes.length, readOf(bytes));
    const packed = bytes.subarray(start, end);
    const content = entry.method === STORED ? packed : inflateRawSync(packed);
    expect(content.length).toBe(entry.size);
    expect(crc32(content)).toBe(entry.crc);
    contents[entry.name] = Buffer.from(content).toString("latin1");
  }
  return contents;
}

const failure = async (bytes: Uint8Array): Promise<Fatal["failure"]> => {
  const error = await readArchive(bytes.length, readOf(bytes)).catch((thrown: unknown) => thrown);
  if (!(error instanceof Fatal)) throw new Error(`no Fatal but ${String(error)}`);
  return error.failure;
};

const files: readonly Written[] = [
  { name: "a/one.txt", bytes: utf8("one ".repeat(100)) },
  { name: "a/two.bin", bytes: utf8("two"), isStored: true },
];

describe("the list of an archive's files", () => {
  const written = fc.record<Written>({
    name: fc
      .string({ minLength: 1, maxLength: 30 })
      .map((name) => `f/${name.replace(/[\\\ud800-\udfff]/g, "_")}`),
    bytes: fc.uint8Array({ maxLength: 300 }),
    isStored: fc.boolean(),
    zip64: fc.boolean(),
  });
  const wishes = fc.record<Wishes>({
    comment: fc.constantFrom("", "a comment", "PK\x05\x06 in a comment", "x".repeat(1000)),
    before: fc.constantFrom(new Uint8Array(0), utf8("a program that unpacks")),
    zip64: fc.boolean(),
  });

  it("has every file with its bytes, whatever was written around it", async () => {
    const unique = { selector: ({ name }: Written) => name, maxLength: 8 };
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(written, unique), wishes, async (several, around) => {
        const bytes = archive(several, around);
        const expected = several.map(({ name, bytes }) => [name, Buffer.from(bytes).toString("latin1")]);
        expect(await contentsOf(bytes)).toEqual(Object.fromEntries(expected));
        expect((await readArchive(bytes.length, readOf(bytes))).faults).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("reads a name as UTF-8, else in the IBM PC's characters", async () => {
    const umlaut = Uint8Array.of(0x4d, 0x81, 0x6c, 0x6c, 0x65, 0x72);
    const bytes = archive([
      { name: "Müller", bytes: utf8("") },
      { name: umlaut, bytes: utf8("") },
      { name: "back\\slash", bytes: utf8("") },
    ]);
    const { entries } = await readArchive(bytes.length, readOf(bytes));
    expect(entries.map(({ name }) => name)).toEqual(["Müller", "Müller", "back/slash"]);
  });

  it("shows a name that climbs out of its folder as it is: nothing is written", async () => {
    const bytes = archive([{ name: "../../etc/passwd", bytes: utf8("x") }]);
    const { entries } = await readArchive(bytes.length, readOf(bytes));
    expect(entries[0]?.name).toBe("../../etc/passwd");
  });

  it("says what is encrypted, and by which method it is packed", async () => {
    const bytes = archive([{ name: "secret", bytes: utf8("x"), flags: 1, method: 99 }]);
    const { entries } = await readArchive(bytes.length, readOf(bytes));
    expect(entries[0]).toMatchObject({ isEncrypted: true, method: 99 });
  });

  it("of an empty archive is empty", async () => {
    const bytes = archive([]);
    expect(await readArchive(bytes.length, readOf(bytes))).toEqual({ entries: [], faults: [] });
  });
});

describe("an archive that is damaged", () => {
  it("without its end is listed from its files, with a fault", async () => {
    const whole = archive(files);
    const cut = whole.subarray(0, whole.length - 60);
    const { entries, faults } = await readArchive(cut.length, readOf(cut));
    expect(entries.map(({ name }) => name)).toEqual(["a/one.txt", "a/two.bin"]);
    expect(faults).toMatchObject([{ code: "zip-directory-missing", offset: cut.length, found: "2" }]);
    expect(Object.keys(await contentsOf(cut))).toEqual(["a/one.txt", "a/two.bin"]);
  });

  it("in its directory is listed up to there, with the byte", async () => {
    const bytes = archive(files);
    const second = bytes.lastIndexOf(0x01, bytes.length - 22 - 40);
    bytes.set([0, 0, 0, 0], second - 2);
    const { entries, faults } = await readArchive(bytes.length, readOf(bytes));
    expect(entries.map(({ name }) => name)).toEqual(["a/one.txt"]);
    expect(faults).toMatchObject([
      { code: "zip-directory-damaged", offset: second - 2, found: "1", expected: "2" },
    ]);
  });

  it("that is one part of several, or none at all, is refused with a place", async () => {
    expect(await failure(archive(files, { disk: 1 }))).toMatchObject({ code: "zip-split" });
    expect(await failure(utf8("no archive at all"))).toMatchObject({ code: "zip-directory", offset: 17 });
    expect(await failure(new Uint8Array(0))).toMatchObject({ code: "zip-directory", offset: 0 });
  });

  it("whose directory points nowhere is refused when a file is opened, with the byte", async () => {
    const bytes = archive(files);
    bytes.set([0, 0], 0);
    const [entry] = (await readArchive(bytes.length, readOf(bytes))).entries;
    if (!entry) throw new Error("no entry");
    await expect(placeOf(entry, bytes.length, readOf(bytes))).rejects.toMatchObject({
      failure: { code: "zip-entry", offset: 0 },
    });
  });

  it("anywhere is read or refused, and nothing else happens", async () => {
    const whole = archive([...files, { name: "c", bytes: utf8("three"), zip64: true }], { zip64: true });
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (hits, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of hits) if (at < length) bytes[at] = value;
        try {
          const { entries } = await readArchive(bytes.length, readOf(bytes));
          for (const entry of entries) {
            const { start, end } = await placeOf(entry, bytes.length, readOf(bytes));
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(bytes.length);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Fatal);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
