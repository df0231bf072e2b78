/** The keys as a list: in the dialog that `?` opens, and in the help below a tool. */

import { h } from "../elements/dom";
import { isTyping, KEYS, keyOf, type Scope } from "./keys";
import { meaningOf, t } from "./text";

type Named = Parameters<typeof t>[0];
const NAMED: ReadonlySet<string> = new Set([
  "Mod",
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

const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** "Mod+k" → `<kbd>Ctrl</kbd> <kbd>K</kbd>`. */
function keyCaps(combination: string): (HTMLElement | string)[] {
  return combination.split("+").flatMap((part) => {
    const name = part === "Mod" && onMac() ? "⌘" : NAMED.has(part) ? t(part as Named) : part.toUpperCase();
    return [h("kbd", { translate: false }, name), " "];
  });
}

/** One scope's keys and what they do. */
export function keyTable(scope: Scope): HTMLElement {
  const rows = Object.entries(KEYS[scope]).flatMap(([name, combinations]) => [
    h(
      "dt",
      {},
      ...(combinations as readonly string[]).flatMap((one, place) => [
        place > 0 ? "/ " : "",
        ...keyCaps(one),
      ]),
    ),
    h("dd", {}, meaningOf(`${scope}.${name}` as Parameters<typeof meaningOf>[0])),
  ]);
  return h("dl", { className: "key-table" }, ...rows);
}

/** The keys of a tool, in the help below it. */
export function fillHelp(article: HTMLElement, scopes: readonly Scope[]): void {
  const place = article.querySelector(".help-keys");
  const own = scopes.flatMap((scope) => [h("h4", {}, t(scope)), keyTable(scope)]);
  place?.replaceChildren(h("h4", {}, t("page")), keyTable("page"), ...own);
}

/** The scopes of the tool that is shown; the workbench says which. */
let shown: readonly Scope[] = [];

export function showKeysOf(scopes: readonly Scope[]): void {
  shown = scopes;
}

function sections(): HTMLElement[] {
  const scopes = new Set<Scope>(["page", ...shown, "results", "entry"]);
  return [...scopes].map((scope) => h("section", {}, h("h3", {}, t(scope)), keyTable(scope)));
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
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (keyOf("page", event) !== "keys" || isTyping(event)) return;
    event.preventDefault();
    open();
  });
}
