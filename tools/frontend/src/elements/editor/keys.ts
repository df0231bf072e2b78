/** The editor's keys as the table of all keys has them, in CodeMirror's spelling: "Mod+Shift+z" is "Mod-Shift-z". */

import { insertNewline, standardKeymap } from "@codemirror/commands";
import { nextDiagnostic } from "@codemirror/lint";
import { closeSearchPanel, findNext, findPrevious, gotoLine, openSearchPanel } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { type Command, type KeyBinding, keymap } from "@codemirror/view";
import { KEYS, type KeyName } from "../../keys/keys";

const COMMANDS: Readonly<Record<KeyName<"editor">, Command>> = {
  find: openSearchPanel,
  next: findNext,
  previous: findPrevious,
  leave: closeSearchPanel,
  line: gotoLine,
  problem: nextDiagnostic,
};

/** `edit` asks the text's owner to undo or redo. */
export function editorKeys(edit: (what: KeyName<"edit">) => boolean): Extension {
  const edits = Object.entries(KEYS.edit).flatMap(([name, keys]) =>
    bindings(keys, () => edit(name as KeyName<"edit">)),
  );
  const commands = Object.entries(KEYS.editor).flatMap(([name, keys]) =>
    bindings(keys, COMMANDS[name as KeyName<"editor">]),
  );
  return keymap.of([...edits, ...commands, { key: "Enter", run: insertNewline }, ...standardKeymap]);
}

function bindings(keys: readonly string[], run: Command): KeyBinding[] {
  return keys.map((key) => ({
    key: key.replaceAll("+", "-"),
    run,
    scope: "editor search-panel",
    preventDefault: key.startsWith("Mod+"),
  }));
}
