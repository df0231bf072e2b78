/** DICOM made here, beside pydicom's files: what those do not vary. */

import {
  bytesOf,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  joined,
  leaf,
  type Node,
  numbers,
  part10,
  type Style,
  SYNTAX,
  written,
} from "../../dicom/build";
import { type Case, many, utf8 } from "./case";
import type { Random } from "./random";

const CLASSES = ["2", "4", "7", "1.1", "6.1", "88.33", "481.5", "999.1"];
const DIRECTORY = "1.2.840.10008.1.3.10";

function dataSet(random: Random, style: Style): readonly Node[] {
  const nodes: Node[] = [];
  if (random.chance(0.3)) nodes.push(leaf(0x00080000, "UL", numbers(style, [4, random.int(40, 300)])));
  if (random.chance(0.8))
    nodes.push(leaf(0x00080005, "CS", random.pick(["ISO_IR 100", "ISO_IR 192", "ISO_IR 144"])));
  if (random.chance(0.5)) nodes.push(leaf(0x00080008, "CS", "ORIGINAL\\PRIMARY"));
  nodes.push(leaf(0x00080016, "UI", `1.2.840.10008.5.1.4.1.1.${random.pick(CLASSES)}`));
  nodes.push(leaf(0x00080018, "UI", `2.25.${random.int(1, 9)}${random.digits(20)}`));
  if (random.chance(0.5)) nodes.push(leaf(0x00080020, "DA", "20200229"));
  nodes.push(leaf(0x00080060, "CS", random.pick(["CT", "MR", "US"])));
  nodes.push({ tag: 0x00081140, open: random.chance(0.5), items: [[leaf(0x00081155, "UI", "2.25.77")]] });
  if (random.chance(0.4)) nodes.push(leaf(0x00090010, "LO", "EXAMPLE"));
  nodes.push(leaf(0x00100010, "PN", "SAMPLE^ADA"), leaf(0x00100020, "LO", random.digits(6)));
  const pixels = random.chance(0.2) ? random.int(70_000, 200_000) : random.int(0, 2_000);
  nodes.push(leaf(0x7fe00010, "OW", random.bytes(pixels & ~1)));
  return nodes;
}

const STYLES: readonly (readonly [Style, string])[] = [
  [EXPLICIT_LITTLE, SYNTAX.explicitLittle],
  [IMPLICIT_LITTLE, SYNTAX.implicitLittle],
  [EXPLICIT_BIG, SYNTAX.explicitBig],
  [EXPLICIT_LITTLE, "1.2.840.10008.1.2.4.90"],
];

function meta(...more: readonly Node[]): Uint8Array {
  const nodes = [leaf(0x00020001, "OB", Uint8Array.of(0, 1)), ...more];
  const rest = written(EXPLICIT_LITTLE, nodes);
  return joined(
    written(EXPLICIT_LITTLE, [leaf(0x00020000, "UL", numbers(EXPLICIT_LITTLE, [4, rest.length]))]),
    rest,
  );
}

function file(random: Random): Case {
  const [style, syntax] = random.pick(STYLES);
  const whole = part10(syntax, written(style, dataSet(random, style)));
  // Dual files carry a TIFF header in the preamble (PS3.10 7.1), others anything at all.
  if (random.chance(0.2)) whole.set(bytesOf("II*\0"));
  if (random.chance(0.2)) whole.set(random.bytes(128));
  const isCut = random.chance(0.3);
  const bytes = isCut ? whole.subarray(0, random.int(160, whole.length)) : whole;
  return { expected: "dicom", bytes, note: `${syntax}${isCut ? ", cut" : ""}` };
}

function bare(random: Random): Case {
  const [style, syntax] = random.pick(STYLES);
  const set = written(style, dataSet(random, style));
  const withMeta = joined(meta(leaf(0x00020010, "UI", syntax)), set);
  const bytes = random.pick([set, set, withMeta, joined(bytesOf("DICM"), withMeta)]);
  const isCut = random.chance(0.2) && bytes.length > 400;
  return {
    expected: "dicom-bare",
    bytes: isCut ? bytes.subarray(0, random.int(300, bytes.length)) : bytes,
    note: syntax,
  };
}

function directory(random: Random): Case {
  const [style, syntax] = random.pick(STYLES.slice(0, 3));
  const records = many(random.int(0, 40), () => [
    leaf(0x00041400, "UL", numbers(style, [4, 0])),
    leaf(0x00041430, "CS", random.pick(["PATIENT", "STUDY", "SERIES", "IMAGE"])),
    leaf(0x00100020, "LO", random.digits(8)),
  ]);
  const set = written(style, [
    leaf(0x00041130, "CS", "EXAMPLE"),
    leaf(0x00041200, "UL", numbers(style, [4, 0])),
    leaf(0x00041212, "US", numbers(style, [2, 0])),
    { tag: 0x00041220, items: records, open: random.chance(0.5) },
  ]);
  const start = meta(
    leaf(0x00020002, "UI", DIRECTORY),
    leaf(0x00020003, "UI", "2.25.5"),
    leaf(0x00020010, "UI", syntax),
  );
  return {
    expected: "dicomdir",
    bytes: joined(new Uint8Array(128), bytesOf("DICM"), start, set),
    note: syntax,
  };
}

const json = (random: Random): Case => {
  const set = {
    "00080005": { vr: "CS", Value: ["ISO_IR 192"] },
    "00080016": { vr: "UI", Value: [`1.2.840.10008.5.1.4.1.1.${random.pick(CLASSES)}`] },
    "00100010": { vr: "PN", Value: [{ Alphabetic: "SAMPLE^ADA" }] },
    "7FE00010": { vr: "OW", InlineBinary: random.letters(random.pick([40, 70_000])) },
  };
  const value = random.chance(0.4) ? [set, set] : set;
  return { expected: "dicom-json", bytes: utf8(JSON.stringify(value, null, random.pick([0, 2]))), note: "" };
};

const xml = (random: Random): Case => {
  const declared = random.pick(['<?xml version="1.0" encoding="UTF-8"?>\n', ""]);
  const space = random.pick([
    'xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM"',
    'xml:space="preserve"',
  ]);
  const attribute = `<DicomAttribute tag="00100020" vr="LO" keyword="PatientID"><Value number="1">${random.digits(6)}</Value></DicomAttribute>`;
  const text = `${declared}<NativeDicomModel ${space}>${attribute.repeat(random.int(1, 900))}</NativeDicomModel>`;
  return { expected: "dicom-xml", bytes: utf8(text), note: "" };
};

export const dicomCases = (random: Random): Case[] => [
  ...many(80, () => file(random)),
  ...many(80, () => bare(random)),
  ...many(40, () => directory(random)),
  ...many(40, () => json(random)),
  ...many(40, () => xml(random)),
];
