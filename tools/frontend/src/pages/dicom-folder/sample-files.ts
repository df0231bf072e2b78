/** The folders to try the tool with, each as a zip archive. */

import {
  brokenSampleFolder,
  type SampleFile,
  sampleFolder,
  unsortedSampleFolder,
  wrongPatientSampleFolder,
} from "../../dicom";
import { crc32 } from "../../zip";
import { zipOf } from "./out-files";

const packed = (files: readonly SampleFile[]): Blob =>
  zipOf(
    files.map(({ path, bytes }) => ({
      name: path,
      blob: new Blob([bytes as Uint8Array<ArrayBuffer>]),
      crc: crc32(bytes),
    })),
  );

export const whole = (): Blob => packed(sampleFolder());
export const unsorted = (): Blob => packed(unsortedSampleFolder());
export const wrongPatient = (): Blob => packed(wrongPatientSampleFolder());
export const broken = (): Blob => packed(brokenSampleFolder());
