/**
 * Writing a DICOMDIR (PS3.3 F, PS3.10 8): records one after another, depth first, each pointing at the one behind it on
 * its level and at the first one below it by the byte offset of its item.
 *
 *     | meta | first, last record of the root | sequence | item: next, in use, lower, type, file, keys | item | …
 *                                                          8      16    30     38   bytes to each value
 */

import { joined } from "../../bytes/change";
import { vrCode } from "../vr";
import { type NewElement, writeDataSet, writeMeta } from "../write/data-set";
import { elementHeader, itemHeader, LITTLE_EXPLICIT } from "../write/headers";
import type { FileRecord } from "./directory-record";
import { DIRECTORY_CLASS } from "./head";

/** A file of the set, and its File ID: folders first. */
export interface ListedFile {
  readonly id: readonly string[];
  readonly record: FileRecord;
}

const EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
const RECORDS = 0x00041220;
/** From the start of an item to the values of its pointers. */
const NEXT_AT = 16;
const LOWER_AT = 38;
/** PS3.3 F.3.2.2: the record is in use. */
const IN_USE = 0xffff;

/** One record, and those below it. */
interface RecordNode {
  readonly bytes: Uint8Array;
  readonly lower: Map<string, RecordNode>;
  /** Of its item, in the file. */
  at: number;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const element = (tag: number, vr: string, value: string | Uint8Array): NewElement => ({
  tag,
  vr: vrCode(vr),
  value: typeof value === "string" ? text(value) : value,
});
const numberBytes = (value: number, size: 2 | 4): Uint8Array =>
  Uint8Array.from({ length: size }, (_, place) => (value >>> (8 * place)) & 0xff);

/** `instance`: the new UID of the directory itself. */
export function writeDirectory(files: readonly ListedFile[], instance: string): Uint8Array {
  const roots = treeOf(files);
  const meta = writeMeta({
    sopClass: DIRECTORY_CLASS,
    sopInstance: instance,
    transferSyntax: EXPLICIT_VR_LITTLE_ENDIAN,
  });
  const all = [...flat(roots)];
  const length = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const first = meta.length + rootBytes(0, 0, length).length;
  let at = first;
  for (const node of all) {
    node.at = at;
    at += node.bytes.length;
  }
  const last = [...roots.values()].at(-1)?.at ?? 0;
  point(roots);
  return joined([
    meta,
    rootBytes(all.length > 0 ? first : 0, last, length),
    ...all.map(({ bytes }) => bytes),
  ]);
}

/** PS3.3 F.3.2.1: all in front of the first record. */
function rootBytes(first: number, last: number, length: number): Uint8Array {
  const elements = writeDataSet(
    [
      element(0x00041130, "CS", ""),
      element(0x00041200, "UL", numberBytes(first, 4)),
      element(0x00041202, "UL", numberBytes(last, 4)),
      element(0x00041212, "US", numberBytes(0, 2)),
    ],
    LITTLE_EXPLICIT,
  );
  return joined([elements, elementHeader(RECORDS, vrCode("SQ"), length, LITTLE_EXPLICIT)]);
}

function treeOf(files: readonly ListedFile[]): Map<string, RecordNode> {
  const roots = new Map<string, RecordNode>();
  for (const [at, { id, record }] of files.entries()) {
    const patient = below(roots, record.patient.key, () => item("PATIENT", [], record.patient.bytes));
    const study = below(patient.lower, record.study.key, () => item("STUDY", [], record.study.bytes));
    const series = below(study.lower, record.series.key, () => item("SERIES", [], record.series.bytes));
    series.lower.set(String(at), node(item(record.type, referenceTo(id, record), record.leaf)));
  }
  return roots;
}

function below(holder: Map<string, RecordNode>, key: string, make: () => Uint8Array): RecordNode {
  const found = holder.get(key) ?? node(make());
  holder.set(key, found);
  return found;
}

const node = (bytes: Uint8Array): RecordNode => ({ bytes, lower: new Map(), at: 0 });

function referenceTo(id: readonly string[], record: FileRecord): readonly NewElement[] {
  return [
    element(0x00041500, "CS", id.join("\\")),
    element(0x00041510, "UI", record.sopClass),
    element(0x00041511, "UI", record.sopInstance),
    element(0x00041512, "UI", record.transferSyntax),
  ];
}

function item(type: string, reference: readonly NewElement[], keys: Uint8Array): Uint8Array {
  const pointers = writeDataSet(
    [
      element(0x00041400, "UL", numberBytes(0, 4)),
      element(0x00041410, "US", numberBytes(IN_USE, 2)),
      element(0x00041420, "UL", numberBytes(0, 4)),
      element(0x00041430, "CS", type),
      ...reference,
    ],
    LITTLE_EXPLICIT,
  );
  return joined([itemHeader(pointers.length + keys.length, LITTLE_EXPLICIT), pointers, keys]);
}

function* flat(nodes: ReadonlyMap<string, RecordNode>): Generator<RecordNode> {
  for (const one of nodes.values()) {
    yield one;
    yield* flat(one.lower);
  }
}

function point(nodes: ReadonlyMap<string, RecordNode>): void {
  const level = [...nodes.values()];
  for (const [place, { bytes, lower }] of level.entries()) {
    bytes.set(numberBytes(level[place + 1]?.at ?? 0, 4), NEXT_AT);
    const [first] = lower.values();
    bytes.set(numberBytes(first?.at ?? 0, 4), LOWER_AT);
    point(lower);
  }
}

/** PS3.10 8.2: up to eight components of up to eight of these characters. */
export const fitsFileId = (path: string): boolean => /^[A-Z0-9_]{1,8}(?:\/[A-Z0-9_]{1,8}){0,7}$/.test(path);

/** `PT000001/ST000001/SE000001/IM000001`: a place in the tree, for files whose names do not fit. */
export function fileIdsOf(records: readonly FileRecord[]): readonly (readonly string[])[] {
  const counts = new Map<string, number>();
  const known = new Map<string, string>();
  /** The name of a group within another, the same whenever it comes. */
  const name = (sign: string, within: string, key: string): string => {
    const whole = `${within}\0${key}`;
    const found = known.get(whole) ?? numbered(sign, within);
    known.set(whole, found);
    return found;
  };
  const numbered = (sign: string, within: string): string => {
    const n = (counts.get(within) ?? 0) + 1;
    counts.set(within, n);
    return `${sign}${String(n).padStart(6, "0")}`;
  };
  return records.map(({ patient, study, series }) => {
    const one = name("PT", "", patient.key);
    const two = name("ST", one, study.key);
    const three = name("SE", `${one}/${two}`, series.key);
    return [one, two, three, numbered("IM", `${one}/${two}/${three}`)];
  });
}
