/**
 * Changes to a file: every byte stays where it was but those of the elements that change, and the lengths that count
 * them.
 *
 *     before   | … | SQ length 100 | item length 92 | SH "CTHEAD" | … |
 *     after    | … | SQ length  98 | item length 90 | SH "HEAD"   | … |
 *                         ^^                  ^^          ^^^^
 *
 * Lengths in front of what changed are corrected by the difference, so that what was wrong before is as wrong as it was;
 * group lengths (PS3.5 7.2), that of the meta group above all, are made right.
 */

import { joined } from "../../bytes/change";
import { memorySource } from "../../bytes/source";
import {
  BIG_ENDIAN,
  type ElementIndex,
  ENCAPSULATED,
  EXPLICIT_VR,
  NO_ROW,
  valueOffset,
  WRITTEN_UN,
} from "../elements";
import { groupLengths } from "../group-lengths";
import type { DicomFile } from "../parse";
import type { Encoding } from "../reader";
import * as Tag from "../tags";
import { VR_SQ, VR_UN } from "../vr";
import { rowAlong } from "../way";
import { type NewElement, padded, writeElement, writeItem } from "./data-set";
import { elementHeader, isDelimiter, LITTLE_EXPLICIT } from "./headers";

/**
 * - `value`: the element at the end of the way has this value, in the byte order of the file. One that is not there is
 *   added with `vr`, which for one that is there stays what it was.
 * - `put`: an element, with everything in it, in the data set at the end of the way; `[]` for the top.
 * - `item`: another item behind those of the sequence at the end of the way.
 * - `remove`: the element or item at the end of the way.
 *
 * Ways are those of `wayTo`: tag, number of the item, tag …
 */
export type Edit =
  | {
      readonly kind: "value";
      readonly way: readonly number[];
      readonly value: Uint8Array;
      readonly vr?: number;
    }
  | { readonly kind: "put"; readonly way: readonly number[]; readonly element: NewElement }
  | { readonly kind: "item"; readonly way: readonly number[]; readonly elements: readonly NewElement[] }
  | { readonly kind: "remove"; readonly way: readonly number[] };

/** Thrown for an edit that the file has no place for; nothing was changed. */
export class NoSuchPlace extends Error {
  override name = "NoSuchPlace";
  readonly edit: Edit;
  constructor(edit: Edit) {
    super("the file has no place for this edit");
    this.edit = edit;
  }
}

interface Splice {
  readonly at: number;
  readonly removed: number;
  readonly inserted: Uint8Array;
  /** The row it lies in: -1 for the top. */
  readonly parent: number;
  /** The group it belongs to there. */
  readonly group: number;
}

/**
 * The file with all edits made, each at its place in the file as it was given. Of a deflated one `bytes` are the expanded
 * file that `open` read.
 *
 * @throws NoSuchPlace
 */
export function patch(bytes: Uint8Array, file: DicomFile, edits: readonly Edit[]): Uint8Array {
  const patcher = new Patcher(bytes, file);
  for (const edit of edits) patcher.add(edit);
  return patcher.finish();
}

class Patcher {
  readonly #bytes: Uint8Array;
  readonly #file: DicomFile;
  readonly #index: ElementIndex;
  readonly #splices: Splice[] = [];

  constructor(bytes: Uint8Array, file: DicomFile) {
    this.#bytes = bytes;
    this.#file = file;
    this.#index = file.elements;
  }

  add(edit: Edit): void {
    if (edit.kind === "value") this.#value(edit);
    else if (edit.kind === "put") this.#put(edit, this.#holder(edit, edit.way), edit.element);
    else if (edit.kind === "item") this.#item(edit);
    else this.#remove(edit);
  }

  #row(way: readonly number[]): number {
    const { row, exact } = rowAlong(this.#index, way);
    return exact ? row : NO_ROW;
  }

  /** The row of a data set: an item, or -1 for the top. */
  #holder(edit: Edit, way: readonly number[]): number {
    if (way.length === 0) return NO_ROW;
    const row = way.length % 2 === 0 ? this.#row(way) : NO_ROW;
    if (row === NO_ROW) throw new NoSuchPlace(edit);
    return row;
  }

  #value(edit: Edit & { readonly kind: "value" }): void {
    const row = this.#row(edit.way);
    const tag = edit.way.at(-1) ?? 0;
    if (edit.way.length % 2 === 0) throw new NoSuchPlace(edit);
    if (row === NO_ROW) {
      if (edit.vr === undefined) throw new NoSuchPlace(edit);
      const holder = this.#holder(edit, edit.way.slice(0, -1));
      this.#place(edit, holder, tag, this.#written(holder, tag, edit.vr, edit.value));
      return;
    }
    const index = this.#index;
    if ((index.end[row] as number) > row + 1 || index.length[row] === Tag.UNDEFINED_LENGTH)
      throw new NoSuchPlace(edit);
    const isUnknown = ((index.flags[row] as number) & WRITTEN_UN) !== 0;
    const vr = isUnknown ? VR_UN : (index.vr[row] as number);
    const value = padded(edit.value, index.vr[row] as number);
    const header = elementHeader(tag, vr, value.length, this.#encoding(row));
    this.#replace(row, joined([header, value]));
  }

  /** An element's bytes: the value in the byte order that holds there already. */
  #written(holder: number, tag: number, vr: number, value: Uint8Array): Uint8Array {
    const whole = padded(value, vr);
    return joined([elementHeader(tag, vr, whole.length, this.#encodingIn(holder, tag)), whole]);
  }

  #put(edit: Edit, holder: number, element: NewElement): void {
    const bytes = writeElement(element, this.#encodingIn(holder, element.tag));
    const row = this.#find(holder, element.tag);
    if (row === NO_ROW) this.#place(edit, holder, element.tag, bytes);
    else this.#replace(row, bytes);
  }

  #item(edit: Edit & { readonly kind: "item" }): void {
    const row = this.#row(edit.way);
    const isSequence = row !== NO_ROW && edit.way.length % 2 === 1 && this.#holdsItems(row);
    if (!isSequence) throw new NoSuchPlace(edit);
    const isOpen = this.#index.length[row] === Tag.UNDEFINED_LENGTH;
    const inserted = joined(writeItem(edit.elements, this.#encodingOfItems(row), isOpen));
    this.#splices.push({
      at: this.#index.valueEnd[row] as number,
      removed: 0,
      inserted,
      parent: row,
      group: -1,
    });
  }

  #holdsItems(row: number): boolean {
    const index = this.#index;
    if (((index.flags[row] as number) & ENCAPSULATED) !== 0) return false;
    return index.vr[row] === VR_SQ || (index.end[row] as number) > row + 1;
  }

  #remove(edit: Edit): void {
    const row = this.#row(edit.way);
    if (row === NO_ROW) throw new NoSuchPlace(edit);
    this.#replace(row, new Uint8Array(0));
  }

  #find(holder: number, tag: number): number {
    const index = this.#index;
    const end = holder === NO_ROW ? index.count : (index.end[holder] as number);
    for (let row = holder + 1; row < end; row = index.end[row] as number)
      if (index.tag[row] === tag) return row;
    return NO_ROW;
  }

  #replace(row: number, inserted: Uint8Array): void {
    const index = this.#index;
    const at = index.offset[row] as number;
    const removed = this.#endOf(row) - at;
    const parent = index.parent[row] as number;
    this.#splices.push({ at, removed, inserted, parent, group: (index.tag[row] as number) >>> 16 });
  }

  /** A new element before the first one with a higher tag. */
  #place(edit: Edit, holder: number, tag: number, inserted: Uint8Array): void {
    const index = this.#index;
    const end = holder === NO_ROW ? index.count : (index.end[holder] as number);
    let at = holder === NO_ROW ? this.#file.start : valueOffset(index, holder);
    for (let row = holder + 1; row < end && (index.tag[row] as number) < tag; row = index.end[row] as number)
      at = this.#endOf(row);
    if (holder !== NO_ROW && index.item[holder] === 0) throw new NoSuchPlace(edit);
    this.#splices.push({ at, removed: 0, inserted, parent: holder, group: tag >>> 16 });
  }

  /** One past the last byte of a row, its delimiter included where it has one. */
  #endOf(row: number): number {
    const index = this.#index;
    const end = index.valueEnd[row] as number;
    if (index.length[row] !== Tag.UNDEFINED_LENGTH || end + 8 > this.#bytes.length) return end;
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + end, 4);
    const little = ((index.flags[row] as number) & BIG_ENDIAN) === 0;
    const tag = ((view.getUint16(0, little) << 16) | view.getUint16(2, little)) >>> 0;
    return isDelimiter(tag) ? end + 8 : end;
  }

  #encoding(row: number): Encoding {
    const flags = this.#index.flags[row] as number;
    return { explicit: (flags & EXPLICIT_VR) !== 0, bigEndian: (flags & BIG_ENDIAN) !== 0 };
  }

  /** How a new element is written: as its neighbours are, or as the file is. */
  #encodingIn(holder: number, tag: number): Encoding {
    if (tag >>> 16 === Tag.META_GROUP && holder === NO_ROW) return LITTLE_EXPLICIT;
    const neighbour = holder + 1;
    if (holder !== NO_ROW && neighbour < (this.#index.end[holder] as number))
      return this.#encoding(neighbour);
    return holder === NO_ROW
      ? this.#file.encoding
      : this.#encodingOfItems(this.#index.parent[holder] as number);
  }

  /** Items in a UN are implicit (PS3.5 6.2.2), unless those that are there say otherwise. */
  #encodingOfItems(sequence: number): Encoding {
    const index = this.#index;
    for (let row = sequence + 1; row < (index.end[sequence] as number); row++)
      if (index.item[row] === 0) return this.#encoding(row);
    const { explicit, bigEndian } = this.#encoding(sequence);
    const isUnknown = ((index.flags[sequence] as number) & WRITTEN_UN) !== 0 || index.vr[sequence] === VR_UN;
    return { explicit: explicit && !isUnknown, bigEndian };
  }

  finish(): Uint8Array {
    const splices = [...this.#splices, ...this.#lengths()].sort((one, other) => one.at - other.at);
    const parts: Uint8Array[] = [];
    let at = 0;
    for (const splice of splices) {
      if (splice.at < at) continue; // a length within what another edit removed
      parts.push(this.#bytes.subarray(at, splice.at), splice.inserted);
      at = splice.at + splice.removed;
    }
    parts.push(this.#bytes.subarray(at));
    return joined(parts);
  }

  /** The length fields of all that holds a change, corrected. */
  #lengths(): Splice[] {
    const index = this.#index;
    const grown = new Map<number, number>();
    const groups = new Map<string, number>();
    for (const { inserted, removed, parent, group } of this.#splices) {
      const more = inserted.length - removed;
      if (more === 0) continue;
      let inside = group;
      for (let row = parent; ; row = index.parent[row] as number) {
        const key = `${row}/${inside}`;
        groups.set(key, (groups.get(key) ?? 0) + more);
        if (row === NO_ROW) break;
        grown.set(row, (grown.get(row) ?? 0) + more);
        inside = (index.tag[row] as number) >>> 16;
      }
    }
    const containers = [...grown].filter(([row]) => index.length[row] !== Tag.UNDEFINED_LENGTH);
    return [
      ...containers.map(([row, more]) =>
        this.#length(valueOffset(index, row) - 4, row, (index.length[row] as number) + more),
      ),
      ...this.#groupLengths(groups),
    ];
  }

  #groupLengths(groups: ReadonlyMap<string, number>): Splice[] {
    const index = this.#index;
    const held = groupLengths(memorySource(this.#bytes), index);
    return held.flatMap(({ row, found }) => {
      const more = groups.get(`${index.parent[row]}/${(index.tag[row] as number) >>> 16}`);
      return more === undefined ? [] : [this.#length(valueOffset(index, row), row, found + more)];
    });
  }

  #length(at: number, row: number, length: number): Splice {
    const inserted = new Uint8Array(4);
    const little = ((this.#index.flags[row] as number) & BIG_ENDIAN) === 0;
    new DataView(inserted.buffer).setUint32(0, length, little);
    return { at, removed: 4, inserted, parent: NO_ROW, group: -1 };
  }
}
