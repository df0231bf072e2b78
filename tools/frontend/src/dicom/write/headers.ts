/** The bytes before a value (PS3.5 7.1.2, 7.1.3, 7.5), in any encoding. */

import type { Encoding } from "../reader";
import {
  DELIMITATION_GROUP,
  ITEM,
  ITEM_DELIMITATION,
  SEQUENCE_DELIMITATION,
  UNDEFINED_LENGTH,
} from "../tags";
import { LONG_FORM, VR_UN, type Vr, vrForm } from "../vr";

export const LITTLE_EXPLICIT: Encoding = { explicit: true, bigEndian: false };

const MOST_SHORT = 0xffff;
const SHORT_HEADER = 8;
const LONG_HEADER = 12;

/** How a VR of this many bytes is written: a value too long for the short form becomes UN (PS3.5 6.2.2). */
export function writtenVr(vr: Vr, length: number): Vr {
  const isShort = vrForm(vr >>> 8, vr & 0xff) !== LONG_FORM;
  return isShort && length > MOST_SHORT ? VR_UN : vr;
}

export function headerLength(vr: Vr, length: number, { explicit }: Encoding): number {
  if (!explicit) return SHORT_HEADER;
  const written = writtenVr(vr, length);
  return vrForm(written >>> 8, written & 0xff) === LONG_FORM ? LONG_HEADER : SHORT_HEADER;
}

/** Tag, VR and length of an element; `UNDEFINED_LENGTH` is a length like others. */
export function elementHeader(tag: number, vr: Vr, length: number, encoding: Encoding): Uint8Array {
  const bytes = new Uint8Array(headerLength(vr, length, encoding));
  const view = new DataView(bytes.buffer);
  const little = !encoding.bigEndian;
  view.setUint16(0, tag >>> 16, little);
  view.setUint16(2, tag & 0xffff, little);
  if (!encoding.explicit) {
    view.setUint32(4, length, little);
    return bytes;
  }
  view.setUint16(4, writtenVr(vr, length), false);
  if (bytes.length === LONG_HEADER) view.setUint32(8, length, little);
  else view.setUint16(6, length, little);
  return bytes;
}

/** An item or a delimiter: they have no VR in any encoding. */
export function marker(tag: number, length: number, { bigEndian }: Encoding): Uint8Array {
  const bytes = new Uint8Array(SHORT_HEADER);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, !bigEndian);
  view.setUint16(2, tag & 0xffff, !bigEndian);
  view.setUint32(4, length, !bigEndian);
  return bytes;
}

export const itemHeader = (length: number, encoding: Encoding): Uint8Array => marker(ITEM, length, encoding);
export const openItem = (encoding: Encoding): Uint8Array => itemHeader(UNDEFINED_LENGTH, encoding);
export const itemEnd = (encoding: Encoding): Uint8Array => marker(ITEM_DELIMITATION, 0, encoding);
export const sequenceEnd = (encoding: Encoding): Uint8Array => marker(SEQUENCE_DELIMITATION, 0, encoding);

export const isDelimiter = (tag: number): boolean => tag >>> 16 === DELIMITATION_GROUP && tag !== ITEM;
