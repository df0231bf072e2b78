/** Saves a file among the visitor's downloads. */

import { h } from "./dom";

/** The browser needs the address until it has begun to write. */
const KEPT_MS = 60_000;

/** `name` says nothing of what was opened. */
export function saveFile(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
