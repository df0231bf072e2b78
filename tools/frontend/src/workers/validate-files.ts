/** Many files against the standard, and of each what a list of them shows: no values. */

import { type Datum, datum } from "../bytes/datum";
import type { Failure } from "../bytes/fault";
import { headedSource, pagedSource } from "../bytes/source";
import { HEAD_BYTES } from "../detect";
import type { UidEntry } from "../dicom";
import { type RuleFound, rulesFound } from "../dicom/validate";
import { itemFrom } from "../intake/archive";
import { bytesOf, type Item, type Source } from "../intake/item";
import type { Watch } from "../intake/watch";
import type { Piece } from "./bridge";
import { inPieces, tolerable } from "./pieces";
import type { FailedFile } from "./pool";
import type { ReadDicom } from "./read/dicom-file";
import { readPart } from "./read/part";
import { validation } from "./validation";

/** What is told of each in pieces: its place among them, and its `ValidatedFile` or `FailedFile`. */
export interface FilesQuestion {
  readonly sources: readonly Source[];
}

export interface ValidatedFile {
  readonly kind: "validated";
  /** Bytes. */
  readonly size: number;
  /** UID, and the standard's name of it; "" where there is none. */
  readonly sopClass: Datum;
  readonly className: string;
  /** The gravest first. */
  readonly rules: readonly RuleFound[];
  /** Further findings that nobody kept. */
  readonly leftOut: number;
  /** Where the archive that holds it is damaged: only what came before was looked at. */
  readonly damage: Failure | null;
}

type Read = (source: ReturnType<typeof pagedSource>) => Promise<ReadDicom>;
type Uids = ReadonlyMap<string, UidEntry>;

const watch: Watch = { signal: new AbortController().signal };

export async function validateFiles(
  { sources }: FilesQuestion,
  tell: Piece,
  read: Read,
  uids: Uids,
): Promise<void> {
  await inPieces(sources, (source) => outcomeOf(itemFrom(source), read, uids), tell);
}

async function outcomeOf(item: Item, read: Read, uids: Uids): Promise<ValidatedFile | FailedFile> {
  try {
    return await validated(item, read, uids);
  } catch (error) {
    return { kind: "failed", failure: tolerable(error), size: item.size };
  }
}

/** Most of a file lies in its first 64 KB, which are asked for while others are looked at; the rest where it is needed. */
async function validated(item: Item, read: Read, uids: Uids): Promise<ValidatedFile> {
  const { blob, fault } = await item.open(watch);
  const head = await bytesOf(blob.slice(0, HEAD_BYTES));
  const rest = pagedSource(blob.size, (offset, count) => readPart(blob, offset, count));
  const { file, values, dictionary, faults } = await read(headedSource(head, rest));
  const { findings, leftOut, sopClass } = validation(file, values, { dictionary, faults });
  return {
    kind: "validated",
    size: blob.size,
    sopClass: datum(sopClass),
    className: uids.get(sopClass)?.name ?? "",
    rules: rulesFound(findings, dictionary),
    leftOut,
    damage: fault,
  };
}
