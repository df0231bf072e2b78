/** The editor's module: too large for the page's first load, so it is asked for when the page has nothing else to do. */

import type { HotEditor } from "../../elements/editor";
import { whenIdle } from "../../elements/idle";

let loading: Promise<void> | null = null;

/** Ready before there are data; a second call waits for the first. */
export function loadEditor(): Promise<void> {
  loading ??= whenIdle()
    .then(() => import("../../elements/editor"))
    .then(() => {});
  loading.catch(() => {
    loading = null; // so that the next visit of the tool tries again
  });
  return loading;
}

export async function newEditor(): Promise<HotEditor> {
  await loadEditor();
  return document.createElement("hot-editor");
}
