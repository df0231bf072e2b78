import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { datum, unmasked } from "../../../src/bytes/datum";
import { memorySource } from "../../../src/bytes/source";
import {
  brokenSampleFolder,
  parse,
  sampleFile,
  sampleFolder,
  unsortedSampleFolder,
} from "../../../src/dicom";
import {
  BEHIND_HEAD,
  checkDirectory,
  type FileRead,
  type FindingCode,
  fileReadOf,
  findingsOf,
  type Head,
  headVrOf,
  missing,
  type Placed,
  treeOf,
} from "../../../src/dicom/folder";
import {
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  leaf,
  type Node,
  part10,
  type Style,
  SYNTAX,
  written,
} from "../build";

function readHead(bytes: Uint8Array): FileRead {
  const source = memorySource(bytes);
  return fileReadOf(source, parse(source, { vrOf: headVrOf, before: BEHIND_HEAD }));
}

function head(bytes: Uint8Array): Head {
  const found = readHead(bytes);
  if (found.kind !== "instance") throw new Error(found.kind);
  return found.head;
}

const file = (style: Style, syntax: string, nodes: readonly Node[]): Uint8Array =>
  part10(syntax, written(style, nodes));

const placedFrom = (files: readonly { readonly bytes: Uint8Array }[]): Placed[] =>
  files.flatMap(({ bytes }, file) => {
    try {
      return [{ file, head: head(bytes) }];
    } catch {
      return [];
    }
  });

const BLANK = head(sampleFile());
const of = (file: number, fields: Partial<Record<keyof Head, string>>): Placed => ({
  file,
  head: {
    ...BLANK,
    sopInstance: datum(`1.2.${file}`),
    ...(Object.fromEntries(
      Object.entries(fields).map(([name, text]) => [name, datum(text)]),
    ) as Partial<Head>),
  },
});
const codes = (files: readonly Placed[]): FindingCode[] => findingsOf(treeOf(files)).map(({ code }) => code);

describe("the head of a file", () => {
  test("says who, which study, which series and which image, in explicit and implicit VR", () => {
    for (const [style, syntax] of [
      [EXPLICIT_LITTLE, SYNTAX.explicitLittle],
      [IMPLICIT_LITTLE, SYNTAX.implicitLittle],
    ] as readonly [Style, string][]) {
      const found = head(
        file(style, syntax, [
          leaf(0x00080005, "CS", "ISO_IR 100"),
          leaf(0x00080018, "UI", "1.2.3"),
          leaf(0x00100010, "PN", Uint8Array.of(0x4d, 0xfc, 0x6c, 0x20)),
          leaf(0x0020000d, "UI", "1.2"),
          leaf(0x0020000e, "UI", "1.2.1"),
          leaf(0x00200013, "IS", " 12 "),
          leaf(0x00280010, "US", Uint8Array.of(0, 2)),
        ]),
      );
      expect(unmasked(found.patientName)).toBe("Mül");
      expect(unmasked(found.instanceNumber)).toBe("12");
      expect(unmasked(found.rows)).toBe("512");
      expect(unmasked(found.patientId)).toBe("");
    }
  });

  test("is read without a look at what comes behind it", () => {
    const bytes = sampleFile();
    const file = parse(memorySource(bytes), { before: BEHIND_HEAD });
    expect(file.end).toBeLessThan(bytes.length);
    expect(file.elements.tag.at(-1)).toBe(0x00280011);
    expect(head(bytes.subarray(0, file.end))).toEqual(head(bytes));
  });

  test("without a SOP Instance UID has no place", () => {
    const bytes = file(EXPLICIT_LITTLE, SYNTAX.explicitLittle, [leaf(0x00100010, "PN", "SAMPLE^ADA")]);
    expect(readHead(bytes).kind).toBe("no-uid");
  });

  test("never fails on a file that is cut or has bytes changed, but by the parser's own word", () => {
    const whole = sampleFile();
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (length, at, byte) => {
        const bytes = whole.slice();
        bytes[at] = byte;
        try {
          readHead(bytes.subarray(0, length));
        } catch (error) {
          expect((error as Error).message).toMatch(/^(?:empty|not-dicom)$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the tree", () => {
  test("holds every file once, whatever they say", () => {
    const field = fc.constantFrom("", "1", "2", "x\0", "__proto__");
    const said = fc.record({
      patientId: field,
      patientName: field,
      study: field,
      series: field,
      sopInstance: field,
      instanceNumber: field,
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), (files) => {
        const placed = files.map((fields, number) => of(number, fields));
        const found = treeOf(placed).flatMap(({ studies }) =>
          studies.flatMap(({ series }) =>
            series.flatMap(({ instances }) => instances.map((one) => one.file)),
          ),
        );
        expect(found.sort((one, other) => one - other)).toEqual(placed.map((one) => one.file));
      }),
    );
  });

  test("is the same in whatever order and under whatever names the files come", () => {
    const outline = (files: readonly { readonly bytes: Uint8Array }[]) =>
      treeOf(placedFrom(files)).map(({ studies }) =>
        studies.map(({ series }) =>
          series.map(({ instances }) => instances.map(({ head: { sopInstance } }) => unmasked(sopInstance))),
        ),
      );
    expect(unsortedSampleFolder()).toHaveLength(sampleFolder().length);
    expect(outline(unsortedSampleFolder())).toEqual(outline(sampleFolder()));
  });

  test("is ordered by numbers as numbers, and what has none comes last", () => {
    const numbers = ["10", "", "9", "abc", "-1"];
    const [patient] = treeOf(numbers.map((instanceNumber, file) => of(file, { instanceNumber })));
    const order = patient?.studies[0]?.series[0]?.instances.map(({ number }) => number);
    expect(order).toEqual([-1, 9, 10, null, null]);
  });

  test("keeps apart people without an ID who have other names", () => {
    expect(
      treeOf([of(1, { patientId: "", patientName: "A" }), of(2, { patientId: "", patientName: "B" })]),
    ).toHaveLength(2);
    expect(treeOf([of(1, { issuer: "A" }), of(2, { issuer: "B" })])).toHaveLength(2);
  });
});

describe("findings", () => {
  test("a folder in order has none, and the broken sample has every fault it was made with", () => {
    expect(codes(placedFrom(sampleFolder()))).toEqual([]);
    const found = findingsOf(treeOf(placedFrom(brokenSampleFolder())));
    expect(found.map(({ code }) => code)).toEqual([
      "duplicate",
      "gap",
      "mixed-modality",
      "mixed-class",
      "mixed-orientation",
      "patient-of-ids",
    ]);
    expect(found[0]?.sets).toEqual([[1, 5]]);
    expect(found[1]?.values.map(unmasked)).toEqual(["3–4", "7–8"]);
  });

  test("missing numbers are those between the first and the last that do not occur", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 200 })), (numbers) => {
        const all = new Set(numbers);
        const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
        const absent = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).filter(
          (number) => !all.has(number),
        );
        expect(missing(numbers).count).toBe(absent.length);
      }),
    );
    expect(missing([1, 999_999_999])).toEqual({ count: 0, ranges: [] });
  });

  test("digits that no scanner means make no second orientation", () => {
    const one = of(1, { orientation: "1\\0\\0\\0\\1\\0" });
    expect(codes([one, of(2, { orientation: "1\\0\\-1e-5\\0\\0.99999\\0" })])).not.toContain(
      "mixed-orientation",
    );
    expect(codes([one, of(2, { orientation: "0\\1\\0\\0\\0\\-1" })])).toContain("mixed-orientation");
  });

  test("a study under two patients, a series in two studies and an ID with two names are told", () => {
    expect(codes([of(1, { patientId: "A" }), of(2, { patientId: "B" })])).toContain("study-of-patients");
    expect(codes([of(1, { study: "1.1" }), of(2, { study: "1.2" })])).toContain("series-of-studies");
    expect(codes([of(1, { patientName: "A" }), of(2, { patientName: "B" })])).toContain("id-of-patients");
  });

  test("one number in two instances is a remark, in two files of one instance it is none", () => {
    expect(codes([of(1, { instanceNumber: "1" }), of(2, { instanceNumber: "1" })])).toContain("same-number");
    const twice = [of(1, { sopInstance: "1.2" }), of(2, { sopInstance: "1.2" })];
    expect(codes(twice)).toEqual(["duplicate"]);
  });
});

describe("a DICOMDIR against the files beside it", () => {
  const listed = (...paths: string[]) => paths.map((path, file) => ({ file, path: datum(path) }));
  const check = (entries: string[], ...paths: string[]) => {
    const { missing: lost, unlisted } = checkDirectory(
      { file: -1, path: datum("CD/DICOMDIR") },
      entries.map(datum),
      listed(...paths),
    );
    return [lost.map(unmasked), unlisted];
  };

  test("names entries without file and files without entry, below its folder alone", () => {
    expect(check(["A/1", "A/2"], "CD/A/1", "CD/A/3", "elsewhere/4")).toEqual([["A/2"], [1]]);
  });

  test("reads away small letters, endings and versions", () => {
    expect(check(["A/IM1", "A/IM2", "A/IM3"], "CD/a/im1.dcm", "CD/A/IM2.;1", "CD/A/IM3;1")).toEqual([[], []]);
  });

  test("entries that lead out of the folder lead nowhere", () => {
    expect(check(["../secret", ""], "secret", "CD/A")).toEqual([["../secret", ""], [1]]);
  });
});
