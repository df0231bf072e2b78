/** Where a DICOM file begins to be one: preamble or none, and how its data set is written. */

import { datum } from "../bytes/datum";
import { Fatal } from "../bytes/fault";
import { fileKind } from "../bytes/kind";
import { hexBytes, printableBytes } from "../bytes/print";
import type { ByteSource } from "../bytes/source";
import type { FaultList } from "./faults";
import type { Encoding } from "./reader";
import { COMMAND_GROUP, DELIMITATION_GROUP, MAGIC, META_GROUP, PREAMBLE_LENGTH } from "./tags";
import { LONG_FORM, SHORT_FORM, UNKNOWN_FORM, vrForm } from "./vr";

export interface Start {
  /** Where the first element stands. */
  readonly offset: number;
  readonly hasMeta: boolean;
}

const HEADER = 8;
const AFTER_MAGIC = PREAMBLE_LENGTH + MAGIC.length;
const LOOK_AHEAD = AFTER_MAGIC + HEADER;
/** Identifying: the group that nearly every data set begins with. */
const FIRST_GROUP = 0x0008;
/** The groups a data set without any start may begin with: what comes first in every IOD lies below. */
const LAST_FIRST_GROUP = 0x0040;

/**
 * Finds the first element (PS3.10 7.1):
 *
 *     | preamble 128 | "DICM" | (0002,0000) …
 *
 * Without it, a file is recognised by two elements in a row that make sense.
 *
 * @throws Fatal "empty", or "not-dicom" with what stands in the place of "DICM"
 */
export function findStart(source: ByteSource, faults: FaultList): Start {
  if (source.length === 0) throw new Fatal("empty", 0, { length: 0 });
  const head = source.slice(0, LOOK_AHEAD);
  const magic = head.subarray(PREAMBLE_LENGTH, AFTER_MAGIC);
  if (printableBytes(magic) === MAGIC) {
    return { offset: AFTER_MAGIC, hasMeta: groupAt(head, AFTER_MAGIC) === META_GROUP };
  }
  if (printableBytes(head.subarray(0, MAGIC.length)) === MAGIC) {
    faults.add("no-preamble", 0, "", MAGIC, "128 × 00, DICM");
    return { offset: MAGIC.length, hasMeta: groupAt(head, MAGIC.length) === META_GROUP };
  }
  if (groupAt(head, AFTER_MAGIC) === META_GROUP && makesSense(source, AFTER_MAGIC)) {
    faults.add("wrong-magic", PREAMBLE_LENGTH, "", printableBytes(magic), MAGIC);
    return { offset: AFTER_MAGIC, hasMeta: true };
  }
  if (!makesSense(source, 0)) return startLater(source, faults) ?? refuse(source, magic);
  faults.add("no-preamble", 0, "", hexBytes(head.subarray(0, MAGIC.length)), "128 × 00, DICM");
  return { offset: 0, hasMeta: groupAt(head, 0) === META_GROUP };
}

/** How far into the file its start is looked for, where it is not where it should be. */
const FAR_MAGIC = 4_096;
/** A few stray bytes before a data set; further in, any two elements of a longer one would do. */
const FAR_ELEMENT = 4;

/** Something stands before the file: the word and a meta group further in, or a data set after a stray byte. */
function startLater(source: ByteSource, faults: FaultList): Start | null {
  const head = source.slice(0, FAR_MAGIC);
  const [d, ...rest] = Array.from(MAGIC, (letter) => letter.charCodeAt(0));
  for (let at = head.indexOf(d as number); at >= 0; at = head.indexOf(d as number, at + 1)) {
    const isMagic = rest.every((letter, place) => head[at + 1 + place] === letter);
    const first = at + MAGIC.length;
    if (!isMagic || groupAt(head, first) !== META_GROUP || !makesSense(source, first)) continue;
    faults.add("leading-bytes", 0, "", at, PREAMBLE_LENGTH);
    return { offset: first, hasMeta: true };
  }
  for (let at = 1; at <= FAR_ELEMENT; at++) {
    if (groupAt(head, at) !== FIRST_GROUP || !makesSense(source, at)) continue;
    faults.add("leading-bytes", 0, "", at, 0);
    return { offset: at, hasMeta: false };
  }
  return null;
}

function refuse(source: ByteSource, magic: Uint8Array): never {
  const head = source.slice(0, PREAMBLE_LENGTH);
  throw new Fatal("not-dicom", magic.length > 0 ? PREAMBLE_LENGTH : 0, {
    length: source.length,
    kind: fileKind(head),
    found: datum(printableBytes(magic)),
    hex: datum(hexBytes(magic)),
    first: datum(printableBytes(head.subarray(0, HEADER))),
  });
}

function groupAt(bytes: Uint8Array, at: number): number {
  return at + 1 < bytes.length ? (bytes[at] as number) | ((bytes[at + 1] as number) << 8) : -1;
}

/** Two elements, or one that fills the file, in ascending order and within the file. */
export function makesSense(source: ByteSource, offset: number): boolean {
  const encoding = encodingAt(source, offset);
  if (!encoding) return false;
  const first = elementAt(source, offset, encoding);
  if (!first || first.tag >>> 16 > LAST_FIRST_GROUP) return false;
  if (first.end === source.length) return true;
  const second = elementAt(source, first.end, encoding);
  return second !== null && second.tag > first.tag;
}

/** Tag and end of one element, if it makes sense and lies within the file. */
function elementAt(
  source: ByteSource,
  offset: number,
  encoding: Encoding,
): { tag: number; end: number } | null {
  const header = source.slice(offset, HEADER + 4);
  if (header.length < HEADER) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const little = !encoding.bigEndian;
  const tag = ((view.getUint16(0, little) << 16) | view.getUint16(2, little)) >>> 0;
  if (tag >>> 16 >= DELIMITATION_GROUP) return null;
  const form = encoding.explicit ? vrForm(header[4] as number, header[5] as number) : LONG_FORM;
  if (form === UNKNOWN_FORM) return null;
  const isLong = encoding.explicit && form === LONG_FORM;
  if (isLong && header.length < HEADER + 4) return null;
  const length =
    form === SHORT_FORM ? view.getUint16(6, little) : view.getUint32(isLong ? HEADER : 4, little);
  const end = offset + HEADER + (isLong ? 4 : 0) + length;
  return end <= source.length ? { tag, end } : null;
}

/**
 * How the element at `offset` is written, by its own bytes. Letters where an explicit VR would be decide; the byte
 * order is the one that makes the group number small, since data sets begin with low groups. null: the bytes
 * do not tell.
 */
export function encodingAt(source: ByteSource, offset: number): Encoding | null {
  const header = source.slice(offset, HEADER);
  if (header.length < HEADER) return null;
  const explicit = vrForm(header[4] as number, header[5] as number) !== UNKNOWN_FORM;
  const little = groupAt(header, 0);
  const big = ((little & 0xff) << 8) | (little >>> 8);
  // Items and delimiters have no VR in any encoding.
  if (little === DELIMITATION_GROUP || big === DELIMITATION_GROUP) return null;
  return { explicit, bigEndian: explicit && big < little && little !== COMMAND_GROUP };
}
