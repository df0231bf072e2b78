/**
 * What the detector says, in both languages. Names that a standard gives itself stay as they are.
 *
 * Plain tables, so that this folder needs no page: a page hands `TEXTS` to `defineText` and the result to `sentence`.
 */

import type { Kind } from "./kinds";

/** What is said beside a kind. `what` is the standard's own words: "HL7 v2.5.1 ORU^R01". */
export type FactCode =
  | "what"
  | "messages"
  | "messagesOrMore"
  | "lines"
  | "linesOrMore"
  | "uids"
  | "uidsOrMore"
  | "columns"
  | "noHeader"
  | "encrypted";

type Key = Kind | FactCode | "with";
type Texts = Readonly<Record<Key, string>>;

const en: Texts = {
  dicom: "DICOM file",
  dicomdir: "DICOMDIR",
  "dicom-bare": "DICOM without preamble",
  "dicom-json": "DICOM JSON",
  "dicom-xml": "DICOM XML",
  "hl7-v2": "HL7 v2 message",
  "hl7-v2-batch": "HL7 v2 messages",
  "hl7-v2-mllp": "HL7 v2 in MLLP frames",
  "hl7-v2-log": "HL7 v2 in a log",
  "hl7-v2-xml": "HL7 v2 XML",
  "fhir-json": "FHIR JSON",
  "fhir-xml": "FHIR XML",
  "fhir-ndjson": "FHIR NDJSON",
  cda: "CDA document",
  x12: "X12 interchange",
  edifact: "EDIFACT interchange",
  jwt: "JSON Web Token",
  "smart-health-card": "SMART Health Card",
  "smart-health-link": "SMART Health Link",
  "uid-list": "list of UIDs",
  base64: "base64",
  "data-url": "data URL",
  gzip: "gzip",
  zlib: "zlib",
  zip: "zip archive",
  "office-document": "office document",
  tar: "tar archive",
  pdf: "PDF",
  png: "PNG image",
  jpeg: "JPEG image",
  jpeg2000: "JPEG 2000 image",
  gif: "GIF image",
  bmp: "BMP image",
  tiff: "TIFF image",
  webp: "WebP image",
  nifti: "NIfTI image",
  nrrd: "NRRD image",
  csv: "CSV table",
  tsv: "TSV table",
  json: "JSON",
  ndjson: "NDJSON",
  xml: "XML",
  html: "HTML",
  text: "plain text",
  empty: "empty file",
  unknown: "unknown binary data",
  what: "{what}",
  messages: "{n} {n|message|messages}",
  messagesOrMore: "{n} {n|message|messages} or more",
  lines: "{n} {n|line|lines}",
  linesOrMore: "{n} {n|line|lines} or more",
  uids: "{n} {n|UID|UIDs}",
  uidsOrMore: "{n} {n|UID|UIDs} or more",
  columns: "{n} {n|column|columns}",
  noHeader: "without header",
  encrypted: "encrypted",
  with: "{outer} with {inner}",
};

const de: Texts = {
  ...en,
  dicom: "DICOM-Datei",
  "dicom-bare": "DICOM ohne Präambel",
  "hl7-v2": "HL7-v2-Nachricht",
  "hl7-v2-batch": "HL7-v2-Nachrichten",
  "hl7-v2-mllp": "HL7 v2 in MLLP-Rahmen",
  "hl7-v2-log": "HL7 v2 in einem Protokoll",
  cda: "CDA-Dokument",
  x12: "X12-Übertragung",
  edifact: "EDIFACT-Übertragung",
  "uid-list": "Liste von UIDs",
  "data-url": "Daten-URL",
  zip: "Zip-Archiv",
  "office-document": "Office-Dokument",
  tar: "Tar-Archiv",
  png: "PNG-Bild",
  jpeg: "JPEG-Bild",
  jpeg2000: "JPEG-2000-Bild",
  gif: "GIF-Bild",
  bmp: "BMP-Bild",
  tiff: "TIFF-Bild",
  webp: "WebP-Bild",
  nifti: "NIfTI-Bild",
  nrrd: "NRRD-Bild",
  csv: "CSV-Tabelle",
  tsv: "TSV-Tabelle",
  text: "reiner Text",
  empty: "leere Datei",
  unknown: "unbekannte Binärdaten",
  messages: "{n} {n|Nachricht|Nachrichten}",
  messagesOrMore: "{n} {n|Nachricht|Nachrichten} oder mehr",
  lines: "{n} {n|Zeile|Zeilen}",
  linesOrMore: "{n} {n|Zeile|Zeilen} oder mehr",
  uidsOrMore: "{n} {n|UID|UIDs} oder mehr",
  columns: "{n} {n|Spalte|Spalten}",
  noHeader: "ohne Kopfsegment",
  encrypted: "verschlüsselt",
  with: "{outer} mit {inner}",
};

export const TEXTS = { en, de };

/** What `defineText(TEXTS)` returns. */
export type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string;
