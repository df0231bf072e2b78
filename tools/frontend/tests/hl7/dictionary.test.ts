import { describe, expect, test } from "vitest";
import { DICTIONARY_VERSIONS, dictionaryVersion, readDictionary, typeName } from "../../src/hl7";

const files = import.meta.glob<string>("../../../dictionaries/data/hl7-[0-9]*.tsv", {
  query: "?raw",
  import: "default",
  eager: true,
});

function committed(version: string): string {
  return files[`../../../dictionaries/data/hl7-${version}.tsv`] ?? "";
}

describe("the dictionary", () => {
  test("names segments, fields, types, use and tables of 2.5.1", () => {
    const dictionary = readDictionary(committed("2.5.1"));
    expect(dictionary.segment("PID")).toBe("Patient Identification");
    expect(dictionary.field("PID", 3)).toEqual({
      name: "Patient Identifier List",
      type: "CX",
      required: true,
      most: Number.POSITIVE_INFINITY,
      table: "",
    });
    expect(dictionary.field("PID", 8)).toMatchObject({ name: "Administrative Sex", most: 1, table: "0001" });
    expect(dictionary.component("CX", 5)).toEqual({
      name: "Identifier Type Code",
      type: "ID",
      table: "0203",
    });
    expect(dictionary.field("OBX", 5)).toMatchObject({ type: "varies" });
  });

  test("says that a later version withdrew a field", () => {
    expect(readDictionary(committed("2.7")).field("PID", 2)).toMatchObject({
      type: "",
      most: 0,
      required: false,
    });
  });

  test("knows nothing of Z segments and of positions past the end", () => {
    const dictionary = readDictionary(committed("2.5.1"));
    expect(dictionary.segment("ZAB")).toBeNull();
    expect(dictionary.field("PID", 99)).toBeNull();
  });

  test.each(DICTIONARY_VERSIONS)("of version %s has MSH, PID and their fields", (version) => {
    const text = committed(version);
    expect(text.length).toBeLessThan(120_000);
    const dictionary = readDictionary(text);
    expect(dictionary.segment("MSH")).toBe("Message Header");
    expect(dictionary.field("MSH", 9)?.name).toBe("Message Type");
    expect(dictionary.field("PID", 5)?.name).toBe("Patient Name");
  });

  test("of another version stands in where a message names none, or an unknown one", () => {
    expect(dictionaryVersion("2.4")).toEqual({ version: "2.4", exact: true });
    expect(dictionaryVersion("")).toEqual({ version: "2.5.1", exact: false });
    expect(dictionaryVersion("2.9")).toEqual({ version: "2.8.2", exact: false });
  });

  test("calls the many kinds of CM by the name the standard gave them", () => {
    expect(readDictionary(committed("2.2")).field("MSH", 9)?.type).toBe("CM_MSG");
    expect(typeName("CM_MSG")).toBe("CM");
  });
});
