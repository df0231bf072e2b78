/** One of the two sides: files chosen for it alone, and what stands there now. */

import { type Datum, unmasked } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { SideFrame } from "../../elements/side-frame";
import type { Collection } from "../../intake/collection";
import type { Item } from "../../intake/item";
import { shown } from "../../shell/mask";
import { formatSize } from "../../text/define";
import { t } from "./text";

export interface SideSource {
  readonly id: number;
  /** The file's, folder's or archive's; "" for what was pasted, and for loose files. */
  readonly name: Datum;
  readonly items: readonly Item[];
}

export interface SideEvents {
  /** Taken away here. */
  removed(): void;
  /** Files were chosen for this very side. */
  chosen(files: readonly File[]): void;
}

let lastId = 0;

/** A single file goes by its own name. */
export function sideSource({ name, items }: Collection): SideSource {
  const [only] = items;
  return { id: ++lastId, name: items.length === 1 && only ? only.path : name, items };
}

export class SideBox {
  readonly #frame: SideFrame;
  #source: SideSource | null = null;

  constructor(side: "left" | "right", { removed, chosen }: SideEvents) {
    const [files, folder] = [chooser(chosen), chooser(chosen)];
    folder.webkitdirectory = true;
    const choices = [
      { label: t("choose"), act: () => files.click() },
      ...("webkitdirectory" in files ? [{ label: t("chooseFolder"), act: () => folder.click() }] : []),
    ];
    this.#frame = new SideFrame(t(side), choices, { label: t("remove"), act: removed });
    this.put(null);
  }

  get element(): HTMLElement {
    return this.#frame.element;
  }

  get source(): SideSource | null {
    return this.#source;
  }

  /** As it may be seen now. */
  get title(): string {
    return this.#frame.title;
  }

  put(source: SideSource | null): void {
    this.#source = source;
    this.redraw();
  }

  redraw(): void {
    const source = this.#source;
    if (!source) {
      this.#frame.show("");
      return;
    }
    const { name, items } = source;
    const n = items.length;
    const isPasted = n === 1 && unmasked(name) === "";
    const size = n === 1 && items[0] ? formatSize(items[0].size) : t("files", { n });
    this.#frame.show([isPasted ? t("pasted") : shown(name), size].filter((part) => part !== "").join(" · "));
  }
}

/** In no document: a page has one for its files. */
function chooser(chosen: (files: readonly File[]) => void): HTMLInputElement {
  const input = h("input", { type: "file", multiple: true });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // choosing the same again is a change again
    if (files.length > 0) chosen(files);
  });
  return input;
}
