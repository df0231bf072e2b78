/** Single edits of a head: what a correction comes to, with the rules of the value's VR. */

import { datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import { memorySource } from "../../bytes/source";
import type { ElementDictionary } from "../dictionary";
import { ElementValues } from "../element-values";
import { type ElementIndex, findElement, NO_ROW } from "../elements";
import { type DicomFile, parse } from "../parse";
import { MEDIA_STORAGE_SOP_CLASS_UID, SOP_CLASS_UID } from "../tags";
import { brokenRule } from "../validate/forms";
import { vrCode, vrName } from "../vr";
import { rowAlong } from "../way";
import { type Correction, type Edit, editFor, NoSuchPlace, patch } from "../write";
import { sayingOf } from "./levels";
import type { IsWanted } from "./occurrences";

/** PS3.5 7.6 and PS3.3 C.7.6.3: the pixel data, in all their forms, and what lies behind them. */
export const BEHIND_CORRECTED = 0x7fe00000;
const SOP_INSTANCE_UID = 0x00080018;
/** PS3.10 Table 7.1-1 */
const MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;

export interface Surroundings {
  readonly dictionary: ElementDictionary;
  /** The head is of a file whose data set was deflated. */
  readonly isInflated?: boolean;
  /** `USUAL`, unless the visitor wants it otherwise. */
  readonly isWanted?: IsWanted;
}

/** A head that was read: the bytes of a file up to `file.end`. */
export class Head {
  readonly bytes: Uint8Array;
  readonly file: DicomFile;
  readonly values: ElementValues;

  constructor(bytes: Uint8Array, { dictionary, isInflated = false }: Surroundings) {
    const source = memorySource(bytes);
    this.bytes = bytes;
    this.file = parse(source, { vrOf: dictionary.vrOf, before: BEHIND_CORRECTED, isInflated });
    this.values = new ElementValues(source, this.file.elements);
  }

  get index(): ElementIndex {
    return this.file.elements;
  }
}

/** Where an edit puts something: of `Edit` the way leads to the data set around it. */
export interface PlacedEdit {
  readonly way: readonly number[];
  readonly edit: Edit;
}

/** @throws Fatal "edit-place" */
export function patched({ bytes, file }: Head, edits: readonly PlacedEdit[]): Uint8Array {
  try {
    return patch(
      bytes,
      file,
      edits.map(({ edit }) => edit),
    );
  } catch (error) {
    throw error instanceof NoSuchPlace ? new Fatal("edit-place") : error;
  }
}

/** What the meta information repeats of the data set follows it (PS3.10 Table 7.1-1). */
const REPEATED: ReadonlyMap<number, number> = new Map([
  [SOP_INSTANCE_UID, MEDIA_STORAGE_SOP_INSTANCE_UID],
  [SOP_CLASS_UID, MEDIA_STORAGE_SOP_CLASS_UID],
]);

export function setEdits(tag: number, text: string, head: Head, around: Surroundings): readonly PlacedEdit[] {
  const repeated = REPEATED.get(tag);
  const isRepeated = repeated !== undefined && findElement(head.index, repeated) !== NO_ROW;
  return [
    ...valueEdit([tag], text, head, around),
    ...(isRepeated ? valueEdit([repeated], text, head, around) : []),
  ];
}

/** None where the element says so already. */
export function valueEdit(
  way: readonly number[],
  text: string,
  head: Head,
  { dictionary }: Surroundings,
): readonly PlacedEdit[] {
  const { row, exact } = rowAlong(head.index, way);
  if (exact && head.values.kind(row) === "value" && sayingOf(head.values, row) === text) return [];
  const correction: Correction = { kind: "value", way, text, vr: "" };
  const edit = placedEdit(correction, head, dictionary);
  checkForm(text, exact ? (head.index.vr[row] as number) : dictionary.vrOf(way.at(-1) ?? 0, false));
  return [{ way, edit }];
}

function placedEdit(correction: Correction, { file, values }: Head, dictionary: ElementDictionary): Edit {
  if ((correction.way[0] ?? 0) >>> 0 >= BEHIND_CORRECTED) throw new Fatal("edit-place");
  return editFor(correction, file, { charsets: values.charsets, dictionary });
}

/** PS3.5 6.4: text in which a backslash is a character like others. */
const SINGLE: ReadonlySet<number> = new Set(["LT", "ST", "UR", "UT"].map(vrCode));

function checkForm(text: string, vr: number): void {
  const name = vrName(vr);
  for (const value of SINGLE.has(vr) ? [text] : text.split("\\")) {
    const broken = value === "" ? null : brokenRule(name, value);
    if (broken)
      throw new Fatal("edit-form", -1, { found: datum(value), vr: name, expected: broken.expected });
  }
}

export function removal(
  way: readonly number[],
  head: Head,
  { dictionary }: Surroundings,
): readonly PlacedEdit[] {
  if (!rowAlong(head.index, way).exact) return [];
  return [{ way, edit: placedEdit({ kind: "remove", way }, head, dictionary) }];
}
