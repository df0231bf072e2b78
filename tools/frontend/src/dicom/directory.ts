/**
 * A DICOMDIR (PS3.3 F): its records stand one after another in one sequence, and point at each other by the byte offset
 * of their items. Read here as the tree that the pointers make.
 */

import type { ByteSource } from "../bytes/source";
import { contextOf, type DeclaredCharsets } from "./context";
import {
  BIG_ENDIAN,
  type ElementIndex,
  findElement,
  NO_ROW,
  pathOf,
  valueLength,
  valueOffset,
} from "./elements";
import { FaultList } from "./faults";
import { valuesOf } from "./value";

/** PS3.3 F.3.2.2, Table F.3-3. */
const FIRST_RECORD_OF_ROOT = 0x00041200;
const RECORDS = 0x00041220;
const NEXT_RECORD = 0x00041400;
const LOWER_RECORD = 0x00041420;
const RECORD_TYPE = 0x00041430;
const FILE_ID = 0x00041500;

export interface DirectoryRecord {
  /** The row of its item. */
  readonly row: number;
  /** "PATIENT", "STUDY", "SERIES", "IMAGE", … */
  readonly type: string;
  /** The parts of Referenced File ID, folders first; empty for a record that refers to none. */
  readonly file: readonly string[];
  readonly lower: readonly DirectoryRecord[];
}

export interface Directory {
  readonly records: readonly DirectoryRecord[];
  /** Rows of records that nothing points at. */
  readonly unreached: readonly number[];
  readonly faults: FaultList;
}

/** The directory of a file; null for one that has none. */
export function directoryOf(
  source: ByteSource,
  index: ElementIndex,
  charsets: DeclaredCharsets,
): Directory | null {
  const sequence = findElement(index, RECORDS);
  if (sequence === NO_ROW) return null;
  return new DirectoryReader(source, index, charsets).read(sequence);
}

class DirectoryReader {
  readonly #source: ByteSource;
  readonly #index: ElementIndex;
  readonly #charsets: DeclaredCharsets;
  readonly #faults = new FaultList();
  /** Rows by where their items stand; taken out when they are reached, so that no pointer leads round in a circle. */
  readonly #left = new Map<number, number>();

  constructor(source: ByteSource, index: ElementIndex, charsets: DeclaredCharsets) {
    this.#source = source;
    this.#index = index;
    this.#charsets = charsets;
  }

  read(sequence: number): Directory {
    const index = this.#index;
    for (let item = sequence + 1; item < (index.end[sequence] as number); item = index.end[item] as number)
      this.#left.set(index.offset[item] as number, item);
    const records = this.#chain(FIRST_RECORD_OF_ROOT, NO_ROW);
    return { records, unreached: [...this.#left.values()], faults: this.#faults };
  }

  /** The records from the one that `tag` in `holder` points at, along their "next" pointers. */
  #chain(tag: number, holder: number): DirectoryRecord[] {
    const chain: DirectoryRecord[] = [];
    let row = this.#pointed(tag, holder);
    while (row !== NO_ROW) {
      chain.push({
        row,
        type: this.#texts(RECORD_TYPE, row)[0] ?? "",
        file: this.#texts(FILE_ID, row),
        lower: this.#chain(LOWER_RECORD, row),
      });
      row = this.#pointed(NEXT_RECORD, row);
    }
    return chain;
  }

  /** UL, little endian always (PS3.10 8.6); 0 points nowhere. */
  #pointed(tag: number, holder: number): number {
    const at = findElement(this.#index, tag, holder);
    if (at === NO_ROW || valueLength(this.#index, at) !== 4) return NO_ROW;
    const bytes = this.#source.slice(valueOffset(this.#index, at), 4);
    const little = ((this.#index.flags[at] as number) & BIG_ENDIAN) === 0;
    const offset = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, little);
    if (offset === 0) return NO_ROW;
    const row = this.#left.get(offset);
    if (row === undefined) {
      this.#faults.add(
        "record-offset",
        this.#index.offset[at] as number,
        pathOf(this.#index, at),
        offset,
        "FFFE,E000",
      );
      return NO_ROW;
    }
    this.#left.delete(offset);
    return row;
  }

  #texts(tag: number, holder: number): readonly string[] {
    const at = findElement(this.#index, tag, holder);
    if (at === NO_ROW || valueLength(this.#index, at) === 0) return [];
    const bytes = this.#source.slice(valueOffset(this.#index, at), valueLength(this.#index, at));
    return valuesOf(bytes, this.#index.vr[at] as number, contextOf(this.#index, at, this.#charsets));
  }
}
