/** What the definition of this kind of object says of a selected element. The tables are large: they come at idle. */

import iods from "../../../../dictionaries/data/dicom-iods.tsv?raw";
import items from "../../../../dictionaries/data/dicom-items.tsv?raw";
import modules from "../../../../dictionaries/data/dicom-modules.tsv?raw";
import { pathOf } from "../../dicom";
import { readIodTables, type Use, usesOf } from "../../dicom/validate";
import { h } from "../../elements/dom";
import { withEnglish } from "../../elements/english";
import { defineText } from "../../text/define";
import type { Inspection } from "../../workers/dicom";
import { sopClassOf } from "./summary";

const tables = readIodTables({ iods, modules, items });
const HEX = 16;

const t = defineText({
  en: {
    title: "In this object",
    use: "{module}: type {type}, in {usage} ({clause})",
    M: "a mandatory module",
    C: "a conditional module",
    U: "an optional module",
    none: "In no module of {iod}",
  },
  de: {
    title: "In diesem Objekt",
    use: "{module}: Typ {type}, in {usage} ({clause})",
    M: "einem Pflichtmodul",
    C: "einem bedingten Modul",
    U: "einem freiwilligen Modul",
    none: "In keinem Modul von {iod}",
  },
});

/** Module and type of a row as parts of a list of facts; none where the tables say nothing of it. */
export function definitionOf(inspection: Inspection, row: number): readonly HTMLElement[] {
  const { elements } = inspection.file;
  const iod = tables.find(sopClassOf(inspection));
  if (!iod || elements.item[row] !== 0) return [];
  const tags = pathOf(elements, row)
    .split("/")
    .map((part) => Number.parseInt(part, HEX));
  const uses = usesOf(iod, tags);
  if (!uses) return [];
  const said = uses.length > 0 ? uses.map(words) : [withEnglish(t("none", { iod: iod.name }), [iod.name])];
  return [h("dt", {}, t("title")), ...said.map((parts) => h("dd", {}, ...parts))];
}

const words = ({ module, clause, usage, type }: Use): readonly (Node | string)[] =>
  withEnglish(t("use", { module, clause, type, usage: t(usage) }), [module]);
