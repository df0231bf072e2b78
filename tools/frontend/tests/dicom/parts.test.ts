import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/source";
import { declaredCharsets, directoryOf, findElement, framesOf, Tag } from "../../src/dicom";
import {
  bytesOf,
  EXPLICIT_LITTLE,
  header,
  IMPLICIT_LITTLE,
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
} from "./build";
import { codes, opened, outline } from "./read";

const JPEG = "1.2.840.10008.1.2.4.50";
const fragment = (length: number) =>
  joined(header(EXPLICIT_LITTLE, ITEM, "", length), new Uint8Array(length).fill(7));
const long = (...values: number[]) => new Uint8Array(BigUint64Array.from(values.map(BigInt)).buffer);

/** Fragments of 4, 6 and 8 bytes, which begin 0, 12 and 26 bytes behind the offset table. */
function encapsulated(table: readonly number[], before: readonly Node[] = []): Uint8Array {
  const entries = numbers(EXPLICIT_LITTLE, ...table.map((value) => [4, value] as const));
  const pixels = joined(
    header(EXPLICIT_LITTLE, Tag.PIXEL_DATA, "OB", OPEN),
    header(EXPLICIT_LITTLE, ITEM, "", entries.length),
    entries,
    fragment(4),
    fragment(6),
    fragment(8),
    header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0),
  );
  return part10(JPEG, joined(written(EXPLICIT_LITTLE, before), pixels));
}

function frames(bytes: Uint8Array) {
  const { elements } = opened(bytes);
  const pixels = findElement(elements, Tag.PIXEL_DATA);
  const found = framesOf(memorySource(bytes), elements, pixels);
  if (!found) return null;
  const numbered = found.fragments.map((rows) => rows.map((row) => (elements.item[row] as number) - 1));
  return { by: found.by, frames: numbered, faults: found.faults.all };
}

describe("frames of encapsulated pixel data", () => {
  const count = (frames: number) => leaf(0x00280008, "IS", String(frames));

  it("follow the basic offset table", () => {
    expect(frames(encapsulated([0, 26], [count(2)]))).toEqual({
      by: "basic",
      frames: [[1, 2], [3]],
      faults: [],
    });
  });

  it("follow the extended offset table", () => {
    const tables = [leaf(0x7fe00001, "OV", long(0, 12, 26)), leaf(0x7fe00002, "OV", long(4, 6, 8))];
    expect(frames(encapsulated([], tables))).toEqual({ by: "extended", frames: [[1], [2], [3]], faults: [] });
    const short = [tables[0] as Node, leaf(0x7fe00002, "OV", long(4, 6))];
    expect(frames(encapsulated([], short))?.faults).toMatchObject([
      { code: "offset-table-lengths", path: "7FE00002", found: "2", expected: "3" },
    ]);
  });

  it("follow the number of frames where there is no table", () => {
    expect(frames(encapsulated([], [count(3)]))).toMatchObject({ by: "count", frames: [[1], [2], [3]] });
    expect(frames(encapsulated([]))).toMatchObject({ by: "count", frames: [[1, 2, 3]] });
    expect(frames(encapsulated([], [count(2)]))).toMatchObject({ by: "unknown", frames: [[1, 2, 3]] });
  });

  it("leave out an entry that hits no fragment, and say so", () => {
    const found = frames(encapsulated([0, 13, 26]));
    expect(found).toMatchObject({ by: "basic", frames: [[1, 2], [3]] });
    expect(found?.faults).toMatchObject([{ code: "offset-table", path: "7FE00010[1]", found: "13" }]);
  });

  it("are not asked of native pixel data", () => {
    const native = written(EXPLICIT_LITTLE, [leaf(Tag.PIXEL_DATA, "OW", "abcd")]);
    expect(frames(part10(SYNTAX.explicitLittle, native))).toBeNull();
  });
});

describe("a directory", () => {
  const pointer = (tag: number, at: number): Node => leaf(tag, "UL", numbers(EXPLICIT_LITTLE, [4, at]));
  const record = (type: string, next: number, lower: number, file = ""): Node[] => [
    pointer(0x00041400, next),
    pointer(0x00041420, lower),
    leaf(0x00041430, "CS", type),
    ...(file ? [leaf(0x00041500, "CS", file)] : []),
  ];
  /** Written twice: first to learn where the items stand. */
  const directory = (places: readonly number[]): Uint8Array => {
    const [patient = 0, image = 0, other = 0, lost = 0] = places;
    const items = [
      record("PATIENT", other, image),
      record("IMAGE", 0, lost, "IMAGES\\A1"),
      record("PATIENT", patient, 0), // points back
      record("IMAGE", 0, 0, "LOST"),
    ];
    return part10(
      SYNTAX.explicitLittle,
      written(EXPLICIT_LITTLE, [pointer(0x00041200, patient), { tag: 0x00041220, open: false, items }]),
    );
  };
  const itemsAt = (bytes: Uint8Array): number[] => {
    const { elements } = opened(bytes);
    return Array.from(elements.offset).filter((_, row) => elements.item[row] !== 0);
  };
  const read = (bytes: Uint8Array) => {
    const { elements } = opened(bytes);
    const source = memorySource(bytes);
    return directoryOf(source, elements, declaredCharsets(source, elements));
  };

  it("is the tree that its pointers make, and a circle in them is told", () => {
    const places = itemsAt(directory([]));
    const found = read(directory([...places.slice(0, 3), 0]));
    expect(found?.records).toMatchObject([
      { type: "PATIENT", lower: [{ type: "IMAGE", file: ["IMAGES", "A1"], lower: [] }] },
      { type: "PATIENT", lower: [] },
    ]);
    expect(found?.unreached).toHaveLength(1);
    expect(found?.faults.all).toMatchObject([
      { code: "record-offset", path: "00041220[3]/00041400", found: String(places[0]) },
    ]);
  });

  it("is not looked for in other files", () => {
    expect(
      read(part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, [leaf(0x00080060, "CS", "CT")]))),
    ).toBeNull();
  });
});

describe("group lengths", () => {
  const length = (value: number) => leaf(0x00080000, "UL", numbers(EXPLICIT_LITTLE, [4, value]));
  const modality = leaf(0x00080060, "CS", "CT");
  const name = leaf(0x00100010, "PN", "SAMPLE^ADA");

  it("are compared with the group", () => {
    const file = (value: number) =>
      opened(part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, [length(value), modality, name])));
    expect(codes(file(10))).toEqual([]);
    expect(file(12).faults).toMatchObject([
      { code: "group-length", path: "00080000", found: "12", expected: "10" },
    ]);
  });
});

describe("what does not belong to the file", () => {
  const pixels = leaf(Tag.PIXEL_DATA, "OW", "abcd");
  const modality = leaf(0x00080060, "CS", "CT");

  it("is told behind the pixel data, and not read as elements", () => {
    for (const [syntax, style] of [
      [SYNTAX.explicitLittle, EXPLICIT_LITTLE],
      [SYNTAX.implicitLittle, IMPLICIT_LITTLE],
    ] as const) {
      const dataSet = written(style, [modality, pixels]);
      const file = opened(part10(syntax, joined(dataSet, bytesOf("<html>and more</html>"))));
      expect(file.faults).toMatchObject([{ code: "trailing-bytes", found: "21", offset: file.size - 21 }]);
      expect(outline(file)).toHaveLength(2);
    }
  });

  it("is told before the file", () => {
    const whole = part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, [modality, pixels]));
    const late = opened(joined(bytesOf("HTTP/1.1 200 OK\r\n\r\n"), whole));
    expect(late.faults).toMatchObject([{ code: "leading-bytes", found: "147", expected: "128" }]);
    expect(outline(late)).toHaveLength(2);
    const bare = opened(joined(bytesOf(" "), written(EXPLICIT_LITTLE, [modality, pixels])));
    expect(codes(bare)).toEqual(["leading-bytes", "no-meta"]);
    expect(outline(bare)).toHaveLength(2);
  });
});
