import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fatal } from "../../src/bytes/fault";
import { memorySource, pagedSource } from "../../src/bytes/source";
import { type DicomFile, parse, previewsOf, sampleFile, truncatedSampleFile } from "../../src/dicom";
import {
  EXPLICIT_LITTLE,
  header,
  IMPLICIT_LITTLE,
  ITEM,
  joined,
  leaf,
  OPEN,
  part10,
  SYNTAX,
  written,
} from "./build";
import { codes, dictionary, opened, outline } from "./read";

const RUNS = { numRuns: 300 };

/** Everything an answer promises, whatever the bytes were. */
function checkIndex(file: DicomFile, size: number): void {
  const { elements } = file;
  const at = (column: ArrayLike<number>, row: number): number => column[row] as number;
  for (let row = 0; row < elements.count; row++) {
    const from = at(elements.offset, row) + at(elements.header, row);
    const holds =
      at(elements.valueEnd, row) >= from &&
      at(elements.valueEnd, row) <= size &&
      at(elements.parent, row) < row &&
      at(elements.end, row) > row &&
      at(elements.end, row) <= elements.count &&
      (row === 0 || at(elements.offset, row) > at(elements.offset, row - 1));
    if (!holds) expect.fail(`row ${row} is not where it could be`);
  }
}

function survives(bytes: Uint8Array): void {
  try {
    const file = opened(bytes);
    checkIndex(file, bytes.length);
    previewsOf(memorySource(bytes), file.elements);
  } catch (error) {
    expect(error).toBeInstanceOf(Fatal);
  }
}

describe("anything at all", () => {
  it("throws nothing but Fatal", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), survives), RUNS);
  });

  it("is read to the end behind a preamble", () => {
    const syntaxes = fc.constantFrom(...Object.values(SYNTAX));
    const anything = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(syntaxes, anything, (syntax, bytes) => survives(part10(syntax, bytes))),
      RUNS,
    );
  });

  it("is read to the end when tags, lengths and delimiters are thrown together", () => {
    const piece = fc.oneof(
      fc
        .constantFrom(ITEM, 0xfffee00d, 0xfffee0dd, 0x00080060, 0x7fe00010)
        .chain((tag) =>
          fc
            .tuple(fc.constantFrom("", "SQ", "UN", "OB", "LO", "ZZ"), fc.constantFrom(0, 2, 8, 40, OPEN))
            .map(([vr, length]) => header(EXPLICIT_LITTLE, tag, vr, length)),
        ),
      fc.uint8Array({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) =>
        survives(part10(SYNTAX.explicitLittle, joined(...pieces))),
      ),
      RUNS,
    );
  });

  it("survives any single byte of the sample being wrong", () => {
    const sample = sampleFile();
    fc.assert(
      fc.property(fc.nat(sample.length - 1), fc.nat(255), (at, value) => {
        const changed = sample.slice();
        changed[at] = value;
        survives(changed);
      }),
      RUNS,
    );
  });
});

describe("a file cut off", () => {
  it("shows what comes before and one fault of truncation, wherever the cut is", () => {
    const sample = sampleFile();
    const whole = outline(opened(sample));
    for (let length = 360; length < sample.length; length++) {
      const file = opened(sample.slice(0, length));
      const cuts = codes(file).filter((code) => code.startsWith("truncated"));
      const faults = codes(file).length;
      expect([cuts.length, faults]).toEqual(faults === 0 ? [0, 0] : [1, 1]);
      const rows = outline(file);
      expect(rows).toEqual(whole.slice(0, rows.length));
    }
  });

  it("is whole between two elements, where nothing tells of more", () => {
    const sample = sampleFile();
    const { elements } = opened(sample);
    const last = elements.offset[elements.count - 1] as number;
    expect(codes(opened(sample.slice(0, last)))).toEqual([]);
  });

  it("says what was announced and what is there", () => {
    const [fault, ...others] = opened(truncatedSampleFile()).faults;
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ code: "truncated", path: "7FE00010", found: "1748", expected: "2048" });
  });

  it("names the innermost element, once", () => {
    const inside = written(EXPLICIT_LITTLE, [leaf(0x00080100, "SH", "CTHEAD")]);
    const item = joined(header(EXPLICIT_LITTLE, ITEM, "", inside.length), inside);
    const sequence = joined(header(EXPLICIT_LITTLE, 0x00400275, "SQ", item.length), item);
    const bytes = part10(SYNTAX.explicitLittle, sequence);
    const [fault, ...others] = opened(bytes.slice(0, -2)).faults;
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ path: "00400275[1]/00080100", found: "4", expected: "6" });
  });
});

describe("hostile input", () => {
  it("stops at a depth, says so, and reads on", () => {
    const level = joined(
      header(EXPLICIT_LITTLE, 0x00400275, "SQ", OPEN),
      header(EXPLICIT_LITTLE, ITEM, "", OPEN),
    );
    const bomb = part10(SYNTAX.explicitLittle, joined(...new Array<Uint8Array>(10_000).fill(level)));
    const file = opened(bomb);
    expect(codes(file)).toContain("too-deep");
    expect(file.elements.count).toBeLessThan(200);
  });

  it("does not count a megabyte of zeros or of FF as elements", () => {
    for (const byte of [0x00, 0xff]) {
      for (const syntax of [SYNTAX.explicitLittle, SYNTAX.implicitLittle]) {
        const start = written(syntax === SYNTAX.implicitLittle ? IMPLICIT_LITTLE : EXPLICIT_LITTLE, [
          leaf(0x00080060, "CS", "CT"),
        ]);
        const file = opened(part10(syntax, joined(start, new Uint8Array(100_000).fill(byte))));
        expect(codes(file)).toEqual(["padding"]);
        expect(outline(file)).toEqual(["00080060 CS"]);
      }
    }
  });

  it("keeps five hundred faults and counts the rest", () => {
    const stray = header(EXPLICIT_LITTLE, 0xfffee00d, "", 0);
    const file = opened(part10(SYNTAX.explicitLittle, joined(...new Array<Uint8Array>(2_000).fill(stray))));
    expect(file.faults).toHaveLength(500);
    expect(file.faultsLeftOut).toBe(1_500);
  });

  it("reads an item that is longer than the known sequence of unknown VR it lies in", () => {
    const child = written(EXPLICIT_LITTLE, [leaf(0x00080100, "SH", "CODE")]);
    const item = joined(header(EXPLICIT_LITTLE, ITEM, "", 500), child);
    const sequence = joined(header(EXPLICIT_LITTLE, 0x00400275, "UN", item.length), item);
    const after = written(EXPLICIT_LITTLE, [leaf(0x00401001, "SH", "x".repeat(600))]);
    const file = opened(part10(SYNTAX.explicitLittle, joined(sequence, after)));
    expect(codes(file)).toEqual(["longer-than-container"]);
    expect(outline(file)).toEqual(["00400275 SQ", "00400275[1]", "00400275[1]/00080100 SH", "00401001 SH"]);
  });

  it("holds a child to the length of what it lies in", () => {
    const child = header(EXPLICIT_LITTLE, 0x00080100, "SH", 500);
    const item = joined(header(EXPLICIT_LITTLE, ITEM, "", child.length), child);
    const sequence = joined(header(EXPLICIT_LITTLE, 0x00400275, "SQ", item.length), item);
    const after = written(EXPLICIT_LITTLE, [leaf(0x00401001, "SH", "x".repeat(600))]);
    const file = opened(part10(SYNTAX.explicitLittle, joined(sequence, after)));
    expect(codes(file)).toEqual(["longer-than-container"]);
    expect(outline(file).at(-1)).toBe("00401001 SH");
  });
});

describe("a file read in pieces", () => {
  it("gives the same index as one in memory, and reads little of a large value", () => {
    const pixels = leaf(0x7fe00010, "OW", new Uint8Array(2_000_000));
    const after = leaf(0xfffcfffc, "OB", "end");
    const whole = sampleFile();
    const bytes = joined(
      part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, [leaf(0x00080060, "CS", "CT"), pixels, after])),
    );
    for (const input of [whole, bytes]) {
      let read = 0;
      const source = pagedSource(input.length, (offset, count) => {
        read += count;
        return input.slice(offset, offset + count);
      });
      const pieces = parse(source, { vrOf: dictionary.vrOf });
      expect(pieces).toEqual(opened(input));
      expect(previewsOf(source, pieces.elements)).toEqual(previewsOf(memorySource(input), pieces.elements));
      expect(read).toBeLessThan(200_000);
    }
  });
});
