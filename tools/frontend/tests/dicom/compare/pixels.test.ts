import { describe, expect, test } from "vitest";
import { pagedSource } from "../../../src/bytes/source";
import { ElementValues, open } from "../../../src/dicom";
import { type CompareRow, hashesOf, type Stretch, wholeOf } from "../../../src/dicom/compare";
import { inflate } from "../../../src/workers/inflate";
import {
  bytesOf,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  header,
  ITEM,
  joined,
  leaf,
  type Node,
  numbers,
  OPEN,
  part10,
  SEQUENCE_END,
  SYNTAX,
  written,
} from "../build";
import { dictionary } from "../read";
import { comparison, differences, line } from "./given";

describe("pixel data", () => {
  const frames = (...values: readonly number[]): Uint8Array =>
    part10(
      SYNTAX.explicitLittle,
      written(EXPLICIT_LITTLE, [
        leaf(0x00280008, "IS", String(values.length)),
        leaf(0x00280010, "US", numbers(EXPLICIT_LITTLE, [2, 1])),
        leaf(0x00280011, "US", numbers(EXPLICIT_LITTLE, [2, 2])),
        leaf(0x00280100, "US", numbers(EXPLICIT_LITTLE, [2, 16])),
        leaf(0x7fe00010, "OW", Uint8Array.from(values.flatMap((value) => [value, 0, value, 0]))),
      ]),
    );

  test("differ from a frame on, whose hashes are said", async () => {
    const [row] = (await comparison(frames(1, 2, 3), frames(1, 5, 3))).rows as [CompareRow];
    expect([row.kind, row.how, row.at, row.left?.count]).toEqual(["changed", "frames", 2, 3]);
    expect(line(row)).toMatch(/SHA-256 [0-9a-f]{64} \| 7FE00010=SHA-256 [0-9a-f]{64}$/);
  });

  test("of equal frames are equal", async () =>
    expect((await comparison(frames(1, 2), frames(1, 2))).rows).toEqual([]));
});

describe("compressed pixel data", () => {
  const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
  const JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70";
  const fragment = (text: string): Uint8Array =>
    joined(header(EXPLICIT_LITTLE, ITEM, "", text.length), bytesOf(text));

  /** Frames, each of one fragment or of several; offsets say where each begins (PS3.5 A.4). */
  function encapsulated(frames: readonly (readonly string[])[], syntax = JPEG_BASELINE): Uint8Array {
    const starts: number[] = [];
    let at = 0;
    for (const frame of frames) {
      starts.push(at);
      at += frame.reduce((sum, text) => sum + 8 + text.length, 0);
    }
    const offsets = numbers(EXPLICIT_LITTLE, ...starts.map((start) => [4, start] as const));
    const dataSet = joined(
      written(EXPLICIT_LITTLE, [leaf(0x00280008, "IS", String(frames.length))]),
      header(EXPLICIT_LITTLE, 0x7fe00010, "OB", OPEN),
      joined(header(EXPLICIT_LITTLE, ITEM, "", offsets.length), offsets),
      ...frames.flat().map(fragment),
      header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0),
    );
    return part10(syntax, dataSet);
  }

  test("are equal where each frame is, in however many fragments it lies", async () => {
    const whole = encapsulated([["FRAME1AB"], ["FRAME2CD"]]);
    expect((await comparison(whole, encapsulated([["FRAME1AB"], ["FRAME2CD"]]))).rows).toEqual([]);
    expect(await differences(whole, encapsulated([["FRAM", "E1AB"], ["FRAME2CD"]]))).toEqual([]);
  });

  test("differ from a frame on, and in how many there are", async () => {
    const whole = encapsulated([["FRAME1AB"], ["FRAME2CD"], ["FRAME3EF"]]);
    const [row, ...more] = (await comparison(whole, encapsulated([["FRAME1AB"], ["FRAME2XX"], ["FRAME3EF"]])))
      .rows as [CompareRow];
    expect([row.kind, row.how, row.at, row.left?.count, more.length]).toEqual(["changed", "frames", 2, 3, 0]);
    expect(row.left?.value).not.toEqual(row.right?.value);
    expect(await differences(whole, encapsulated([["FRAME1AB"], ["FRAME2CD"]]))).toEqual([
      "changed value: 00280008=3 | 00280008=2",
      expect.stringMatching(/^changed count: 7FE00010=SHA-256/),
    ]);
  });

  test("by another method are not compared, and the transfer syntax differs", async () => {
    const [baseline, lossless] = [encapsulated([["FRAME1AB"]]), encapsulated([["OTHER1AB"]], JPEG_LOSSLESS)];
    const syntax = `changed value: 00020010=${JPEG_BASELINE} | 00020010=${JPEG_LOSSLESS}`;
    const found = await comparison(baseline, lossless);
    expect(found.rows.map(line)).toEqual([syntax, expect.stringMatching(/^unknown coding: 7FE00010=/)]);
    expect([found.differences, found.unknown]).toEqual([1, 1]);
    const bytes = await differences(baseline, lossless, { mode: "bytes" });
    expect(bytes).toEqual([syntax, expect.stringMatching(/^changed coding: 7FE00010=/)]);
    const native = part10(
      SYNTAX.explicitLittle,
      written(EXPLICIT_LITTLE, [leaf(0x00280008, "IS", "1"), leaf(0x7fe00010, "OB", "FRAME1AB")]),
    );
    expect((await differences(encapsulated([["FRAME1AB"]]), native))[0]).toMatch(/^changed value: 00020010/);
  });
});

describe("pixels are the same,", () => {
  const RLE = "1.2.840.10008.1.2.5";
  /** Two frames of two pixels, red, green and blue. */
  const SHAPE = [
    leaf(0x00280002, "US", numbers(EXPLICIT_LITTLE, [2, 3])),
    leaf(0x00280006, "US", numbers(EXPLICIT_LITTLE, [2, 0])),
    leaf(0x00280008, "IS", "2"),
    leaf(0x00280010, "US", numbers(EXPLICIT_LITTLE, [2, 1])),
    leaf(0x00280011, "US", numbers(EXPLICIT_LITTLE, [2, 2])),
    leaf(0x00280100, "US", numbers(EXPLICIT_LITTLE, [2, 8])),
  ];
  const IN_PLANES = SHAPE.map((one) =>
    one.tag === 0x00280006 ? leaf(one.tag, "US", numbers(EXPLICIT_LITTLE, [2, 1])) : one,
  );
  const [BY_PIXEL, BY_PLANE] = [
    [1, 3, 5, 2, 4, 6, 7, 7, 7, 7, 7, 7],
    [1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7],
  ];
  const native = (shape: readonly Node[], pixels: readonly number[], vr = "OW"): Uint8Array =>
    part10(
      SYNTAX.explicitLittle,
      written(EXPLICIT_LITTLE, [...shape, leaf(0x7fe00010, vr, Uint8Array.from(pixels))]),
    );
  /** Each frame's segments, one for each colour, in PackBits. */
  const rle = (
    shape: readonly Node[],
    ...frames: readonly (readonly (readonly number[])[])[]
  ): Uint8Array => {
    const packed = frames.map((segments) => {
      const starts = segments.map((_, at) => 64 + segments.slice(0, at).flat().length);
      const head = numbers(EXPLICIT_LITTLE, [4, segments.length], ...starts.map((at) => [4, at] as const));
      return joined(head, new Uint8Array(64 - head.length), Uint8Array.from(segments.flat()));
    });
    const items = [new Uint8Array(0), ...packed].flatMap((one) => [
      header(EXPLICIT_LITTLE, ITEM, "", one.length),
      one,
    ]);
    const pixels = joined(header(EXPLICIT_LITTLE, 0x7fe00010, "OB", OPEN), ...items);
    const end = header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0);
    return part10(RLE, joined(written(EXPLICIT_LITTLE, shape), pixels, end));
  };
  const RUNS: readonly (readonly number[])[] = [
    [255, 7],
    [255, 7],
    [255, 7],
  ];
  const FRAMES = [
    [
      [1, 1, 2, 128],
      [1, 3, 4],
      [1, 5, 6, 128],
    ],
    RUNS,
  ] as const;

  test("as RLE and native, and the transfer syntax is another way to write", async () => {
    const found = await comparison(rle(SHAPE, ...FRAMES), native(SHAPE, BY_PIXEL));
    expect(found.rows.map(line)).toEqual([
      expect.stringMatching(/^rewritten syntax: 00020010=/),
      expect.stringMatching(/^rewritten pixels: 7FE00010=(.*) \| 7FE00010=\1$/),
    ]);
    const bytes = await differences(rle(SHAPE, ...FRAMES), native(SHAPE, BY_PIXEL), { mode: "bytes" });
    expect(bytes).toHaveLength(2);
  });

  test("in planes and side by side, and packed by another writer", async () => {
    const [planes, pixels] = [native(IN_PLANES, BY_PLANE), native(SHAPE, BY_PIXEL)];
    const others = [
      [
        [0, 1, 0, 2],
        [1, 3, 4, 128],
        [1, 5, 6, 128],
      ],
      RUNS,
    ] as const;
    const said = async (left: Uint8Array, right: Uint8Array): Promise<readonly string[]> =>
      (await comparison(left, right)).rows.filter(({ tag }) => tag === 0x7fe00010).map(line);
    for (const [left, right] of [
      [planes, pixels],
      [rle(IN_PLANES, ...FRAMES), pixels],
      [rle(SHAPE, ...FRAMES), planes],
      [rle(SHAPE, ...FRAMES), rle(SHAPE, ...others)],
    ] as const)
      expect(await said(left, right)).toEqual([expect.stringMatching(/^rewritten pixels/)]);
  });

  test("but for the first frame that differs", async () => {
    const other = [...BY_PIXEL.slice(0, 11), 8];
    const pixels = (await differences(rle(SHAPE, ...FRAMES), native(SHAPE, other))).at(-1);
    expect(pixels).toMatch(/^changed frames 2: 7FE00010=SHA-256 .* \| 7FE00010=SHA-256/);
  });

  test("or unknown where RLE is not of this shape, and a few bytes are not taken for a huge image", async () => {
    const whole = native(SHAPE, BY_PIXEL);
    const one = await comparison(rle(SHAPE, [[255, 7]], RUNS), whole);
    expect(one.rows.map(line).at(-1)).toMatch(/^unknown coding/);
    const huge = SHAPE.map((one) =>
      [0x00280010, 0x00280011].includes(one.tag)
        ? leaf(one.tag, "US", numbers(EXPLICIT_LITTLE, [2, 65_535]))
        : one,
    );
    const bomb = await comparison(rle(huge, ...FRAMES), whole);
    expect(bomb.rows.map(line).at(-1)).toMatch(/^unknown coding/);
  });
});

describe("a frame of many megabytes", () => {
  const MEGABYTE = 1024 * 1024;
  const film = Uint8Array.from({ length: 9 * MEGABYTE + 6 }, (_, at) => at % 251);
  const stored = joined(
    header(EXPLICIT_LITTLE, 0x7fe00010, "OB", OPEN),
    header(EXPLICIT_LITTLE, ITEM, "", 0),
    joined(header(EXPLICIT_LITTLE, ITEM, "", film.length), film),
    header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0),
  );
  const swapped = film.map((_, at) => film[at ^ 1] as number);

  test.each([
    ["native", part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, [leaf(0x7fe00010, "OW", film)]))],
    [
      "of swapped words",
      part10(SYNTAX.explicitBig, written(EXPLICIT_BIG, [leaf(0x7fe00010, "OW", swapped)])),
    ],
    ["as stored", part10("1.2.840.10008.1.2.4.100", stored)],
  ])("is read four at a time, %s", async (_how, bytes) => {
    const reads: number[] = [];
    const source = pagedSource(bytes.length, (offset, count) => {
      reads.push(count);
      return bytes.subarray(offset, offset + count);
    });
    const { file } = await open(source, { vrOf: dictionary.vrOf, inflate });
    const given: Stretch[] = [];
    await hashesOf(new ElementValues(source, file.elements), file, (stretch) => {
      given.push(stretch);
      return "";
    });
    expect(given.map(({ length }) => length)).toEqual([film.length]);
    expect(Buffer.compare(wholeOf(given[0] as Stretch), film)).toBe(0);
    expect(Math.max(...reads)).toBe(4 * MEGABYTE);
  });
});
