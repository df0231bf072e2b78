/** What is odd about a folder: what occurs twice, what is missing, what does not belong together. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import type { Head, HeadField } from "./head";
import type { InstanceNode, PatientNode, SeriesNode, StudyNode } from "./tree";
import { grouped, patientKey } from "./tree";

/** Where it is: numbers into the tree, from the patient down; empty for the folder as a whole. */
export type Place = readonly number[];

export const FINDING_WEIGHTS = {
  /** The same SOP Instance UID in several files. */
  duplicate: "problem",
  /** Numbers between the first and the last that no instance has. */
  gap: "problem",
  /** One Instance Number in several instances: phases and echoes are often numbered so. */
  "same-number": "note",
  /** PS3.3 A.1.2.3: a series has one modality, … */
  "mixed-modality": "problem",
  /** … and all that it holds lies in one frame of reference. */
  "mixed-frame-of-reference": "problem",
  "mixed-class": "note",
  "mixed-size": "note",
  "mixed-orientation": "note",
  /** A study is of one patient, a series of one study (PS3.3 A.1.2.2, A.1.2.3). */
  "study-of-patients": "problem",
  "series-of-studies": "problem",
  /** One Patient ID with several names, dates of birth or sexes. */
  "id-of-patients": "problem",
  /** One name and date of birth under several Patient IDs. */
  "patient-of-ids": "note",
} as const satisfies Record<string, "problem" | "note">;

export type FindingCode = keyof typeof FINDING_WEIGHTS;

export interface Finding {
  readonly code: FindingCode;
  readonly place: Place;
  /** How many files or numbers it is about. */
  readonly count: number;
  /** What was found there, each once: values of the files, or ranges of numbers. */
  readonly values: readonly Datum[];
  /** Of `duplicate` the sets of files, of all others none. */
  readonly sets: readonly (readonly number[])[];
}

/** More ranges or values than these nobody reads. */
const MOST_VALUES = 20;
/** A span of numbers beyond this has no gaps: the numbers are no numbering. */
const MOST_SPAN = 100_000;

export function findingsOf(patients: readonly PatientNode[]): readonly Finding[] {
  return [...patients.flatMap((patient, place) => ofPatient(patient, [place])), ...acrossTree(patients)];
}

function ofPatient({ studies }: PatientNode, place: Place): readonly Finding[] {
  const all = studies.flatMap(({ series }) => series.flatMap(({ instances }) => instances));
  const differing = (["patientName", "birthDate", "sex"] as const).map((field) => distinct(all, field));
  const values = differing.filter((found) => found.length > 1).flat();
  const ids = unmasked((all[0] as InstanceNode).head.patientId) !== "" && values.length > 0;
  return [
    ...(ids ? [finding("id-of-patients", place, values.length, values)] : []),
    ...studies.flatMap((study, at) => ofStudy(study, [...place, at])),
  ];
}

const ofStudy = ({ series }: StudyNode, place: Place): readonly Finding[] =>
  series.flatMap((one, at) => ofSeries(one, [...place, at]));

function ofSeries({ instances }: SeriesNode, place: Place): readonly Finding[] {
  return [...duplicates(instances, place), ...numbering(instances, place), ...mixtures(instances, place)];
}

function duplicates(instances: readonly InstanceNode[], place: Place): readonly Finding[] {
  const sets = grouped(instances, ({ head }) => unmasked(head.sopInstance));
  const several = [...sets].filter(([, files]) => files.length > 1);
  if (several.length === 0) return [];
  const files = several.map(([, set]) => set.map(({ file }) => file));
  const uids = several.slice(0, MOST_VALUES).map(([uid]) => datum(uid));
  return [{ ...finding("duplicate", place, files.flat().length, uids), sets: files }];
}

function numbering(instances: readonly InstanceNode[], place: Place): readonly Finding[] {
  const uids = new Map<number, string>();
  const twice = new Set<number>();
  for (const { number, head } of instances) {
    if (number === null) continue;
    const uid = unmasked(head.sopInstance);
    const before = uids.get(number);
    if (before !== undefined && before !== uid) twice.add(number);
    uids.set(number, uid);
  }
  const { count, ranges } = missing([...uids.keys()]);
  return [
    ...(count > 0 ? [finding("gap", place, count, ranges)] : []),
    ...(twice.size > 0
      ? [
          finding(
            "same-number",
            place,
            twice.size,
            [...twice].map((one) => datum(String(one))),
          ),
        ]
      : []),
  ];
}

/** Numbers that lie between these and are none of them, as ranges: `3`, `5–9`. */
export function missing(numbers: readonly number[]): {
  readonly count: number;
  readonly ranges: readonly Datum[];
} {
  const sorted = [...new Set(numbers)].sort((one, other) => one - other);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? first;
  const ranges: Datum[] = [];
  if (last - first > MOST_SPAN) return { count: 0, ranges };
  for (const [at, number] of sorted.entries()) {
    const from = (sorted[at - 1] ?? number) + 1;
    if (from < number) ranges.push(datum(from === number - 1 ? String(from) : `${from}–${number - 1}`));
  }
  return { count: sorted.length === 0 ? 0 : last - first + 1 - sorted.length, ranges };
}

/** Directions are written with more digits than they have: a thousandth is less than a tenth of a degree. */
const DIGITS = 3;

function mixtures(instances: readonly InstanceNode[], place: Place): readonly Finding[] {
  const kinds: readonly (readonly [FindingCode, (head: Head) => string])[] = [
    ["mixed-modality", ({ modality }) => unmasked(modality)],
    ["mixed-frame-of-reference", ({ frameOfReference }) => unmasked(frameOfReference)],
    ["mixed-class", ({ sopClass }) => unmasked(sopClass)],
    [
      "mixed-size",
      ({ columns, rows }) => (unmasked(rows) === "" ? "" : `${unmasked(columns)}×${unmasked(rows)}`),
    ],
    ["mixed-orientation", ({ orientation }) => unmasked(orientation)],
  ];
  return kinds.flatMap(([code, textOf]) => {
    const texts = [...new Set(instances.map(({ head }) => textOf(head)))].filter((text) => text !== "");
    const values = code === "mixed-orientation" ? [...new Set(texts.map(rounded))] : texts;
    return values.length > 1 ? [finding(code, place, values.length, values.map(datum))] : [];
  });
}

/** `1\0\0\0\1\0` without the digits that no scanner means. */
function rounded(orientation: string): string {
  return orientation
    .split("\\")
    .map((number) => String(Number(Number(number).toFixed(DIGITS)) + 0))
    .join("\\");
}

function acrossTree(patients: readonly PatientNode[]): readonly Finding[] {
  const studies = patients.flatMap((patient, place) =>
    patient.studies.map((study, at) => ({ study, key: patientKey(patient.head), place: [place, at] })),
  );
  const series = studies.flatMap(({ study, place }) =>
    study.series.map((one, at) => ({ one, key: unmasked(study.head.study), place: [...place, at] })),
  );
  return [
    ...shared(
      "study-of-patients",
      studies.map(({ study, key, place }) => ({ uid: study.head.study, key, place })),
    ),
    ...shared(
      "series-of-studies",
      series.map(({ one, key, place }) => ({ uid: one.head.series, key, place })),
    ),
    ...oneNameManyIds(patients),
  ];
}

interface Named {
  readonly uid: Datum;
  /** What it lies in. */
  readonly key: string;
  readonly place: Place;
}

/** A UID that lies in several of what may hold it once; told where it lies first. */
function shared(code: FindingCode, all: readonly Named[]): readonly Finding[] {
  const byUid = grouped(all, ({ uid }) => unmasked(uid));
  return [...byUid].flatMap(([uid, here]) => {
    const holders = new Set(here.map(({ key }) => key)).size;
    return uid !== "" && holders > 1 ? [finding(code, (here[0] as Named).place, holders, [datum(uid)])] : [];
  });
}

function oneNameManyIds(patients: readonly PatientNode[]): readonly Finding[] {
  const placed = patients.map(({ head }, at) => ({ head, place: [at] }));
  const byName = grouped(
    placed.filter(({ head }) => unmasked(head.patientName) !== "" && unmasked(head.birthDate) !== ""),
    ({ head }) => `${unmasked(head.patientName).toUpperCase()}\0${unmasked(head.birthDate)}`,
  );
  return [...byName.values()].flatMap((here) => {
    const ids = here.map(({ head }) => head.patientId);
    return here.length > 1
      ? [finding("patient-of-ids", (here[0] as { place: Place }).place, here.length, ids)]
      : [];
  });
}

function distinct(instances: readonly InstanceNode[], field: HeadField): readonly Datum[] {
  return [...new Set(instances.map(({ head }) => head[field]))].filter((text) => unmasked(text) !== "");
}

const finding = (code: FindingCode, place: Place, count: number, values: readonly Datum[]): Finding => ({
  code,
  place,
  count,
  values: values.slice(0, MOST_VALUES),
  sets: [],
});
