/** What can be copied of a row: its value, its path, the row, JSON, Markdown, masked where the page masks; a link. */

import { type Fragment, NOWHERE } from "../links/grammar";
import { defineText } from "../text/define";
import { markdownTable, tabSeparated } from "../text/forms";
import { h } from "./dom";
import type { HotGrid } from "./grid";
import { menuButton } from "./menu";

const t = defineText({
  en: {
    copy: "Copy",
    value: "Value",
    path: "Path",
    row: "Row, tab-separated",
    masked: "Markdown, masked",
    asShown: "Markdown, as shown",
    link: "Link to this place",
    copied: "Copied: {what}",
    linkRemark: ". It says where, and nothing of what stands there.",
    refused: "The browser did not allow copying.",
  },
  de: {
    copy: "Kopieren",
    value: "Wert",
    path: "Pfad",
    row: "Zeile, tabgetrennt",
    masked: "Markdown, maskiert",
    asShown: "Markdown, wie gezeigt",
    link: "Link zu dieser Stelle",
    copied: "Kopiert: {what}",
    linkRemark: ". Er sagt, wo, und nichts von dem, was dort steht.",
    refused: "Der Browser hat das Kopieren nicht erlaubt.",
  },
});

type Text = string | Promise<string>;

interface Form {
  readonly label: string;
  text(): Text;
  /** Said when it was copied. */
  readonly remark?: string;
}

/** A row, in strings that may be seen: `shown` has been asked. Each is asked for when it is copied. */
export interface Copyable {
  value(): Text;
  readonly path: string;
  /** `NOWHERE` where a link cannot name it. */
  readonly place: Fragment;
  readonly columns: readonly string[];
  cells(): readonly string[];
  json(): Text;
  /** The row in Markdown for a ticket: masked, whatever the switch says. Missing where nothing of a visitor is shown. */
  ticket?(): Text;
  /** Forms of the tool's own, between value and path. */
  readonly more?: readonly Form[];
}

/** Thrown instead of a text that should not lie on a clipboard; the sentence is shown. */
export class NotCopied extends Error {}

/** The menu, and the place that says "Copied". */
export function copyMenu(row: Copyable): HTMLElement {
  const status = h("span", { className: "muted", role: "status" });
  const forms: readonly Form[] = [
    { label: t("value"), text: () => row.value() },
    ...(row.more ?? []),
    ...(row.path === "" ? [] : [{ label: t("path"), text: () => row.path }]),
    { label: t("row"), text: () => tabSeparated(row.cells()) },
    { label: "JSON", text: () => row.json() },
    ...(row.ticket ? [{ label: t("masked"), text: () => row.ticket?.() ?? "" }] : []),
    { label: row.ticket ? t("asShown") : "Markdown", text: () => markdownTable(row.columns, [row.cells()]) },
    ...(row.place === NOWHERE ? [] : [linkTo(row.place)]),
  ];
  const items = forms.map((form) => ({
    label: form.label,
    act: () => void copy(form).then((sentence) => (status.textContent = sentence)),
  }));
  return menuButton(t("copy"), items, status);
}

/** The address of this tool with the place behind it. */
function linkTo(place: Fragment): Form {
  const { origin, pathname } = location;
  return { label: t("link"), text: () => origin + pathname + place, remark: t("linkRemark") };
}

async function copy({ label, text, remark = "" }: Form): Promise<string> {
  try {
    await navigator.clipboard.writeText(await text());
    return `${t("copied", { what: label })}${remark}`;
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
