/** Puts together what the dictionaries know of an entry, and the heavy tables where they are loaded. */

import { definitionSheet } from "./definition-sheet";
import type { Definitions } from "./definitions";
import type { Dictionaries, Entry, Kind } from "./entries";
import { messageSheet } from "./message-sheet";
import type { Messages } from "./messages";
import { type Cell, lead, plain, type Sheet, type Table, tableOf, versionsOf } from "./sheet";
import { t } from "./text";
import type { Change } from "./versions";

/** The heavy tables. */
export interface Library {
  readonly definitions: Definitions;
  readonly messages: Messages;
}

export function sheetOf(entry: Entry, dictionaries: Dictionaries, library: Library | null): Sheet {
  const { kind, key, facts } = entry;
  const edition = editionOf(entry, dictionaries);
  const more = library
    ? {
        ...definitionSheet(entry, dictionaries, library.definitions),
        ...messageSheet(entry, dictionaries, library.messages),
      }
    : {};
  const own = ownFacts(kind, facts);
  return {
    facts: [...own, ...(more.facts ?? [])],
    tables: [...(more.tables ?? []), ...partTables(kind, key, dictionaries)],
    edition,
  };
}

function ownFacts(kind: Kind, facts: readonly string[]): Sheet["facts"] {
  const titles: Partial<Record<Kind, readonly string[]>> = {
    element: [t("keyword"), t("vr"), t("vm")],
    uid: [t("names")],
    iod: [t("section")],
    module: [t("section")],
  };
  return (titles[kind] ?? []).map((title, place) => [title, plain(facts[place] || "–")]);
}

function partTables(kind: Kind, key: string, { changes, parts, uses }: Dictionaries): readonly Table[] {
  const rows = (keys: readonly string[] = []): readonly (readonly Cell[])[] =>
    keys.map((part) => [
      lead(part.includes("-") ? "field" : "component", part),
      plain(changes.get(part)?.at(-1)?.name ?? ""),
    ]);
  const columns = [t("code"), t("name")];
  const used = tableOf(t("uses"), columns, rows(uses.get(key)), (uses.get(key)?.length ?? 0) > 50);
  if (kind === "segment") return tableOf(t("fields"), columns, rows(parts.get(`${key}-`)));
  if (kind === "type") return [...tableOf(t("components"), columns, rows(parts.get(`${key}.`))), ...used];
  if (kind === "table") return used;
  if (kind === "field" || kind === "component") return [changeTable(key, changes.get(key) ?? [])];
  return [];
}

function changeTable(key: string, changes: readonly Change[]): Table {
  const isField = key.includes("-");
  const columns = [
    t("versions"),
    t("name"),
    t("dataType"),
    ...(isField ? [t("required"), t("occurs")] : []),
    t("table"),
  ];
  const rows = changes.map((change) => [
    plain(versionsOf(change)),
    plain(change.name),
    change.type && change.type !== "varies" ? lead("type", change.type) : plain(change.type),
    ...(isField ? [plain(change.required ? t("yes") : ""), plain(occurs(change))] : []),
    change.table ? lead("table", change.table) : plain(""),
  ]);
  return { title: t("versions"), columns, rows };
}

function occurs({ repeats }: Change): string {
  const words: Readonly<Record<string, string>> = { "": t("once"), "*": t("anyNumber"), "0": t("withdrawn") };
  return words[repeats] ?? t("upTo", { n: Number(repeats) });
}

function editionOf({ kind }: Entry, { editions }: Dictionaries): string {
  if (kind === "element") return editions.elements;
  if (kind === "uid") return editions.uids;
  if (kind === "iod" || kind === "module") return editions.iods;
  return kind === "table" || kind === "event" ? `${editions.hl7} ${editions.tables}` : editions.hl7;
}
