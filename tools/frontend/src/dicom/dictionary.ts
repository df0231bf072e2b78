/**
 * The standard's tables (PS3.6), from the text of `tools/dictionaries/data/`.
 *
 * The text is passed in, so that parsers stay pure and a page loads it when it is needed.
 */

import { isGroupLength, isPrivate, isPrivateCreator, tagHex } from "./tags";
import { VR_SS, VR_US, vrCode } from "./vr";

export interface ElementEntry {
  /** As PS3.6 writes it: "US", "US or SS", "" for items. */
  readonly vr: string;
  /** Value Multiplicity: "1", "1-n", "3-3n". */
  readonly vm: string;
  readonly keyword: string;
  readonly name: string;
  readonly retired: boolean;
}

export interface UidEntry {
  readonly name: string;
  /** "SOP Class", "Transfer Syntax", … */
  readonly type: string;
  readonly retired: boolean;
}

export interface ElementDictionary {
  /** The entry for a tag: repeating groups, private creators and group lengths included. */
  find(tag: number): ElementEntry | undefined;
  /** The VR of an implicit VR element as a number, 0 if unknown. Of several, the one PS3.5 A.1 prescribes. */
  vrOf(tag: number, signed: boolean, creator?: string): number;
  /** What the table was made from, as its first lines say. */
  readonly source: string;
}

const PRIVATE_CREATOR: ElementEntry = {
  vr: "LO",
  vm: "1",
  keyword: "PrivateCreator",
  name: "Private Creator",
  retired: false,
};
const GROUP_LENGTH: ElementEntry = {
  vr: "UL",
  vm: "1",
  keyword: "GroupLength",
  name: "Group Length",
  retired: true,
};

/** The lines that are records, split at tabs, and the comment above them. */
function readTable(text: string): { source: string; records: string[][] } {
  const lines = text.split("\n").filter((line) => line !== "");
  const isNote = (line: string): boolean => line.startsWith("#");
  const source = lines
    .filter(isNote)
    .map((line) => line.slice(1).trim())
    .join("\n");
  return { source, records: lines.filter((line) => !isNote(line)).map((line) => line.split("\t")) };
}

/** The elements of makers who told what they are, by their private creator. */
export interface PrivateDictionary {
  find(tag: number, creator: string): ElementEntry | undefined;
  readonly source: string;
}

/**
 * `creator tag VR VM name`, separated by tabs. An `xx` in a tag stands for the block that the creator took in a file. The
 * ten thousand records are split when the first one is asked for.
 */
export function readPrivateDictionary(text: string): PrivateDictionary {
  let entries: Map<string, ElementEntry> | null = null;
  const { source } = readTable(text.slice(0, text.search(/^[^#]/m)));
  const read = (): Map<string, ElementEntry> =>
    new Map(
      readTable(text).records.map(([creator = "", tag = "", vr = "", vm = "", name = ""]) => [
        `${creator}\t${tag}`,
        { vr, vm, keyword: "", name, retired: false },
      ]),
    );
  const find = (tag: number, creator: string): ElementEntry | undefined => {
    if (creator === "" || !isPrivate(tag)) return undefined;
    entries ??= read();
    const hex = tagHex(tag);
    return (
      entries.get(`${creator}\t${hex.slice(0, 4)}xx${hex.slice(6)}`) ?? entries.get(`${creator}\t${hex}`)
    );
  };
  return { find, source };
}

/** `tag VR VM keyword name retired`, separated by tabs. An `x` in a tag stands for any digit. */
export function readElementDictionary(
  text: string,
  makers: PrivateDictionary | null = null,
): ElementDictionary {
  const { source, records } = readTable(text);
  const entries = new Map<number, ElementEntry>();
  const repeating: { mask: number; tag: number; entry: ElementEntry }[] = [];
  for (const [tag = "", vr = "", vm = "", keyword = "", name = "", retired = ""] of records) {
    const entry = { vr, vm, keyword, name, retired: retired !== "" };
    if (!tag.includes("x")) entries.set(Number.parseInt(tag, 16), entry);
    else {
      const mask = Number.parseInt(tag.replace(/[^x]/g, "f").replace(/x/g, "0"), 16);
      repeating.push({ mask, tag: Number.parseInt(tag.replace(/x/g, "0"), 16), entry });
    }
  }
  const find = (tag: number): ElementEntry | undefined => {
    if (isPrivate(tag)) return isPrivateCreator(tag) ? PRIVATE_CREATOR : undefined;
    const repeated = (): ElementEntry | undefined =>
      repeating.find((one) => (tag & one.mask) >>> 0 === one.tag)?.entry;
    return entries.get(tag) ?? repeated() ?? (isGroupLength(tag) ? GROUP_LENGTH : undefined);
  };
  const vrOf = (tag: number, signed: boolean, creator = ""): number =>
    implicitVr((find(tag) ?? makers?.find(tag, creator))?.vr ?? "", signed);
  return { find, vrOf, source };
}

/** PS3.5 A.1: "OB or OW" is OW in implicit VR; "US or SS" follows Pixel Representation; "US or OW" is OW. */
function implicitVr(vr: string, signed: boolean): number {
  if (vr.length <= 2) return vrCode(vr);
  if (vr.includes("OW")) return vrCode("OW");
  return signed && vr.includes("SS") ? VR_SS : VR_US;
}

/** `uid name type retired`, separated by tabs. */
export function readUidDictionary(text: string): ReadonlyMap<string, UidEntry> {
  return new Map(
    readTable(text).records.map(([uid = "", name = "", type = "", retired = ""]) => [
      uid,
      { name, type, retired: retired !== "" },
    ]),
  );
}
