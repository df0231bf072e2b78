/** Reads a DICOM file off the page's thread. The file's bytes are fetched from it piece by piece. */

import elementTable from "../../../dictionaries/data/dicom-elements.tsv?raw";
import privateTable from "../../../dictionaries/data/dicom-private.tsv?raw";
import uidTable from "../../../dictionaries/data/dicom-uids.tsv?raw";
import { unmasked } from "../bytes/datum";
import { type ByteSource, pagedSource } from "../bytes/source";
import { rowText, type TextColumn } from "../bytes/text-column";
import {
  creatorRows,
  type DeclaredCharsets,
  type DicomFault,
  type DicomFile,
  type ElementDictionary,
  type ElementEntry,
  ElementValues,
  open,
  parse,
  previewsOf,
  readElementDictionary,
  readPrivateDictionary,
  readUidDictionary,
  type Signature,
  signaturesOf,
  Tag,
  type UidEntry,
  vrCode,
} from "../dicom";
import type { Validation } from "../dicom/validate";
import type { Correction, Rewriting } from "../dicom/write";
import { type Progress, serve } from "./bridge";
import { inflate } from "./inflate";
import { readPart } from "./read/part";

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
const VR_UN = vrCode("UN");
/** Progress is told in thousandths: the structure is the first half, the values the second. */
const WHOLE = 1_000;

/** A worker of this name holds files against the standard; another can change them. It asks for that when it begins. */
const validates = (globalThis as unknown as { readonly name?: string }).name === "validates";
const validating = validates ? import("./validation") : null;
const editing = validates ? null : import("./editing");

serve<DicomQuestion, Inspection>(answer, moved, { begins: [validating, editing] });

function moved({ file, texts, creators }: Inspection): readonly ArrayBufferView[] {
  const columns = Object.values(file.elements).filter((column) => ArrayBuffer.isView(column));
  return [...columns, texts.bytes, texts.end, creators];
}

/**
 * The makers' tables are read where the file does not say the VR of its private elements. They come with this script:
 * asked for only then, the request would tell what kind of file was opened.
 */
function dictionaryFor(packed: ByteSource): ElementDictionary {
  const plain = readElementDictionary(elementTable);
  const { tag, vr } = parse(packed, { vrOf: plain.vrOf }).elements;
  if (!tag.some((one, row) => Tag.isPrivate(one) && vr[row] === VR_UN)) return plain;
  return readElementDictionary(elementTable, readPrivateDictionary(privateTable));
}

async function answer({ blob, correction }: DicomQuestion, progress: Progress): Promise<Inspection> {
  return inspect(correction ? await changed(blob, correction) : blob, progress);
}

async function changed(blob: Blob, correction: Correction | Rewriting): Promise<Blob> {
  const { corrected } = await (editing ?? import("./editing"));
  const bytes = readPart(blob, 0, blob.size);
  const dictionary = readElementDictionary(elementTable);
  return new Blob([(await corrected(bytes, correction, dictionary)) as Uint8Array<ArrayBuffer>]);
}

async function inspect(blob: Blob, progress: Progress): Promise<Inspection> {
  const packed = pagedSource(blob.size, (offset, count) => readPart(blob, offset, count));
  const dictionary = dictionaryFor(packed);
  const half = (done: number, total: number, before: number): void =>
    progress(before + Math.round((done / Math.max(total, 1)) * (WHOLE / 2)), WHOLE);

  const { file, source } = await open(packed, {
    vrOf: dictionary.vrOf,
    progress: (done, total) => half(done, total, 0),
    inflate,
  });
  const { count } = file.elements;
  const previews = previewsOf(source, file.elements, (row) => half(row, count, WHOLE / 2));
  const faults = [...file.faults, ...previews.faults.all].sort((one, other) => one.offset - other.offset);
  const values = new ElementValues(source, file.elements, previews.charsets);
  const validation = (await validating)?.validation(file, values, { dictionary, faults }) ?? null;
  const paths = [...(validation?.findings ?? []), ...(validation?.undecided ?? [])].map(({ path }) => path);
  return {
    blob,
    file,
    expanded:
      source === packed ? null : new Blob([source.slice(0, source.length) as Uint8Array<ArrayBuffer>]),
    texts: previews.texts,
    charsets: previews.charsets,
    creators: creatorRows(file.elements),
    faults,
    faultsLeftOut: file.faultsLeftOut + previews.faults.leftOut,
    signatures: signaturesOf(values),
    entries: entriesFor(tagsOf(file, paths), dictionary),
    uids: uidsFor(file, previews.texts),
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

function uidsFor(file: DicomFile, texts: TextColumn): ReadonlyMap<string, UidEntry> {
  const known = readUidDictionary(uidTable);
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
