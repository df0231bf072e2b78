/** DICOM: files, media directories, and data sets that lost their beginning. */

import { encodingName } from "../dicom/syntax";
import {
  COMMAND_GROUP,
  DELIMITATION_GROUP,
  MAGIC,
  MEDIA_STORAGE_SOP_CLASS_UID,
  META_GROUP,
  PREAMBLE_LENGTH,
  SOP_CLASS_UID,
  TRANSFER_SYNTAX_UID,
  UNDEFINED_LENGTH,
} from "../dicom/tags";
import { LONG_FORM, SHORT_FORM, UNKNOWN_FORM, vrForm } from "../dicom/vr";
import { type Head, latin1, once, type Recogniser, type Sighting, what } from "./head";
import { DICOMDIR_CLASS, uidName } from "./uids";

interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

interface Element {
  readonly tag: number;
  /** Offset of the value. */
  readonly value: number;
  readonly length: number;
}

interface Walk {
  readonly elements: readonly Element[];
  readonly encoding: Encoding;
  /** Where the walk ended. */
  readonly end: number;
  /** Whether it ended at something that is no element here. */
  readonly broken: boolean;
}

const EXPLICIT_LITTLE: Encoding = { explicit: true, bigEndian: false };
const HEADER = 8;
const LONG_HEADER = 12;
/** Enough to be sure, and to reach the SOP class. */
const MOST_ELEMENTS = 32;
/** PS3.5 9.1 */
const LONGEST_UID = 64;

const AFTER_MAGIC = PREAMBLE_LENGTH + MAGIC.length;

/**
 * One element (PS3.5 7.1.2, 7.1.3), value not included:
 *
 *     | group 2 | element 2 | VR 2 | length 2 |   or   | … | VR 2 | 0 0 | length 4 |   or   | … | length 4 |
 */
function elementAt({ bytes }: Head, at: number, { explicit, bigEndian }: Encoding): Element | null {
  if (at + HEADER > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = !bigEndian;
  const group = view.getUint16(at, little);
  const tag = ((group << 16) | view.getUint16(at + 2, little)) >>> 0;
  const form = explicit ? vrForm(view.getUint8(at + 4), view.getUint8(at + 5)) : UNKNOWN_FORM;
  if (group >= DELIMITATION_GROUP || (explicit && form === UNKNOWN_FORM)) return null;
  if (form === SHORT_FORM) return { tag, value: at + HEADER, length: view.getUint16(at + 6, little) };
  if (form !== LONG_FORM) return { tag, value: at + HEADER, length: view.getUint32(at + 4, little) };
  if (at + LONG_HEADER > bytes.length) return null;
  return { tag, value: at + LONG_HEADER, length: view.getUint32(at + HEADER, little) };
}

/** PS3.5 7.2: a group length, (gggg,0000), is four bytes long. */
const hasWrongLength = ({ tag, length }: Element): boolean => (tag & 0xffff) === 0 && length !== 4;

/** Elements one after another, in ascending order (PS3.5 7.1) and within the file, as far as `goesOn` lets them. */
function walk(head: Head, start: number, encoding: Encoding, goesOn: (tag: number) => boolean): Walk {
  const elements: Element[] = [];
  let at = start;
  while (elements.length < MOST_ELEMENTS && at + HEADER <= head.bytes.length) {
    const element = elementAt(head, at, encoding);
    const last = elements.at(-1)?.tag ?? -1;
    const isOpen = element?.length === UNDEFINED_LENGTH;
    const fits = element !== null && (isOpen || element.value + element.length <= head.size);
    if (!fits || element.tag <= last || hasWrongLength(element))
      return { elements, encoding, end: at, broken: true };
    if (!goesOn(element.tag)) break;
    elements.push(element);
    if (isOpen) break;
    at = element.value + element.length;
  }
  return { elements, encoding, end: at, broken: false };
}

/** PS3.5 A.1 to A.3, by the bytes: two letters of a VR, and the order that makes the first group small. */
function encodingAt({ bytes }: Head, at: number): Encoding {
  const explicit = vrForm(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0) !== UNKNOWN_FORM;
  return { explicit, bigEndian: explicit && (bytes[at] ?? 0) < (bytes[at + 1] ?? 0) };
}

function uidAt(head: Head, elements: readonly Element[], tag: number): string {
  const element = elements.find((one) => one.tag === tag);
  if (!element || element.length > LONGEST_UID) return "";
  const text = latin1(head.bytes.subarray(element.value, element.value + element.length));
  return text.replace(/[\0 ]+$/, "");
}

interface DicomHead {
  readonly sopClass: string;
  readonly words: Sighting;
}

/** Meta information (PS3.10 7.1) if it is there, then the data set as far as its SOP class. */
function describe(head: Head, start: number): DicomHead {
  const meta = walk(head, start, EXPLICIT_LITTLE, (tag) => tag >>> 16 === META_GROUP);
  const syntax = uidAt(head, meta.elements, TRANSFER_SYNTAX_UID);
  const encoding = encodingAt(head, meta.end);
  const dataSet = walk(head, meta.end, encoding, (tag) => tag <= SOP_CLASS_UID);
  const declared = uidAt(head, meta.elements, MEDIA_STORAGE_SOP_CLASS_UID);
  const sopClass = declared || uidAt(head, dataSet.elements, SOP_CLASS_UID);
  const guessed = dataSet.elements.length > 0 && syntax === "" ? encodingName(encoding) : "";
  const written = uidName(syntax) || guessed;
  const object = sopClass === DICOMDIR_CLASS ? "DICOMDIR" : `DICOM ${uidName(sopClass)}`.trimEnd();
  return { sopClass, words: { facts: [what(object), ...(written ? [what(written)] : [])] } };
}

/** No DICOM file is without a zero in its first bytes; a text may well have these four letters there. */
const isPrintable = (head: Head): boolean =>
  head.bytes.subarray(0, AFTER_MAGIC + HEADER).every((byte) => byte >= 0x09);

/**
 * PS3.10 7.1: `| preamble 128 | "DICM" | (0002,0000) … |`. The four letters may be damaged where meta information
 * follows them.
 */
const readFile = once((head: Head): DicomHead | null => {
  if (isPrintable(head)) return null;
  const magic = latin1(head.bytes.subarray(PREAMBLE_LENGTH, AFTER_MAGIC));
  const meta = walk(head, AFTER_MAGIC, EXPLICIT_LITTLE, (tag) => tag >>> 16 === META_GROUP);
  return magic === MAGIC || meta.elements.length > 1 ? describe(head, AFTER_MAGIC) : null;
});

/** PS3.3 Annex F, PS3.10 8.6: a file whose media storage SOP class is the directory's. */
export const dicomdir: Recogniser = {
  kind: "dicomdir",
  sees: (head) => {
    const file = readFile(head);
    return file?.sopClass === DICOMDIR_CLASS ? file.words : null;
  },
};

/** PS3.10 7.1 */
export const dicomFile: Recogniser = { kind: "dicom", sees: (head) => readFile(head)?.words ?? null };

/** Groups a data set begins with: command (PS3.7 E.1), meta information, directory, identification (PS3.6). */
const FIRST_GROUPS: readonly number[] = [COMMAND_GROUP, META_GROUP, 0x0004, 0x0008];
/** With a VR to be read, data sets that begin later are believed too. */
const LAST_FIRST_GROUP = 0x0040;
/** Elements in order that cannot be chance, though something follows that is none. */
const SURE = 3;

function looksLikeDataSet(head: Head): boolean {
  const encoding = encodingAt(head, 0);
  const { elements, end, broken } = walk(head, 0, encoding, () => true);
  const [first] = elements;
  if (!first) return false;
  const group = first.tag >>> 16;
  const mayBeFirst = FIRST_GROUPS.includes(group) || (encoding.explicit && group <= LAST_FIRST_GROUP);
  if (!mayBeFirst || (group === COMMAND_GROUP && first.tag !== 0)) return false;
  if (elements.length >= SURE) return true;
  return !broken && (elements.length > 1 || (end === head.size && first.length > 0));
}

/** PS3.5 7.1: a data set without preamble, with meta information or without, or only without the preamble's bytes. */
export const dicomBare: Recogniser = {
  kind: "dicom-bare",
  sees: (head) => {
    if (isPrintable(head)) return null;
    if (latin1(head.bytes.subarray(0, MAGIC.length)) === MAGIC) return describe(head, MAGIC.length).words;
    return looksLikeDataSet(head) ? describe(head, 0).words : null;
  },
};
