/** Pairs of files to compare, of which no scanner ever made one: each is two folders, a side each. */

import {
  CT_IMAGE_STORAGE,
  closedSequence,
  element,
  latin1,
  part10,
  SAMPLE_UID,
  sampleElements,
  sampleFile,
  truncatedSampleFile,
} from "./sample";
import type { SampleFile } from "./sample-folder";

const [BEFORE, AFTER] = ["1 before", "2 after"] as const;

/** A copy in which bytes of a text stand in the place of those of another, as long. */
function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const [old, next] = [latin1(from), latin1(to)];
  const at = bytes.findIndex((_, place) => old.every((byte, offset) => bytes[place + offset] === byte));
  const copy = bytes.slice();
  copy.set(next, at);
  return copy;
}

const both = (before: Uint8Array, after: Uint8Array): readonly SampleFile[] => [
  { path: `${BEFORE}/IM1`, bytes: before },
  { path: `${AFTER}/IM1`, bytes: after },
];

/** The same image twice. */
export const twiceSample = (): readonly SampleFile[] => both(sampleFile(), sampleFile());

/** The code of the protocol, within an item within an item, is another. */
export const nestedSample = (): readonly SampleFile[] =>
  both(sampleFile(), replaced(sampleFile(), "CTHEAD", "CTNECK"));

/** A damaged copy, in which a name and a number differ before the file ends. */
export function damagedSample(): readonly SampleFile[] {
  const renamed = replaced(truncatedSampleFile(), "SAMPLE^ADA", "SAMPLE^EVE");
  return both(sampleFile(), replaced(renamed, "SAMPLE-0001", "SAMPLE-0002"));
}

const us = (tag: number, value: number): Uint8Array =>
  element(tag, "US", new Uint8Array(Uint16Array.of(value).buffer));

/** The same values: other digits, other ends of a name, a sequence with its length, the private block elsewhere. */
export function rewrittenSample(): readonly SampleFile[] {
  const references = ["1.2", "1.3"].map((number) => [
    element(0x00081150, "UI", CT_IMAGE_STORAGE),
    element(0x00081155, "UI", `${SAMPLE_UID}.${number}`),
  ]);
  const own = new Map<number, Uint8Array>(
    [
      [0x00081140, closedSequence(0x00081140, references)],
      [0x00090010, element(0x00090011, "LO", "EXAMPLE MAKER 1.0")],
      [0x00091001, element(0x00091101, "LO", "Private text")],
      [0x00091002, element(0x00091102, "UN", Uint8Array.of(0x01, 0x02, 0xfe, 0xff))],
      [0x00100010, element(0x00100010, "PN", "SAMPLE^ADA^^")],
      [0x00180050, element(0x00180050, "DS", "2.50")],
      [0x00200032, element(0x00200032, "DS", "-40.0\\-40.0\\12.5")],
    ].map(([tag, bytes]) => [tag as number, bytes as Uint8Array]),
  );
  const elements = sampleElements().map((bytes) => own.get(tagOf(bytes)) ?? bytes);
  return both(sampleFile(), part10(CT_IMAGE_STORAGE, `${SAMPLE_UID}.1.1`, elements));
}

function tagOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return ((view.getUint16(0, true) << 16) | view.getUint16(2, true)) >>> 0;
}

const SLICES = 5;
const LOST = 4;
const CHANGED = 3;
const SIDE = 8;

/** One image of a series; `study` makes its UIDs, so that the two series have none in common. */
function slice(study: number, number: number, pixels: number): Uint8Array {
  const uid = `${SAMPLE_UID}.7.${study}.${number}`;
  return part10(CT_IMAGE_STORAGE, uid, [
    element(0x00080005, "CS", "ISO_IR 100"),
    element(0x00080016, "UI", CT_IMAGE_STORAGE),
    element(0x00080018, "UI", uid),
    element(0x00080060, "CS", "CT"),
    element(0x0008103e, "LO", study === 1 ? "Axial" : "Axial, archived"),
    element(0x00100010, "PN", "SAMPLE^ADA"),
    element(0x00100020, "LO", "SAMPLE-1"),
    element(0x0020000d, "UI", `${SAMPLE_UID}.7.${study}`),
    element(0x0020000e, "UI", `${SAMPLE_UID}.7.${study}.0`),
    element(0x00200011, "IS", "1"),
    element(0x00200013, "IS", String(study === 1 ? number : SLICES + 1 - number)),
    element(0x00200032, "DS", `0\\0\\${number * 2.5}`),
    element(0x00200037, "DS", "1\\0\\0\\0\\1\\0"),
    us(0x00280010, SIDE),
    us(0x00280011, SIDE),
    us(0x00280100, 16),
    us(0x00280103, 0),
    element(0x7fe00010, "OW", new Uint8Array(2 * SIDE * SIDE).fill(pixels)),
  ]);
}

/** The second has other UIDs and numbers: a slice is missing in it, and the pixels of another are changed. */
export function seriesSample(): readonly SampleFile[] {
  const numbers = Array.from({ length: SLICES }, (_, at) => at + 1);
  return [
    ...numbers.map((number) => ({ path: `${BEFORE}/IM${number}`, bytes: slice(1, number, number) })),
    ...numbers
      .filter((number) => number !== LOST)
      .map((number) => ({
        path: `${AFTER}/IM${number}`,
        bytes: slice(2, number, number === CHANGED ? 99 : number),
      })),
  ];
}
