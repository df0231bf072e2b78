/**
 * Every key of these pages, once. The handlers ask `keyOf` what was pressed; the list that `?` opens and the help below
 * each tool are made from the same table, so neither can say something else than what happens.
 */

/** "Mod" is Ctrl, and ⌘ as well. A key without it is pressed without Ctrl, ⌘ and Alt; Shift is left to the key. */
export const KEYS = {
  /** Anywhere on a page; single characters only while nothing is typed into. */
  page: {
    search: ["Mod+k"],
    keys: ["?"],
  },
  /** The search dialog. */
  results: {
    next: ["ArrowDown"],
    previous: ["ArrowUp"],
    pageDown: ["PageDown"],
    pageUp: ["PageUp"],
    first: ["Mod+Home"],
    last: ["Mod+End"],
    choose: ["Enter"],
  },
  /** An entry of a dictionary, in the search dialog. */
  entry: {
    back: ["Escape"],
  },
  /** Tables and trees. */
  grid: {
    down: ["ArrowDown"],
    up: ["ArrowUp"],
    pageDown: ["PageDown"],
    pageUp: ["PageUp"],
    first: ["Home", "Mod+Home"],
    last: ["End", "Mod+End"],
    open: ["ArrowRight"],
    close: ["ArrowLeft"],
    activate: ["Enter"],
  },
  /** The box that a path is typed into. */
  path: {
    go: ["Enter"],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export type Scope = keyof typeof KEYS;
export type KeyName<S extends Scope> = keyof (typeof KEYS)[S] & string;

/** The parts of a `KeyboardEvent` that say which key it is. */
export type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** What the pressed key means in a scope; null if nothing. */
export function keyOf<S extends Scope>(scope: S, event: Pressed): KeyName<S> | null {
  if (event.altKey) return null;
  const mod = event.ctrlKey || event.metaKey ? "Mod+" : "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const found = Object.entries(KEYS[scope]).find(([, keys]) => keys.includes(`${mod}${key}`));
  return (found?.[0] as KeyName<S> | undefined) ?? null;
}

/** Whether a key goes into something that is typed into: `?` is then a question mark. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/.test(target.localName))
  );
}
