/** A sheet in the document, with its permanent address to copy: no link, because nothing is asked for. */

import { h } from "../elements/dom";
import { english } from "../elements/english";
import { pagesOrigin } from "../palette/places";
import { defineText } from "../text/define";
import type { Entry, Kind } from "./entries";
import type { Cell, Sheet, Table } from "./sheet";
import { isCoded, t } from "./text";

const say = defineText({
  en: {
    address: "Permanent address",
    copy: "Copy the address",
    copied: "Copied.",
    notCopied: "The browser did not allow it. The address is selected: copy it by hand.",
  },
  de: {
    address: "Feste Adresse",
    copy: "Adresse kopieren",
    copied: "Kopiert.",
    notCopied: "Der Browser hat es nicht erlaubt. Die Adresse ist markiert: Kopieren Sie sie von Hand.",
  },
});

/** Leads to another entry. */
export type Open = (kind: Kind, key: string) => void;

interface Frame {
  /** Of its heading: what stands around it decides. */
  readonly level: 2 | 3;
  /** Below the heading: a menu to copy. */
  readonly tools?: HTMLElement;
}

export function sheetElement(
  entry: Entry,
  { facts, tables, edition }: Sheet,
  open: Open,
  { level, tools }: Frame,
): HTMLElement {
  const { kind, key, name, retired } = entry;
  const code = isCoded(kind) ? h("span", { className: "mono", translate: false }, key) : null;
  const list = facts.flatMap(([term, cell]) => [h("dt", {}, term), h("dd", {}, cellNode(cell, open))]);
  return h(
    "section",
    { className: "panel-inside" },
    h("p", { className: "item-kind" }, t(kind), retired ? `, ${t("retired")}` : ""),
    h(`h${level}`, { tabIndex: -1, className: "panel-title" }, code, " ", english(name)),
    tools ?? null,
    list.length > 0 ? h("dl", { className: "facts" }, ...list) : null,
    ...tables.map((table) => tableElement(table, open, level === 2 ? "h3" : "h4")),
    addressOf(entry),
    h("p", { className: "muted" }, `${t("edition")}: `, english(edition)),
  );
}

function tableElement(
  { title, columns, rows, isFolded = false }: Table,
  open: Open,
  heading: "h3" | "h4",
): HTMLElement {
  const head = h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)));
  const table = h("table", { className: "parts" }, h("thead", {}, head));
  const fill = (): void => {
    if (table.tBodies.length > 0) return;
    const lines = rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cellNode(cell, open)))));
    table.append(h("tbody", {}, ...lines));
  };
  const box = h("div", { className: "scroll", role: "region", tabIndex: 0, "aria-label": title }, table);
  if (!isFolded) {
    fill();
    return h("div", {}, h(heading, {}, title), box);
  }
  const folded = h("details", {}, h("summary", {}, `${title} (${rows.length})`), box);
  folded.addEventListener("toggle", fill);
  return folded;
}

function cellNode({ text, leads, key = text, depth = 0 }: Cell, open: Open): HTMLElement {
  const arrows = depth > 0 ? h("span", { className: "muted mono" }, ">".repeat(depth)) : null;
  if (!leads) return h("span", {}, arrows, english(text));
  const className = isCoded(leads) ? "quiet mono" : "quiet";
  const button = h(
    "button",
    { type: "button", className, lang: "en", translate: false, onclick: () => open(leads, key) },
    text,
  );
  return h("span", {}, arrows, button);
}

/** Where an entry has its page. */
export function permanentAddress({ address }: Entry): string {
  return `${pagesOrigin()}/${document.documentElement.lang}/${address}`;
}

function addressOf(entry: Entry): HTMLElement {
  const whole = permanentAddress(entry);
  const shown = h("input", {
    readOnly: true,
    value: whole,
    className: "mono panel-address",
    "aria-label": say("address"),
    translate: false,
  });
  const status = h("span", { className: "muted", role: "status" });
  const copy = h("button", { type: "button", className: "btn" }, say("copy"));
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(whole);
      status.textContent = say("copied");
    } catch {
      shown.select();
      status.textContent = say("notCopied");
    }
  };
  return h("div", { className: "row panel-copy" }, h("span", {}, say("address")), shown, copy, status);
}
