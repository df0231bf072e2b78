/** Undo, redo, saving, and the mark that something was changed. The keys work wherever the focus is in the tool. */

import { keyOf } from "../keys/keys";
import { defineText } from "../text/define";
import { h } from "./dom";
import { saveFile } from "./report";

const t = defineText({
  en: { undo: "Undo", redo: "Redo", save: "Download file", changed: "changed" },
  de: { undo: "Rückgängig", redo: "Wiederholen", save: "Datei herunterladen", changed: "geändert" },
});

export interface EditActions {
  undo(): void;
  redo(): void;
  /** What is to be saved, or null. Left out where it is saved elsewhere. */
  saved?(): Blob | null;
}

export class EditTools {
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #save: HTMLButtonElement;
  readonly #changed = h("span", { className: "chip warn", hidden: true }, t("changed"));
  readonly element: HTMLElement;
  readonly #actions: EditActions;
  readonly #ear = new AbortController();

  /** `fileName`: what is saved is called so; it says nothing of what is in the file. */
  constructor(fileName: string, actions: EditActions) {
    this.#actions = actions;
    this.#undo = button(t("undo"), () => actions.undo());
    this.#redo = button(t("redo"), () => actions.redo());
    this.#save = button(t("save"), () => {
      const blob = actions.saved?.();
      if (blob) saveFile(fileName, blob);
    });
    const save = actions.saved ? this.#save : null;
    this.element = h("span", { className: "row" }, this.#changed, this.#undo, this.#redo, save);
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#ear.signal });
    this.show({ changed: false, canUndo: false, canRedo: false, canSave: false });
  }

  show(can: { changed: boolean; canUndo: boolean; canRedo: boolean; canSave: boolean }): void {
    this.#changed.hidden = !can.changed;
    able(this.#undo, can.canUndo);
    able(this.#redo, can.canRedo);
    able(this.#save, can.canSave);
  }

  close(): void {
    this.#ear.abort();
  }

  /** A field of the page has an undo of its own, and the editor has these keys already. */
  #key(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const isField =
      target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
    if (event.defaultPrevented || isField || !this.element.checkVisibility()) return;
    const key = keyOf("edit", event);
    if (key === null) return;
    this.#actions[key]();
    event.preventDefault();
  }
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return h("button", { type: "button", className: "btn small", onclick }, label);
}

/** Not `disabled`, which would take the focus from whoever undoes by keyboard. */
function able(one: HTMLButtonElement, can: boolean): void {
  one.setAttribute("aria-disabled", String(!can));
}
