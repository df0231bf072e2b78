/** The Native DICOM Model (PS3.19 A.1): a data set in XML, without meta information and group lengths. */

import { base64 } from "../../bytes/print";
import type { ElementDictionary } from "../dictionary";
import type { ElementValues } from "../element-values";
import { findElement, NO_ROW } from "../elements";
import { nameGroups, personName } from "../person-name";
import { creatorTag, isGroupLength, META_GROUP, tagHex } from "../tags";
import { isText } from "../value";
import { VR_AT, VR_PN, VR_SQ, vrCode, vrName } from "../vr";
import { swapped } from "../word-size";

const NUMBERS = new Set(["FD", "FL", "SL", "SS", "SV", "UL", "US", "UV"].map(vrCode));
const GROUPS = [
  ["Alphabetic", "alphabetic"],
  ["Ideographic", "ideographic"],
  ["Phonetic", "phonetic"],
] as const;
const COMPONENTS = [
  ["FamilyName", "family"],
  ["GivenName", "given"],
  ["MiddleName", "middle"],
  ["NamePrefix", "prefix"],
  ["NameSuffix", "suffix"],
] as const;

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 has no way to write most control characters. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => MARKUP[character] as string)
    .replaceAll("\r", "&#13;")
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\u{10ffff}]/gu, "\ufffd");
}

const tag = (name: string, attributes: string, content: string): string =>
  content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;

/** The lines of a whole file. */
export function* xmlLines(values: ElementValues, dictionary: ElementDictionary): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield '<NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM" xml:space="preserve">';
  yield* dataSet(values, dictionary, NO_ROW);
  yield "</NativeDicomModel>";
}

function* dataSet(values: ElementValues, dictionary: ElementDictionary, holder: number): Generator<string> {
  const { index } = values;
  const end = holder === NO_ROW ? index.count : (index.end[holder] as number);
  for (let row = holder + 1; row < end; row = index.end[row] as number) {
    const number = index.tag[row] as number;
    const isLeftOut = isGroupLength(number) || (holder === NO_ROW && number >>> 16 === META_GROUP);
    if (!isLeftOut && index.item[row] === 0) yield* element(values, dictionary, row);
  }
}

function* element(values: ElementValues, dictionary: ElementDictionary, row: number): Generator<string> {
  const kind = values.kind(row);
  const attributes = attributesOf(values, dictionary, row, kind === "sequence");
  if (kind !== "sequence") {
    yield tag("DicomAttribute", attributes, content(values, row));
    return;
  }
  const { index } = values;
  yield `<DicomAttribute${attributes}>`;
  for (let item = row + 1; item < (index.end[row] as number); item = index.end[item] as number) {
    yield `<Item number="${index.item[item]}">`;
    yield* dataSet(values, dictionary, item);
    yield "</Item>";
  }
  yield "</DicomAttribute>";
}

function attributesOf(
  values: ElementValues,
  dictionary: ElementDictionary,
  row: number,
  isSequence: boolean,
): string {
  const { index } = values;
  const number = index.tag[row] as number;
  const vr = isSequence ? VR_SQ : (index.vr[row] as number);
  const keyword = dictionary.find(number)?.keyword;
  const creator = creatorTag(number);
  const holder = creator === 0 ? NO_ROW : findElement(index, creator, index.parent[row] as number);
  const written = [
    ["tag", tagHex(number)],
    ["vr", vrName(vr)],
    ["keyword", keyword ?? ""],
    ["privateCreator", holder === NO_ROW ? "" : (values.text(holder) ?? "")],
  ] as const;
  return written
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("");
}

function content(values: ElementValues, row: number): string {
  const vr = values.index.vr[row] as number;
  const bytes = values.bytes(row);
  if (bytes.length === 0) return "";
  if (!isText(vr) && !NUMBERS.has(vr) && vr !== VR_AT) {
    const { bigEndian } = values.context(row);
    return tag("InlineBinary", "", base64(bigEndian ? swapped(bytes, vr) : bytes));
  }
  const written = (text: string, at: number): string =>
    vr === VR_PN ? name(text, at + 1) : tag("Value", ` number="${at + 1}"`, escaped(text));
  return values.values(row).map(written).join("");
}

function name(text: string, number: number): string {
  const whole = personName(text);
  const groups = nameGroups(text);
  const written = GROUPS.map(([element, key], at) => {
    if (groups[at] === "") return "";
    const parts = COMPONENTS.map(([component, part]) => {
      const value = whole[key][part];
      return value === "" ? "" : tag(component, "", escaped(value));
    });
    return tag(element, "", parts.join(""));
  });
  return tag("PersonName", ` number="${number}"`, written.join(""));
}
