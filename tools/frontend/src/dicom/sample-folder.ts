/** Folders that no scanner ever wrote: two patients in order, a wrong Patient ID, and the faults that folders have. */

import { CT_IMAGE_STORAGE, element, part10, SAMPLE_UID } from "./sample";

export interface SampleFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const MR_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.4";
const SIDE = 8;

/** What makes one image differ from another. */
interface SampleImage {
  readonly patient: readonly [id: string, name: string, birthDate: string, sex: string];
  readonly study: number;
  readonly description: string;
  readonly series: number;
  readonly modality: "CT" | "MR";
  readonly number: number;
  readonly orientation?: string;
}

const ADA = ["SAMPLE-1", "SAMPLE^ADA", "19000101", "F"] as const;
const CLEO = ["SAMPLE-2", "SAMPLE^CLEO", "19010203", "F"] as const;
const AXIAL = "1\\0\\0\\0\\1\\0";
const CORONAL = "1\\0\\0\\0\\0\\-1";

const us = (tag: number, value: number): Uint8Array =>
  element(tag, "US", new Uint8Array(Uint16Array.of(value).buffer));

function image({
  patient,
  study,
  description,
  series,
  modality,
  number,
  orientation = AXIAL,
}: SampleImage): Uint8Array {
  const [id, name, birthDate, sex] = patient;
  const sopClass = modality === "CT" ? CT_IMAGE_STORAGE : MR_IMAGE_STORAGE;
  const uid = `${SAMPLE_UID}.${study}.${series}.${number}`;
  return part10(sopClass, uid, [
    element(0x00080005, "CS", "ISO_IR 100"),
    element(0x00080016, "UI", sopClass),
    element(0x00080018, "UI", uid),
    element(0x00080020, "DA", `2020022${study}`),
    element(0x00080030, "TM", "101530"),
    element(0x00080050, "SH", `SAMPLE-000${study}`),
    element(0x00080060, "CS", modality),
    element(0x00081030, "LO", description),
    element(0x0008103e, "LO", modality === "CT" ? "Axial 2.5 mm" : "T1 axial"),
    element(0x00100010, "PN", name),
    element(0x00100020, "LO", id),
    element(0x00100030, "DA", birthDate),
    element(0x00100040, "CS", sex),
    element(0x0020000d, "UI", `${SAMPLE_UID}.${study}`),
    element(0x0020000e, "UI", `${SAMPLE_UID}.${study}.${series}`),
    element(0x00200010, "SH", String(study)),
    element(0x00200011, "IS", String(series)),
    element(0x00200013, "IS", String(number)),
    element(0x00200037, "DS", orientation),
    element(0x00200052, "UI", `${SAMPLE_UID}.${study}.${series}.0`),
    us(0x00280010, SIDE),
    us(0x00280011, SIDE),
    us(0x00280100, 16),
    us(0x00280103, 0),
    element(0x7fe00010, "OW", new Uint8Array(2 * SIDE * SIDE).fill(number)),
  ]);
}

const HEAD = { patient: ADA, study: 1, description: "Head", series: 1, modality: "CT" } as const;
const KNEE = { patient: CLEO, study: 2, description: "Knee", series: 1, modality: "MR" } as const;

const counted = (of: Omit<SampleImage, "number">, folder: string, numbers: readonly number[]): SampleFile[] =>
  numbers.map((number) => ({ path: `${folder}/IM${number}`, bytes: image({ ...of, number }) }));

/** Two patients, three series. */
export function sampleFolder(): readonly SampleFile[] {
  return [
    ...counted(HEAD, "SAMPLE/CT1", [1, 2, 3, 4]),
    ...counted({ ...HEAD, series: 2 }, "SAMPLE/CT2", [1, 2]),
    ...counted(KNEE, "SAMPLE/MR1", [1, 2, 3]),
  ];
}

/** The same files in one folder, under names that say nothing of their order. */
export function unsortedSampleFolder(): readonly SampleFile[] {
  const files = sampleFolder();
  const STEP = 4; // prime to their number: each comes once
  return files.map((_, at) => ({
    path: `EXPORT/${String.fromCharCode(0x41 + at)}.dcm`,
    bytes: (files[(at * STEP) % files.length] as SampleFile).bytes,
  }));
}

/** One series of a study has the Patient ID of somebody else: to be put right. */
export function wrongPatientSampleFolder(): readonly SampleFile[] {
  const wrong = {
    ...HEAD,
    patient: ["SAMPLE-7", ...ADA.slice(1)] as unknown as SampleImage["patient"],
    series: 2,
  };
  return [...counted(HEAD, "SAMPLE/CT1", [1, 2, 3]), ...counted(wrong, "SAMPLE/CT2", [1, 2, 3])];
}

/** Numbers missing, an image twice, a series of two modalities, one person under two IDs, and a text. */
export function brokenSampleFolder(): readonly SampleFile[] {
  const other = {
    ...KNEE,
    patient: ["SAMPLE-3", ...CLEO.slice(1)] as unknown as SampleImage["patient"],
    study: 3,
  };
  return [
    ...counted(HEAD, "SAMPLE/CT1", [1, 2, 5, 6, 9]),
    { path: "SAMPLE/CT1/IM2 copy", bytes: image({ ...HEAD, number: 2 }) },
    { path: "SAMPLE/CT1/IM10", bytes: image({ ...HEAD, modality: "MR", number: 10, orientation: CORONAL }) },
    ...counted(KNEE, "SAMPLE/MR1", [1, 2]),
    ...counted(other, "SAMPLE/MR2", [1]),
    { path: "SAMPLE/READ ME.TXT", bytes: new TextEncoder().encode("A text that is no DICOM file.\n") },
  ];
}
