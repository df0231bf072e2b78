/**
 * Encapsulated pixel data (PS3.5 A.4): which fragments are which frame.
 *
 *     | item, Basic Offset Table | item, fragment | item, fragment | … | sequence delimiter |
 *
 * The Basic Offset Table (32 bits an entry) or the Extended Offset Table (7FE0,0001) (64 bits, PS3.3 C.7.6.3.1.8) count
 * from the first byte behind the table's own item to the tag of a frame's first fragment.
 */

import type { ByteSource } from "../bytes/source";
import {
  type ElementIndex,
  ENCAPSULATED,
  findElement,
  NO_ROW,
  pathOf,
  valueLength,
  valueOffset,
} from "./elements";
import { FaultList } from "./faults";
import { EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS, NUMBER_OF_FRAMES } from "./tags";

export interface Frames {
  /** What told where frames begin: one of the tables, the count of frames and fragments, or nothing at all. */
  readonly by: "basic" | "extended" | "count" | "unknown";
  /** For each frame the rows of its fragments. */
  readonly fragments: readonly (readonly number[])[];
  readonly faults: FaultList;
}

interface Table {
  readonly row: number;
  readonly by: "basic" | "extended";
  readonly offsets: readonly number[];
}

/** The frames of a Pixel Data row; null for one that is not encapsulated. */
export function framesOf(source: ByteSource, index: ElementIndex, row: number): Frames | null {
  if (((index.flags[row] as number) & ENCAPSULATED) === 0 || index.item[row] !== 0) return null;
  const [tableRow, ...fragments] = itemsOf(index, row);
  const faults = new FaultList();
  if (tableRow === undefined) return { by: "unknown", fragments: [], faults };
  const table = extendedTable(source, index, row) ?? basicTable(source, index, tableRow);
  if (!table) return { ...byCount(framesStated(source, index, row), fragments), faults };
  const base = (index.valueEnd[tableRow] as number) || 0;
  const starts = startsOf(index, table, base, fragments, faults);
  checkLengths(source, index, row, table, fragments.length, faults);
  const bounds = [...starts, fragments.length];
  return {
    by: table.by,
    fragments: starts.map((from, frame) => fragments.slice(from, bounds[frame + 1])),
    faults,
  };
}

function itemsOf(index: ElementIndex, row: number): number[] {
  const rows: number[] = [];
  for (let at = row + 1; at < (index.end[row] as number); at = index.end[at] as number) rows.push(at);
  return rows;
}

function basicTable(source: ByteSource, index: ElementIndex, row: number): Table | null {
  const bytes = source.slice(valueOffset(index, row), valueLength(index, row));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = Math.floor(bytes.length / 4);
  if (count === 0) return null;
  return {
    row,
    by: "basic",
    offsets: Array.from({ length: count }, (_, entry) => view.getUint32(entry * 4, true)),
  };
}

function extendedTable(source: ByteSource, index: ElementIndex, pixels: number): Table | null {
  const row = findElement(index, EXTENDED_OFFSET_TABLE, index.parent[pixels] as number);
  const offsets = row === NO_ROW ? [] : longs(source, index, row);
  return offsets.length === 0 ? null : { row, by: "extended", offsets };
}

function longs(source: ByteSource, index: ElementIndex, row: number): number[] {
  const bytes = source.slice(valueOffset(index, row), valueLength(index, row));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = Math.floor(bytes.length / 8);
  return Array.from({ length: count }, (_, entry) => Number(view.getBigUint64(entry * 8, true)));
}

/** The place in `fragments` of each frame's first one. An entry that hits none is told and left out. */
function startsOf(
  index: ElementIndex,
  table: Table,
  base: number,
  fragments: readonly number[],
  faults: FaultList,
): number[] {
  const places = new Map(fragments.map((row, place) => [(index.offset[row] as number) - base, place]));
  const starts: number[] = [];
  for (const offset of table.offsets) {
    const place = places.get(offset);
    if (place !== undefined && place > (starts.at(-1) ?? -1)) starts.push(place);
    else
      faults.add(
        "offset-table",
        index.offset[table.row] as number,
        pathOf(index, table.row),
        offset,
        "FFFE,E000",
      );
  }
  return starts;
}

/** PS3.3 C.7.6.3.1.8: as many lengths as offsets, and one fragment a frame. */
function checkLengths(
  source: ByteSource,
  index: ElementIndex,
  pixels: number,
  table: Table,
  fragments: number,
  faults: FaultList,
): void {
  if (table.by !== "extended") return;
  const row = findElement(index, EXTENDED_OFFSET_TABLE_LENGTHS, index.parent[pixels] as number);
  const lengths = row === NO_ROW ? 0 : longs(source, index, row).length;
  const at = row === NO_ROW ? table.row : row;
  if (lengths !== table.offsets.length)
    faults.add(
      "offset-table-lengths",
      index.offset[at] as number,
      pathOf(index, at),
      lengths,
      table.offsets.length,
    );
  else if (fragments !== table.offsets.length)
    faults.add(
      "offset-table-lengths",
      index.offset[at] as number,
      pathOf(index, at),
      fragments,
      table.offsets.length,
    );
}

/** Without a table: one frame has all fragments, and as many frames as fragments have one each. */
function byCount(stated: number, fragments: readonly number[]): Pick<Frames, "by" | "fragments"> {
  if (stated === 1) return { by: "count", fragments: [fragments] };
  if (stated === fragments.length) return { by: "count", fragments: fragments.map((row) => [row]) };
  return { by: "unknown", fragments: [fragments] };
}

/** Number of Frames (0028,0008), IS; 1 where it is missing (PS3.3 C.7.6.6). */
function framesStated(source: ByteSource, index: ElementIndex, pixels: number): number {
  const row = findElement(index, NUMBER_OF_FRAMES, index.parent[pixels] as number);
  if (row === NO_ROW) return 1;
  const text = String.fromCharCode(
    ...source.slice(valueOffset(index, row), Math.min(valueLength(index, row), 16)),
  );
  return Number.parseInt(text, 10) || 1;
}
