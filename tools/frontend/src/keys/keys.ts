/**
 * Every key of these pages, once. The handlers ask `keyOf` what was pressed; the list that `?` opens and the help below
 * each tool are made from the same table, so neither can say something else than what happens.
 */

/**
 * "Mod" is Ctrl, and ⌘ as well; "Letter" is whichever. A key is pressed with these and Alt as it is written here. Shift
 * is left to the key (`?` takes it on some keyboards), unless the scope has the same key with "Shift+".
 */
export const KEYS = {
  /** Anywhere on a page; single characters only while nothing is typed into. */
  page: {
    search: ["Mod+k"],
    keys: ["?"],
  },
  /** Anywhere on a page that opens files. */
  bench: {
    mask: ["Alt+m"],
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
    /** Heard as the browser's own "copy", which other keys of the system and its menus cause too. */
    copy: ["Mod+c"],
  },
  /** A tree whose rows can be chosen, besides the selected one. */
  choice: {
    toggle: ["Space"],
  },
  /** The box that searches a table. */
  find: {
    next: ["Enter"],
    previous: ["Shift+Enter"],
    clear: ["Escape"],
  },
  /** A list of differences. */
  difference: {
    next: ["F8"],
    previous: ["Shift+F8"],
  },
  /** The box that a path is typed into. */
  path: {
    go: ["Enter"],
  },
  /** Fields that hold once they are complete: a filter, columns. */
  apply: {
    apply: ["Enter"],
  },
  /** The bytes of an element. */
  hex: {
    next: ["ArrowRight"],
    previous: ["ArrowLeft"],
    down: ["ArrowDown"],
    up: ["ArrowUp"],
    pageDown: ["PageDown"],
    pageUp: ["PageUp"],
    first: ["Home"],
    last: ["End"],
  },
  /** A tool whose content can be changed; a field of the page has its own undo. */
  edit: {
    undo: ["Mod+z"],
    redo: ["Mod+Shift+z", "Mod+y"],
  },
  /** A text that is edited, besides what every field does. */
  editor: {
    find: ["Mod+f"],
    next: ["Mod+g", "F3"],
    previous: ["Mod+Shift+g", "Shift+F3"],
    leave: ["Escape"],
    line: ["Mod+Alt+g"],
    problem: ["F8"],
  },
  /** A button with a menu. */
  menuButton: {
    first: ["ArrowDown"],
    last: ["ArrowUp"],
  },
  menu: {
    next: ["ArrowDown"],
    previous: ["ArrowUp"],
    first: ["Home"],
    last: ["End"],
    byLetter: ["Letter"],
    choose: ["Enter", "Space"],
    leave: ["Escape"],
    goOn: ["Tab"],
  },
  /** The way from file to file. */
  tray: {
    previous: ["ArrowLeft"],
    next: ["ArrowRight"],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export type Scope = keyof typeof KEYS;
export type KeyName<S extends Scope> = keyof (typeof KEYS)[S] & string;

/** The parts of a `KeyboardEvent` that say which key it is. */
export type Pressed = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
>;

/** What the pressed key means in a scope; null if nothing. */
export function keyOf<S extends Scope>(scope: S, event: Pressed): KeyName<S> | null {
  if (event.isComposing) return null; // it belongs to a sign that is being put together
  const named = Object.entries<readonly string[]>(KEYS[scope]);
  const found = spellings(event)
    .map((spelling) => named.find(([, keys]) => keys.includes(spelling)))
    .find((name) => name !== undefined);
  return (found?.[0] as KeyName<S> | undefined) ?? null;
}

/** How the table may spell the pressed key, the closest first. */
function spellings(event: Pressed): string[] {
  const mod = event.ctrlKey || event.metaKey ? "Mod+" : "";
  const alt = event.altKey ? "Alt+" : "";
  const keys = [nameOf(event), ...(letterOf(event) ? ["Letter"] : [])];
  return keys.flatMap((key) => {
    const shifted = event.shiftKey ? [`${mod}${alt}Shift+${key}`] : [];
    return [...shifted, `${mod}${alt}${key}`];
  });
}

function nameOf({ key, code, altKey }: Pressed): string {
  // By the key's place: with Alt, a Mac's letters type other signs.
  if (altKey && code.startsWith("Key")) return code.slice("Key".length).toLowerCase();
  if (key === " ") return "Space";
  return key.length === 1 ? key.toLowerCase() : key;
}

/** The letter that a key types, "" if none. */
export function letterOf({ key }: Pressed): string {
  return /^\p{L}$/u.test(key) ? key : "";
}

/** Whether the key puts a sign into whatever has the focus. */
export function isSign(event: Pressed): boolean {
  return signOf(event) !== "";
}

/** The sign that a key types, "" if none. */
export function signOf({ key, ctrlKey, metaKey, altKey }: Pressed): string {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey ? key : "";
}

/** Whether a key goes into something that is typed into: `?` is then a question mark. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/.test(target.localName))
  );
}
