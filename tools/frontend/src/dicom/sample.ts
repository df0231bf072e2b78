/** A small CT image that no scanner ever made, written byte by byte: something to try the tool with. */

import { ITEM, ITEM_DELIMITATION, SEQUENCE_DELIMITATION, UNDEFINED_LENGTH } from "./tags";
import { LONG_FORM, vrForm } from "./vr";

export const CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2";
const EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
/** PS3.5 B.2: UIDs from UUIDs, which nobody has to register; these are counted up from a made-up one. */
export const SAMPLE_UID = "2.25.305828488182831875890203105390285383";

export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Tag and 32-bit length, as items and delimiters have it. */
function marker(tag: number, length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  view.setUint32(4, length, true);
  return bytes;
}

/** One explicit VR little endian element (PS3.5 7.1.2), its value padded to even length. */
export function element(tag: number, vr: string, value: string | Uint8Array, length?: number): Uint8Array {
  const raw = typeof value === "string" ? latin1(value) : value;
  const padded = new Uint8Array(raw.length + (raw.length % 2)).fill(vr === "UI" ? 0 : 0x20);
  padded.set(raw);
  const isLong = vrForm(vr.charCodeAt(0), vr.charCodeAt(1)) === LONG_FORM;
  const header = new Uint8Array(isLong ? 12 : 8);
  header.set(marker(tag, 0).subarray(0, 4));
  header.set(latin1(vr), 4);
  const view = new DataView(header.buffer);
  if (isLong) view.setUint32(8, length ?? padded.length, true);
  else view.setUint16(6, length ?? padded.length, true);
  return joined([header, padded]);
}

const us = (tag: number, value: number): Uint8Array =>
  element(tag, "US", new Uint8Array(Uint16Array.of(value).buffer));

/** A sequence of undefined length, its items too: the form with delimiters (PS3.5 Table 7.5-3). */
export function openSequence(tag: number, items: readonly (readonly Uint8Array[])[]): Uint8Array {
  const parts = items.flatMap((item) => [
    marker(ITEM, UNDEFINED_LENGTH),
    ...item,
    marker(ITEM_DELIMITATION, 0),
  ]);
  return joined([element(tag, "SQ", "", UNDEFINED_LENGTH), ...parts, marker(SEQUENCE_DELIMITATION, 0)]);
}

/** A sequence with its length in bytes (PS3.5 Table 7.5-1). */
export function closedSequence(tag: number, items: readonly (readonly Uint8Array[])[]): Uint8Array {
  const parts = items.map((item) => joined([marker(ITEM, joined(item).length), ...item]));
  return element(tag, "SQ", joined(parts));
}

const SIDE = 32;

/** A bright disc on a dark ground, in Hounsfield units plus 1024. */
function pixels(): Uint8Array {
  const values = new Uint16Array(SIDE * SIDE);
  for (let place = 0; place < values.length; place++) {
    const x = (place % SIDE) - SIDE / 2 + 0.5;
    const y = Math.floor(place / SIDE) - SIDE / 2 + 0.5;
    const radius = Math.hypot(x, y);
    values[place] = radius < SIDE / 4 ? 1084 : radius < SIDE / 2.4 ? 1024 : 24;
  }
  return new Uint8Array(values.buffer);
}

/** A Part 10 file (PS3.10 7.1): preamble, prefix, meta information, and the data set. */
export function part10(sopClass: string, instance: string, dataSet: readonly Uint8Array[]): Uint8Array {
  const meta = joined([
    element(0x00020001, "OB", Uint8Array.of(0, 1)),
    element(0x00020002, "UI", sopClass),
    element(0x00020003, "UI", instance),
    element(0x00020010, "UI", EXPLICIT_VR_LITTLE_ENDIAN),
    element(0x00020012, "UI", `${SAMPLE_UID}.0`),
    element(0x00020013, "SH", "SAMPLE 1"),
  ]);
  const metaLength = element(0x00020000, "UL", new Uint8Array(Uint32Array.of(meta.length).buffer));
  return joined([new Uint8Array(128), latin1("DICM"), metaLength, meta, ...dataSet]);
}

const HEADER = [
  element(0x00080005, "CS", "ISO_IR 100"),
  element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL"),
  element(0x00080016, "UI", CT_IMAGE_STORAGE),
  element(0x00080018, "UI", `${SAMPLE_UID}.1.1`),
  element(0x00080020, "DA", "20200229"),
  element(0x00080030, "TM", "101530.25"),
  element(0x00080050, "SH", "SAMPLE-0001"),
  element(0x00080060, "CS", "CT"),
  element(0x00080070, "LO", "Example Maker"),
  element(0x00080080, "LO", "Beispielklinik Süd"),
  element(0x00081030, "LO", "Synthetic phantom"),
  openSequence(0x00081140, [
    [element(0x00081150, "UI", CT_IMAGE_STORAGE), element(0x00081155, "UI", `${SAMPLE_UID}.1.2`)],
    [element(0x00081150, "UI", CT_IMAGE_STORAGE), element(0x00081155, "UI", `${SAMPLE_UID}.1.3`)],
  ]),
  element(0x00090010, "LO", "EXAMPLE MAKER 1.0"),
  element(0x00091001, "LO", "Private text"),
  element(0x00091002, "UN", Uint8Array.of(0x01, 0x02, 0xfe, 0xff)),
  element(0x00100010, "PN", "SAMPLE^ADA"),
  element(0x00100020, "LO", "SAMPLE-1"),
  element(0x00100030, "DA", "19000101"),
  element(0x00100040, "CS", "O"),
  element(0x00180050, "DS", "2.5"),
  element(0x00180060, "DS", "120"),
  element(0x0020000d, "UI", `${SAMPLE_UID}.2`),
  element(0x0020000e, "UI", `${SAMPLE_UID}.3`),
  element(0x00200013, "IS", "1"),
  element(0x00200032, "DS", "-40\\-40\\12.5"),
];

const REQUEST = closedSequence(0x00400275, [
  [
    closedSequence(0x00400008, [
      [
        element(0x00080100, "SH", "CTHEAD"),
        element(0x00080102, "SH", "99EX"),
        element(0x00080104, "LO", "CT head"),
      ],
    ]),
    element(0x00401001, "SH", "RP-1"),
  ],
]);

/** Its data set, element by element. */
export function sampleElements(): readonly Uint8Array[] {
  const image = [
    us(0x00280002, 1),
    element(0x00280004, "CS", "MONOCHROME2"),
    us(0x00280010, SIDE),
    us(0x00280011, SIDE),
    element(0x00280030, "DS", "2.5\\2.5"),
    us(0x00280100, 16),
    us(0x00280101, 12),
    us(0x00280102, 11),
    us(0x00280103, 0),
    element(0x00281050, "DS", "40"),
    element(0x00281051, "DS", "400"),
    element(0x00281052, "DS", "-1024"),
    element(0x00281053, "DS", "1"),
    REQUEST,
    element(0x7fe00010, "OW", pixels()),
  ];
  return [...HEADER, ...image];
}

/** The sample as a Part 10 file: about four kilobytes. */
export function sampleFile(): Uint8Array {
  return part10(CT_IMAGE_STORAGE, `${SAMPLE_UID}.1.1`, sampleElements());
}

/** The data set alone, as many archives keep it: no preamble, no meta information. */
export function bareSampleFile(): Uint8Array {
  return joined(sampleElements());
}

const LOST_BYTES = 300;

/** The same file as a broken transfer leaves it: its last 300 bytes are missing. */
export function truncatedSampleFile(): Uint8Array {
  const whole = sampleFile();
  return whole.slice(0, whole.length - LOST_BYTES);
}
