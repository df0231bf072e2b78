import { deflateRawSync, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/source";
import { isNoBomb, open } from "../../src/dicom";
import { inflate } from "../../src/workers/inflate";
import { bytesOf, EXPLICIT_LITTLE, IMPLICIT_LITTLE, joined, leaf, part10, SYNTAX, written } from "./build";
import { dictionary, outline } from "./read";

const dataSet = written(EXPLICIT_LITTLE, [
  leaf(0x00080060, "CS", "CT"),
  leaf(0x00104000, "LT", "x".repeat(60_000)),
  leaf(0x00204000, "LT", "end"),
]);
const deflated = new Uint8Array(deflateRawSync(dataSet));
const read = async (stream: Uint8Array, syntax: string = SYNTAX.deflated) => {
  const bytes = part10(syntax, stream);
  const { file, source } = await open(memorySource(bytes), { vrOf: dictionary.vrOf, inflate });
  return { file, source, codes: file.faults.map(({ code }) => code), rows: outline(file) };
};

describe("a deflated data set", () => {
  it("is read as if it were not, at places in the inflated file", async () => {
    for (const padding of [0, 1]) {
      const { codes, rows, source, file } = await read(joined(deflated, new Uint8Array(padding)));
      expect(codes).toEqual([]);
      expect(rows).toEqual(["00080060 CS", "00104000 LT", "00204000 LT"]);
      expect(Buffer.compare(source.slice(file.dataSet, source.length), dataSet)).toBe(0);
    }
  });

  it("is read behind the header of zlib, and that is told", async () => {
    const { codes, rows } = await read(new Uint8Array(deflateSync(dataSet)));
    expect(codes).toEqual(["deflate-wrapped"]);
    expect(rows).toHaveLength(3);
  });

  it("that ends early or breaks off shows what came before", async () => {
    const random = Uint8Array.from({ length: 40_000 }, (_, at) => (at * at * 31 + at * 7) >>> 5);
    const long = written(EXPLICIT_LITTLE, [leaf(0x00080060, "CS", "CT"), leaf(0x7fe00010, "OW", random)]);
    const stream = new Uint8Array(deflateRawSync(long));
    const cut = await read(stream.subarray(0, stream.length - 6_000));
    expect(cut.codes).toEqual(["deflate-damaged", "truncated"]);
    expect(cut.rows).toEqual(["00080060 CS", "7FE00010 OW"]);
    const damaged = stream.slice();
    damaged.fill(0xff, stream.length - 5_000, stream.length - 4_900);
    const broken = await read(damaged);
    expect(broken.codes[0]).toBe("deflate-damaged");
    expect(broken.rows).toEqual(["00080060 CS", "7FE00010 OW"]);
  });

  it("that is no deflate stream at all leaves the meta information", async () => {
    const { codes, file } = await read(bytesOf("\x07\xff no stream"));
    expect(codes).toEqual(["deflate-damaged"]);
    expect(file.elements.count).toBe(2);
  });

  it("is recognised by its bytes, whatever the transfer syntax says", async () => {
    for (const [syntax, expected] of [
      [SYNTAX.explicitLittle, "Explicit VR Little Endian"],
      [SYNTAX.implicitLittle, "Implicit VR Little Endian"],
    ] as const) {
      const { file, rows } = await read(deflated, syntax);
      expect(rows).toEqual(["00080060 CS", "00104000 LT", "00204000 LT"]);
      expect(file.faults).toEqual([
        expect.objectContaining({
          code: "syntax-contradicted",
          offset: file.dataSet,
          found: "Deflated Explicit VR Little Endian",
          expected,
        }),
      ]);
    }
  });

  it("is looked for in the first bytes alone of what is neither", async () => {
    const bytes = part10(SYNTAX.explicitLittle, new Uint8Array(200_000).fill(0x9d));
    let taken = 0;
    const counted: typeof inflate = (stream, ...rest) => {
      taken += stream.length;
      return inflate(stream, ...rest);
    };
    const { file } = await open(memorySource(bytes), { vrOf: dictionary.vrOf, inflate: counted });
    expect(file.faults[0]?.code).toBe("invalid-vr");
    expect(taken).toBe(64 * 1024);
  });

  it("that was never deflated is read as it is, and that is told", async () => {
    for (const [encoding, found] of [
      [EXPLICIT_LITTLE, "Explicit VR Little Endian"],
      [IMPLICIT_LITTLE, "Implicit VR Little Endian"],
    ] as const) {
      const plain = written(encoding, [leaf(0x00080060, "CS", "CT"), leaf(0x00204000, "LT", "end")]);
      const { file, rows, source } = await read(plain);
      expect(rows).toEqual(["00080060 CS", "00204000 LT"]);
      expect(Buffer.compare(source.slice(file.dataSet, source.length), plain)).toBe(0);
      expect(file.faults).toEqual([
        expect.objectContaining({
          code: "syntax-contradicted",
          offset: file.dataSet,
          found,
          expected: "Deflated Explicit VR Little Endian",
        }),
      ]);
    }
  });

  it("that is a bomb is stopped, with the place", async () => {
    const zeros = new Uint8Array(64 * 1024 * 1024);
    const { file, codes, source } = await read(new Uint8Array(deflateRawSync(zeros, { level: 9 })));
    expect(codes[0]).toBe("deflate-bomb");
    expect(file.faults[0]?.offset).toBeGreaterThan(file.dataSet);
    expect(source.length).toBeLessThan(24 * 1024 * 1024);
  });
});

it("a bomb is what is more than 512 MB, or beyond 16 MB more than a thousand times its size", () => {
  const MB = 1024 * 1024;
  expect(isNoBomb(1, 16 * MB)).toBe(true);
  expect(isNoBomb(1, 16 * MB + 1)).toBe(false);
  expect(isNoBomb(20_000, 20_000_000)).toBe(true);
  expect(isNoBomb(500 * MB, 512 * MB + 1)).toBe(false);
});
