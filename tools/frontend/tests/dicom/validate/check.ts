/** Validates what the tests write. */

import iods from "../../../../dictionaries/data/dicom-iods.tsv?raw";
import items from "../../../../dictionaries/data/dicom-items.tsv?raw";
import modules from "../../../../dictionaries/data/dicom-modules.tsv?raw";
import { memorySource } from "../../../src/bytes/source";
import { ElementValues, previewsOf } from "../../../src/dicom";
import { readIodTables, type Validation, validate } from "../../../src/dicom/validate";
import { EXPLICIT_LITTLE, joined, leaf, type Node, written } from "../build";
import { dictionary, opened } from "../read";

export const tables = readIodTables({ iods, modules, items });

export function validated(bytes: Uint8Array): Validation {
  const file = opened(bytes);
  const values = new ElementValues(memorySource(bytes), file.elements);
  const ofValues = previewsOf(memorySource(bytes), file.elements).faults.all;
  return validate(file, values, { dictionary, tables, faults: [...file.faults, ...ofValues] });
}

const text = (tag: number, vr: string, value: string): Node => leaf(tag, vr, value);
export const us = (tag: number, value: number): Node =>
  leaf(tag, "US", Uint8Array.of(value & 255, value >> 8));
export const sq = (tag: number, ...its: readonly (readonly Node[])[]): Node => ({
  tag,
  items: its,
  open: false,
});
export const el = text;

export const CT = "1.2.840.10008.5.1.4.1.1.2";
export const ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1";
export const REPORT = "1.2.840.10008.5.1.4.1.1.88.11";

/** Everything of type 1 and 2 that a CT image has in mandatory modules, plainly synthetic. */
export function ct(): Node[] {
  return [
    text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL"),
    text(0x00080016, "UI", CT),
    text(0x00080018, "UI", "2.25.1"),
    text(0x00080020, "DA", "20200229"),
    text(0x00080030, "TM", "101530"),
    text(0x00080050, "SH", ""),
    text(0x00080060, "CS", "CT"),
    text(0x00080070, "LO", "Example Maker"),
    text(0x00080090, "PN", ""),
    text(0x00100010, "PN", "SAMPLE^ADA"),
    text(0x00100020, "LO", "SAMPLE-1"),
    text(0x00100030, "DA", ""),
    text(0x00100040, "CS", "O"),
    text(0x00180050, "DS", "2.5"),
    text(0x00180060, "DS", "120"),
    text(0x00185100, "CS", "HFS"),
    text(0x0020000d, "UI", "2.25.2"),
    text(0x0020000e, "UI", "2.25.3"),
    text(0x00200010, "SH", ""),
    text(0x00200011, "IS", "1"),
    text(0x00200012, "IS", "1"),
    text(0x00200013, "IS", "1"),
    text(0x00200032, "DS", "0\\0\\0"),
    text(0x00200037, "DS", "1\\0\\0\\0\\1\\0"),
    text(0x00200052, "UI", "2.25.4"),
    text(0x00201040, "LO", ""),
    us(0x00280002, 1),
    text(0x00280004, "CS", "MONOCHROME2"),
    us(0x00280010, 1),
    us(0x00280011, 1),
    text(0x00280030, "DS", "1\\1"),
    us(0x00280100, 16),
    us(0x00280101, 16),
    us(0x00280102, 15),
    us(0x00280103, 0),
    text(0x00281052, "DS", "0"),
    text(0x00281053, "DS", "1"),
    leaf(0x7fe00010, "OW", Uint8Array.of(0, 0)),
  ];
}

/** The elements in order; of two with one tag the last holds. A node of null takes the element away. */
export function changed(nodes: readonly Node[], changes: Readonly<Record<number, Node | null>>): Node[] {
  const byTag = new Map<number, Node | null>(nodes.map((node) => [node.tag, node]));
  for (const [tag, node] of Object.entries(changes)) byTag.set(Number(tag), node);
  return [...byTag.values()].filter((node) => node !== null).sort((one, other) => one.tag - other.tag);
}

/** A Part 10 file with a whole meta group. */
export function fileOf(nodes: readonly Node[], sopClass = CT, instance = "2.25.1"): Uint8Array {
  const meta = written(EXPLICIT_LITTLE, [
    leaf(0x00020001, "OB", Uint8Array.of(0, 1)),
    text(0x00020002, "UI", sopClass),
    text(0x00020003, "UI", instance),
    text(0x00020010, "UI", "1.2.840.10008.1.2.1"),
    text(0x00020012, "UI", "2.25.9"),
  ]);
  const length = leaf(0x00020000, "UL", new Uint8Array(Uint32Array.of(meta.length).buffer));
  return joined(
    new Uint8Array(128),
    Uint8Array.from("DICM", (letter) => letter.charCodeAt(0)),
    written(EXPLICIT_LITTLE, [length]),
    meta,
    written(EXPLICIT_LITTLE, nodes),
  );
}

/** `code path` of each finding, notes left out. */
export function said(bytes: Uint8Array): string[] {
  return validated(bytes)
    .findings.filter(({ severity }) => severity !== "note")
    .map(({ code, path }) => `${code} ${path}`);
}
