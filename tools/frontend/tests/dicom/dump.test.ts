/** Expected is what dcmdump of DCMTK 3.6.7 writes of the same bytes, UIDs as numbers (`-Un`). */

import { expect, it } from "vitest";
import { memorySource } from "../../src/bytes/source";
import { dumpLines, ElementValues } from "../../src/dicom";
import { EXPLICIT_BIG, EXPLICIT_LITTLE, leaf, type Node, part10, type Style, SYNTAX, written } from "./build";
import { dictionary, opened } from "./read";

const le = (size: number, ...values: number[]): Uint8Array => {
  const bytes = new Uint8Array(size * values.length);
  const view = new DataView(bytes.buffer);
  for (const [place, value] of values.entries())
    if (size === 2) view.setUint16(place * size, value, true);
    else view.setUint32(place * size, value, true);
  return bytes;
};
const counted = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at);

function lineOf(node: Node, style: Style = EXPLICIT_LITTLE): string {
  const syntax = style.bigEndian ? SYNTAX.explicitBig : SYNTAX.explicitLittle;
  const bytes = part10(syntax, written(style, [node]));
  const source = memorySource(bytes);
  const file = opened(bytes);
  return [...dumpLines(file, new ElementValues(source, file.elements), dictionary)].at(-1) ?? "";
}

it.each([
  [
    "US",
    le(2, ...Array(30).fill(65_535)),
    `${Array(11).fill("65535").join("\\")}...`,
    "60,30 LUTData",
    0x00283006,
  ],
  ["OB", counted(30), `${hex(22).join("\\")}...`, "30, 1 SelectorOBValue", 0x00720065],
  ["OB", counted(24), `${hex(24).join("\\").slice(0, 65)}...`, "24, 1 SelectorOBValue", 0x00720065],
  ["OB", counted(22), hex(22).join("\\"), "22, 1 SelectorOBValue", 0x00720065],
  ["OL", le(4, 1, 0xfffffff0, 3), "1\\4294967280\\3".padEnd(40), "12, 1 SelectorOLValue", 0x00720075],
  ["LT", "x".repeat(80), `[${"x".repeat(66)}...`, "80, 1 SelectorLTValue", 0x00720068],
  ["LT", "x".repeat(68), `[${"x".repeat(68)}]`, "68, 1 SelectorLTValue", 0x00720068],
  ["LT", "a\\b", "[a\\b]".padEnd(40), " 4, 1 SelectorLTValue", 0x00720068],
  ["SH", "   ", "(no value available)".padEnd(40), " 4, 0 SelectorSHValue", 0x0072006c],
  ["SH", "a\\", "[a\\]".padEnd(40), " 2, 2 SelectorSHValue", 0x0072006c],
  ["OB", "", "(no value available)".padEnd(40), " 0, 1 SelectorOBValue", 0x00720065],
  ["US", "", "(no value available)".padEnd(40), " 0, 0 SelectorUSValue", 0x0072007a],
] as const)("%s of %# is cut and counted as dcmdump does", (vr, value, shown, rest, tag) => {
  const key = tag.toString(16).padStart(8, "0");
  expect(lineOf(leaf(tag, vr, value))).toBe(`(${key.slice(0, 4)},${key.slice(4)}) ${vr} ${shown} #  ${rest}`);
});

it("reads no more of a stream than it shows", () => {
  const bytes = part10(
    SYNTAX.explicitLittle,
    written(EXPLICIT_LITTLE, [leaf(0x00720067, "OF", new Uint8Array(1 << 24))]),
  );
  const whole = memorySource(bytes);
  let most = 0;
  const slice = (offset: number, length: number): Uint8Array => {
    most = Math.max(most, length);
    return whole.slice(offset, length);
  };
  const file = opened(bytes);
  const lines = [...dumpLines(file, new ElementValues({ ...whole, slice }, file.elements), dictionary)];
  expect(lines.at(-1)).toBe(
    `(0072,0067) OF ${Array(34).fill("0").join("\\")}... # 16777216, 1 SelectorOFValue`,
  );
  expect(most).toBeLessThan(1024);
});

it("shows words of OW in the order of their file", () => {
  const ow = leaf(0x00720069, "OW", counted(4));
  expect(lineOf(ow)).toContain(" OW 0100\\0302 ");
  expect(lineOf(ow, EXPLICIT_BIG)).toContain(" OW 0001\\0203 ");
});

function hex(count: number): readonly string[] {
  return Array.from(counted(count), (byte) => byte.toString(16).padStart(2, "0"));
}
