/** Names what a file is by its first bytes, never by its name. */

import { textOf } from "./decode";
import type { Detection, Guess } from "./detection";
import { dicomBare, dicomdir, dicomFile } from "./dicom";
import * as documents from "./documents";
import { edifact, x12 } from "./exchange";
import { type Head, type Recogniser, SEEN, type Sighting } from "./head";
import { hl7Batch, hl7Log, hl7Message, mllp } from "./hl7";
import { SIGNATURES } from "./magic";
import { gzip, officeDocument, tar, zip, zlib } from "./packed";
import { csv, tsv } from "./tables";
import { healthCard, healthLink, jwt, uidList } from "./tokens";
import { TEXTS } from "./words";
import { base64, dataUrl } from "./wrapped";

/** As much of a file as the detector looks at. */
export const HEAD_BYTES = 64 * 1024;

const empty: Recogniser = { kind: "empty", sees: ({ bytes }) => (bytes.length === 0 ? SEEN : null) };
const text: Recogniser = { kind: "text", sees: (head) => (textOf(head) ? SEEN : null) };
const unknown: Recogniser = { kind: "unknown", sees: (head) => (textOf(head) ? null : SEEN) };

/**
 * In order of certainty: fixed bytes at fixed places, then texts by their first word, then by their grammar, then by
 * what most of their lines look like; the last two have nothing to say but that nothing was seen.
 */
const RECOGNISERS: readonly Recogniser[] = [
  empty,
  dicomdir,
  dicomFile,
  ...SIGNATURES,
  gzip,
  officeDocument,
  zip,
  tar,
  dicomBare,
  mllp,
  hl7Batch,
  hl7Message,
  x12,
  edifact,
  healthCard,
  healthLink,
  jwt,
  dataUrl,
  documents.healthCardFile,
  documents.fhirJson,
  documents.fhirNdjson,
  documents.dicomJson,
  documents.ndjson,
  documents.json,
  documents.fhirXml,
  documents.cda,
  documents.hl7Xml,
  documents.dicomXml,
  documents.html,
  documents.xml,
  uidList,
  base64,
  hl7Log,
  tsv,
  csv,
  zlib,
  text,
  unknown,
];

/** Layers that are unwrapped: a zip in a gzip in base64, and what it holds. */
const MOST_LAYERS = 3;

function detectLayer(head: Head, layer: number): Detection {
  const seen: { guess: Guess; sighting: Sighting }[] = [];
  for (const { kind, sees } of RECOGNISERS) {
    if (seen.some(({ guess }) => guess.kind === kind)) continue;
    const sighting = head.bytes.length === 0 && kind !== "empty" ? null : sees(head);
    if (sighting) seen.push({ guess: { kind, title: TEXTS.en[kind] }, sighting });
  }
  const [best = { guess: { kind: "unknown", title: TEXTS.en.unknown }, sighting: SEEN } as const] = seen;
  const { facts = [], inside } = best.sighting;
  const guesses = seen.map(({ guess }) => guess);
  return {
    guesses: [best.guess, ...guesses.slice(1)],
    facts,
    inside: inside && layer < MOST_LAYERS ? detectLayer(inside, layer + 1) : null,
  };
}

/**
 * What a file is that begins with `head` and has `size` bytes. Pure and total: any bytes have an answer, in a few
 * milliseconds, and nothing is inflated or decoded beyond 64 KB a layer. More than `HEAD_BYTES` are not looked at.
 */
export function detect(head: Uint8Array, size: number = head.length): Detection {
  const bytes = head.subarray(0, HEAD_BYTES);
  return detectLayer({ bytes, size: Math.max(size, head.length) }, 0);
}
