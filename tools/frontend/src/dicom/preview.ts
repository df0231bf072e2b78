/** The start of every value as text, for a table and its search; and the faults that only values show. */

import { hexBytes } from "../bytes/print";
import type { ByteSource } from "../bytes/source";
import { type TextColumn, TextColumnBuilder } from "../bytes/text-column";
import { type Charset, charsetFor, type Decoded, standardTerm } from "./charset";
import { contextOf, type DeclaredCharset, type DeclaredCharsets, declaredCharsets } from "./context";
import { type ElementIndex, pathOf, valueLength, valueOffset } from "./elements";
import { FaultList } from "./faults";
import { ITEM, UNDEFINED_LENGTH } from "./tags";
import { displayValue, isText } from "./value";
import { VR_SQ, VR_UN } from "./vr";

export interface Previews {
  /** One a row; "" for sequences, items and fragments. A value longer than shown ends in "…". */
  readonly texts: TextColumn;
  readonly charsets: DeclaredCharsets;
  readonly faults: FaultList;
}

/** Bytes of a text or number that are shown, and of anything else. */
const TEXT_BYTES = 256;
const BINARY_BYTES = 24;

export function previewsOf(
  source: ByteSource,
  index: ElementIndex,
  progress: (row: number) => void = () => undefined,
): Previews {
  const charsets = declaredCharsets(source, index);
  const faults = new FaultList();
  for (const declared of charsets.values()) checkDeclared(index, declared, faults);
  const texts = new TextColumnBuilder(index.count);
  const ROWS_A_TELL = 0x3fff;
  for (let row = 0; row < index.count; row++) {
    texts.push(preview(source, index, row, charsets, faults));
    if ((row & ROWS_A_TELL) === ROWS_A_TELL) progress(row);
  }
  return { texts: texts.finish(), charsets, faults };
}

function preview(
  source: ByteSource,
  index: ElementIndex,
  row: number,
  charsets: DeclaredCharsets,
  faults: FaultList,
): string {
  const vr = index.vr[row] as number;
  const isContainer = vr === VR_SQ || index.tag[row] === ITEM || index.length[row] === UNDEFINED_LENGTH;
  const length = valueLength(index, row);
  if (isContainer || length === 0 || (index.end[row] as number) > row + 1) return "";
  const most = isText(vr) || vr === VR_UN ? TEXT_BYTES : BINARY_BYTES;
  const bytes = source.slice(valueOffset(index, row), Math.min(length, most));
  const context = contextOf(index, row, charsets);
  const decoded = displayValue(bytes, vr, context);
  if (decoded.unknownBytes > 0 || decoded.escapes > 0) {
    faultOf(index, row, decoded, bytes, context.charset, faults, length > most);
  }
  return length > most ? `${decoded.text}…` : decoded.text;
}

/** A set that nobody can name, or under a name that is not quite the standard's, is told once, where it is declared. */
function checkDeclared(index: ElementIndex, declared: DeclaredCharset, faults: FaultList): void {
  const { row, terms } = declared;
  const standard = terms.map(standardTerm).join("\\");
  const code = charsetFor(terms) ? "charset-spelling" : "unknown-charset";
  const stated = terms.join("\\");
  if (code === "charset-spelling" && standard === stated) return;
  const expected = code === "charset-spelling" ? standard : "";
  faults.add(code, index.offset[row] as number, pathOf(index, row), stated, expected);
}

function faultOf(
  index: ElementIndex,
  row: number,
  decoded: Decoded,
  bytes: Uint8Array,
  charset: Charset | null,
  faults: FaultList,
  isCut: boolean,
): void {
  // A character cut in half by the end of the preview is no fault, and an unknown set has been told.
  if (faults.full || charset === null || (isCut && decoded.unknownBytes === 1)) return;
  const code = decoded.unknownBytes > 0 ? "charset-bytes" : "charset-escapes";
  const found = hexBytes(bytes.filter((byte) => byte >= 0x80 || byte === 0x1b).subarray(0, 8));
  faults.add(code, index.offset[row] as number, pathOf(index, row), found, charset.term);
}
