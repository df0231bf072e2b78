/**
 * The editor, and what makes bytes of what is typed into it: too large for the page's first load, so they are asked for when
 * the page has nothing else to do.
 */

import type { HotEditor } from "../../elements/editor";
import { whenIdle } from "../../elements/idle";

export type Typed = typeof import("./typed");

let loading: Promise<Typed> | null = null;

/** Ready before there are data; a second call waits for the first. */
export function loadEditor(): Promise<Typed> {
  loading ??= whenIdle()
    .then(() => Promise.all([import("./typed"), import("../../elements/editor")]))
    .then(([typed]) => typed);
  loading.catch(() => {
    loading = null; // so that the next visit of the tool tries again
  });
  return loading;
}

export async function newEditor(): Promise<readonly [HotEditor, Typed]> {
  const typed = await loadEditor();
  return [document.createElement("hot-editor"), typed];
}
