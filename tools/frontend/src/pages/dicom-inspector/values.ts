/** The one door from the bytes of a file to text in the inspector: what comes out is a `Datum`, or masked already. */

import { type Datum, datum } from "../../bytes/datum";
import { hexBytes } from "../../bytes/print";
import { rowText } from "../../bytes/text-column";
import { contextOf, displayValue, type ElementIndex, NO_ROW, Tag } from "../../dicom";
import type { Inspection } from "../../workers/dicom";

/** The value as text; null for what has none of its own: sequences, items, fragments, binary. */
export function valueText({ file, charsets }: Inspection, row: number, bytes: Uint8Array): Datum | null {
  const { elements } = file;
  if (!isLeaf(elements, row)) return null;
  const { text } = displayValue(bytes, elements.vr[row] as number, contextOf(elements, row, charsets));
  return text === hexBytes(bytes) ? null : datum(text);
}

/** Binary values as hexadecimal, for the clipboard; null where the element has no value of its own. */
export function valueHex({ file }: Inspection, row: number, bytes: Uint8Array): Datum | null {
  return isLeaf(file.elements, row) ? datum(hexBytes(bytes)) : null;
}

function isLeaf(elements: ElementIndex, row: number): boolean {
  const own = elements.item[row] === 0 && elements.end[row] === row + 1;
  return own && elements.length[row] !== Tag.UNDEFINED_LENGTH;
}

/** The text of an element at the top of the file by its tag; "" where it has none. */
export function textAt({ texts }: Inspection, row: number): Datum {
  return row === NO_ROW ? datum("") : rowText(texts, row);
}
