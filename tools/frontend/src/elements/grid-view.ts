/** The arithmetic of a virtual table: which rows are open to view, and where they stand. No DOM. */

/** Beyond this the scroll bar maps proportionally: engines cut elements at 22 to 33 million pixels, less when zoomed. */
export const MAX_SPACER_PX = 8_000_000;

/** A tree as a flat list: `end(row)` is one past the last row beneath `row`. */
export type TreeEnd = (row: number) => number;

/**
 * The rows to show, in order. `among` narrows them (ascending row numbers, ancestors included); what lies beneath
 * a row whose flag in `closed` is set is left out. Without a tree and a filter the answer is null: every row.
 */
export function visibleRows(
  count: number,
  among: Uint32Array | null,
  closed: Uint8Array | null,
  end: TreeEnd | null,
): Uint32Array | null {
  if (!closed || !end) return among;
  const total = among ? among.length : count;
  const rows = new Uint32Array(total);
  let kept = 0;
  let skipBelow = 0;
  for (let place = 0; place < total; place++) {
    const row = among ? (among[place] as number) : place;
    if (row < skipBelow) continue;
    rows[kept++] = row;
    if (closed[row] === 1) skipBelow = end(row);
  }
  return rows.subarray(0, kept);
}

/** The place of `row` in `rows` (all rows when null), or the place it would have. */
export function placeOf(rows: Uint32Array | null, row: number): number {
  if (!rows) return row;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pixel heights of one table: `total` as if nothing were capped, `spacer` as the browser lays it out. */
export interface Extent {
  readonly total: number;
  readonly spacer: number;
  readonly view: number;
}

export function extentOf(rows: number, rowHeight: number, view: number): Extent {
  const total = rows * rowHeight;
  return { total, spacer: Math.min(total, MAX_SPACER_PX), view };
}

/** From the scroll bar's position to the position in the uncapped table. */
export function fromScroll(extent: Extent, scrollTop: number): number {
  const range = extent.spacer - extent.view;
  if (extent.spacer === extent.total || range <= 0) return scrollTop;
  return (Math.min(scrollTop, range) / range) * (extent.total - extent.view);
}

/** The way back. */
export function toScroll(extent: Extent, top: number): number {
  const range = extent.total - extent.view;
  if (extent.spacer === extent.total || range <= 0) return top;
  return (top / range) * (extent.spacer - extent.view);
}
