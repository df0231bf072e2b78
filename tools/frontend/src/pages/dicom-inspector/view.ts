/** A file that was read: problems on top, the tree, and the pane beside it. */

import { rowText } from "../../bytes/text-column";
import { findElement, NO_ROW, rowAt, Tag } from "../../dicom";
import { h } from "../../elements/dom";
import { HotGrid } from "../../elements/grid";
import type { Inspection } from "../../workers/dicom";
import { DetailPane } from "./detail";
import { formatSize } from "./format";
import { problemList } from "./problems";
import { columns, InspectionRows } from "./rows";
import { t } from "./text";

/** Typing faster than this searches once. */
const SEARCH_PAUSE_MS = 120;

export function inspectionView(blob: Blob, name: string, inspection: Inspection): HTMLElement {
  const { elements } = inspection.file;
  const faulty = new Set(
    inspection.faults.filter(({ path }) => path !== "").map(({ offset }) => rowAt(elements, offset)),
  );
  const rows = new InspectionRows(inspection, faulty);
  const detail = new DetailPane(blob, inspection, rows);
  const grid = new HotGrid();
  grid.ariaLabel = t("elements");
  grid.columns = columns();
  grid.setRows(rows);
  grid.onpick = (row) => void detail.show(row);
  grid.onactivate = (row) => {
    if (rows.end(row) > row + 1) grid.toggle(row);
    else detail.element.querySelector<HTMLElement>("h2")?.focus();
  };
  const goTo = (offset: number): void => {
    grid.select(Math.max(rowAt(elements, offset), 0));
    grid.focus();
  };
  const tree = h("section", { className: "inspector-tree" }, bar(name, inspection, grid, rows), grid);
  const panes = h("div", { className: "inspector-panes" }, tree, detail.element);
  return h(
    "div",
    {},
    problemList(inspection, goTo),
    panes,
    h("p", { className: "muted" }, sourceLine(inspection)),
  );
}

/** File, what it is, and the tools over the tree. */
function bar(name: string, inspection: Inspection, grid: HotGrid, rows: InspectionRows): HTMLElement {
  const folding = (open: boolean): HTMLElement =>
    h(
      "button",
      { type: "button", className: "btn small", onclick: () => grid.toggleAll(open) },
      t(open ? "openAll" : "closeAll"),
    );
  return h(
    "div",
    { className: "inspector-bar" },
    h("strong", { translate: false }, name === "" ? t("pasted") : name),
    h("span", { className: "muted" }, summary(inspection)),
    h("span", { className: "inspector-find" }, ...findBox(grid, rows), folding(true), folding(false)),
  );
}

/** `CT Image Storage · Explicit VR Little Endian · 9.6 KB` */
function summary({ file, texts, uids }: Inspection): string {
  const textOf = (tag: number): string => {
    const row = findElement(file.elements, tag);
    return row === NO_ROW ? "" : rowText(texts, row);
  };
  const sopClass = textOf(Tag.SOP_CLASS_UID) || textOf(Tag.MEDIA_STORAGE_SOP_CLASS_UID);
  const nameOf = (uid: string): string => uids.get(uid)?.name ?? uid;
  return [
    nameOf(sopClass) || t("noClass"),
    nameOf(file.transferSyntax) || t("noSyntax"),
    formatSize(file.size),
  ].join(" · ");
}

function findBox(grid: HotGrid, rows: InspectionRows): HTMLElement[] {
  const status = h("span", { className: "muted", role: "status" });
  const input = h("input", {
    type: "search",
    className: "inspector-search",
    placeholder: t("find"),
    "aria-label": t("find"),
    autocomplete: "off",
    spellcheck: false,
  });
  const search = (): void => {
    const isAll = input.value.trim() === "";
    const { rows: shown, matches } = isAll ? { rows: null, matches: 0 } : rows.search(input.value);
    grid.filter(shown);
    status.textContent = isAll ? "" : t("found", { n: matches });
  };
  let pause: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, SEARCH_PAUSE_MS);
  });
  return [input, status];
}

function sourceLine({ source }: Inspection): string {
  return `${t("dictionary")}: ${source.split("\n")[0] ?? ""}`;
}
