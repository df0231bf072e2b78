/** What the beginning of a file says of the object in it: who, which study, which series, which image. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import type { ByteSource } from "../../bytes/source";
import { directoryOf } from "../directory";
import { ElementValues } from "../element-values";
import { findElement, NO_ROW } from "../elements";
import { type DicomFile, uidAt } from "../parse";
import type { VrOf } from "../reader";
import type { SharedTexts } from "../shared-texts";
import {
  MEDIA_STORAGE_SOP_CLASS_UID,
  NUMBER_OF_FRAMES,
  SOP_CLASS_UID,
  SPECIFIC_CHARACTER_SET,
} from "../tags";
import { vrCode } from "../vr";

/** PS3.3 F.3.2.2: Directory Record Sequence. */
const DIRECTORY_RECORDS = 0x00041220;

/** The attributes of PS3.3 C.7 that place an object, by its levels. */
export const HEAD_TAGS = {
  charset: SPECIFIC_CHARACTER_SET,
  patientName: 0x00100010,
  patientId: 0x00100020,
  issuer: 0x00100021,
  birthDate: 0x00100030,
  sex: 0x00100040,
  study: 0x0020000d,
  studyDate: 0x00080020,
  studyTime: 0x00080030,
  accession: 0x00080050,
  studyDescription: 0x00081030,
  studyId: 0x00200010,
  series: 0x0020000e,
  modality: 0x00080060,
  seriesNumber: 0x00200011,
  seriesDescription: 0x0008103e,
  bodyPart: 0x00180015,
  frameOfReference: 0x00200052,
  sopClass: SOP_CLASS_UID,
  sopInstance: 0x00080018,
  instanceNumber: 0x00200013,
  orientation: 0x00200037,
  frames: NUMBER_OF_FRAMES,
  rows: 0x00280010,
  columns: 0x00280011,
} as const;

export type HeadField = keyof typeof HEAD_TAGS;
/** What implicit VR leaves out, for these and for the pointers of a DICOMDIR. */
const VRS: ReadonlyMap<number, number> = new Map(
  Object.entries({
    CS: [SPECIFIC_CHARACTER_SET, 0x00100040, 0x00080060, 0x00180015, 0x00041430, 0x00041500],
    PN: [0x00100010],
    LO: [0x00100020, 0x00100021, 0x00081030, 0x0008103e],
    DA: [0x00100030, 0x00080020],
    TM: [0x00080030],
    SH: [0x00080050, 0x00200010],
    IS: [0x00200011, 0x00200013, NUMBER_OF_FRAMES],
    DS: [0x00200037],
    UI: [0x0020000d, 0x0020000e, 0x00200052, SOP_CLASS_UID, 0x00080018],
    US: [0x00280010, 0x00280011],
    UL: [0x00041200, 0x00041400, 0x00041420],
    SQ: [DIRECTORY_RECORDS],
  }).flatMap(([name, tags]) => tags.map((tag) => [tag, vrCode(name)] as const)),
);

/** The small dictionary that reading heads takes. */
export const headVrOf: VrOf = (tag) => VRS.get(tag) ?? 0;

const FIELD_OF: ReadonlyMap<number, HeadField> = new Map(
  Object.entries(HEAD_TAGS).map(([field, tag]) => [tag, field as HeadField]),
);

/** Nothing behind this is asked for: pixel data lie far behind it. */
export const BEHIND_HEAD = 0x00280012;

/** PS3.10 8.6, PS3.6 A.1: Media Storage Directory Storage. */
export const DIRECTORY_CLASS = "1.2.840.10008.1.3.10";

/** One text for each attribute, "" where it is missing or empty; several values with a backslash between them. */
export type Head = Readonly<Record<HeadField, Datum>>;

/** What a file turned out to be. */
export type FileRead =
  | { readonly kind: "instance"; readonly head: Head }
  | { readonly kind: "directory"; readonly files: readonly Datum[]; readonly faults: number }
  /** DICOM, and no SOP Instance UID: it has no place in a tree. */
  | { readonly kind: "no-uid" };

const NOTHING = datum("");
const EMPTY = Object.fromEntries(Object.keys(HEAD_TAGS).map((field) => [field, NOTHING])) as Head;

/** Whether it says all that a tree asks for. */
export const isPlaced = ({ sopInstance, series, study }: Head): boolean =>
  sopInstance !== NOTHING && series !== NOTHING && study !== NOTHING;

/** The attributes at the top of a file; `texts` are those of the files before it. */
export function headOf(source: ByteSource, { elements }: DicomFile, texts?: SharedTexts): Head {
  const values = new ElementValues(source, elements, undefined, texts);
  const head: Record<HeadField, Datum> = { ...EMPTY };
  for (let row = 0; row < elements.count; row = elements.end[row] as number) {
    const field = FIELD_OF.get(elements.tag[row] as number);
    if (field !== undefined) head[field] = datum(values.text(row)?.trim() ?? values.values(row).join("\\"));
  }
  return head;
}

/** Of a file that was read as far as `BEHIND_HEAD`, or as a whole where it is a directory. */
export function fileReadOf(source: ByteSource, file: DicomFile, texts?: SharedTexts): FileRead {
  if (isDirectory(source, file)) return directoryRead(source, file);
  const head = headOf(source, file, texts);
  return unmasked(head.sopInstance) === "" ? { kind: "no-uid" } : { kind: "instance", head };
}

/** PS3.3 F.3: a DICOMDIR says so in its meta information, and one without has its sequence of records. */
export function isDirectory(source: ByteSource, { elements }: DicomFile): boolean {
  return (
    uidAt(source, elements, MEDIA_STORAGE_SOP_CLASS_UID) === DIRECTORY_CLASS ||
    findElement(elements, DIRECTORY_RECORDS) !== NO_ROW
  );
}

function directoryRead(source: ByteSource, { elements }: DicomFile): FileRead {
  const { charsets } = new ElementValues(source, elements);
  const directory = directoryOf(source, elements, charsets);
  if (!directory) return { kind: "directory", files: [], faults: 1 };
  const files: Datum[] = [];
  const waiting = [...directory.records];
  for (let record = waiting.pop(); record; record = waiting.pop()) {
    if (record.file.length > 0) files.push(datum(record.file.join("/")));
    waiting.push(...record.lower);
  }
  return { kind: "directory", files: files.reverse(), faults: directory.faults.all.length };
}
