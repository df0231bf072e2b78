import { describe, expect, it } from "vitest";
import { findElement, Tag, valueLength, vrName } from "../../src/dicom";
import {
  bytesOf,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  header,
  IMPLICIT_LITTLE,
  ITEM,
  ITEM_END,
  joined,
  leaf,
  type Node,
  OPEN,
  part10,
  SEQUENCE_END,
  SYNTAX,
  written,
} from "./build";
import { codes, opened, outline } from "./read";

const modality = leaf(0x00080060, "CS", "CT");
const name = leaf(0x00100010, "PN", "SAMPLE^ADA");
const code = leaf(0x00080100, "SH", "T-1");

const nested = (open: boolean): Node[] => [
  modality,
  { tag: 0x00400275, open, items: [[{ tag: 0x00400008, open, items: [[code], []] }], [code]] },
  leaf(0x00401001, "SH", "after"),
];

const NESTED_OUTLINE = [
  "00080060 CS",
  "00400275 SQ",
  "00400275[1]",
  "00400275[1]/00400008 SQ",
  "00400275[1]/00400008[1]",
  "00400275[1]/00400008[1]/00080100 SH",
  "00400275[1]/00400008[2]",
  "00400275[2]",
  "00400275[2]/00080100 SH",
  "00401001 SH",
];

describe("the three encodings", () => {
  it.each([
    ["explicit little", SYNTAX.explicitLittle, EXPLICIT_LITTLE],
    ["implicit little", SYNTAX.implicitLittle, IMPLICIT_LITTLE],
    ["explicit big", SYNTAX.explicitBig, EXPLICIT_BIG],
  ])("reads %s endian the same, with and without lengths", (_, syntax, style) => {
    for (const open of [true, false]) {
      const file = opened(part10(syntax, written(style, nested(open))));
      expect(codes(file)).toEqual([]);
      expect(outline(file)).toEqual(NESTED_OUTLINE);
    }
  });

  it("says where a deflated data set begins and reads no further", () => {
    const file = opened(part10(SYNTAX.deflated, bytesOf("compressed")));
    expect(codes(file)).toEqual(["deflated-not-read"]);
    expect(file.faults[0]).toMatchObject({ offset: file.dataSet, found: "10" });
    expect(outline(file)).toEqual([]);
  });

  it("follows the bytes where the transfer syntax says something else", () => {
    const file = opened(part10(SYNTAX.explicitLittle, written(IMPLICIT_LITTLE, [modality, name])));
    expect(codes(file)).toEqual(["syntax-contradicted"]);
    expect(outline(file)).toEqual(["00080060 CS", "00100010 PN"]);
  });
});

describe("how a file begins", () => {
  it.each([
    ["explicit little", EXPLICIT_LITTLE],
    ["implicit little", IMPLICIT_LITTLE],
    ["explicit big", EXPLICIT_BIG],
  ])("recognises %s endian without preamble and meta information", (_, style) => {
    const file = opened(written(style, [modality, name]));
    expect(codes(file)).toEqual(["no-preamble", "no-meta"]);
    expect(outline(file)).toEqual(["00080060 CS", "00100010 PN"]);
  });

  it("reads meta information without preamble", () => {
    const whole = part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, [modality]));
    expect(codes(opened(whole.subarray(132)))).toEqual(["no-preamble"]);
    expect(codes(opened(whole.subarray(128)))).toEqual(["no-preamble"]);
  });

  it("refuses what is not DICOM with the bytes that stand where DICM should be", () => {
    const zip = joined(bytesOf("PK\x03\x04"), new Uint8Array(124), bytesOf("PK.."), new Uint8Array(20));
    expect(() => opened(zip)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          code: "not-dicom",
          offset: 128,
          values: expect.objectContaining({ found: "PK..", kind: "zip", length: 152 }),
        }),
      }),
    );
    expect(() => opened(new Uint8Array(0))).toThrow(
      expect.objectContaining({ failure: { code: "empty", offset: 0, values: { length: 0 } } }),
    );
    expect(() => opened(bytesOf("MSH|^~\\&|SENDER|ADT"))).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ values: expect.objectContaining({ kind: "hl7" }) }),
      }),
    );
  });

  it("counts the meta group and says when the file counts otherwise", () => {
    const whole = part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, [modality]));
    whole[140] = 99;
    const [fault] = opened(whole).faults;
    expect(fault).toMatchObject({ code: "meta-length", path: "00020000", found: "99", expected: "28" });
  });
});

describe("encapsulated pixel data", () => {
  const fragments = joined(
    header(EXPLICIT_LITTLE, Tag.PIXEL_DATA, "OB", OPEN),
    header(EXPLICIT_LITTLE, ITEM, "", 0),
    header(EXPLICIT_LITTLE, ITEM, "", 4),
    bytesOf("abcd"),
    header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0),
  );

  it("lists the offset table and the fragments", () => {
    const file = opened(part10("1.2.840.10008.1.2.4.50", fragments));
    expect(codes(file)).toEqual([]);
    expect(outline(file)).toEqual(["7FE00010 OB", "7FE00010[1]", "7FE00010[2]"]);
    const last = file.elements.count - 1;
    expect(valueLength(file.elements, last)).toBe(4);
    expect(valueLength(file.elements, last - 2)).toBe(20);
  });

  it("takes a fragment without length for the rest", () => {
    const cut = joined(
      header(EXPLICIT_LITTLE, Tag.PIXEL_DATA, "OB", OPEN),
      header(EXPLICIT_LITTLE, ITEM, "", OPEN),
    );
    const file = opened(part10("1.2.840.10008.1.2.4.50", joined(cut, bytesOf("abcdefgh"))));
    expect(codes(file)).toEqual(["undefined-length", "truncated-sequence"]);
  });
});

describe("unknown VR", () => {
  const inside = written(IMPLICIT_LITTLE, [code]);
  const item = joined(header(IMPLICIT_LITTLE, ITEM, "", inside.length), inside);

  it("opens a UN of undefined length as implicit VR", () => {
    const un = joined(
      header(EXPLICIT_LITTLE, 0x00091010, "UN", OPEN),
      item,
      header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0),
    );
    const file = opened(part10(SYNTAX.explicitLittle, joined(un, written(EXPLICIT_LITTLE, [name]))));
    expect(codes(file)).toEqual([]);
    expect(outline(file)).toEqual(["00091010 SQ", "00091010[1]", "00091010[1]/00080100 SH", "00100010 PN"]);
  });

  it("opens a UN whose value is items, and leaves any other alone", () => {
    const un = joined(header(EXPLICIT_LITTLE, 0x00091010, "UN", item.length), item);
    const other = written(EXPLICIT_LITTLE, [leaf(0x00091011, "UN", "no item here")]);
    const file = opened(part10(SYNTAX.explicitLittle, joined(un, other)));
    expect(codes(file)).toEqual([]);
    expect(outline(file)).toEqual(["00091010 UN", "00091010[1]", "00091010[1]/00080100 SH", "00091011 UN"]);
  });

  it("reads the pixel representation before it settles US or SS", () => {
    const signed = written(IMPLICIT_LITTLE, [
      leaf(0x00280103, "US", Uint8Array.of(1, 0)),
      leaf(0x00280106, "SS", Uint8Array.of(0xff, 0xff)),
    ]);
    const { elements } = opened(part10(SYNTAX.implicitLittle, signed));
    expect(vrName(elements.vr[findElement(elements, 0x00280106)] as number)).toBe("SS");
  });
});

describe("delimiters", () => {
  const open = (...parts: readonly Uint8Array[]) =>
    part10(SYNTAX.explicitLittle, joined(header(EXPLICIT_LITTLE, 0x00400275, "SQ", OPEN), ...parts));
  const start = header(EXPLICIT_LITTLE, ITEM, "", OPEN);
  const end = header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0);
  const content = written(EXPLICIT_LITTLE, [code]);
  const after = written(EXPLICIT_LITTLE, [leaf(0x00401001, "SH", "after")]);

  it("closes an item that lacks its delimiter at the next one", () => {
    const file = opened(open(start, content, start, content, end, after));
    expect(codes(file)).toEqual(["missing-delimiter", "missing-delimiter"]);
    expect(outline(file)).toContain("00400275[2]/00080100 SH");
    expect(outline(file)).toContain("00401001 SH");
  });

  it("passes over a delimiter that closes nothing", () => {
    const file = opened(part10(SYNTAX.explicitLittle, joined(content, end, after)));
    expect(codes(file)).toEqual(["stray-delimiter"]);
    expect(outline(file)).toEqual(["00080100 SH", "00401001 SH"]);
  });

  it("goes on after a sequence in which no item stands", () => {
    const file = opened(open(after));
    expect(codes(file)).toEqual(["item-expected"]);
    expect(outline(file)).toEqual(["00400275 SQ", "00401001 SH"]);
  });

  it("reads a delimiter that has a length", () => {
    const file = opened(open(start, content, header(EXPLICIT_LITTLE, ITEM_END, "", 4), end, after));
    expect(codes(file)).toEqual(["delimiter-length"]);
    expect(outline(file)).toContain("00401001 SH");
  });
});
