/** What can be copied of a row: its value, its path, the row, JSON, Markdown. Masked where the page masks. */

import { defineText } from "../text/define";
import { markdownHead, markdownRow, tabSeparated } from "../text/forms";
import { h } from "./dom";
import type { HotGrid } from "./grid";
import { menuButton } from "./menu";

const t = defineText({
  en: {
    copy: "Copy",
    value: "Value",
    path: "Path",
    row: "Row, tab-separated",
    copied: "Copied: {what}",
    refused: "The browser did not allow copying.",
  },
  de: {
    copy: "Kopieren",
    value: "Wert",
    path: "Pfad",
    row: "Zeile, tabgetrennt",
    copied: "Kopiert: {what}",
    refused: "Der Browser hat das Kopieren nicht erlaubt.",
  },
});

type Text = string | Promise<string>;

/** A row, in strings that may be seen: `shown` has been asked. Each is asked for when it is copied. */
export interface Copyable {
  value(): Text;
  readonly path: string;
  readonly columns: readonly string[];
  cells(): readonly string[];
  json(): Text;
  /** Forms of the tool's own, between value and path. */
  readonly more?: readonly { readonly label: string; text(): Text }[];
}

/** Thrown instead of a text that should not lie on a clipboard; the sentence is shown. */
export class NotCopied extends Error {}

/** The menu, and the place that says "Copied". */
export function copyMenu(row: Copyable): HTMLElement {
  const status = h("span", { className: "muted", role: "status" });
  const forms: readonly (readonly [string, () => Text])[] = [
    [t("value"), () => row.value()],
    ...(row.more ?? []).map(({ label, text }) => [label, text] as const),
    ...(row.path === "" ? [] : [[t("path"), () => row.path] as const]),
    [t("row"), () => tabSeparated(row.cells())],
    ["JSON", () => row.json()],
    ["Markdown", () => `${markdownHead(row.columns)}\n${markdownRow(row.cells())}\n`],
  ];
  const items = forms.map(([label, text]) => ({
    label,
    act: () => void copy(text, label).then((sentence) => (status.textContent = sentence)),
  }));
  return menuButton(t("copy"), items, status);
}

async function copy(text: () => Text, what: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(await text());
    return t("copied", { what });
  } catch (error) {
    return error instanceof NotCopied ? error.message : t("refused");
  }
}

/** Ctrl C or ⌘ C on a table copies the selected row, as in a spreadsheet; a selection of text goes first. */
export function copyRows(grid: HotGrid, cells: (row: number) => readonly string[]): void {
  grid.addEventListener("copy", (event) => {
    if (grid.selected < 0 || !(getSelection()?.isCollapsed ?? true)) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", tabSeparated(cells(grid.selected)));
  });
}
