/** What the definitions of PS3.3 say of an element, a SOP class, an IOD or a module. */

import type { Definitions } from "./definitions";
import type { Dictionaries, Entry } from "./entries";
import { type Cell, lead, plain, type Sheet, tableOf } from "./sheet";
import { t } from "./text";

type More = Partial<Pick<Sheet, "facts" | "tables">>;

/** More rows than fit a screen are folded. */
const MOST_OPEN = 60;

export function definitionSheet(entry: Entry, dictionaries: Dictionaries, definitions: Definitions): More {
  if (entry.kind === "element") return ofElement(entry, dictionaries, definitions);
  if (entry.kind === "uid") return ofSopClass(entry.key, definitions);
  if (entry.kind === "iod") return ofIod(entry.key, definitions);
  return entry.kind === "module" ? ofModule(entry.key, dictionaries, definitions) : {};
}

const written = (tag: string): string => `(${tag.slice(0, 4)},${tag.slice(4)})`;

function elementCells(tag: string, { names }: Dictionaries): readonly [Cell, Cell] {
  return [lead("element", written(tag)), plain(names.get(written(tag)) ?? "")];
}

function ofElement({ key }: Entry, dictionaries: Dictionaries, definitions: Definitions): More {
  const { top, within } = definitions.places(key.replace(/[(),]/g, ""));
  const modules = top.flatMap(({ module: slug, type }) => {
    const module = definitions.module(slug);
    if (!module) return [];
    const cells = [lead("module", module.name, slug), plain(module.section || "–"), plain(type)];
    return [{ name: module.name, cells: [...cells, plain(String(module.users.length))] }];
  });
  modules.sort((one, other) => one.name.localeCompare(other.name, "en"));
  const sequences = within.map(({ sequence, types, modules: count }) => [
    ...elementCells(sequence, dictionaries),
    plain(types.join(", ")),
    plain(String(count)),
  ]);
  return {
    tables: [
      ...tableOf(
        t("inModules"),
        [t("module"), t("section"), t("attributeType"), t("iods")],
        modules.map(({ cells }) => cells),
        modules.length > MOST_OPEN,
      ),
      ...tableOf(
        t("inSequences"),
        [t("sequence"), t("name"), t("attributeType"), t("modules")],
        sequences,
        sequences.length > MOST_OPEN,
      ),
    ],
  };
}

function ofSopClass(uid: string, definitions: Definitions): More {
  const iod = definitions.iodOfSopClass(uid);
  return iod ? { facts: [[t("iod"), lead("iod", iod.name, iod.key)]] } : {};
}

function ofIod(key: string, definitions: Definitions): More {
  const iod = definitions.iod(key);
  if (!iod) return {};
  const classes = iod.sopClasses.map((uid) => [lead("uid", uid)]);
  const modules = iod.modules.map(({ key: slug, usage }) => {
    const module = definitions.module(slug);
    return [lead("module", module?.name ?? slug, slug), plain(module?.section || "–"), plain(usage)];
  });
  return {
    facts: [[t("table"), plain(iod.table || "–")]],
    tables: [
      ...tableOf(t("sopClasses"), ["UID"], classes),
      ...tableOf(t("modules"), [t("module"), t("section"), t("usage")], modules),
    ],
  };
}

function ofModule(key: string, dictionaries: Dictionaries, definitions: Definitions): More {
  const module = definitions.module(key);
  if (!module) return {};
  const rows = module.rows().map(({ depth, tag, type, asIn }) => {
    const [code, name] = elementCells(tag, dictionaries);
    const said = asIn === "" ? name.text : `${name.text} (${t("asIn", { tag: written(asIn) })})`;
    return [{ ...code, depth }, plain(said), plain(type)];
  });
  const users = module.users.map(({ key: slug, usage }) => [
    lead("iod", definitions.iod(slug)?.name ?? slug, slug),
    plain(usage),
  ]);
  return {
    facts: [[t("table"), plain(module.table || "–")]],
    tables: [
      ...tableOf(t("attributes"), [t("code"), t("name"), t("attributeType")], rows),
      ...tableOf(t("usedBy"), [t("iod"), t("usage")], users, users.length > MOST_OPEN),
    ],
  };
}
