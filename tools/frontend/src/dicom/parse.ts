/** A file, from its first byte to the index of everything in it. */

import { hexBytes } from "../bytes/print";
import type { ByteSource } from "../bytes/source";
import { type ElementIndex, findElement, NO_ROW, valueLength, valueOffset } from "./elements";
import type { DicomFault } from "./faults";
import { checkGroupLengths } from "./group-lengths";
import { type Encoding, Reader, type VrOf } from "./reader";
import { encodingAt, findStart, type Start } from "./start";
import { encodingName, encodingOf, isDeflated, isKnownSyntax } from "./syntax";
import { META_GROUP_LENGTH, TRANSFER_SYNTAX_UID } from "./tags";

export interface DicomFile {
  /** Bytes of the whole input. */
  readonly size: number;
  /** Where the first element stands: 132 with preamble and "DICM". */
  readonly start: number;
  /** Where the data set begins, after the File Meta Information. */
  readonly dataSet: number;
  /** The Transfer Syntax UID as the file states it; "" if it does not. */
  readonly transferSyntax: string;
  /** The data set is deflated and was not read: see `open`. */
  readonly isDeflated: boolean;
  /** One past the last byte that was read: less than `size` where reading ended at `before`. */
  readonly end: number;
  /** How the data set was read: by the transfer syntax, or by its bytes where they say otherwise. */
  readonly encoding: Encoding;
  readonly elements: ElementIndex;
  readonly faults: readonly DicomFault[];
  /** Faults beyond the first 500. */
  readonly faultsLeftOut: number;
}

export interface ParseOptions {
  /** The dictionary; without one, implicit VR elements are UN and only recognisable sequences are opened. */
  readonly vrOf?: VrOf;
  /** What follows the meta information was deflated and is inflated now. */
  readonly isInflated?: boolean;
  /** Reading ends in front of the first element at the top with this tag or a higher one: pixel data stay unread. */
  readonly before?: number;
  /** Called now and then with the number of bytes read. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Reads the structure of a DICOM file. Values stay where they are.
 *
 * @throws Fatal "empty" or "not-dicom"; every other fault is in the answer.
 */
export function parse(source: ByteSource, options: ParseOptions = {}): DicomFile {
  const progress = options.progress;
  const tell = (position: number): void => progress?.(position, source.length);
  const reader = new Reader(source, 0, options.vrOf ?? (() => 0), tell);
  const start = findStart(source, reader.faults);
  reader.position = start.offset;
  if (start.hasMeta) reader.readMeta();
  else reader.faults.add("no-meta", start.offset, "", "", "0002,0000");
  const dataSet = reader.position;
  const transferSyntax = uidAt(source, reader.rows, TRANSFER_SYNTAX_UID);
  if (start.hasMeta) checkMeta(source, reader, start, transferSyntax);

  const encoding = chooseEncoding(source, reader, transferSyntax);
  const isPacked = isDeflated(transferSyntax) && !options.isInflated && source.length > dataSet;
  if (isPacked) reader.faults.add("deflated-not-read", dataSet, "", source.length - dataSet, "");
  else reader.readDataSet(encoding, options.before);
  const elements = reader.rows.finish();
  checkGroupLengths(source, elements, reader.faults);
  return {
    size: source.length,
    start: start.offset,
    dataSet,
    transferSyntax,
    isDeflated: isPacked,
    end: isPacked ? dataSet : reader.position,
    encoding,
    elements,
    faults: reader.faults.all,
    faultsLeftOut: reader.faults.leftOut,
  };
}

/** PS3.10 Table 7.1-1: (0002,0000) counts the bytes from the end of its own value to the end of the group. */
function checkMeta(source: ByteSource, reader: Reader, start: Start, transferSyntax: string): void {
  const { rows, faults } = reader;
  if (transferSyntax === "") faults.add("no-transfer-syntax", start.offset, "", "", "0002,0010");
  const row = findElement(rows, META_GROUP_LENGTH);
  if (row === NO_ROW || valueLength(rows, row) !== 4) return;
  const from = valueOffset(rows, row);
  const value = source.slice(from, 4);
  const announced = new DataView(value.buffer, value.byteOffset, 4).getUint32(0, true);
  const found = reader.position - from - 4;
  if (announced !== found)
    faults.add("meta-length", rows.offset[row] as number, "00020000", announced, found);
}

/** The bytes win over the UID: writers that changed one and forgot the other are common. */
function chooseEncoding(source: ByteSource, reader: Reader, transferSyntax: string): Encoding {
  const found = encodingAt(source, reader.position);
  if (transferSyntax === "" || isDeflated(transferSyntax)) return found ?? encodingOf("");
  const announced = encodingOf(transferSyntax);
  if (!isKnownSyntax(transferSyntax)) {
    reader.faults.add("unknown-transfer-syntax", reader.position, "00020010", transferSyntax, "");
    return found ?? announced;
  }
  if (!found || (found.explicit === announced.explicit && found.bigEndian === announced.bigEndian))
    return announced;
  // A data set that starts with padding or in the middle says nothing; letters in an explicit VR's place do.
  if (!found.explicit && hasNoVr(source, reader.position)) return announced;
  reader.faults.add("syntax-contradicted", reader.position, "", encodingName(found), encodingName(announced));
  return found;
}

/** The bytes where a VR would be are no short length either. */
function hasNoVr(source: ByteSource, offset: number): boolean {
  const header = source.slice(offset, 8);
  const length = new DataView(header.buffer, header.byteOffset, 8).getUint32(4, true);
  return offset + 8 + length > source.length;
}

/** PS3.5 9.1 */
const LONGEST_UID = 64;

/** A UID as text, without its padding. "" if the element is not there. */
export function uidAt(source: ByteSource, elements: ElementIndex, tag: number): string {
  const row = findElement(elements, tag);
  if (row === NO_ROW) return "";

  const bytes = source.slice(valueOffset(elements, row), Math.min(valueLength(elements, row), LONGEST_UID));
  let text = "";
  for (const byte of bytes) text += byte === 0 ? "" : String.fromCharCode(byte);
  return text.trim() || (bytes.length > 0 ? hexBytes(bytes) : "");
}
