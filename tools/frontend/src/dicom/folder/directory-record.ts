/** What a DICOMDIR says of one file: the keys of its patient, study, series and of the file itself (PS3.3 F.5). */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import type { ByteSource } from "../../bytes/source";
import { ElementValues } from "../element-values";
import { findElement, NO_ROW } from "../elements";
import type { DicomFile } from "../parse";
import { SPECIFIC_CHARACTER_SET, tagText } from "../tags";
import { vrCode } from "../vr";
import { swapped } from "../word-size";
import { type NewElement, writeDataSet } from "../write/data-set";
import { LITTLE_EXPLICIT } from "../write/headers";
import { headOf } from "./head";
import { patientKey } from "./tree";

/** 1 with a value, 2 maybe empty, "1C" where the file has it. */
type Key = readonly [tag: number, type: 1 | 2 | "1C"];

const PATIENT: readonly Key[] = [
  [0x00100010, 2],
  [0x00100020, 1],
];
const STUDY: readonly Key[] = [
  [0x00080020, 1],
  [0x00080030, 1],
  [0x00080050, 2],
  [0x00081030, 2],
  [0x0020000d, "1C"],
  [0x00200010, 1],
];
const SERIES: readonly Key[] = [
  [0x00080060, 1],
  [0x0020000e, 1],
  [0x00200011, 1],
];

const NUMBER: Key = [0x00200013, 1];
const CONTENT: readonly Key[] = [[0x00080023, 1], [0x00080033, 1], NUMBER];
const DOCUMENT: readonly Key[] = [
  [0x0040a043, 1],
  [0x0040a730, "1C"],
];
/** PS3.3 Table 10-12: Content Identification. */
const IDENTIFIED: readonly Key[] = [
  [0x00700080, 1],
  [0x00700081, 2],
  [0x00700084, 2],
];

/** PS3.3 F.5.4 to F.5.48: what stands in a record of each type besides the reference to the file. */
const LEAVES = {
  IMAGE: [NUMBER],
  "RT DOSE": [NUMBER, [0x3004000a, 1]],
  "RT STRUCTURE SET": [NUMBER, [0x30060002, 1], [0x30060008, 2], [0x30060009, 2]],
  "RT PLAN": [NUMBER, [0x300a0002, 1], [0x300a0006, 2], [0x300a0007, 2]],
  "RT TREAT RECORD": [NUMBER, [0x30080250, 2], [0x30080251, 2]],
  RADIOTHERAPY: [NUMBER, [0x30100033, "1C"], [0x30100034, "1C"], [0x00700081, 2], [0x00700084, 2]],
  PRESENTATION: [
    ...[NUMBER, ...IDENTIFIED],
    ...([
      [0x00700082, 1],
      [0x00700083, 1],
      [0x00081115, "1C"],
      [0x00700402, "1C"],
    ] as const),
  ],
  WAVEFORM: CONTENT,
  "SR DOCUMENT": [...CONTENT, ...DOCUMENT, [0x0040a491, 1], [0x0040a493, 1], [0x0040a030, "1C"]],
  "KEY OBJECT DOC": [...CONTENT, ...DOCUMENT],
  SPECTROSCOPY: [
    ...CONTENT,
    ...([
      [0x00080008, 1],
      [0x00089092, "1C"],
      [0x00280008, 1],
      [0x00280010, 1],
      [0x00280011, 1],
    ] as const),
    ...([
      [0x00289001, 1],
      [0x00289002, 1],
    ] as const),
  ],
  "RAW DATA": [
    [0x00080023, 1],
    [0x00080033, 1],
    [0x00200013, 2],
  ],
  REGISTRATION: [...CONTENT, ...IDENTIFIED],
  FIDUCIAL: [...CONTENT, ...IDENTIFIED],
  "ENCAP DOC": [
    ...([
      [0x00080023, 2],
      [0x00080033, 2],
      [0x00200013, 1],
      [0x00420010, 2],
    ] as const),
    ...([
      [0x0040e001, "1C"],
      [0x0040a043, 2],
      [0x00420012, 1],
    ] as const),
  ],
  "VALUE MAP": [...CONTENT, ...IDENTIFIED],
  STEREOMETRIC: [],
  MEASUREMENT: [...CONTENT, ...IDENTIFIED],
  SURFACE: [...CONTENT, ...IDENTIFIED],
  "SURFACE SCAN": [
    [0x00080023, 1],
    [0x00080033, 1],
  ],
  TRACT: [...CONTENT, ...IDENTIFIED],
  ASSESSMENT: [NUMBER, [0x00080012, 1], [0x00080013, 2]],
} as const satisfies Readonly<Record<string, readonly Key[]>>;
export type RecordType = keyof typeof LEAVES;

/** PS3.4 B.5: behind `1.2.840.10008.5.1.4.1.1.`; whatever is not listed is an image. */
const TYPES: readonly (readonly [RecordType, RegExp])[] = [
  ["RT DOSE", /^481\.2$/],
  ["RT STRUCTURE SET", /^481\.3$/],
  ["RT PLAN", /^481\.[58]$/],
  ["RT TREAT RECORD", /^481\.[4679]$/],
  ["RADIOTHERAPY", /^481\.(?:1\d|2\d)$/],
  ["PRESENTATION", /^(?:11\.\d+|131)$/],
  ["WAVEFORM", /^9\./],
  ["KEY OBJECT DOC", /^88\.59$/],
  ["SR DOCUMENT", /^(?:88\.\d+|78\.6|79\.1)$/],
  ["SPECTROSCOPY", /^4\.2$/],
  ["RAW DATA", /^66$/],
  ["REGISTRATION", /^66\.[13]$/],
  ["FIDUCIAL", /^66\.2$/],
  ["SURFACE", /^66\.5$/],
  ["TRACT", /^66\.6$/],
  ["VALUE MAP", /^67$/],
  ["SURFACE SCAN", /^68\.[12]$/],
  ["STEREOMETRIC", /^77\.1\.5\.3$/],
  ["MEASUREMENT", /^(?:78\.[123457]|80\.1)$/],
  ["ASSESSMENT", /^90\.1$/],
  ["ENCAP DOC", /^104\./],
];
const STORAGE = "1.2.840.10008.5.1.4.1.1.";

export function recordType(sopClass: string): RecordType {
  const behind = sopClass.startsWith(STORAGE) ? sopClass.slice(STORAGE.length) : "";
  return TYPES.find(([, pattern]) => pattern.test(behind))?.[0] ?? "IMAGE";
}

/** One level of a file: what it is grouped by, and its keys as they stand in the record. */
export interface LevelRecord {
  readonly key: string;
  readonly bytes: Uint8Array;
}

export interface FileRecord {
  readonly type: RecordType;
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly transferSyntax: string;
  readonly patient: LevelRecord;
  readonly study: LevelRecord;
  readonly series: LevelRecord;
  readonly leaf: Uint8Array;
  /** Tags of keys that must have a value and have none. */
  readonly missing: readonly Datum[];
}

/** Null for a file without meta information or without UIDs: it can be in no file-set (PS3.10 7.1, 8). */
export function recordOf(source: ByteSource, file: DicomFile): FileRecord | null {
  const head = headOf(source, file);
  const [sopClass, sopInstance, study, series] = [
    head.sopClass,
    head.sopInstance,
    head.study,
    head.series,
  ].map(unmasked) as [string, string, string, string];
  const { transferSyntax } = file;
  if ([sopClass, sopInstance, study, series, transferSyntax].includes("")) return null;
  const values = new ElementValues(source, file.elements);
  const missing: Datum[] = [];
  const keys = (all: readonly Key[]): Uint8Array => keysOf(values, all, missing);
  const type = recordType(sopClass);
  return {
    type,
    sopClass,
    sopInstance,
    transferSyntax,
    patient: { key: patientKey(head), bytes: keys(PATIENT) },
    study: { key: study, bytes: keys(STUDY) },
    series: { key: series, bytes: keys(SERIES) },
    leaf: keys(LEAVES[type]),
    missing,
  };
}

/** With the character set of the file, in which they stay as they are. */
function keysOf(values: ElementValues, keys: readonly Key[], missing: Datum[]): Uint8Array {
  const { index } = values;
  const elements: NewElement[] = [];
  for (const [tag, type] of [[SPECIFIC_CHARACTER_SET, "1C"] as Key, ...keys]) {
    const row = findElement(index, tag);
    const isEmpty = row === NO_ROW || (values.kind(row) === "value" && values.bytes(row, 1).length === 0);
    if (isEmpty && type === 1) missing.push(datum(tagText(tag)));
    if (tag === CONTENT_SEQUENCE) elements.push(...conceptModifiers(values, row));
    else if (row !== NO_ROW) elements.push(copied(values, row));
    else if (type !== "1C") elements.push(empty(tag));
  }
  return writeDataSet(elements, LITTLE_EXPLICIT);
}

const CONTENT_SEQUENCE = 0x0040a030;
const RELATIONSHIP_TYPE = 0x0040a010;

/** PS3.3 F.5.24 and F.5.25: of the content only what says more of the document's title. */
function conceptModifiers(values: ElementValues, row: number): readonly NewElement[] {
  if (row === NO_ROW) return [];
  const isModifier = (item: number): boolean => {
    const at = findElement(values.index, RELATIONSHIP_TYPE, item);
    return at !== NO_ROW && values.text(at) === "HAS CONCEPT MOD";
  };
  const items = itemRows(values, row)
    .filter(isModifier)
    .map((item) => insideOf(values, item));
  return items.length > 0 ? [{ tag: CONTENT_SEQUENCE, items }] : [];
}

function itemRows({ index }: ElementValues, sequence: number): readonly number[] {
  const rows: number[] = [];
  for (let item = sequence + 1; item < (index.end[sequence] as number); item = index.end[item] as number)
    rows.push(item);
  return rows;
}

function insideOf(values: ElementValues, item: number): readonly NewElement[] {
  const { index } = values;
  const inside: NewElement[] = [];
  for (let at = item + 1; at < (index.end[item] as number); at = index.end[at] as number)
    inside.push(copied(values, at));
  return inside;
}

function copied(values: ElementValues, row: number): NewElement {
  const { index } = values;
  const tag = index.tag[row] as number;
  if (values.kind(row) === "value") {
    const vr = index.vr[row] as number;
    const bytes = values.bytes(row);
    return { tag, vr, value: values.context(row).bigEndian ? swapped(bytes, vr) : bytes };
  }
  return { tag, items: itemRows(values, row).map((item) => insideOf(values, item)) };
}

/** The VRs of keys that may be empty or are missing (PS3.6). */
const EMPTY_VRS: ReadonlyMap<number, string> = new Map([
  ...(
    [
      "PN:00100010 00700084",
      "LO:00100020 00081030 00700081",
      "SH:00080050 00200010 30060002 300A0002",
    ] as const
  ).flatMap(vrs),
  ...(["DA:00080020 00080023 00080012 30060008 300A0006 30080250 00700082"] as const).flatMap(vrs),
  ...(["TM:00080030 00080033 00080013 30060009 300A0007 30080251 00700083"] as const).flatMap(vrs),
  ...(["CS:00080060 3004000A 00700080 0040A491 0040A493 00080008", "UI:0020000E"] as const).flatMap(vrs),
  ...(["IS:00200011 00200013 00280008", "US:00280010 00280011", "UL:00289001 00289002"] as const).flatMap(
    vrs,
  ),
  ...(["ST:00420010", "LO:00420012", "SQ:0040A043"] as const).flatMap(vrs),
]);

function vrs(line: string): readonly (readonly [number, string])[] {
  const [vr = "", tags = ""] = line.split(":");
  return tags.split(" ").map((tag) => [Number.parseInt(tag, 16), vr] as const);
}

function empty(tag: number): NewElement {
  const vr = EMPTY_VRS.get(tag) ?? "UN";
  return vr === "SQ" ? { tag, items: [] } : { tag, vr: vrCode(vr), value: new Uint8Array(0) };
}
