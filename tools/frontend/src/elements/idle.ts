/**
 * What a page needs later than at once waits until the browser has nothing else to do.
 *
 * ```ts
 * const dialog = later(() => import("./dialog"));   // asked for at idle …
 * const { open } = await dialog();                  // … or here, where it is needed sooner
 * ```
 */

const modules: (() => Promise<unknown>)[] = [];

/** A module that no page begins with. Where it could not be loaded, the next call tries again. */
export function later<Module>(load: () => Promise<Module>): () => Promise<Module> {
  modules.push(load);
  return load;
}

/**
 * Asks at idle for all of them, and for what those bring, so that nothing is asked for once there are data. What does not
 * come is tried later.
 */
export async function loadLater(): Promise<void> {
  await whenIdle();
  for (let asked = 0; asked < modules.length; ) {
    const more = modules.slice(asked);
    asked = modules.length;
    await Promise.allSettled(more.map((load) => load()));
  }
}

/** At most a second from now. */
export function whenIdle(): Promise<unknown> {
  return new Promise((go) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(go, { timeout: 1000 });
    else setTimeout(go); // Safari
  });
}
