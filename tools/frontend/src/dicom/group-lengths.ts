/** Group Length (gggg,0000): the bytes from the end of its own value to the end of its group (PS3.5 7.2). */

import type { ByteSource } from "../bytes/source";
import { BIG_ENDIAN, type ElementIndex, NO_ROW, pathOf, valueLength, valueOffset } from "./elements";
import type { FaultList } from "./faults";
import { isGroupLength, META_GROUP_LENGTH } from "./tags";

export interface GroupLength {
  readonly row: number;
  readonly stated: number;
  readonly found: number;
}

/** Every group length of the file that has the four bytes of a UL. */
export function groupLengths(source: ByteSource, index: ElementIndex): GroupLength[] {
  const lengths: GroupLength[] = [];
  /** The last group measured in each data set: a hostile one may have a million of these elements in one group. */
  const measured = new Map<number, { readonly group: number; readonly end: number }>();
  for (let row = 0; row < index.count; row++) {
    if (!isGroupLength(index.tag[row] as number) || valueLength(index, row) !== 4) continue;
    if (index.item[row] !== 0) continue;
    const bytes = source.slice(valueOffset(index, row), 4);
    const little = ((index.flags[row] as number) & BIG_ENDIAN) === 0;
    const stated = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, little);
    const parent = index.parent[row] as number;
    const group = (index.tag[row] as number) >>> 16;
    const known = measured.get(parent);
    const isSame = known?.group === group && known.end > (index.offset[row] as number);
    const end = isSame ? known.end : groupEnd(index, row);
    measured.set(parent, { group, end });
    lengths.push({ row, stated, found: end - (index.valueEnd[row] as number) });
  }
  return lengths;
}

/** One past the last byte of the group whose length element stands in `row`, delimiters included. */
function groupEnd(index: ElementIndex, row: number): number {
  const group = (index.tag[row] as number) >>> 16;
  const parent = index.parent[row] as number;
  const end = parent === NO_ROW ? index.count : (index.end[parent] as number);
  let next = row;
  while (next < end && (index.tag[next] as number) >>> 16 === group) next = index.end[next] as number;
  if (next < end) return index.offset[next] as number;
  return parent === NO_ROW ? lastEnd(index, row, end) : (index.valueEnd[parent] as number);
}

/** The end of the last element at the top of the file; an open one has a delimiter of eight bytes behind its value. */
function lastEnd(index: ElementIndex, first: number, end: number): number {
  const DELIMITER = 8;
  let last = first;
  for (let row = first; row < end; row = index.end[row] as number) last = row;
  const isOpen = index.length[last] === 0xffffffff;
  return (index.valueEnd[last] as number) + (isOpen ? DELIMITER : 0);
}

/** Tells which are wrong; that of the meta group is told where the meta group is read. */
export function checkGroupLengths(source: ByteSource, index: ElementIndex, faults: FaultList): void {
  for (const { row, stated, found } of groupLengths(source, index)) {
    if (stated === found || index.tag[row] === META_GROUP_LENGTH) continue;
    faults.add("group-length", index.offset[row] as number, pathOf(index, row), stated, found);
  }
}
