/** The files to try the validator with. */

import { brokenSampleFile, sampleFile, sampleReport, wholeSampleFile } from "../../dicom";
import { zipPieces } from "../../zip";

const blobOf = (bytes: Uint8Array): Blob => new Blob([bytes as Uint8Array<ArrayBuffer>]);

export const whole = (): Blob => blobOf(wholeSampleFile());
export const ct = (): Blob => blobOf(sampleFile());
export const report = (): Blob => blobOf(sampleReport());
export const broken = (): Blob => blobOf(brokenSampleFile());

/** All of them as a zip archive, with one that is no DICOM. */
export const many = (): Blob =>
  new Blob(
    zipPieces([
      { path: "study/ct-whole.dcm", bytes: wholeSampleFile() },
      { path: "study/ct-head.dcm", bytes: sampleFile() },
      { path: "study/ct-faults.dcm", bytes: brokenSampleFile() },
      { path: "study/report.dcm", bytes: sampleReport() },
      { path: "study/readme.txt", bytes: new TextEncoder().encode("Synthetic files.\n") },
    ]) as readonly Uint8Array<ArrayBuffer>[] as Uint8Array<ArrayBuffer>[],
  );
