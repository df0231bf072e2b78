/** The sample CT image with all that its definition asks for (PS3.3 A.3), and with faults of several kinds. */

import { CT_IMAGE_STORAGE, element, part10, SAMPLE_UID, sampleElements } from "./sample";

/** Group and element of an explicit VR little endian element. */
const tagOf = (bytes: Uint8Array): number =>
  (((bytes[1] ?? 0) << 24) | ((bytes[0] ?? 0) << 16) | ((bytes[3] ?? 0) << 8) | (bytes[2] ?? 0)) >>> 0;

/** In the order of their tags; of two with one tag the last holds. */
function inOrder(elements: readonly Uint8Array[]): readonly Uint8Array[] {
  const byTag = new Map(elements.map((bytes) => [tagOf(bytes), bytes]));
  return [...byTag].sort(([one], [other]) => one - other).map(([, bytes]) => bytes);
}

/** What the plain sample lacks. */
const REST = [
  element(0x00080090, "PN", ""),
  element(0x00185100, "CS", "HFS"),
  element(0x00200010, "SH", "SAMPLE-1"),
  element(0x00200011, "IS", "1"),
  element(0x00200012, "IS", "1"),
  element(0x00200037, "DS", "1\\0\\0\\0\\1\\0"),
  element(0x00200052, "UI", `${SAMPLE_UID}.4`),
  element(0x00201040, "LO", ""),
];

const FAULTS = [
  element(0x00080020, "DA", "2020.02.30"),
  element(0x00080060, "CS", ""),
  element(0x00080070, "SH", "Example Maker"),
  element(0x0020000d, "UI", "1.02.840"),
  element(0x00200013, "IS", "one"),
  element(0x00200032, "DS", "-40\\-40"),
  element(0x00280004, "CS", "PALETTE COLOR"),
  element(0x00120020, "LO", "SAMPLE-PROTOCOL"),
];
/** Patient ID, Series Instance UID, Frame of Reference UID, Rescale Slope */
const LOST: ReadonlySet<number> = new Set([0x00100020, 0x0020000e, 0x00200052, 0x00281053]);

const file = (elements: readonly Uint8Array[]): Uint8Array =>
  part10(CT_IMAGE_STORAGE, `${SAMPLE_UID}.1.1`, inOrder(elements));

export function wholeSampleFile(): Uint8Array {
  return file([...sampleElements(), ...REST]);
}

export function brokenSampleFile(): Uint8Array {
  const elements = [...sampleElements(), ...REST, ...FAULTS];
  return file(elements.filter((bytes) => !LOST.has(tagOf(bytes))));
}
