/** Which tool is for a file: by its first bytes, never by its name. */

/** As much of a file as the detector looks at. */
export const HEAD_BYTES = 64 * 1024;

const PREAMBLE_BYTES = 128; // PS3.10 7.1
const MAGIC = "DICM";
/** A data set without preamble begins with group 0002 or 0008, little endian, low element numbers. */
const FIRST_GROUPS: readonly number[] = [0x0002, 0x0008];

/** HL7 v2: a header segment first or after white space, which in ECMAScript includes byte order mark and MLLP start. */
const HL7_HEADER = /(^|\s)(MSH|FHS|BHS)[^A-Za-z0-9\s]/;

/** The slug of the tool for a file that begins with `head`; null if none is for it. */
export function detect(head: Uint8Array): string | null {
  if (isDicom(head)) return "dicom-inspector";
  const text = new TextDecoder("utf-8").decode(head);
  return HL7_HEADER.test(text) ? "hl7-viewer" : null;
}

function isDicom(head: Uint8Array): boolean {
  const magic = String.fromCharCode(...head.subarray(PREAMBLE_BYTES, PREAMBLE_BYTES + MAGIC.length));
  if (magic === MAGIC) return true;
  const group = (head[0] ?? 0) | ((head[1] ?? 0) << 8);
  const element = (head[2] ?? 0) | ((head[3] ?? 0) << 8);
  return head.length >= 8 && FIRST_GROUPS.includes(group) && element <= 0x0100;
}
