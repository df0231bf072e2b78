import { describe, expect, it } from "vitest";
import elementTable from "../../../../dictionaries/data/dicom-elements.tsv?raw";
import { datum, unmasked } from "../../../src/bytes/datum";
import { memorySource } from "../../../src/bytes/source";
import {
  declaredCharsets,
  directoryOf,
  ElementValues,
  findElement,
  type SampleFile,
  sampleFolder,
} from "../../../src/dicom";
import {
  checkDirectory,
  type FileRecord,
  fileIdsOf,
  fileReadOf,
  fitsFileId,
  recordOf,
  recordType,
  writeDirectory,
} from "../../../src/dicom/folder";
import { EXPLICIT_BIG, EXPLICIT_LITTLE, leaf, type Node, part10, SYNTAX, written } from "../build";
import { dictionary, opened } from "../read";

const record = (bytes: Uint8Array): FileRecord => {
  const found = recordOf(memorySource(bytes), opened(bytes));
  if (!found) throw new Error("no record");
  return found;
};

const FILES = sampleFolder().map(({ path, bytes }) => ({ id: path.split("/"), record: record(bytes) }));
const DIRECTORY = writeDirectory(FILES, "2.25.1");

describe("a DICOMDIR that was written", () => {
  it("leads to every file, in the order of the tree, with nothing wrong in it", () => {
    const source = memorySource(DIRECTORY);
    const file = opened(DIRECTORY);
    expect(file.faults).toEqual([]);
    const directory = directoryOf(source, file.elements, declaredCharsets(source, file.elements));
    expect(directory?.faults.all).toEqual([]);
    expect(directory?.unreached).toEqual([]);
    expect(directory?.records.map(({ type, lower }) => [type, lower.length])).toEqual([
      ["PATIENT", 1],
      ["PATIENT", 1],
    ]);
    const read = fileReadOf(source, file);
    if (read.kind !== "directory") throw new Error(read.kind);
    expect(read.files.map(unmasked)).toEqual(sampleFolder().map(({ path }) => path));
    const listed = sampleFolder().map(({ path }, at) => ({ file: at, path: datum(path) }));
    expect(checkDirectory({ file: -1, path: datum("DICOMDIR") }, read.files, listed)).toEqual({
      missing: [],
      unlisted: [],
    });
  });

  it("has the keys of each level, in the character set of the file", () => {
    const source = memorySource(DIRECTORY);
    const { elements } = opened(DIRECTORY);
    const values = new ElementValues(source, elements);
    const [patient] = directoryOf(source, elements, values.charsets)?.records ?? [];
    const text = (row: number | undefined, tag: number): string =>
      values.text(findElement(elements, tag, row)) ?? "";
    expect(text(patient?.row, 0x00100010)).toBe("SAMPLE^ADA");
    expect(text(patient?.row, 0x00080005)).toBe("ISO_IR 100");
    const study = patient?.lower[0];
    expect([0x00080020, 0x00200010].map((tag) => text(study?.row, tag))).toEqual(["20200221", "1"]);
    expect(text(study?.lower[0]?.row, 0x00080060)).toBe("CT");
    expect(text(study?.lower[0]?.lower[1]?.row, 0x00200013)).toBe("2");
  });

  it("is one without files too", () => {
    const empty = writeDirectory([], "2.25.2");
    expect(opened(empty).faults).toEqual([]);
    expect(fileReadOf(memorySource(empty), opened(empty))).toMatchObject({
      kind: "directory",
      files: [],
      faults: 0,
    });
  });

  it("does not list what is in no file-set, and tells which keys a file lacks", () => {
    const [{ bytes }] = sampleFolder() as readonly [SampleFile];
    expect(
      recordOf(memorySource(bytes.subarray(132)), opened(bytes.subarray(opened(bytes).dataSet))),
    ).toBeNull();
    expect(record(bytes).missing).toEqual([]);
    const nodes: Node[] = [
      leaf(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.481.5"),
      leaf(0x00080018, "UI", "2.25.3"),
      leaf(0x0020000d, "UI", "2.25.4"),
      leaf(0x0020000e, "UI", "2.25.5"),
      { tag: 0x0040a043, items: [], open: false },
    ];
    for (const [style, syntax] of [
      [EXPLICIT_LITTLE, SYNTAX.explicitLittle],
      [EXPLICIT_BIG, SYNTAX.explicitBig],
    ] as const) {
      const plan = record(part10(syntax, written(style, nodes)));
      expect(plan.type).toBe("RT PLAN");
      expect(plan.missing.map(unmasked)).toEqual([
        "0010,0020",
        "0008,0020",
        "0008,0030",
        "0020,0010",
        "0008,0060",
        "0020,0011",
        "0020,0013",
        "300A,0002",
      ]);
      const listed = writeDirectory([{ id: ["A"], record: plan }], "2.25.6");
      expect(opened(listed).faults).toEqual([]);
    }
  });

  it("knows what kind of record each SOP class has", () => {
    const storage = (end: string): string => recordType(`1.2.840.10008.5.1.4.1.1.${end}`);
    expect(
      ["2", "481.3", "88.59", "88.33", "66", "66.4", "104.1", "11.1", "9.1.1", "4.2", "4"].map(storage),
    ).toEqual([
      ...["IMAGE", "RT STRUCTURE SET", "KEY OBJECT DOC", "SR DOCUMENT", "RAW DATA", "IMAGE", "ENCAP DOC"],
      ...["PRESENTATION", "WAVEFORM", "SPECTROSCOPY", "IMAGE"],
    ]);
    expect(recordType("1.2.3")).toBe("IMAGE");
  });

  it("writes empty keys with the VR of the dictionary", () => {
    const lines = elementTable.split("\n").filter((line) => /^[0-9A-F]{8}\t/i.test(line));
    expect(lines.length).toBeGreaterThan(1_000);
    for (const [type, end] of [
      ["RT PLAN", "481.5"],
      ["SR DOCUMENT", "88.11"],
      ["SPECTROSCOPY", "4.2"],
      ["ENCAP DOC", "104.1"],
      ["PRESENTATION", "11.1"],
      ["RT TREAT RECORD", "481.4"],
      ["RT STRUCTURE SET", "481.3"],
      ["ASSESSMENT", "90.1"],
      ["RT DOSE", "481.2"],
    ] as const) {
      const bare = record(
        part10(
          SYNTAX.explicitLittle,
          written(EXPLICIT_LITTLE, [
            leaf(0x00080016, "UI", `1.2.840.10008.5.1.4.1.1.${end}`),
            leaf(0x00080018, "UI", "2.25.3"),
            leaf(0x0020000d, "UI", "2.25.4"),
            leaf(0x0020000e, "UI", "2.25.5"),
          ]),
        ),
      );
      expect(bare.type).toBe(type);
      const { elements } = opened(writeDirectory([{ id: ["A"], record: bare }], "2.25.6"));
      elements.tag.forEach((tag, row) => {
        if (tag >>> 16 > 4 && tag < 0xfffe0000)
          expect([tag, dictionary.vrOf(tag, false)]).toEqual([tag, elements.vr[row]]);
      });
    }
  });
});

describe("File IDs", () => {
  it("are names that fit, or places in the tree", () => {
    expect(["A/B/IM_1", "IM1", "A/B/C/D/E/F/G/H"].every(fitsFileId)).toBe(true);
    expect(["im1", "A.DCM", "ABCDEFGHI", "A/B/C/D/E/F/G/H/I", "", "A//B", "Ä"].some(fitsFileId)).toBe(false);
    const ids = fileIdsOf(FILES.map((one) => one.record)).map((id) => id.join("/"));
    expect(ids[0]).toBe("PT000001/ST000001/SE000001/IM000001");
    expect(ids.at(-1)).toBe("PT000002/ST000001/SE000001/IM000003");
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(fitsFileId)).toBe(true);
  });
});
