import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Dictionaries, entryOf } from "../../src/dictionary/entries";
import { loadDictionaries } from "../../src/dictionary/load";
import { alongPath, search } from "../../src/dictionary/search";

let dictionaries: Dictionaries;

beforeAll(async () => {
  dictionaries = await loadDictionaries();
});

const keys = (query: string): string[] => search(dictionaries.entries, query).map(({ key }) => key);

test.each([
  ["0010,0020", "(0010,0020)"],
  ["(0010,0020)", "(0010,0020)"],
  ["( 0010, 0020 )", "(0010,0020)"],
  ["00100020", "(0010,0020)"],
  ["PatientID", "(0010,0020)"],
  ["7fe00010", "(7FE0,0010)"],
  ["6002,3000", "(60xx,3000)"],
  ["60xx3000", "(60xx,3000)"],
  ["patient's name", "(0010,0010)"],
  ["patients name", "(0010,0010)"],
  ["PID-3", "PID-3"],
  ["pid.3", "PID-3"],
  ["PID", "PID"],
  ["CX", "CX"],
  ["CX.5", "CX.5"],
  ["0203", "0203"],
  ["1.2.840.10008.1.2", "1.2.840.10008.1.2"],
  ["implicit vr little endian", "1.2.840.10008.1.2"],
  ["observation identifier", "OBX-3"],
  ["ct image", "ct-image"],
  ["ct-image", "ct-image"],
  ["general series", "general-series"],
  ["A04", "A04"],
  ["adt_a01", "ADT_A01"],
  ["register a patient", "A04"],
])("%s finds %s first", (query, key) => {
  expect(keys(query)[0]).toBe(key);
});

test("the beginning of a UID finds all that begin so, and nothing is cut off", () => {
  expect(keys("1.2.840.10008.").length).toBeGreaterThan(400);
  expect(keys("a").length).toBeGreaterThan(5_000);
});

test("words are found in any order, from their beginning first", () => {
  const found = keys("name patient");
  expect(found).toContain("PID-5");
  expect(found).toContain("(0010,0010)");
  expect(found.indexOf("PID-5")).toBeLessThan(found.length / 2);
});

test("what is retired stands behind the rest of its rank", () => {
  const found = search(dictionaries.entries, "image pos");
  const first = found.findIndex(({ key }) => key === "(0020,0032)");
  const retired = found.findIndex(({ key }) => key === "(0020,0030)");
  expect(first).toBeGreaterThanOrEqual(0);
  expect(retired).toBeGreaterThan(first);
});

test("a message type leads to its event, and to its structure where it names one", () => {
  expect(alongPath(dictionaries, "ADT^A04")).toEqual(["A04"]);
  expect(alongPath(dictionaries, "adt^a04^adt_a01")).toEqual(["A04", "ADT_A01"]);
});

test("a path into a component leads to the component of the field's type, and the field", () => {
  expect(alongPath(dictionaries, "PID-3.5")).toEqual(["CX.5", "PID-3"]);
  expect(alongPath(dictionaries, "OBX[2]-3")).toEqual(["OBX-3"]);
  expect(alongPath(dictionaries, "ZZZ-3")).toEqual([]);
});

test("a tool is found by its words among all entries", () => {
  const tool = entryOf({
    kind: "tool",
    key: "",
    name: "HL7 v2 viewer",
    codes: [],
    facts: [],
    retired: false,
    address: "/en/tools/hl7-viewer/",
    more: "pipe mllp",
  });
  expect(search([tool, ...dictionaries.entries], "viewer pipe")[0]).toBe(tool);
  expect(search([tool, ...dictionaries.entries], "hl7 v2")[0]).toBe(tool);
  expect(search([tool, ...dictionaries.entries], "hl7")[0]).toBe(tool);
});

test("every entry is found by its own key, and has an address that is its alone", () => {
  const addresses = new Set(dictionaries.entries.map(({ address }) => address));
  expect(addresses.size).toBe(dictionaries.entries.length);
  expect(dictionaries.entries.length).toBeGreaterThan(10_000);
  for (const entry of dictionaries.entries.filter((_, place) => place % 97 === 0)) {
    const [first, second] = search(dictionaries.entries, entry.key);
    expect([first, second], entry.key).toContain(entry);
  }
});

test("any text is searched for without an error", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "grapheme", maxLength: 200 }),
        fc.constantFrom("((((", "\\", "[", "*", "__proto__"),
      ),
      (query) => {
        expect(search(dictionaries.entries, query).length).toBeLessThanOrEqual(dictionaries.entries.length);
        alongPath(dictionaries, query);
      },
    ),
    { numRuns: 200 },
  );
});

test("versions side by side: a change begins where the line differs", () => {
  const changes = dictionaries.changes.get("PID-3");
  expect(changes?.map(({ first, last, type }) => [first, last, type])).toEqual([
    ["2.1", "2.1", "CK"],
    ["2.2", "2.2", "CM_PAT_ID"],
    ["2.3", "2.3", "CX"],
    ["2.3.1", "2.8.2", "CX"],
  ]);
  expect(changes?.at(-1)).toMatchObject({ name: "Patient Identifier List", required: true, repeats: "*" });
  expect(dictionaries.changes.get("CX.5")?.[0]).toMatchObject({
    name: "Identifier Type Code",
    table: "0203",
    required: false,
  });
  expect(dictionaries.parts.get("CX.")?.[4]).toBe("CX.5");
  expect(dictionaries.uses.get("0203")).toContain("CX.5");
});
