/** Files that say what they are by their first bytes, at fixed places. */

import { textOf } from "./decode";
import { type Head, latin1, type Recogniser, SEEN, what } from "./head";
import type { Kind } from "./kinds";

type Place = readonly [at: number, bytes: string];

/** A file of `kind` has all these bytes, written as characters of the same code. */
const signed = (kind: Kind, ...places: readonly Place[]): Recogniser => ({
  kind,
  sees: ({ bytes }) => {
    const isThere = ([at, wanted]: Place): boolean =>
      latin1(bytes.subarray(at, at + wanted.length)) === wanted;
    return places.every(isThere) ? SEEN : null;
  },
});

/** The same where a text may begin so. */
const signedBinary = (kind: Kind, start: string): Recogniser => {
  const { sees } = signed(kind, [0, start]);
  return { kind, sees: (head) => (sees(head) && !textOf(head) ? SEEN : null) };
};

/** Windows bitmap: `| "BM" | size 4 | 0 4 | offset 4 | header's own length 4 |`; the letters alone begin many a word. */
const BITMAP_HEADERS: readonly number[] = [12, 40, 52, 56, 64, 108, 124];
const BITMAP_HEADER_AT = 14;

const bitmap: Recogniser = {
  kind: "bmp",
  sees: ({ bytes }: Head) => {
    const header = (bytes[BITMAP_HEADER_AT] ?? 0) | ((bytes[BITMAP_HEADER_AT + 1] ?? 0) << 8);
    return latin1(bytes.subarray(0, 2)) === "BM" && BITMAP_HEADERS.includes(header) ? SEEN : null;
  },
};

/** ISO 32000-1 7.5.2: the version stands in the first line, alone. */
const PDF = /^%PDF-(\d\.\d)[ \t]*[\r\n]/;

const pdf: Recogniser = {
  kind: "pdf",
  sees: ({ bytes }) => {
    const version = PDF.exec(latin1(bytes.subarray(0, 32)))?.[1];
    return version ? { facts: [what("PDF", version)] } : null;
  },
};

/** Nearly Raw Raster Data, "General Layout": the first line, alone. */
const nrrd: Recogniser = {
  kind: "nrrd",
  sees: ({ bytes }) => (/^NRRD000[1-9]\r?\n/.test(latin1(bytes.subarray(0, 10))) ? SEEN : null),
};

export const SIGNATURES: readonly Recogniser[] = [
  signed("png", [0, "\x89PNG\r\n\x1a\n"]), // ISO/IEC 15948 5.2
  signed("jpeg", [0, "\xff\xd8\xff"]), // ISO/IEC 10918-1 B.1.1.3: start of image, then a marker
  signed("jpeg2000", [0, "\x00\x00\x00\x0cjP  \r\n\x87\n"]), // ISO/IEC 15444-1 I.5.1
  signed("jpeg2000", [0, "\xff\x4f\xff\x51"]), // ISO/IEC 15444-1 A.4.1, A.5.1
  signed("tiff", [0, "II*\x00"]), // TIFF 6.0, section 2
  signed("tiff", [0, "MM\x00*"]),
  signed("tiff", [0, "II+\x00"]), // BigTIFF
  signed("tiff", [0, "MM\x00+"]),
  signed("webp", [0, "RIFF"], [8, "WEBP"]), // RFC 9649 2.4
  signed("nifti", [344, "n+1\x00"]), // NIfTI-1 data format, "magic"
  signed("nifti", [344, "ni1\x00"]),
  signed("nifti", [4, "n+2\x00\r\n\x1a\n"]), // NIfTI-2 data format
  signed("nifti", [4, "ni2\x00\r\n\x1a\n"]),
  signedBinary("gif", "GIF87a"), // GIF89a specification 17
  signedBinary("gif", "GIF89a"),
  bitmap,
  pdf,
  nrrd,
];
