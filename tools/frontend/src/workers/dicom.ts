/** Reads a DICOM file off the page's thread. The file's bytes are fetched from it piece by piece. */

import uidTable from "../../../dictionaries/data/dicom-uids.tsv?raw";
import { unmasked } from "../bytes/datum";
import { pagedSource } from "../bytes/source";
import { rowText, type TextColumn } from "../bytes/text-column";
import {
  creatorRows,
  type DeclaredCharsets,
  type DicomFault,
  type DicomFile,
  type ElementDictionary,
  type ElementEntry,
  readUidDictionary,
  type Signature,
  signaturesOf,
  type UidEntry,
  vrCode,
} from "../dicom";
import type { Validation } from "../dicom/validate";
import type { Correction, Rewriting } from "../dicom/write";
import { type Piece, type Progress, serve } from "./bridge";
import { readDicom, standardDictionary } from "./read/dicom-file";
import { readPart } from "./read/part";
import type { FilesQuestion } from "./validate-files";

export interface DicomQuestion {
  readonly blob: Blob;
  /** To be made first: the file that comes of it is what is read. */
  readonly correction?: Correction | Rewriting;
}

export interface Inspection {
  /** What was read: the file that was asked about, or what a correction made of it. */
  readonly blob: Blob;
  readonly file: DicomFile;
  /** What the offsets count in where that is not the file itself: its data set was deflated. */
  readonly expanded: Blob | null;
  /** The start of each row's value as text. */
  readonly texts: TextColumn;
  readonly charsets: DeclaredCharsets;
  /** For each row the row of its private creator, or -1. */
  readonly creators: Int32Array;
  /** Of structure and of values, by their place. */
  readonly faults: readonly DicomFault[];
  readonly faultsLeftOut: number;
  readonly signatures: readonly Signature[];
  /** What the dictionary has for the tags of this file, and for its UIDs. */
  readonly entries: ReadonlyMap<number, ElementEntry>;
  readonly uids: ReadonlyMap<string, UidEntry>;
  /** "PS3.6 2024c …": what the names are from. */
  readonly source: string;
  readonly validation: (Validation & { readonly source: string }) | null;
}

const VR_UI = vrCode("UI");
/** Progress is told in thousandths: the structure is the first half, the values the second. */
const WHOLE = 1_000;

/** A worker of this name holds files against the standard; another can change them. It asks for that when it begins. */
const validates = (globalThis as unknown as { readonly name?: string }).name === "validates";
const bringing = () => Promise.all([import("./validation"), import("./validate-files")]);
const validating = validates ? bringing() : null;
const editing = validates ? null : import("./editing");

serve<DicomQuestion | FilesQuestion, Inspection | null>(answer, moved, { begins: [validating, editing] });

function moved(inspection: Inspection | null): readonly ArrayBufferView[] {
  if (!inspection) return [];
  const { file, texts, creators } = inspection;
  const columns = Object.values(file.elements).filter((column) => ArrayBuffer.isView(column));
  return [...columns, texts.bytes, texts.end, creators];
}

/** Of many files, which a worker validates, null: each was told as it came. */
async function answer(
  question: DicomQuestion | FilesQuestion,
  progress: Progress,
  piece: Piece,
): Promise<Inspection | null> {
  if ("blob" in question) {
    const { blob, correction } = question;
    return inspect(correction ? await changed(blob, correction) : blob, progress);
  }
  const [, { validateFiles }] = await (validating ?? bringing());
  await validateFiles(question, piece, readDicom, knownUids());
  return null;
}

async function changed(blob: Blob, correction: Correction | Rewriting): Promise<Blob> {
  const { corrected } = await (editing ?? import("./editing"));
  const bytes = readPart(blob, 0, blob.size);
  return new Blob([(await corrected(bytes, correction, standardDictionary())) as Uint8Array<ArrayBuffer>]);
}

async function inspect(blob: Blob, progress: Progress): Promise<Inspection> {
  const packed = pagedSource(blob.size, (offset, count) => readPart(blob, offset, count));
  const read = await readDicom(packed, (share) => progress(Math.round(share * WHOLE), WHOLE));
  const { file, source, values, dictionary, texts, faults, faultsLeftOut } = read;
  const validation = (await validating)?.[0].validation(file, values, { dictionary, faults }) ?? null;
  const paths = [...(validation?.findings ?? []), ...(validation?.undecided ?? [])].map(({ path }) => path);
  return {
    blob,
    file,
    expanded:
      source === packed ? null : new Blob([source.slice(0, source.length) as Uint8Array<ArrayBuffer>]),
    texts,
    charsets: values.charsets,
    creators: creatorRows(file.elements),
    faults,
    faultsLeftOut,
    signatures: signaturesOf(values),
    entries: entriesFor(tagsOf(file, paths), dictionary),
    uids: uidsFor(file, texts),
    source: dictionary.source,
    validation,
  };
}

/** Those of the file, and what findings name: some of it is missing there. */
function tagsOf(file: DicomFile, paths: readonly string[]): Set<number> {
  const tags = new Set<number>(file.elements.tag);
  for (const path of paths)
    for (const hex of path.match(/[0-9A-F]{8}/g) ?? []) tags.add(Number.parseInt(hex, 16));
  return tags;
}

function entriesFor(
  tags: Iterable<number>,
  dictionary: ElementDictionary,
): ReadonlyMap<number, ElementEntry> {
  const entries = new Map<number, ElementEntry>();
  for (const tag of tags) {
    const entry = dictionary.find(tag);
    if (entry) entries.set(tag, entry);
  }
  return entries;
}

let uids: ReadonlyMap<string, UidEntry> | null = null;

function knownUids(): ReadonlyMap<string, UidEntry> {
  uids ??= readUidDictionary(uidTable);
  return uids;
}

function uidsFor(file: DicomFile, texts: TextColumn): ReadonlyMap<string, UidEntry> {
  const known = knownUids();
  const found = new Map<string, UidEntry>();
  const note = (uid: string): void => {
    const entry = known.get(uid);
    if (entry) found.set(uid, entry);
  };
  note(file.transferSyntax);
  file.elements.vr.forEach((vr, row) => {
    if (vr === VR_UI) for (const uid of unmasked(rowText(texts, row)).split("\\")) note(uid);
  });
  return found;
}
