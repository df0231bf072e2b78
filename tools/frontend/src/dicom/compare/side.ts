/** One file as a comparison holds it: its elements, their values, and hashes in the place of what is too large to keep. */

import { memorySource } from "../../bytes/source";
import { ElementValues } from "../element-values";
import {
  BIG_ENDIAN,
  type ElementIndex,
  ElementRows,
  EXPLICIT_VR,
  findElement,
  NO_ROW,
  WRITTEN_UN,
} from "../elements";
import type { DicomFile } from "../parse";
import { ITEM } from "../tags";
import { VR_UN } from "../vr";

/** What stands for a value that is compared by its hash. */
export interface HashedValue {
  /**
   * "frames": native pixel data, frame by frame; "stored": encapsulated, the fragments of each frame as they are stored,
   * not decoded (PS3.5 A.4); "whole": the value as one.
   */
  readonly by: "frames" | "stored" | "whole";
  /** SHA-256 in hexadecimal. Numbers are hashed in little endian, whatever the file's byte order is. */
  readonly hashes: readonly string[];
  /**
   * Of each frame's pixels, however they are stored: RLE is decoded, and the samples of a pixel stand side by side. Null
   * where `hashes` are that, and where a codec would be needed.
   */
  readonly pixels: readonly string[] | null;
}

export interface ComparedFile {
  readonly file: DicomFile;
  readonly values: ElementValues;
  /** By row. */
  readonly hashed: ReadonlyMap<number, HashedValue>;
}

const NO_ELEMENTS = new ElementRows().finish();

/** The other side of a file that has no partner. */
export const NO_FILE: ComparedFile = {
  file: {
    size: 0,
    start: 0,
    dataSet: 0,
    transferSyntax: "",
    isDeflated: false,
    end: 0,
    encoding: { explicit: true, bigEndian: false },
    elements: NO_ELEMENTS,
    faults: [],
    faultsLeftOut: 0,
  },
  values: new ElementValues(memorySource(new Uint8Array(0)), NO_ELEMENTS),
  hashed: new Map(),
};

/** The VR that the file states; 0 where it states none. */
export function writtenVr({ flags, vr }: ElementIndex, row: number): number {
  const bits = flags[row] as number;
  if ((bits & EXPLICIT_VR) === 0) return 0;
  return (bits & WRITTEN_UN) !== 0 ? VR_UN : (vr[row] as number);
}

export const isBigEndian = ({ flags }: ElementIndex, row: number): boolean =>
  ((flags[row] as number) & BIG_ENDIAN) !== 0;

/** Faults after which nothing more of a file was read. */
const ENDING: ReadonlySet<string> = new Set([
  "truncated",
  "truncated-header",
  "truncated-sequence",
  "deflate-damaged",
  "deflate-bomb",
  "deflated-not-read",
  "too-many-elements",
]);

/**
 * Where a file that ends early ends: for each data set and sequence that was open there, by its row (-1 for the top), the
 * last tag or the last number of an item. What another file has behind that was not compared.
 */
export function endOf({ file: { elements, faults } }: ComparedFile): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  if (!faults.some(({ code }) => ENDING.has(code))) return ends;
  if (elements.count === 0) return ends.set(NO_ROW, 0);
  for (let row = elements.count - 1; row !== NO_ROW; row = elements.parent[row] as number)
    ends.set(
      elements.parent[row] as number,
      (elements.tag[row] === ITEM ? elements.item[row] : elements.tag[row]) as number,
    );
  return ends;
}

/** An element at the top as text, "" where it is missing. */
export function topText({ file, values }: Pick<ComparedFile, "file" | "values">, tag: number): string {
  const row = findElement(file.elements, tag);
  if (row === NO_ROW) return "";
  return values.text(row)?.trim() ?? values.values(row).join("\\");
}
