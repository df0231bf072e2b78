/** What a page needs later than at once waits until the browser has nothing else to do. */

/** At most a second from now. */
export function whenIdle(): Promise<unknown> {
  return new Promise((go) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(go, { timeout: 1000 });
    else setTimeout(go); // Safari
  });
}
