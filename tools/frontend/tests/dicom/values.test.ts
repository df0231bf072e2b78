import { describe, expect, it } from "vitest";
import uidTable from "../../../dictionaries/data/dicom-uids.tsv?raw";
import { base64 } from "../../src/bytes/print";
import { memorySource } from "../../src/bytes/source";
import { rowText } from "../../src/bytes/text-column";
import {
  charsetFor,
  creatorRows,
  dataSetJson,
  displayValue,
  ElementValues,
  elementJson,
  findElement,
  NO_ROW,
  previewsOf,
  readUidDictionary,
  rowAt,
  sampleFile,
  Tag,
  valuesOf,
  vrCode,
} from "../../src/dicom";
import {
  bytesOf,
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
} from "./build";
import { dictionary, opened, shown } from "./read";

const LATIN1 = "ISO_IR 100";
const context = (term = "", bigEndian = false) => ({ bigEndian, charset: charsetFor([term]) });
const text = (bytes: Uint8Array, vr: string, term = "") =>
  displayValue(bytes, vrCode(vr), context(term)).text;

const file = (...nodes: Node[]) => part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, nodes));

describe("character sets", () => {
  it.each([
    [LATIN1, [0xe4, 0xf6, 0xdf], "äöß"],
    ["ISO_IR 101", [0xb1, 0xe6], "ąć"],
    ["ISO_IR 144", [0xb8, 0xc2], "ИТ"],
    ["ISO_IR 126", [0xc4, 0xe9], "Δι"],
    ["ISO_IR 148", [0xdd, 0xfe], "İş"],
    ["ISO_IR 13", [0x7e, 0xd4], "‾ﾔ"],
    ["ISO_IR 192", [0xc3, 0xa4, 0xe5, 0xb1, 0xb1], "ä山"],
    ["GB18030", [0xcd, 0xf5], "王"],
    ["ISO 2022 IR 100", [0xe9], "é"],
  ])("decodes %s", (term, bytes, expected) => {
    expect(text(Uint8Array.from(bytes), "PN", term)).toBe(expected);
  });

  it("does not read the bytes 80 to 9F of Latin 1 as quotation marks", () => {
    const decoded = displayValue(Uint8Array.of(0x93, 0x41, 0x94), vrCode("LO"), context(LATIN1));
    expect(decoded).toEqual({ text: "\\x93A\\x94", unknownBytes: 2, escapes: 0 });
  });

  it("shows bytes beyond the default repertoire as bytes", () => {
    expect(text(Uint8Array.of(0x4d, 0xfc), "PN")).toBe("M\\xFC");
    expect(text(Uint8Array.of(0x4d, 0xfc), "CS", LATIN1)).toBe("M\\xFC");
  });

  it("names a character set that does not exist, once", () => {
    const bytes = file(leaf(0x00080005, "CS", "LATIN 1"), leaf(0x00100010, "PN", Uint8Array.of(0x4d, 0xfc)));
    const { texts, faults } = previewsOf(memorySource(bytes), opened(bytes).elements);
    expect(rowText(texts, texts.end.length - 1)).toBe("M\\xFC");
    expect(faults.all).toMatchObject([{ code: "unknown-charset", path: "00080005", found: "LATIN 1" }]);
  });

  it("lets an item declare its own", () => {
    const polish = [leaf(0x00080005, "CS", "ISO_IR 101"), leaf(0x00080104, "LO", Uint8Array.of(0xb1, 0x20))];
    const bytes = file(
      leaf(0x00080005, "CS", LATIN1),
      { tag: 0x00081140, open: true, items: [polish] },
      leaf(0x00100010, "PN", Uint8Array.of(0xb1, 0x20)),
    );
    const { texts } = previewsOf(memorySource(bytes), opened(bytes).elements);
    const last = texts.end.length - 1;
    expect([rowText(texts, last - 1), rowText(texts, last)]).toEqual(["ą", "±"]);
  });
});

describe("values", () => {
  it.each([
    ["US", numbers(EXPLICIT_LITTLE, [2, 1], [2, 65_535]), "1\\65535"],
    ["SS", numbers(EXPLICIT_LITTLE, [2, 65_535]), "-1"],
    ["UL", numbers(EXPLICIT_LITTLE, [4, 0xffffffff]), "4294967295"],
    ["SV", new Uint8Array(BigInt64Array.of(-5n).buffer), "-5"],
    ["UV", new Uint8Array(BigUint64Array.of(2n ** 64n - 1n).buffer), "18446744073709551615"],
    ["FL", new Uint8Array(Float32Array.of(0.1, 1e30, Number.NaN).buffer), "0.1\\1e+30\\NaN"],
    ["FD", new Uint8Array(Float64Array.of(0.1).buffer), "0.1"],
    ["AT", numbers(EXPLICIT_LITTLE, [2, 0x0010], [2, 0x0020]), "0010,0020"],
    ["UI", bytesOf("1.2\0"), "1.2"],
    ["DS", bytesOf("1.5\\2 "), "1.5\\2"],
    ["OB", Uint8Array.of(0, 255), "00 FF"],
    ["UN", bytesOf("text"), "text"],
    ["UN", Uint8Array.of(1, 2), "01 02"],
  ])("shows %s", (vr, bytes, expected) => {
    expect(text(bytes, vr)).toBe(expected);
  });

  it("reads numbers in big endian, and leaves half a number out", () => {
    expect(valuesOf(Uint8Array.of(1, 2, 3), vrCode("US"), context("", true))).toEqual(["258"]);
  });

  it("keeps the backslash in texts of one value", () => {
    expect(valuesOf(bytesOf("a\\b"), vrCode("LT"), context())).toEqual(["a\\b"]);
    expect(valuesOf(bytesOf("a\\b"), vrCode("LO"), context())).toEqual(["a", "b"]);
  });

  it("cuts a long preview and says so", () => {
    const bytes = file(leaf(0x00104000, "LT", "x".repeat(1_000)));
    expect(shown(bytes, 0x00104000)).toBe(`${"x".repeat(256)}…`);
  });
});

describe("the surroundings of an element", () => {
  const bytes = sampleFile();
  const { elements } = opened(bytes);

  it("finds the private creator", () => {
    const creators = creatorRows(elements);
    expect(creators[findElement(elements, 0x00091001)]).toBe(findElement(elements, 0x00090010));
    expect(creators[findElement(elements, 0x00100010)]).toBe(NO_ROW);
  });

  it("finds the row of a byte", () => {
    const row = findElement(elements, 0x00100010);
    const at = elements.offset[row] as number;
    expect([rowAt(elements, at - 1), rowAt(elements, at), rowAt(elements, at + 1)]).toEqual([
      row - 1,
      row,
      row,
    ]);
    expect(rowAt(elements, 0)).toBe(NO_ROW);
  });

  it("writes DICOM JSON", () => {
    const json = (tag: number) =>
      elementJson(new ElementValues(memorySource(bytes), elements), findElement(elements, tag));
    expect(json(0x00100010)).toEqual({ "00100010": { vr: "PN", Value: [{ Alphabetic: "SAMPLE^ADA" }] } });
    expect(json(0x00280010)).toEqual({ "00280010": { vr: "US", Value: [32] } });
    expect(json(0x00280030)).toEqual({ "00280030": { vr: "DS", Value: [2.5, 2.5] } });
    expect(json(0x00091002)).toEqual({ "00091002": { vr: "UN", InlineBinary: "AQL+/w==" } });
    expect(json(0x00400275)).toMatchObject({
      "00400275": {
        vr: "SQ",
        Value: [{ "00400008": { Value: [{ "00080100": { vr: "SH", Value: ["CTHEAD"] } }] } }],
      },
    });
  });

  it("writes DICOM JSON of empty values, of fragments, and of all but the meta information", () => {
    const empty = [
      leaf(0x00010010, "SH", "A"),
      leaf(0x00080050, "SH", "  "),
      leaf(0x00080008, "CS", "A\\\\B"),
    ];
    const large = leaf(0x00186020, "FL", Uint8Array.of(0x9e, 0xc9, 0xff, 0x7e));
    const item = joined(header(EXPLICIT_LITTLE, ITEM, "", 2), Uint8Array.of(1, 2));
    const pixels = joined(header(EXPLICIT_LITTLE, Tag.PIXEL_DATA, "OB", OPEN), item);
    const end = header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0);
    const whole = part10(
      "1.2.840.10008.1.2.4.50",
      joined(written(EXPLICIT_LITTLE, [...empty, large]), pixels, end),
    );
    expect(dataSetJson(new ElementValues(memorySource(whole), opened(whole).elements))).toEqual({
      "00010010": { vr: "SH", Value: ["A"] },
      "00080050": { vr: "SH" },
      "00080008": { vr: "CS", Value: ["A", null, "B"] },
      "00186020": { vr: "FL", Value: [1.7e38] },
      "7FE00010": { vr: "OB", InlineBinary: base64(item) },
    });
  });
});

it("base64 pads what is no multiple of three", () => {
  expect(["", "f", "fo", "foo", "foob"].map((word) => base64(bytesOf(word)))).toEqual([
    "",
    "Zg==",
    "Zm8=",
    "Zm9v",
    "Zm9vYg==",
  ]);
});

describe("the dictionaries", () => {
  it("know elements, repeating groups, private creators and group lengths", () => {
    expect(dictionary.find(0x00100010)).toEqual({
      vr: "PN",
      vm: "1",
      keyword: "PatientName",
      name: "Patient's Name",
      retired: false,
    });
    expect(dictionary.find(0x60123000)?.keyword).toBe("OverlayData");
    expect(dictionary.find(0x00090010)?.keyword).toBe("PrivateCreator");
    expect(dictionary.find(0x00091001)).toBeUndefined();
    expect(dictionary.find(0x00080000)?.vr).toBe("UL");
    expect(dictionary.source).toContain("PS3.6");
  });

  it("settle ambiguous VRs for implicit files", () => {
    expect(dictionary.vrOf(Tag.PIXEL_DATA, false)).toBe(vrCode("OW"));
    expect(dictionary.vrOf(0x00280106, true)).toBe(vrCode("SS"));
    expect(dictionary.vrOf(0x00280106, false)).toBe(vrCode("US"));
    expect(dictionary.vrOf(0x00111111, false)).toBe(0);
  });

  it("name UIDs", () => {
    expect(readUidDictionary(uidTable).get(SYNTAX.explicitBig)).toEqual({
      name: "Explicit VR Big Endian",
      type: "Transfer Syntax",
      retired: true,
    });
  });
});
