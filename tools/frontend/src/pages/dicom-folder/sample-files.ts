/** The folders to try the tool with, each as a zip archive. */

import {
  brokenSampleFolder,
  type SampleFile,
  sampleFolder,
  unsortedSampleFolder,
  wrongPatientSampleFolder,
} from "../../dicom";
import { zipPieces } from "../../zip";

const packed = (files: readonly SampleFile[]): Blob =>
  new Blob(zipPieces(files) as readonly Uint8Array<ArrayBuffer>[] as Uint8Array<ArrayBuffer>[]);

export const whole = (): Blob => packed(sampleFolder());
export const unsorted = (): Blob => packed(unsortedSampleFolder());
export const wrongPatient = (): Blob => packed(wrongPatientSampleFolder());
export const broken = (): Blob => packed(brokenSampleFolder());
