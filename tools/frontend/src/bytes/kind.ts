/** Names the kind of a file by its first bytes, for the sentence that says why a tool cannot read it. */

export type FileKind =
  | "zip"
  | "gzip"
  | "pdf"
  | "png"
  | "jpeg"
  | "jpeg2000"
  | "gif"
  | "tiff"
  | "nifti"
  | "xml"
  | "html"
  | "json"
  | "hl7"
  | "text"
  | "binary";

/** Leading bytes, as characters of the same code. First match wins. */
const SIGNATURES: readonly (readonly [kind: FileKind, start: string])[] = [
  ["zip", "PK\x03\x04"],
  ["zip", "PK\x05\x06"],
  ["gzip", "\x1f\x8b"],
  ["pdf", "%PDF"],
  ["png", "\x89PNG"],
  ["jpeg", "\xff\xd8\xff"],
  ["jpeg2000", "\xff\x4f\xff\x51"],
  ["jpeg2000", "\x00\x00\x00\x0cjP"],
  ["gif", "GIF8"],
  ["tiff", "II*\x00"],
  ["tiff", "MM\x00*"],
  ["nifti", "\x5c\x01\x00\x00"],
  ["hl7", "MSH|"],
  ["hl7", "\x0bMSH"],
  ["hl7", "FHS|"],
  ["hl7", "BHS|"],
];

const TEXT_SIGNATURES: readonly (readonly [kind: FileKind, start: string])[] = [
  ["html", "<!doctype html"],
  ["html", "<html"],
  ["xml", "<"],
  ["json", "{"],
  ["json", "["],
];

const SAMPLE_LENGTH = 512;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

export function fileKind(start: Uint8Array): FileKind {
  const sample = start.subarray(0, SAMPLE_LENGTH);
  const head = String.fromCharCode(...sample);
  const known = SIGNATURES.find(([, signature]) => head.startsWith(signature));
  if (known) return known[0];
  const isText = sample.every((byte) => byte >= SPACE || (byte >= TAB && byte <= CARRIAGE_RETURN));
  if (!isText || sample.length === 0) return "binary";
  const words = head.replace("\u00ef\u00bb\u00bf", "").trimStart().toLowerCase();
  return TEXT_SIGNATURES.find(([, signature]) => words.startsWith(signature))?.[0] ?? "text";
}
