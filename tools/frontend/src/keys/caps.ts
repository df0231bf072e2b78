/** Keys as they are called, and as they stand beside a button. */

import { h } from "../elements/dom";
import { defineText } from "../text/define";

const NAMES = {
  en: {
    Mod: "Ctrl",
    Alt: "Alt",
    Shift: "Shift",
    Space: "Space",
    Tab: "Tab",
    Letter: "a letter",
    Enter: "Enter",
    Escape: "Esc",
    Home: "Home",
    End: "End",
    PageDown: "Page Down",
    PageUp: "Page Up",
    ArrowDown: "↓",
    ArrowUp: "↑",
    ArrowLeft: "←",
    ArrowRight: "→",
  },
  de: {
    Mod: "Strg",
    Alt: "Alt",
    Shift: "Umschalt",
    Space: "Leertaste",
    Tab: "Tab",
    Letter: "ein Buchstabe",
    Enter: "Eingabe",
    Escape: "Esc",
    Home: "Pos1",
    End: "Ende",
    PageDown: "Bild ab",
    PageUp: "Bild auf",
    ArrowDown: "↓",
    ArrowUp: "↑",
    ArrowLeft: "←",
    ArrowRight: "→",
  },
};
const t = defineText(NAMES);

/** What stands on a Mac's keys. */
const ON_MAC: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

const isNamed = (part: string): part is keyof typeof NAMES.en => part in NAMES.en;

/** "Mod+k" → "Ctrl", "K". */
function keyNames(combination: string): readonly string[] {
  return combination.split("+").map((part) => {
    const onThisMac = onMac() ? ON_MAC[part] : undefined;
    return onThisMac ?? (isNamed(part) ? t(part) : part.toUpperCase());
  });
}

export function keyCaps(combination: string): (HTMLElement | string)[] {
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
