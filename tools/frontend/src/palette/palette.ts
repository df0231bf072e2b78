/**
 * Search: Ctrl K or ⌘ K from anywhere. The dialog is a module of its own, which every page loads at idle; what it searches
 * is loaded by locked pages before there are data (`prepareSearch`), by other pages when the dialog is opened.
 */

import { later, whenIdle } from "../elements/idle";
import { hintAt } from "../keys/caps";
import { isSign, KEYS, keyOf, signOf } from "../keys/keys";
import type { Palette } from "./dialog";

const load = later(() => import("./dialog"));

/** So that searching asks for nothing once there are data. Without a connection only tools and pages are found. */
export async function prepareSearch(): Promise<void> {
  await whenIdle();
  await load()
    .then(({ prepare }) => prepare())
    .catch(() => {});
}

export function startPalette(): void {
  const button = document.querySelector<HTMLButtonElement>("#open-palette");
  if (!button) return;
  let palette: Palette | null = null;
  /** What is typed while the dialog is still on its way; null while nobody waits for it. */
  let ahead: string | null = null;
  const open = async (): Promise<void> => {
    ahead ??= "";
    const loaded = await load().catch(() => null);
    const typed = ahead ?? "";
    ahead = null;
    if (!loaded) return; // no connection; the next time may have one
    palette ??= new loaded.Palette();
    palette.open(typed);
  };
  button.hidden = false;
  hintAt(button, KEYS.page.search);
  button.addEventListener("click", () => void open());
  document.addEventListener("keydown", (event) => {
    if (ahead !== null && isSign(event)) ahead += signOf(event);
    else if (keyOf("page", event) === "search") void open();
    else return;
    event.preventDefault();
  });
}
