/** The keys as a list: in the dialog that `?` opens, and in the help below a tool. */

import { h } from "../elements/dom";
import { isTyping, KEYS, keyOf, type Scope } from "./keys";
import { meaningOf, t } from "./text";

type Named = Parameters<typeof t>[0];
const NAMED: ReadonlySet<string> = new Set([
  "Mod",
  "Alt",
  "Shift",
  "Space",
  "Tab",
  "Letter",
  "Enter",
  "Escape",
  "Home",
  "End",
  "PageDown",
  "PageUp",
  "ArrowDown",
  "ArrowUp",
  "ArrowLeft",
  "ArrowRight",
]);

/** What stands on a Mac's keys. */
const ON_MAC: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** "Mod+k" → "Ctrl", "K". */
function keyNames(combination: string): readonly string[] {
  return combination.split("+").map((part) => {
    const onThisMac = onMac() ? ON_MAC[part] : undefined;
    return onThisMac ?? (NAMED.has(part) ? t(part as Named) : part.toUpperCase());
  });
}

function keyCaps(combination: string): (HTMLElement | string)[] {
  return keyNames(combination).flatMap((name) => [h("kbd", { translate: false }, name), " "]);
}

/** A key beside the words of its button; the button's name stays without it. */
export function hintAt(button: HTMLElement, [combination]: readonly [string, ...string[]]): void {
  button.append(" ", h("span", { className: "keys", "aria-hidden": "true" }, ...keyCaps(combination)));
}

/** The same for screen readers, and for whoever points at the button. */
export function keyAttributes([combination]: readonly [string, ...string[]]): Record<string, string> {
  const aria = combination.replace("Mod", "Control").replace(/[a-z]$/, (letter) => letter.toUpperCase());
  return { "aria-keyshortcuts": aria, title: keyNames(combination).join(" ") };
}

/** One scope's keys and what they do. */
export function keyTable(scope: Scope): HTMLElement {
  const rows = Object.entries(KEYS[scope]).flatMap(([name, combinations]) => [
    h(
      "dt",
      {},
      ...(combinations as readonly string[]).map((one) =>
        h("span", { className: "key-combination" }, ...keyCaps(one)),
      ),
    ),
    h("dd", {}, meaningOf(`${scope}.${name}` as Parameters<typeof meaningOf>[0])),
  ]);
  return h("dl", { className: "key-table" }, ...rows);
}

/** The keys of a tool and of every page that opens files, in the help below it. */
export function fillHelp(article: HTMLElement, scopes: readonly Scope[]): void {
  const place = article.querySelector(".help-keys");
  const all: readonly Scope[] = ["page", "bench", ...scopes];
  place?.replaceChildren(...all.flatMap((scope) => [h("h4", {}, t(scope)), keyTable(scope)]));
}

/** What `?` lists besides the keys of every page; the workbench says it. */
let shown: readonly Scope[] = [];

/** Keys of the tool that is shown, and of the workbench around it. */
export function showKeysOf(tool: readonly Scope[]): void {
  shown = ["bench", ...tool, "menuButton", "menu", "tray"];
}

function sections(): HTMLElement[] {
  const scopes: readonly Scope[] = ["page", ...shown, "results", "entry"];
  return scopes.map((scope) => h("section", {}, h("h3", {}, t(scope)), keyTable(scope)));
}

export function startKeys(): void {
  const button = document.querySelector<HTMLButtonElement>("#open-keys");
  if (!button) return;
  const list = h("div", { className: "key-lists" });
  const dialog = h("dialog", { className: "palette key-dialog", "aria-labelledby": "keys-title" });
  const close = h(
    "button",
    { type: "button", className: "btn small", onclick: () => dialog.close() },
    t("close"),
  );
  dialog.append(
    h("div", { className: "palette-head" }, h("h2", { id: "keys-title" }, t("title")), close),
    list,
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
  const open = (): void => {
    if (document.querySelector("dialog[open]")) return;
    list.replaceChildren(...sections());
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
  };
  button.hidden = false;
  hintAt(button, KEYS.page.keys);
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (keyOf("page", event) !== "keys" || isTyping(event)) return;
    event.preventDefault();
    open();
  });
}
