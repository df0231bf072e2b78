/** Reads the beginnings of many files off the page's thread, compares and corrects whole ones. Two work side by side. */

import { memorySource, pagedSource } from "../bytes/source";
import { HEAD_BYTES } from "../detect";
import { parse, SharedTexts } from "../dicom";
import type { Carried } from "../dicom/correct";
import { BEHIND_HEAD, type FileRead, fileReadOf, headVrOf, isDirectory, isPlaced } from "../dicom/folder";
import { itemFrom } from "../intake/archive";
import { bytesOf, type Item, type Source } from "../intake/item";
import type { Watch } from "../intake/watch";
import { type Piece, serve } from "./bridge";
import type { CorrectQuestion } from "./correct-files";
import { inPieces, tolerable } from "./pieces";
import type { FailedFile } from "./pool";
import { readPart } from "./read/part";

export type FolderQuestion =
  | { readonly kind: "read"; readonly sources: readonly Source[] }
  /** Files that may be the same, set by set. */
  | { readonly kind: "equal"; readonly sets: readonly (readonly Source[])[] }
  | CorrectQuestion;

/** What one source turned out to be. */
export type Outcome =
  | (FileRead & {
      /** Bytes: asked of the system here, where nobody waits for it. */
      readonly size: number;
    })
  | FailedFile;
/** Set by set a number for each file: files with the same number are equal byte for byte; -1 for one that cannot be read. */
export type EqualAnswer = readonly (readonly number[])[];
export type FolderAnswer = EqualAnswer | readonly Carried[];

const watch: Watch = { signal: new AbortController().signal };

/** Nobody compares or corrects at once: this comes when the worker begins, and is asked for again where it did not come. */
const comparing = () => import("./equal-files");
const correcting = () => import("./correct-files");
/** What few files take: for those that do not say everything at their beginning. */
const opening = () => import("./read/opened");

serve<FolderQuestion, FolderAnswer>(
  async (question, progress, piece) => {
    if (question.kind === "equal") return (await comparing()).equalSets(question.sets, watch, progress);
    if (question.kind !== "read") return (await correcting()).answerCorrect(question, watch, piece);
    await readAll(question.sources, piece);
    return [];
  },
  () => [],
  { begins: [comparing(), correcting(), opening()] },
);

async function readAll(sources: readonly Source[], tell: Piece): Promise<void> {
  const texts = new SharedTexts(); // let go of with the answer
  await inPieces(sources, (source) => read(source, texts), tell);
}

async function read(source: Source, texts: SharedTexts): Promise<Outcome> {
  const item = itemFrom(source);
  try {
    // A slice is the faster way where a thread may stand still.
    const head = "blob" in source ? await bytesOf(source.blob.slice(0, HEAD_BYTES)) : await item.head();
    const found = (await fromHead(head, item, texts)) ?? (await fromWhole(item, texts));
    return { ...found, size: item.size };
  } catch (error) {
    return { kind: "failed", failure: tolerable(error), size: item.size };
  }
}

/** Most files say everything in their first 64 KB; null for one that does not. */
async function fromHead(head: Uint8Array, { size }: Item, texts: SharedTexts): Promise<FileRead | null> {
  const source = memorySource(head);
  const file = parse(source, { vrOf: headVrOf, before: BEHIND_HEAD });
  const isAll = head.length < HEAD_BYTES || head.length >= size;
  if (file.isDeflated || (file.end === file.size && !isAll)) return null;
  if (isDirectory(source, file) && !isAll) return null;
  const found = fileReadOf(source, file, texts);
  // Elements out of order: what is missing may come behind.
  return found.kind === "directory" ||
    (found.kind === "instance" && isPlaced(found.head)) ||
    file.end === size
    ? found
    : null;
}

/** Asks for as much of the file as it takes, and leaves out what lies between. */
async function fromWhole(item: Item, texts: SharedTexts): Promise<FileRead> {
  const { blob } = await item.open(watch);
  const paged = pagedSource(blob.size, (offset, count) => readPart(blob, offset, count));
  const { opened } = await opening();
  const first = await opened(paged, { vrOf: headVrOf, before: BEHIND_HEAD });
  const found = fileReadOf(first.source, first.file, texts);
  if (found.kind === "directory" || (found.kind === "instance" && isPlaced(found.head))) return found;
  const all = await opened(paged, { vrOf: headVrOf });
  return fileReadOf(all.source, all.file, texts);
}
