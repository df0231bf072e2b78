/** The files to try the validator with. */

import { brokenSampleFile, sampleFile, sampleReport, wholeSampleFile } from "../../dicom";

const blobOf = (bytes: Uint8Array): Blob => new Blob([bytes as Uint8Array<ArrayBuffer>]);

export const whole = (): Blob => blobOf(wholeSampleFile());
export const ct = (): Blob => blobOf(sampleFile());
export const report = (): Blob => blobOf(sampleReport());
export const broken = (): Blob => blobOf(brokenSampleFile());
