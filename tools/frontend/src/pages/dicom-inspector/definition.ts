/** What the definition of this kind of object says of a selected element. The tables are large: they come at idle. */

import iods from "../../../../dictionaries/data/dicom-iods.tsv?raw";
import items from "../../../../dictionaries/data/dicom-items.tsv?raw";
import modules from "../../../../dictionaries/data/dicom-modules.tsv?raw";
import { contextOf, DEFAULT_REPERTOIRE, hasCharset, pathOf } from "../../dicom";
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
    charset: "Character set",
    charsetDefault: "{term}: none is declared",
    charsetUnknown: "not known",
  },
  de: {
    title: "In diesem Objekt",
    use: "{module}: Typ {type}, in {usage} ({clause})",
    M: "einem Pflichtmodul",
    C: "einem bedingten Modul",
    U: "einem freiwilligen Modul",
    none: "In keinem Modul von {iod}",
    charset: "Zeichensatz",
    charsetDefault: "{term}: keiner ist angegeben",
    charsetUnknown: "nicht bekannt",
  },
});

/** Character set, module and type of a row as parts of a list of facts; none where nothing says them. */
export function definitionOf(inspection: Inspection, row: number): readonly HTMLElement[] {
  return [...charsetOf(inspection, row), ...modulesOf(inspection, row)];
}

/** In which the value is read, where its VR has it follow one. A term that is known is the standard's own. */
function charsetOf({ file: { elements }, charsets }: Inspection, row: number): readonly HTMLElement[] {
  if (!hasCharset(elements.vr[row] as number)) return [];
  const { charset } = contextOf(elements, row, charsets);
  const isDefault = charset === DEFAULT_REPERTOIRE;
  const said = charset
    ? isDefault
      ? t("charsetDefault", { term: charset.term })
      : charset.term
    : t("charsetUnknown");
  return [h("dt", {}, t("charset")), h("dd", { className: "mono" }, said)];
}

function modulesOf(inspection: Inspection, row: number): readonly HTMLElement[] {
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
