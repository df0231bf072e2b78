/** The arithmetic of a virtual table: where its rows stand, and where its scroll bar. No DOM. */

/**
 * A longer table is shown in a shorter scroll bar. Engines cut elements at 17 to 33 million pixels of the screen, of which
 * one CSS pixel is up to eight: a page at 400 % on a screen of double density.
 */
export const MAX_SPACER_PX = 4_000_000;

/** So near to its ends a capped scroll bar is exact: further than anybody scrolls in one go. */
export const EXACT_PX = 100_000;

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

/** How far down the table can be scrolled. */
export function lowestTop({ total, view }: Extent): number {
  return Math.max(0, total - view);
}

/**
 * From the scroll bar's position to the position in the uncapped table: exact at both ends, proportional in between.
 *
 *     scroll bar   0 ······ EXACT_PX ──────────── range - EXACT_PX ······ range
 *     table        0 ······ EXACT_PX ────────────────────── lowest - EXACT_PX ······ lowest
 */
export function fromScroll(extent: Extent, scrollTop: number): number {
  return stretch(scrollTop, extent.spacer - extent.view, lowestTop(extent));
}

/** The way back. */
export function toScroll(extent: Extent, top: number): number {
  return stretch(top, lowestTop(extent), Math.max(0, extent.spacer - extent.view));
}

function stretch(at: number, range: number, target: number): number {
  if (range === target || at <= EXACT_PX) return at;
  if (range - at <= EXACT_PX) return target - (range - at);
  return EXACT_PX + ((at - EXACT_PX) / (range - 2 * EXACT_PX)) * (target - 2 * EXACT_PX);
}
