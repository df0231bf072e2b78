/**
 * Everything that the search finds, out of the texts of `tools/dictionaries/data/`: data elements, UIDs, information
 * object definitions, modules, and the events, message structures, segments, fields, data types, components and tables
 * of all HL7 versions, each once.
 */

import { type Change, type Hl7Parts, readVersions } from "./versions";

export type Kind =
  | "tool"
  | "page"
  | "element"
  | "uid"
  | "iod"
  | "module"
  | "event"
  | "structure"
  | "segment"
  | "field"
  | "type"
  | "component"
  | "table";

export interface Entry {
  readonly kind: Kind;
  /** As people write it: "(0010,0020)", "PID-3", "0203"; "" for tools and pages. */
  readonly key: string;
  readonly name: string;
  /** Forms under which it is found at once, in lower case, a line each: "\n00100020\n0010,0020\npatientid\n". */
  readonly codes: string;
  /** What else is known: keyword, VR and VM of an element; what a UID names; an IOD's or module's section of PS3.3. */
  readonly facts: readonly string[];
  readonly retired: boolean;
  /** Behind the language: "dicom/tags/00100020/". Of tools and pages the whole address. */
  readonly address: string;
  /** Lower case, each word behind a blank: what the words of a query are looked for in. */
  readonly words: string;
}

export interface Texts {
  readonly elements: string;
  readonly uids: string;
  /** `names.tsv`: IODs, modules, events, structures and tables. */
  readonly names: string;
  /** Version to text, the oldest first. */
  readonly hl7: ReadonlyMap<string, string>;
}

export interface Dictionaries {
  readonly entries: readonly Entry[];
  /** Key of a data element as written, "(0010,0020)", to its name. */
  readonly names: ReadonlyMap<string, string>;
  /** Key of a field or component to its changes: "PID-3", "CX.5". */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** Segment with its dash or type with its dot to the keys of its parts: "PID-", "CX.". */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  /** Data type ("CX") or table ("0203") to the keys of the parts that use it. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** First lines of the files: "DICOM PS3.6 2024c, from …". */
  readonly editions: Readonly<Record<"elements" | "uids" | "iods" | "tables" | "hl7", string>>;
}

/** "Patient's Name" is found as "patients name"; "Date/Time" as two words. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}.]+/gu, " ")
    .trim();
}

type Known = Omit<Entry, "words" | "codes"> & { readonly codes: readonly string[]; readonly more?: string };

export function entryOf({ more = "", codes, ...entry }: Known): Entry {
  const lines = codes.length > 0 ? `\n${codes.join("\n")}\n`.toLowerCase() : "";
  return { ...entry, codes: lines, words: ` ${plainWords(`${entry.name} ${entry.key} ${more}`)}` };
}

function records(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
}

function edition(text: string, line = 0): string {
  return text.split("\n", line + 1)[line]?.replace(/^#\s*/, "") ?? "";
}

/** "HL7 v2.8.2, from …" → "HL7 v2.1 – v2.8.2, from …". */
function allVersions(text: string, versions: readonly string[]): string {
  return text.replace(/^HL7 v[\d.]+/, `HL7 v${versions[0]} – v${versions.at(-1)}`);
}

function elementEntries(text: string): Entry[] {
  return records(text).map(([tag = "", vr = "", vm = "", keyword = "", name = "", retired = ""]) => {
    const written = `${tag.slice(0, 4)},${tag.slice(4)}`;
    return entryOf({
      kind: "element",
      key: `(${written})`,
      name,
      codes: [tag, written, keyword],
      facts: [keyword, vr, vm],
      retired: retired !== "",
      address: `dicom/tags/${tag}/`,
      more: keyword,
    });
  });
}

function uidEntries(text: string): Entry[] {
  return records(text).map(([uid = "", name = "", what = "", retired = ""]) =>
    entryOf({
      kind: "uid",
      key: uid,
      name,
      codes: [uid],
      facts: [what],
      retired: retired !== "",
      address: `dicom/uids/${uid}/`,
      more: what,
    }),
  );
}

/** Where each kind of `names.tsv` has its pages. */
const FOLDERS = {
  iod: "dicom/iods",
  module: "dicom/modules",
  event: "hl7/events",
  structure: "hl7/structures",
  table: "hl7/tables",
} as const;

/** The search finds a table by its bare number too. */
function nameEntries(text: string): Entry[] {
  return records(text).map(([kind = "", key = "", name = "", section = ""]) => {
    const known = kind as keyof typeof FOLDERS;
    const codes = known === "table" ? [key, String(Number(key))] : [key];
    const address = `${FOLDERS[known]}/${key}/`;
    const more = section === "" ? "" : kind;
    return entryOf({ kind: known, key, name, codes, facts: [section], retired: false, address, more });
  });
}

/** HL7's own: the name is the newest, and what is in no newest version any more is not called retired. */
function hl7Entries({ titles, changes, types }: Hl7Parts): Entry[] {
  const one = (kind: Kind, key: string, name: string, address: string, codes: readonly string[]): Entry =>
    entryOf({ kind, key, name, codes, facts: [], retired: false, address });
  const owner = (key: string): string => key.slice(0, Math.max(key.lastIndexOf("-"), key.lastIndexOf(".")));
  const parts = [...changes].map(([key, runs]) => {
    const isField = key.includes("-");
    const page = `hl7/${isField ? "segments" : "types"}/${owner(key)}/#${key}`;
    const codes = isField ? [key, key.replace("-", ".")] : [key, key.replace(".", "-")];
    const name = runs.at(-1)?.name ?? "";
    return one(isField ? "field" : "component", key, name, page, codes);
  });
  return [
    ...[...titles].map(([id, title]) => one("segment", id, title, `hl7/segments/${id}/`, [id])),
    ...parts,
    ...types.map((id) => one("type", id, "", `hl7/types/${id}/`, [id])),
  ];
}

export function readDictionaries({ elements, uids, names, hl7 }: Texts): Dictionaries {
  const parts = readVersions(hl7);
  const known = elementEntries(elements);
  return {
    entries: [...known, ...uidEntries(uids), ...hl7Entries(parts), ...nameEntries(names)],
    names: new Map(known.map(({ key, name }) => [key, name])),
    changes: parts.changes,
    parts: parts.parts,
    uses: parts.uses,
    editions: {
      elements: edition(elements),
      uids: edition(uids),
      iods: edition(names),
      tables: edition(names, 1),
      hl7: allVersions(edition([...hl7.values()].at(-1) ?? "\n"), [...hl7.keys()]),
    },
  };
}
