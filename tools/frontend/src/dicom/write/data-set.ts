/** New data sets and files: elements in, bytes out. */

import { joined } from "../../bytes/change";
import type { Encoding } from "../reader";
import { encodingOf } from "../syntax";
import { MAGIC, META_GROUP_LENGTH, PREAMBLE_LENGTH, UNDEFINED_LENGTH } from "../tags";
import { VR_OB, VR_SQ, type Vr, vrCode } from "../vr";
import { swapped } from "../word-size";
import { elementHeader, itemEnd, itemHeader, LITTLE_EXPLICIT, openItem, sequenceEnd } from "./headers";

/** A value as it stands in a little endian file. Of odd length it is padded as its VR asks for (PS3.5 6.2). */
export interface ValueElement {
  readonly tag: number;
  readonly vr: Vr;
  readonly value: Uint8Array;
}

export interface SequenceElement {
  readonly tag: number;
  readonly items: readonly (readonly NewElement[])[];
  /** Written with delimiters instead of lengths (PS3.5 7.5.1). */
  readonly isOpen?: boolean;
}

/** Encapsulated pixel data; the first fragment is the Basic Offset Table (PS3.5 A.4). */
export interface FragmentsElement {
  readonly tag: number;
  readonly fragments: readonly Uint8Array[];
}

export type NewElement = ValueElement | SequenceElement | FragmentsElement;

const NUL_PADDED = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "UI", "UN"].map(vrCode));
const SPACE = 0x20;

/** The value with an even number of bytes (PS3.5 7.1.1). */
export function padded(value: Uint8Array, vr: Vr): Uint8Array {
  if (value.length % 2 === 0) return value;
  return joined([value, Uint8Array.of(NUL_PADDED.has(vr) ? 0 : SPACE)]);
}

/** The elements in the order of their tags, as a data set has them; of two with one tag the last holds. */
export function inOrder(elements: readonly NewElement[]): readonly NewElement[] {
  const byTag = new Map(elements.map((element) => [element.tag, element]));
  return [...byTag.values()].sort((one, other) => one.tag - other.tag);
}

export function writeDataSet(elements: readonly NewElement[], encoding: Encoding): Uint8Array {
  return joined(inOrder(elements).map((element) => writeElement(element, encoding)));
}

export function writeElement(element: NewElement, encoding: Encoding): Uint8Array {
  if ("items" in element) return sequence(element, encoding);
  if ("fragments" in element) return fragments(element, encoding);
  const { tag, vr } = element;
  const value = padded(element.value, vr);
  const header = elementHeader(tag, vr, value.length, encoding);
  return joined([header, encoding.bigEndian ? swapped(value, vr) : value]);
}

function sequence({ tag, items, isOpen = false }: SequenceElement, encoding: Encoding): Uint8Array {
  const content = joined(items.flatMap((item) => writeItem(item, encoding, isOpen)));
  const length = isOpen ? UNDEFINED_LENGTH : content.length;
  const header = elementHeader(tag, VR_SQ, length, encoding);
  return joined(isOpen ? [header, content, sequenceEnd(encoding)] : [header, content]);
}

export function writeItem(item: readonly NewElement[], encoding: Encoding, isOpen: boolean): Uint8Array[] {
  const content = writeDataSet(item, encoding);
  if (isOpen) return [openItem(encoding), content, itemEnd(encoding)];
  return [itemHeader(content.length, encoding), content];
}

function fragments({ tag, fragments: parts }: FragmentsElement, encoding: Encoding): Uint8Array {
  const items = parts.flatMap((part) => {
    const value = padded(part, VR_OB);
    return [itemHeader(value.length, encoding), value];
  });
  const header = elementHeader(tag, VR_OB, UNDEFINED_LENGTH, encoding);
  return joined([header, ...items, sequenceEnd(encoding)]);
}

/** PS3.10 Table 7.1-1: what a meta group must say. */
export interface MetaInformation {
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly transferSyntax: string;
}

/** PS3.5 B.2: a UID out of a UUID, which names this project's writer. */
export const IMPLEMENTATION_CLASS = "2.25.169338426137217396498311413266385209151";
const IMPLEMENTATION_VERSION = "HOTOOLS_1";

const text = (value: string): Uint8Array => Uint8Array.from(value, (letter) => letter.charCodeAt(0));
const metaElement = (tag: number, vr: string, value: string | Uint8Array): ValueElement => ({
  tag,
  vr: vrCode(vr),
  value: typeof value === "string" ? text(value) : value,
});

/** Preamble, "DICM" and the meta group with its length (PS3.10 7.1). */
export function writeMeta({ sopClass, sopInstance, transferSyntax }: MetaInformation): Uint8Array {
  const group = writeDataSet(
    [
      metaElement(0x00020001, "OB", Uint8Array.of(0, 1)),
      metaElement(0x00020002, "UI", sopClass),
      metaElement(0x00020003, "UI", sopInstance),
      metaElement(0x00020010, "UI", transferSyntax),
      metaElement(0x00020012, "UI", IMPLEMENTATION_CLASS),
      metaElement(0x00020013, "SH", IMPLEMENTATION_VERSION),
    ],
    LITTLE_EXPLICIT,
  );
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, group.length, true);
  const length = writeElement({ tag: META_GROUP_LENGTH, vr: vrCode("UL"), value: size }, LITTLE_EXPLICIT);
  return joined([new Uint8Array(PREAMBLE_LENGTH), text(MAGIC), length, group]);
}

/** A Part 10 file. A deflated transfer syntax is for `repacked`: here its data set is written as it is before. */
export function writeFile(meta: MetaInformation, elements: readonly NewElement[]): Uint8Array {
  return joined([writeMeta(meta), writeDataSet(elements, encodingOf(meta.transferSyntax))]);
}
