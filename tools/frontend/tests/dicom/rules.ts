/** Which rules of those that are checked a damaged file certainly breaks: what only may be wrong is not among them. */

import type { DicomFile } from "../../src/dicom";
import { BIG_ENDIAN, EXPLICIT_VR, NO_ROW, rowAt, valueOffset } from "../../src/dicom/elements";
import { UNDEFINED_LENGTH } from "../../src/dicom/tags";
import { LONG_FORM, SHORT_FORM, UNKNOWN_FORM, vrForm } from "../../src/dicom/vr";

/** PS3.5 7.1: a file ends in a value, a header or an open sequence unless it ends where an element at the top would begin. */
export function breaksOff({ elements }: DicomFile, at: number): boolean {
  for (let row = 0; row < elements.count; row++)
    if (elements.parent[row] === NO_ROW && elements.offset[row] === at) return false;
  return true;
}

/**
 * The header in which the damage begins is none any more, whichever bytes of it were hit: no VR, a length beyond the end,
 * an odd one, or an open one that nothing ends. `bytes` are the damaged ones, as long as those of `file`.
 */
export function breaksHeader(bytes: Uint8Array, file: DicomFile, at: number): boolean {
  const { elements } = file;
  const row = rowAt(elements, at);
  // Of the File Meta Information a damaged tag may be read as the data set's first.
  if (row === NO_ROW || at < file.dataSet || at >= valueOffset(elements, row)) return false;
  const offset = elements.offset[row] as number;
  const isItem = elements.item[row] !== 0;
  const isExplicit = ((elements.flags[row] as number) & EXPLICIT_VR) !== 0;
  const form = isExplicit ? vrForm(bytes[offset + 4] as number, bytes[offset + 5] as number) : LONG_FORM;
  if (form === UNKNOWN_FORM) return true;
  const header = isExplicit && form === LONG_FORM ? 12 : 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (offset + header > bytes.length) return true;
  const little = ((elements.flags[row] as number) & BIG_ENDIAN) === 0;
  const length =
    form === SHORT_FORM ? view.getUint16(offset + 6, little) : view.getUint32(offset + header - 4, little);
  if (length === UNDEFINED_LENGTH) return elements.length[row] !== UNDEFINED_LENGTH;
  return (length % 2 === 1 && !isItem) || offset + header + length > endAround(bytes, file, row);
}

/** Where what the row lies in must end: the innermost length that is known, or the file. */
function endAround(bytes: Uint8Array, { elements }: DicomFile, row: number): number {
  for (let at = elements.parent[row] as number; at !== NO_ROW; at = elements.parent[at] as number)
    if (elements.length[at] !== UNDEFINED_LENGTH) return elements.valueEnd[at] as number;
  return bytes.length;
}
