/** Choosing the selected row of a table: by the space bar, or a click on its column of ticks. */

import type { HotGrid } from "../../elements/grid";
import { keyOf } from "../../keys/keys";

/** Last in the row, so that trees fold in its first cell; shown first. */
export const TICKED = "chosen";

export function listenForChoice(grid: HotGrid, toggle: () => void): void {
  grid.addEventListener("keydown", (event) => {
    if (keyOf("choice", event) === null) return;
    toggle();
    event.preventDefault();
  });
  grid.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(`[role="gridcell"][data-column="${TICKED}"]`)) toggle();
  });
}
