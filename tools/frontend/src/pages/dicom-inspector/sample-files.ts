/** The files to try the inspector with. */

import { bareSampleFile, sampleFile, sampleReport, truncatedSampleFile } from "../../dicom";

const blobOf = (bytes: Uint8Array): Blob => new Blob([bytes as Uint8Array<ArrayBuffer>]);

export const ct = (): Blob => blobOf(sampleFile());
export const report = (): Blob => blobOf(sampleReport());
export const bare = (): Blob => blobOf(bareSampleFile());
export const cut = (): Blob => blobOf(truncatedSampleFile());
