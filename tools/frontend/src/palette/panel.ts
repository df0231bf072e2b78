/** What the dictionaries know about one entry, and its permanent address to copy: no link, nothing is asked for. */

import type { Dictionaries, Entry } from "../dictionary/entries";
import type { Change } from "../dictionary/versions";
import { h } from "../elements/dom";
import { english } from "../elements/english";
import { pagesOrigin } from "./places";
import { t } from "./text";

const code = (text: string): HTMLElement => h("span", { className: "mono", translate: false }, text);

/** The entries of fields, components, types and tables lead on to others by `open`, which takes their key. */
export function panelOf(
  entry: Entry,
  dictionaries: Dictionaries,
  open: (kind: Entry["kind"], key: string) => void,
): HTMLElement {
  const { kind, key, name, retired } = entry;
  const heading = h("h3", { tabIndex: -1, className: "panel-title" }, code(key), " ", english(name));
  return h(
    "section",
    { className: "panel-inside" },
    h("p", { className: "item-kind" }, t(kind), retired ? `, ${t("retired")}` : ""),
    heading,
    ...factsOf(entry, dictionaries, open),
    addressOf(entry),
    h("p", { className: "muted" }, `${t("edition")}: `, english(editionOf(entry, dictionaries))),
  );
}

function factsOf(
  { kind, key, facts }: Entry,
  { changes, parts, uses }: Dictionaries,
  open: (kind: Entry["kind"], key: string) => void,
): HTMLElement[] {
  const nameOf = (part: string): string => changes.get(part)?.at(-1)?.name ?? "";
  const partList = (title: string, keys: readonly string[] | undefined): HTMLElement[] =>
    keys?.length
      ? [
          h("h4", {}, title),
          h(
            "ul",
            { className: "used" },
            ...keys.map((part) =>
              h(
                "li",
                {},
                leads(part, () => open(part.includes("-") ? "field" : "component", part)),
                " ",
                english(nameOf(part)),
              ),
            ),
          ),
        ]
      : [];
  if (kind === "element")
    return [
      list([
        [t("keyword"), facts[0]],
        [t("vr"), facts[1]],
        [t("vm"), facts[2]],
      ]),
    ];
  if (kind === "uid") return [list([[t("names"), facts[0]]])];
  if (kind === "segment") return partList(t("fields"), parts.get(`${key}-`));
  if (kind === "type")
    return [...partList(t("components"), parts.get(`${key}.`)), ...partList(t("uses"), uses.get(key))];
  if (kind === "table") return partList(t("uses"), uses.get(key));
  return [changeTable(key, changes.get(key) ?? [], open)];
}

function leads(text: string, onclick: () => void): HTMLElement {
  return h("button", { type: "button", className: "quiet mono", translate: false, onclick }, text);
}

function list(rows: readonly (readonly [string, string | undefined])[]): HTMLElement {
  return h(
    "dl",
    { className: "facts" },
    ...rows.flatMap(([term, value]) => [
      h("dt", {}, term),
      h("dd", { lang: "en", translate: false }, value || "–"),
    ]),
  );
}

function changeTable(
  key: string,
  changes: readonly Change[],
  open: (kind: Entry["kind"], key: string) => void,
): HTMLElement {
  const isField = key.includes("-");
  const heads = [
    t("versions"),
    t("name"),
    t("dataType"),
    ...(isField ? [t("required"), t("occurs")] : []),
    t("table"),
  ];
  const rows = changes.map((change) =>
    h(
      "tr",
      {},
      h(
        "td",
        { className: "versions", translate: false },
        change.first === change.last ? change.first : `${change.first} – ${change.last}`,
      ),
      h("td", { lang: "en", translate: false }, change.name),
      h(
        "td",
        {},
        change.type && change.type !== "varies"
          ? leads(change.type, () => open("type", change.type))
          : change.type,
      ),
      ...(isField ? [h("td", {}, change.required ? t("yes") : ""), h("td", {}, occurs(change))] : []),
      h("td", {}, change.table ? leads(change.table, () => open("table", change.table)) : ""),
    ),
  );
  return h(
    "div",
    { className: "scroll" },
    h(
      "table",
      { className: "parts" },
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...rows),
    ),
  );
}

function occurs({ repeats }: Change): string {
  const words: Readonly<Record<string, string>> = { "": t("once"), "*": t("anyNumber"), "0": t("withdrawn") };
  return words[repeats] ?? t("upTo", { n: Number(repeats) });
}

function addressOf({ address }: Entry): HTMLElement {
  const language = document.documentElement.lang;
  const whole = `${pagesOrigin()}/${language}/${address}`;
  const shown = h("input", {
    readOnly: true,
    value: whole,
    className: "mono panel-address",
    "aria-label": t("address"),
    translate: false,
  });
  const status = h("span", { className: "muted", role: "status" });
  const copy = h("button", { type: "button", className: "btn" }, t("copy"));
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(whole);
      status.textContent = t("copied");
    } catch {
      shown.select();
      status.textContent = t("notCopied");
    }
  };
  return h("div", { className: "row panel-copy" }, h("span", {}, t("address")), shown, copy, status);
}

function editionOf({ kind }: Entry, { editions }: Dictionaries): string {
  if (kind === "element") return editions.elements;
  return kind === "uid" ? editions.uids : editions.hl7;
}
