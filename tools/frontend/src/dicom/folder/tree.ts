/** Files by what they say: patient, study, series, instance. */

import { type Datum, unmasked } from "../../bytes/datum";
import type { Head } from "./head";

export interface InstanceNode {
  /** The file's number in what was opened. */
  readonly file: number;
  readonly head: Head;
  /** Instance Number; null where it is none. */
  readonly number: number | null;
}

export interface SeriesNode {
  readonly head: Head;
  readonly instances: readonly InstanceNode[];
}

export interface StudyNode {
  readonly head: Head;
  readonly series: readonly SeriesNode[];
}

export interface PatientNode {
  readonly head: Head;
  readonly studies: readonly StudyNode[];
}

/** One file that has a place in the tree. */
export interface Placed {
  readonly file: number;
  readonly head: Head;
}

/**
 * Who it is: Patient ID and its issuer (PS3.3 C.7.1.1). Without an ID, name and date of birth, so that all who have none
 * are not one.
 */
export function patientKey({ patientId, issuer, patientName, birthDate }: Head): string {
  const id = unmasked(patientId);
  if (id === "") return `- ${unmasked(birthDate).length} ${unmasked(birthDate)}${unmasked(patientName)}`;
  return `${id.length} ${id}${unmasked(issuer)}`; // with its length, so that no two pairs are one text
}

/** IS (PS3.5 6.2): a whole number; null for anything else. */
export function wholeNumber(text: Datum): number | null {
  const number = unmasked(text);
  return /^[+-]?\d{1,12}$/.test(number) ? Number(number) : null;
}

/** As people order it: by number, then by date and time, then by what stands there. */
export function treeOf(files: readonly Placed[]): readonly PatientNode[] {
  const patients = groups(files, patientKey).map((ofPatient) => ({
    head: headOfAll(ofPatient),
    studies: groups(ofPatient, ({ study }) => unmasked(study))
      .map(studyOf)
      .sort(byText(studyKey)),
  }));
  return patients.sort(byText(({ head }) => `${unmasked(head.patientId)}\0${unmasked(head.patientName)}`));
}

function studyOf(files: readonly Placed[]): StudyNode {
  const series = groups(files, ({ series: uid }) => unmasked(uid)).map(seriesOf);
  return {
    head: headOfAll(files),
    series: series.sort(byNumber(({ head }) => wholeNumber(head.seriesNumber), seriesKey)),
  };
}

function seriesOf(files: readonly Placed[]): SeriesNode {
  const instances = files.map(({ file, head }) => ({ file, head, number: wholeNumber(head.instanceNumber) }));
  // Files come in the order of their paths, which sorting keeps.
  return {
    head: headOfAll(files),
    instances: instances.sort(
      byNumber(
        ({ number }) => number,
        () => "",
      ),
    ),
  };
}

const groups = (files: readonly Placed[], keyOf: (head: Head) => string): readonly (readonly Placed[])[] => [
  ...grouped(files, ({ head }) => keyOf(head)).values(),
];

const headOfAll = (files: readonly Placed[]): Head => (files[0] as Placed).head;

const studyKey = ({ head }: StudyNode): string =>
  `${unmasked(head.studyDate)}\0${unmasked(head.studyTime)}\0${unmasked(head.study)}`;
const seriesKey = ({ head }: SeriesNode): string => unmasked(head.series);

/** Items with one key together, in the order of their first. */
export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function byText<Node>(keyOf: (node: Node) => string): (one: Node, other: Node) => number {
  return (one, other) => compare(keyOf(one), keyOf(other));
}

/** What has no number comes last. */
function byNumber<Node>(
  numberOf: (node: Node) => number | null,
  keyOf: (node: Node) => string,
): (one: Node, other: Node) => number {
  const last = Number.MAX_SAFE_INTEGER;
  return (one, other) =>
    (numberOf(one) ?? last) - (numberOf(other) ?? last) || compare(keyOf(one), keyOf(other));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
