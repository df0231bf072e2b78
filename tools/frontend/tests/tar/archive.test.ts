import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fatal } from "../../src/bytes/fault";
import { readTar } from "../../src/tar";
import { block, joined, tar } from "./build";

const MOST = 1_000;

async function list(bytes: Uint8Array, most = MOST) {
  const read = async (at: number, count: number) => bytes.subarray(at, at + count);
  const { entries, faults } = await readTar(bytes.length, read, { most });
  const text = (at: number, size: number) => new TextDecoder().decode(bytes.subarray(at, at + size));
  return { files: entries.map(({ name, start, size }) => [name, text(start, size)]), faults };
}

const codes = async (bytes: Uint8Array) => (await list(bytes)).faults.map(({ code }) => code);

describe("archives that the tar program writes", () => {
  const LONG = `${"folder-with-a-long-name/".repeat(9)}image.dcm`;
  const FILES: Readonly<Record<string, string>> = {
    "adt.hl7": "MSH|^~\\&|",
    "empty.txt": "",
    "Müller/Befund.txt": "ä",
    [LONG]: "x".repeat(1_500),
  };
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tar-"));
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["gnu", "posix", "ustar"])("are listed with their names and contents: %s", async (format) => {
    const bytes = execFileSync("tar", [`--format=${format}`, "-C", folder, "-cf", "-", "."]);
    const { files, faults } = await list(new Uint8Array(bytes));
    const found = Object.fromEntries(files.map(([name = "", text]) => [name.replace(/^\.\//, ""), text]));
    expect(found).toEqual(FILES);
    expect(faults).toEqual([]);
  });
});

describe("an archive that is not as it should be", () => {
  const two = tar([
    { name: "a.txt", text: "one" },
    { name: "b.txt", text: "two".repeat(400) },
  ]);

  it("that is cut off anywhere is listed up to there, and says so", async () => {
    for (let end = 512; end < two.length - 1_024; end += 7) {
      const { files, faults } = await list(two.subarray(0, end));
      expect(files[0]?.[0]).toBe("a.txt");
      expect(
        faults.map(({ code }) => code),
        String(end),
      ).toEqual(["tar-cut"]);
    }
  });

  it("whose first header is damaged is refused, with the place", async () => {
    const bytes = two.slice();
    bytes[3] = 0x58;
    const error = await list(bytes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Fatal);
    expect((error as Fatal).failure).toMatchObject({ code: "tar-damaged", offset: 0 });
  });

  it("whose later header is damaged is listed up to there, with the place", async () => {
    const bytes = two.slice();
    bytes[1_024 + 3] = 0x58;
    const { files, faults } = await list(bytes);
    expect(files.map(([name]) => name)).toEqual(["a.txt"]);
    expect(faults).toMatchObject([{ code: "tar-damaged-here", offset: 1_024 }]);
  });

  it.each([
    ["77777777777\0", "tar-cut"],
    ["\x80\0\0\0\0\0\xff\xff\xff\xff\xff\xff", "tar-cut"],
  ])("whose file is larger than anything ends there: %j", async (size, code) => {
    expect(await codes(joined(block({ name: "huge", size }), new Uint8Array(1_024)))).toEqual([code]);
  });

  it.each([
    "-7",
    "12x",
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    "\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
  ])("whose size is no number is damaged: %j", async (size) => {
    await expect(list(block({ name: "bad", size }))).rejects.toBeInstanceOf(Fatal);
  });

  it("with a record for a name that is larger than any name is damaged", async () => {
    const size = (70 * 1_024).toString(8);
    await expect(
      list(joined(block({ name: "x", type: "L", size }), new Uint8Array(80 * 1_024))),
    ).rejects.toBeInstanceOf(Fatal);
  });

  it("with a hundred thousand empty files is listed as far as anybody asks", async () => {
    const one = block({ name: "empty", size: "0" });
    const bytes = new Uint8Array(one.length * 100_000);
    for (let at = 0; at < bytes.length; at += one.length) bytes.set(one, at);
    expect((await list(bytes, 500)).files).toHaveLength(500);
  });

  it("with records that lie about their length keeps the header's own name", async () => {
    for (const record of ["99 path=x\n", "-5 path=x\n", "0 path=x\n", "path=x\n", "9 path=x", "\0\0"]) {
      const bytes = joined(
        tar([{ name: "pax", type: "x", text: record }], false),
        tar([{ name: "a.txt", text: "one" }]),
      );
      expect((await list(bytes)).files, record).toEqual([["a.txt", "one"]]);
    }
  });

  it("never hangs, and fails with a place alone, whatever its bytes are", async () => {
    const change = fc.tuple(fc.nat(two.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const bytes = two.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const error = await list(bytes).then(
          () => null,
          (reason: unknown) => reason,
        );
        expect(error === null || error instanceof Fatal).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

it("a name that leads out of the archive is a text like any other", async () => {
  const { files } = await list(tar([{ name: "../../etc/passwd", text: "x" }]));
  expect(files).toEqual([["../../etc/passwd", "x"]]);
});

it("links, devices and folders are no files", async () => {
  const types = ["1", "2", "3", "4", "5", "6", "g"].map((type) => ({
    name: `of-type-${type}`,
    type,
    text: "",
  }));
  const { files, faults } = await list(tar([...types, { name: "a.txt", text: "one" }]));
  expect([files, faults]).toEqual([[["a.txt", "one"]], []]);
});
