/** The folders to try the tool with, each as a zip archive. */

import { brokenSampleFolder, type SampleFile, sampleFolder, unsortedSampleFolder } from "../../dicom";
import { archiveEnd, crc32, localHeader, type PlacedFile } from "../../zip";

function packed(files: readonly SampleFile[]): Blob {
  const parts: Uint8Array[] = [];
  const placed: PlacedFile[] = [];
  let at = 0;
  for (const { path, bytes } of files) {
    const file = { name: path, size: bytes.length, crc: crc32(bytes) };
    const header = localHeader(file);
    placed.push({ ...file, header: at });
    parts.push(header, bytes);
    at += header.length + bytes.length;
  }
  return new Blob([...parts, archiveEnd(placed, at)] as Uint8Array<ArrayBuffer>[]);
}

export const whole = (): Blob => packed(sampleFolder());
export const unsorted = (): Blob => packed(unsortedSampleFolder());
export const broken = (): Blob => packed(brokenSampleFolder());
