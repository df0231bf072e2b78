/** A table no higher than its rows. */

import type { HotGrid } from "./grid";

/** `most`: a length of CSS, beyond which it scrolls. */
export function fitHeight(grid: HotGrid, rows: number, most: string): void {
  // The head is a row too, and the borders are a part of one.
  grid.style.setProperty("--grid-height", `min(${most}, calc(var(--grid-row) * ${rows + 1} + 3px))`);
}
