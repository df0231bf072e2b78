/** `?` from anywhere lists the keys. The list is a module of its own, which a page asks for at idle. */

import { later, whenIdle } from "../elements/idle";
import { hintAt } from "./caps";
import { isTyping, KEYS, keyOf, type Scope } from "./keys";
import type { KeyDialog } from "./list";

const load = later(() => import("./list"));

/** What `?` lists besides the keys of every page; the workbench says it. */
let shown: readonly Scope[] = [];

/** Keys of the tool that is shown, and of the workbench around it. */
export function showKeysOf(tool: readonly Scope[]): void {
  shown = ["bench", ...tool, "menuButton", "menu", "tray"];
}

/** The keys of a tool and of every page that opens files, in the help below it. */
export async function helpWithKeys(article: HTMLElement, scopes: readonly Scope[]): Promise<void> {
  await whenIdle();
  const list = await load().catch(() => null);
  list?.fillHelp(article, scopes);
}

export function startKeys(): void {
  const button = document.querySelector<HTMLButtonElement>("#open-keys");
  if (!button) return;
  let dialog: KeyDialog | null = null;
  const open = async (): Promise<void> => {
    const loaded = await load().catch(() => null);
    if (!loaded) return; // no connection; the next time may have one
    dialog ??= new loaded.KeyDialog();
    dialog.open(shown);
  };
  button.hidden = false;
  hintAt(button, KEYS.page.keys);
  button.addEventListener("click", () => void open());
  document.addEventListener("keydown", (event) => {
    if (keyOf("page", event) !== "keys" || isTyping(event)) return;
    event.preventDefault();
    void open();
  });
}
