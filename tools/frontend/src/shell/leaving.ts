/** The end of a page: asked about while there is something to lose, and then nothing is left. */

/** The browser asks whether to leave: before a link, a reload, Back and closing the tab. */
export function askBeforeLeaving(holds: () => boolean): void {
  addEventListener("beforeunload", (event) => {
    if (holds()) event.preventDefault();
  });
}

/** A browser may keep a page that was left, to show it again on Back. What it keeps is empty, and comes back clean. */
export function dropOnLeaving(drop: () => void): void {
  addEventListener("pagehide", drop);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
}
