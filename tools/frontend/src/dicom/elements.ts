/**
 * The index of a file: one row for every data element, item and fragment, in the order of the bytes.
 *
 * Typed columns, because a file may have a million of them; values are not here but read when wanted. Rows of a
 * sequence follow it directly, items with their elements, up to `end`.
 */

import { ITEM, tagHex } from "./tags";

export interface ElementIndex {
  readonly count: number;
  /** Group and element; (FFFE,E000) for items and fragments. */
  readonly tag: Uint32Array;
  /** As in the file, or from the dictionary for implicit VR and for UN (`WRITTEN_UN`); 0 for items. */
  readonly vr: Uint16Array;
  /** Where the tag stands, in bytes from the start of the file. */
  readonly offset: Float64Array;
  /** Bytes from the tag to the value: 8 or 12. */
  readonly header: Uint8Array;
  /** The Value Length as written; `UNDEFINED_LENGTH` where a delimiter ends the value. */
  readonly length: Uint32Array;
  /** One past the last byte of the value that the file really has, delimiters left out. */
  readonly valueEnd: Float64Array;
  /** The row this one lies in; -1 at the top. */
  readonly parent: Int32Array;
  /** One past the last row that lies in this one. */
  readonly end: Uint32Array;
  /** 1 at the top; a sequence's items one more, their elements one more again. */
  readonly level: Uint8Array;
  /** One-based number of an item or fragment; 0 for elements. */
  readonly item: Uint32Array;
  /** Bits: `EXPLICIT_VR`, `BIG_ENDIAN`, `CUT_SHORT`, `ENCAPSULATED`, `WRITTEN_UN`. */
  readonly flags: Uint8Array;
}

/** The VR stands in the file. */
export const EXPLICIT_VR = 1;
export const BIG_ENDIAN = 2;
/** The file, or what the element lies in, ends before its value does. */
export const CUT_SHORT = 4;
/** Pixel data in fragments, and the fragments (PS3.5 A.4). */
export const ENCAPSULATED = 8;

/** The file says UN; `vr` is what the dictionary, or the form of the value, says it is (PS3.5 6.2.2). */
export const WRITTEN_UN = 16;

export const NO_ROW = -1;

const FIRST_CAPACITY = 256;

type AnyColumn = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
type ColumnOf<Column> = new (buffer: ArrayBuffer, offset: number, length: number) => Column;
/** Of all columns together. */
const BYTES_A_ROW = 41;

/** Above this the columns are not kept for the next file. */
const SPARE_CAPACITY = 65_536;

/**
 * Columns that were grown for one file serve the next: for a folder of thousands of files, making them anew cost a
 * third of the time. Whoever takes them owns them until `finish`, which copies out.
 */
let spare: ElementRows | null = null;

export function takeRows(): ElementRows {
  const rows = spare ?? new ElementRows();
  spare = null;
  rows.count = 0;
  return rows;
}

/** Rows while they are being found. */
export class ElementRows implements ElementIndex {
  count = 0;
  #capacity = FIRST_CAPACITY;
  tag = new Uint32Array(FIRST_CAPACITY);
  vr = new Uint16Array(FIRST_CAPACITY);
  offset = new Float64Array(FIRST_CAPACITY);
  header = new Uint8Array(FIRST_CAPACITY);
  length = new Uint32Array(FIRST_CAPACITY);
  valueEnd = new Float64Array(FIRST_CAPACITY);
  parent = new Int32Array(FIRST_CAPACITY);
  end = new Uint32Array(FIRST_CAPACITY);
  level = new Uint8Array(FIRST_CAPACITY);
  item = new Uint32Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);

  /** A new row for the caller to fill in. */
  next(): number {
    if (this.count === this.#capacity) this.#grow();
    return this.count++;
  }

  #grow(): void {
    this.#capacity *= 2;
    const wider = <Column extends AnyColumn>(column: Column): Column => {
      const next = new (column.constructor as new (length: number) => Column)(this.#capacity);
      next.set(column);
      return next;
    };
    this.#each(wider);
  }

  /**
   * The columns cut to their rows, so that a copy to another thread is no larger than it has to be. They lie side by side
   * in one buffer: eleven of their own took as long to make as all of the reading.
   */
  finish(): ElementIndex {
    const { count } = this;
    if (this.#capacity <= SPARE_CAPACITY) spare = this;
    const buffer = new ArrayBuffer(count * BYTES_A_ROW);
    let at = 0;
    // The widest first: each begins where its numbers may.
    const cut = <Column extends AnyColumn>(column: Column, make: ColumnOf<Column>): Column => {
      const part = new make(buffer, at, count);
      at += part.byteLength;
      part.set(column.subarray(0, count));
      return part;
    };
    return {
      count,
      offset: cut(this.offset, Float64Array),
      valueEnd: cut(this.valueEnd, Float64Array),
      tag: cut(this.tag, Uint32Array),
      length: cut(this.length, Uint32Array),
      parent: cut(this.parent, Int32Array),
      end: cut(this.end, Uint32Array),
      item: cut(this.item, Uint32Array),
      vr: cut(this.vr, Uint16Array),
      header: cut(this.header, Uint8Array),
      level: cut(this.level, Uint8Array),
      flags: cut(this.flags, Uint8Array),
    };
  }

  #each(change: <Column extends AnyColumn>(column: Column) => Column): void {
    this.tag = change(this.tag);
    this.vr = change(this.vr);
    this.offset = change(this.offset);
    this.header = change(this.header);
    this.length = change(this.length);
    this.valueEnd = change(this.valueEnd);
    this.parent = change(this.parent);
    this.end = change(this.end);
    this.level = change(this.level);
    this.item = change(this.item);
    this.flags = change(this.flags);
  }
}

export function valueOffset(index: ElementIndex, row: number): number {
  return (index.offset[row] as number) + (index.header[row] as number);
}

/** How many bytes of value the file really has. */
export function valueLength(index: ElementIndex, row: number): number {
  return (index.valueEnd[row] as number) - valueOffset(index, row);
}

/** `00400275[1]/00080100`: tags, and one-based items in brackets. */
export function pathOf(index: ElementIndex, row: number): string {
  const steps: string[] = [];
  for (let at = row; at !== NO_ROW; at = index.parent[at] as number) {
    const tag = index.tag[at] as number;
    steps.push(tag === ITEM ? `[${index.item[at]}]` : `/${tagHex(tag)}`);
  }
  return steps.reverse().join("").replace(/^\//, "");
}

/** The last row that starts at or before this byte; -1 before the first. */
export function rowAt(index: ElementIndex, offset: number): number {
  let low = 0;
  let high = index.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((index.offset[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The row of `tag` in a data set: `parent` is an item's row, or -1 for the top. -1 where there is none. */
export function findElement(index: ElementIndex, tag: number, parent = NO_ROW): number {
  const end = parent === NO_ROW ? index.count : (index.end[parent] as number);
  for (let row = parent + 1; row < end; row = index.end[row] as number) {
    if (index.tag[row] === tag) return row;
  }
  return NO_ROW;
}

/** How many items or fragments a row has. */
export function itemCount(index: ElementIndex, row: number): number {
  let items = 0;
  for (let at = row + 1; at < (index.end[row] as number); at = index.end[at] as number) items++;
  return items;
}
