import { describe, expect, it } from "vitest";
import { readMultiplicity } from "../../../src/dicom/validate/forms";
import { leaf } from "../build";
import { changed, ct, el, fileOf, said, validated } from "./check";

const ctWith = (changes: Parameters<typeof changed>[1]): Uint8Array => fileOf(changed(ct(), changes));
const long = (length: number): string => "A".repeat(length);

describe("an element by itself", () => {
  it.each([
    ["a VR that is not the dictionary's", 0x00200013, "DS", "1", "vr-other"],
    ["more values than it may have", 0x00080060, "CS", "CT\\MR", "multiplicity"],
    ["an odd number of what comes in pairs", 0x00280030, "DS", "1", "multiplicity"],
    ["a date that never was", 0x00080020, "DA", "20190229", "value-form"],
    ["a date with dots", 0x00080020, "DA", "2019.02.28", "value-form"],
    ["a time with colons", 0x00080030, "TM", "10:15:30", "value-form"],
    ["a number in words", 0x00200013, "IS", "one", "value-form"],
    ["an integer that is none", 0x00200013, "IS", "1.5", "value-form"],
    ["a decimal with a comma", 0x00180050, "DS", "2,5", "value-form"],
    ["a decimal of more than 16 characters", 0x00180050, "DS", "2.00000000000000001", "value-length"],
    ["a code in small letters", 0x00080060, "CS", "ct", "value-characters"],
    ["a code of more than 16 characters", 0x00080060, "CS", long(17), "value-length"],
    ["a short text that is long", 0x00200010, "SH", long(17), "value-length"],
    ["a text with a line end", 0x00100020, "LO", "A\nB", "value-characters"],
    ["a UID with a leading zero", 0x0020000d, "UI", "1.02.3", "uid-form"],
    ["a UID that ends in a dot", 0x0020000d, "UI", "1.2.", "uid-form"],
    ["a UID of more than 64 characters", 0x0020000d, "UI", `1.${"2".repeat(63)}`, "value-length"],
    ["a UID padded with a space", 0x0020000d, "UI", "1.2.3 ", "value-padding"],
    ["a text padded with a zero byte", 0x00100020, "LO", "A\0", "value-padding"],
    ["an element nobody knows", 0x00080003, "LO", "A", "not-in-dictionary"],
    ["a private one without creator", 0x00091001, "LO", "A", "no-creator"],
  ])("%s", (_name, tag, vr, value, code) => {
    const path = tag.toString(16).toUpperCase().padStart(8, "0");
    expect(said(ctWith({ [tag]: el(tag, vr, value) }))).toContain(`${code} ${path}`);
  });

  it.each([
    ["a name of three groups", 0x00100010, "PN", `${long(64)}=${long(64)}=${long(64)}`],
    ["an integer with a sign and blanks", 0x00200013, "IS", " -1 "],
    ["a decimal with an exponent", 0x00180050, "DS", "-1.5E-3"],
    ["an hour alone", 0x00080030, "TM", "10"],
    ["a leap second", 0x00080030, "TM", "235960"],
    ["UN where the writer did not know", 0x00100020, "UN", "AB"],
    ["text of 64 letters that take two bytes each", 0x00100020, "LO", "\xc3\xa4".repeat(64)],
  ])("is in order: %s", (_name, tag, vr, value) => {
    const utf8 = { 524293: el(0x00080005, "CS", "ISO_IR 192") };
    expect(said(ctWith({ ...utf8, [tag]: el(tag, vr, value) }))).toEqual([]);
  });

  it("numbers come whole, and as many as there may be", () => {
    expect(said(ctWith({ 2621456: leaf(0x00280010, "US", Uint8Array.of(1, 0, 0, 0, 0, 0)) }))).toEqual([
      "multiplicity 00280010",
    ]);
    const told = validated(ctWith({ 1609843: leaf(0x00189073, "FD", Uint8Array.of(1, 2, 3, 4)) })).findings;
    expect(told).toMatchObject([{ code: "value-size", found: "4", expected: "8 × n" }]);
  });

  it("a character that the declared set does not have is told where it stands", () => {
    expect(said(ctWith({ 1048592: el(0x00100010, "PN", "S\xc4MPLE") }))).toEqual([
      "missing-type-1c 00080005",
      "charset-bytes 00100010",
    ]);
  });

  it("reads how many values there may be", () => {
    expect(readMultiplicity("1")).toEqual({ least: 1, most: 1, step: 1 });
    expect(readMultiplicity("1-3")).toEqual({ least: 1, most: 3, step: 1 });
    expect(readMultiplicity("1-n")).toEqual({ least: 1, most: Number.POSITIVE_INFINITY, step: 1 });
    expect(readMultiplicity("2-2n")).toEqual({ least: 2, most: Number.POSITIVE_INFINITY, step: 2 });
    expect(readMultiplicity("")).toBeNull();
  });
});

describe("the meta information", () => {
  it("speaks of this object", () => {
    expect(said(fileOf(ct(), "1.2.840.10008.5.1.4.1.1.4", "2.25.8"))).toEqual([
      "meta-sop-class 00020002",
      "meta-sop-instance 00020003",
    ]);
  });

  it("a file without it is told once", () => {
    const bare = fileOf(ct()).slice(fileOf(ct()).indexOf(0x08, 300));
    expect(said(bare).filter((one) => one.startsWith("meta"))).toEqual([]);
    expect(said(bare)).toContain("no-meta ");
  });
});
