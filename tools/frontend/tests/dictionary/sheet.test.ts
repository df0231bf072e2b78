import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Dictionaries, Entry, Kind } from "../../src/dictionary/entries";
import { loadDictionaries } from "../../src/dictionary/load";
import type { Cell, Sheet } from "../../src/dictionary/sheet";
import { type Library, sheetOf } from "../../src/dictionary/sheet-of";
import { sheetMarkdown, sheetText } from "../../src/dictionary/sheet-text";
import { loadHeavyTables } from "../../src/pages/dictionary/library";
import { grammar } from "../../src/pages/dictionary/place";

let dictionaries: Dictionaries;
let library: Library;

beforeAll(async () => {
  [dictionaries, library] = await Promise.all([loadDictionaries(), loadHeavyTables()]);
});

function entry(kind: Kind, key: string): Entry {
  const found = dictionaries.entries.find((one) => one.kind === kind && one.key === key);
  if (!found) throw new Error(`${kind} ${key}`);
  return found;
}

const sheet = (kind: Kind, key: string): Sheet => sheetOf(entry(kind, key), dictionaries, library);
const lines = (kind: Kind, key: string): string[] =>
  sheet(kind, key).tables.flatMap(({ rows }) => rows.map((row) => row.map(({ text }) => text).join("|")));

test.each<[Kind, string, string]>([
  ["element", "(0008,0060)", "General Series|C.7.3|1|128"],
  ["element", "(0008,0060)", "(0072,000C)|Hanging Protocol Definition Sequence|1C|1"],
  ["iod", "ct-image", "Synchronization|C.7.4.2|C"],
  ["iod", "ct-image", "1.2.840.10008.5.1.4.1.1.2"],
  ["module", "general-series", "(0008,0060)|Modality|1"],
  ["module", "general-series", "CT Image|M"],
  ["event", "A04", "ADT^A04|2.1 – 2.8.2|ADT_A01"],
  ["event", "A28", "ADT^A28|2.4 – 2.8.2|ADT_A05"],
  ["structure", "ADT_A01", "INSURANCE|0..*"],
  ["table", "0001", "F|Female"],
  ["field", "PID-3", "2.3.1 – 2.8.2|Patient Identifier List|CX|yes|any number|"],
  ["segment", "PID", "PID-3|Patient Identifier List"],
  ["type", "CX", "CX.5|Identifier Type Code"],
])("%s %s says %s", (kind, key, line) => {
  expect(lines(kind, key)).toContain(line);
});

test("a SOP class leads to its definition", () => {
  const facts = sheet("uid", "1.2.840.10008.5.1.4.1.1.2").facts.map(([, { text, key }]) => [text, key]);
  expect(facts).toContainEqual(["CT Image", "ct-image"]);
});

test("the newest form of a structure stands first and open, older ones are folded", () => {
  const [newest, ...older] = sheet("structure", "ADT_A01").tables;
  expect(newest?.title).toMatch(/2\.8\.2$/);
  expect(newest?.isFolded).toBeFalsy();
  expect(older.length).toBeGreaterThan(4);
  expect(older.every(({ isFolded }) => isFolded)).toBe(true);
});

test("whatever a sheet leads to is an entry, and every entry can be copied", () => {
  const known = new Set(dictionaries.entries.map(({ kind, key }) => `${kind} ${key}`));
  const unknown = new Set<string>();
  const check = (cell: Cell): void => {
    const to = `${cell.leads} ${cell.key ?? cell.text}`;
    if (cell.leads && !known.has(to)) unknown.add(to);
  };
  dictionaries.entries.forEach((one, place) => {
    if (place % 7 > 0 && (one.kind === "element" || one.kind === "field" || one.kind === "component")) return;
    const { facts, tables, edition } = sheetOf(one, dictionaries, library);
    expect(edition).not.toBe("");
    for (const [, cell] of facts) check(cell);
    for (const { rows } of tables) for (const row of rows) row.forEach(check);
  });
  // Newer than the edition of the UIDs, or named only by an older version's field.
  expect([...unknown].filter((to) => !to.startsWith("uid 1.2.840.10008.5.1.4.1.1."))).toEqual([]);
});

test("as Markdown nothing of a name is markup, and rows have as many cells as the head", () => {
  const text = sheetMarkdown(
    entry("structure", "ADT_A01"),
    sheet("structure", "ADT_A01"),
    "https://x.test/a/",
  );
  expect(text).toMatch(/^## ADT\\_A01\n/);
  const [head = "", ...rows] = text.split("\n").filter((line) => line.startsWith("| "));
  expect(new Set(rows.map((row) => row.split(" | ").length))).toEqual(new Set([head.split(" | ").length]));
  expect(
    sheetText(entry("element", "(0008,0060)"), sheet("element", "(0008,0060)"), "https://x.test/a/"),
  ).toContain("General Series\tC.7.3\t1\t128");
});

test("a place names an entry by its code, and nothing else gets into an address", () => {
  const { format, read, parse } = grammar(() => dictionaries.entries);
  expect(format({ entry: entry("field", "PID-3") })).toBe("#entry=hl7/segments/PID/PID-3");
  expect(parse("#entry=dicom/tags/00100020").entry).toBe(entry("element", "(0010,0020)"));
  fc.assert(
    fc.property(fc.string(), (text) => {
      const place = read(`#entry=${text}`);
      expect(place === "" || place === `#entry=${text}`).toBe(true);
      if (place !== "") expect(parse(place).entry).toBeDefined();
    }),
  );
  expect(format({ entry: { ...entry("segment", "PID"), address: "SAMPLE^ADA" } })).toBe("");
});
