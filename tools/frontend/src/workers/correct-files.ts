/** What the folder's workers need besides to correct files: code that comes when a worker begins. */

import elementTable from "../../../dictionaries/data/dicom-elements.tsv?raw";
import { changeBetween, joined } from "../bytes/change";
import { type Failure, Fatal } from "../bytes/fault";
import { memorySource } from "../bytes/source";
import { HEAD_BYTES } from "../detect";
import {
  type DicomFile,
  type ElementDictionary,
  ElementValues,
  open,
  parse,
  pathAlong,
  readElementDictionary,
  type Signature,
  signaturesOf,
  Tag,
} from "../dicom";
import {
  BEHIND_CORRECTED,
  type Carried,
  type CorrectionStep,
  carriedOf,
  correctedHead,
  type ElementChange,
  type IsWanted,
  type Level,
  USUAL,
} from "../dicom/correct";
import { type FileRecord, recordOf } from "../dicom/folder";
import { repacked } from "../dicom/write";
import { itemFrom } from "../intake/archive";
import type { Source } from "../intake/item";
import type { Watch } from "../intake/watch";
import type { Piece } from "./bridge";
import { deflate } from "./deflate";
import { inflate } from "./inflate";
import { checksumOf, Original, type Part } from "./original";
import { inPieces, tolerable } from "./pieces";

/** A file, and which of the plan's steps are for it, in their order. */
export interface Work {
  readonly source: Source;
  readonly steps: readonly number[];
  /** Paths within sequences at which the visitor wants it otherwise than is usual. Of no account for a preview. */
  readonly flipped: readonly string[];
}

export type CorrectQuestion =
  /** What a level says in a file, once these steps are made. */
  | {
      readonly kind: "level";
      readonly level: Level;
      readonly source: Source;
      readonly steps: readonly CorrectionStep[];
    }
  /** The steps of all previews and files after it: said once, for new UIDs of a large folder are many. */
  | { readonly kind: "plan"; readonly steps: readonly CorrectionStep[] }
  /** What would change, and what of the past would if it were asked for; a piece for some of the files. */
  | { readonly kind: "preview"; readonly files: readonly Work[] }
  /** The files themselves. */
  | {
      readonly kind: "write";
      readonly files: readonly Work[];
      /** A zip archive has a checksum for each file, for which all of it is read. */
      readonly withChecksum: boolean;
      /** What a DICOMDIR says of each. */
      readonly withRecord: boolean;
    };

/** What became of one file. */
export type Corrected =
  | {
      readonly kind: "changes";
      readonly changes: readonly ElementChange[];
      /** Of a file in which something may change. */
      readonly signatures: readonly Signature[];
    }
  | {
      readonly kind: "file";
      readonly blob: Blob;
      readonly crc: number;
      /** Null where none was asked for, or it can be in no file-set. */
      readonly record: FileRecord | null;
    }
  | { readonly kind: "failed"; readonly failure: Failure };
export type CorrectedPiece = readonly (readonly [at: number, corrected: Corrected])[];

/** What stands in front of the pixel data is held in memory while it changes. */
const MOST_CHANGED = 64 * 1024 * 1024;

let dictionary: ElementDictionary | null = null;
function known(): ElementDictionary {
  dictionary ??= readElementDictionary(elementTable);
  return dictionary;
}

/** What the previews and files that are asked for are made with. */
let plan: readonly CorrectionStep[] = [];

export async function answerCorrect(
  question: CorrectQuestion,
  watch: Watch,
  tell: Piece,
): Promise<readonly Carried[]> {
  if (question.kind === "level") return levelOf(question, watch);
  if (question.kind === "plan") plan = question.steps;
  else await inPieces(question.files, (work) => become(question, work, watch), tell);
  return [];
}

type OfFiles = Extract<CorrectQuestion, { readonly files: readonly Work[] }>;

async function become(question: OfFiles, { source, steps, flipped }: Work, watch: Watch): Promise<Corrected> {
  const own = steps.map((at) => plan[at] as CorrectionStep);
  try {
    const blob = await wholeOf(source, watch);
    if (question.kind === "preview") return await changesOf(new Original(blob), own);
    const { withChecksum, withRecord } = question;
    const original = await Original.read(blob, withChecksum);
    const parts = await corrected(original, own, otherwiseAt(flipped));
    const made = original.with(parts);
    const record = withRecord ? await recordFrom(new Original(made)) : null;
    return { kind: "file", blob: made, crc: withChecksum ? await checksumOf(original, parts) : 0, record };
  } catch (error) {
    return { kind: "failed", failure: tolerable(error) };
  }
}

function otherwiseAt(flipped: readonly string[]): IsWanted {
  const paths = new Set(flipped);
  return (way) => USUAL(way) !== paths.has(pathAlong(way));
}

async function levelOf(
  { source, steps, level }: CorrectQuestion & { readonly kind: "level" },
  watch: Watch,
): Promise<readonly Carried[]> {
  const { head, isInflated } = await openHead(new Original(await wholeOf(source, watch)));
  const around = { dictionary: known(), isInflated };
  const bytes = memorySource(correctedHead(head, steps, around).head);
  const { elements } = parse(bytes, { vrOf: known().vrOf, before: BEHIND_CORRECTED, isInflated });
  return carriedOf(new ElementValues(bytes, elements), level);
}

async function changesOf(original: Original, steps: readonly CorrectionStep[]): Promise<Corrected> {
  const opened = await openHead(original);
  const around = { dictionary: known(), isInflated: opened.isInflated, isWanted: () => true };
  const { changes } = correctedHead(opened.head, steps, around);
  return { kind: "changes", changes, signatures: changes.length > 0 ? signaturesIn(original, opened) : [] };
}

/** In front of the pixel data and behind them: there stand those of the whole object (PS3.3 C.12.1.1.3). */
function signaturesIn(
  original: Original,
  { head, isInflated, rest, isAll }: OpenedHead,
): readonly Signature[] {
  const source = rest ? memorySource(joined([head, rest])) : isAll ? memorySource(head) : original.paged;
  const { elements } = parse(source, { vrOf: known().vrOf, isInflated });
  return signaturesOf(new ElementValues(source, elements));
}

/** The file with these steps made: stretches of the one that came, around the bytes that are new. */
async function corrected(
  original: Original,
  steps: readonly CorrectionStep[],
  isWanted: IsWanted,
): Promise<readonly Part[]> {
  const unchanged = [{ from: 0, to: original.size }];
  if (steps.length === 0) return unchanged;
  const { head, isInflated, rest } = await openHead(original);
  const { head: after } = correctedHead(head, steps, { dictionary: known(), isInflated, isWanted });
  const change = changeBetween(head, after);
  if (!change) return unchanged;
  if (rest) return [await packedAgain(after, rest)];
  const { at, removed, inserted } = change;
  return [{ from: 0, to: at }, inserted, { from: at + removed.length, to: original.size }];
}

/** Of a deflated file: its head with what stands behind it, deflated again. */
async function packedAgain(head: Uint8Array, rest: Uint8Array): Promise<Uint8Array> {
  const { dataSet } = parse(memorySource(head), { isInflated: true, before: BEHIND_CORRECTED });
  return repacked(joined([head, rest]), dataSet, deflate);
}

/** @throws Fatal of what was wrong on the way: a damaged file is not written as if it were whole */
async function wholeOf(source: Source, watch: Watch): Promise<Blob> {
  const { blob, fault } = await itemFrom(source).open(watch);
  if (fault) throw new Fatal(fault.code, fault.offset, fault.values);
  return blob;
}

interface OpenedHead {
  /** All that stands in front of the pixel data. */
  readonly head: Uint8Array;
  readonly isInflated: boolean;
  /** Of a deflated file what stands behind that, expanded. */
  readonly rest: Uint8Array | null;
  /** Nothing follows but the one element of the pixel data, if anything does. */
  readonly isAll: boolean;
}

/** The longest header of an element (PS3.5 7.1.2): with fewer bytes left, nobody knows whether there would be another. */
const LONGEST_HEADER = 12;

/** @throws Fatal "empty", "not-dicom", "edit-large" with `size` and `most`, "unreadable" */
async function openHead(original: Original): Promise<OpenedHead> {
  const { vrOf } = known();
  const options = { vrOf, before: BEHIND_CORRECTED };
  const first = await original.bytes(0, HEAD_BYTES);
  const start = parse(memorySource(first), options);
  const isAll = first.length === original.size || start.end + LONGEST_HEADER <= first.length;
  if (isAll && !start.isDeflated) {
    const head = first.subarray(0, start.end);
    return { head, isInflated: false, rest: null, isAll: isLastElement(first, start, original.size) };
  }
  if (start.isDeflated) return openDeflated(original);
  const { end } = parse(original.paged, options);
  checkSize(end);
  return { head: await original.bytes(0, end), isInflated: false, rest: null, isAll: false };
}

/**
 * Whether the element behind the head, or none, ends the file. Of pixel data in fragments nobody knows.
 *
 *     7FE0,0010 | "OW" 00 00 | length      explicit VR (PS3.5 7.1.2)
 *     7FE0,0010 | length                   implicit VR
 */
function isLastElement(bytes: Uint8Array, { end, encoding }: DicomFile, size: number): boolean {
  if (end === size) return true;
  const at = end + (encoding.explicit ? 8 : 4);
  if (at + 4 > bytes.length) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, !encoding.bigEndian);
  return length !== Tag.UNDEFINED_LENGTH && at + 4 + length >= size;
}

async function openDeflated(original: Original): Promise<OpenedHead> {
  checkSize(original.size);
  const { file, source } = await open(memorySource(await original.bytes(0, original.size)), {
    vrOf: known().vrOf,
    before: BEHIND_CORRECTED,
    inflate,
  });
  if (file.faults.some(({ code }) => code.startsWith("deflate-"))) throw new Fatal("edit-deflated");
  const rest = source.slice(file.end, source.length - file.end);
  return { head: source.slice(0, file.end), isInflated: true, rest, isAll: false };
}

function checkSize(size: number): void {
  if (size > MOST_CHANGED) throw new Fatal("edit-large", -1, { size, most: MOST_CHANGED });
}

/** Of what is no DICOM there is none: it lies beside the others. */
async function recordFrom(original: Original): Promise<FileRecord | null> {
  try {
    const { head, isInflated } = await openHead(original);
    const source = memorySource(head);
    return recordOf(source, parse(source, { vrOf: known().vrOf, before: BEHIND_CORRECTED, isInflated }));
  } catch (error) {
    tolerable(error);
    return null;
  }
}
