/** What the DICOM worker needs besides to change a file: code that comes when the worker begins. */

import { Fatal } from "../bytes/fault";
import { memorySource } from "../bytes/source";
import { type DicomFile, declaredCharsets, type ElementDictionary, open, Tag } from "../dicom";
import {
  type Correction,
  type Edit,
  editFor,
  NoSuchPlace,
  patch,
  type Rewriting,
  repacked,
  rewritten,
} from "../dicom/write";
import { deflate } from "./deflate";
import { inflate } from "./inflate";

/** All of a file is in memory while it changes, three times. */
const MOST_CHANGED = 256 * 1024 * 1024;

/**
 * The file with one correction made, every other byte as it was; or written otherwise as a whole.
 *
 * @throws Fatal "edit-large" with `size` and `most`, "edit-place" where the file has no such place, and as `editFor` and
 * `rewritten`
 */
export async function corrected(
  bytes: Uint8Array,
  correction: Correction | Rewriting,
  dictionary: ElementDictionary,
): Promise<Uint8Array> {
  if (bytes.length > MOST_CHANGED)
    throw new Fatal("edit-large", -1, { size: bytes.length, most: MOST_CHANGED });
  const packed = memorySource(bytes);
  const { file, source } = await open(packed, { vrOf: dictionary.vrOf, inflate });
  const whole = source.slice(0, source.length);
  if (correction.kind === "repair" || correction.kind === "syntax")
    return rewritten(whole, file, correction, deflate);
  const charsets = declaredCharsets(source, file.elements);
  const changed = patched(whole, file, editFor(correction, file, { charsets, dictionary }));
  if (source === packed) return changed;
  const isMeta = (correction.way[0] ?? 0) >>> 16 === Tag.META_GROUP;
  const moved = isMeta ? changed.length - whole.length : 0;
  return repacked(changed, file.dataSet + moved, deflate);
}

function patched(bytes: Uint8Array, file: DicomFile, edit: Edit): Uint8Array {
  try {
    return patch(bytes, file, [edit]);
  } catch (error) {
    throw error instanceof NoSuchPlace ? new Fatal("edit-place") : error;
  }
}
