import { expect, test, vi } from "vitest";
import { allTexts, defineText } from "../src/text/define";

// Whatever module defines text does so when it is loaded. Custom elements need something to extend, and no more.
vi.stubGlobal("HTMLElement", class {});
vi.stubGlobal("customElements", { define: () => {} });
const modules = import.meta.glob([
  "../src/**/text.ts",
  "../src/pages/*/*-text.ts",
  "../src/shell/*.ts",
  "../src/elements/*.ts",
]);

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? "").sort();
/** The numbers that words go with; a brace that is no placeholder would stay in the sentence. */
const counted = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\|[^{}|]+\|[^{}|]+\}/g)].map((found) => found[1] ?? "");

test("every text has the same placeholders in both languages, and says something", async () => {
  for (const load of Object.values(modules)) await load();
  const pairs = allTexts.flatMap(({ en, de }) =>
    Object.keys(en).map((key) => [key, en[key] ?? "", de[key] ?? ""]),
  );
  expect(pairs.length).toBeGreaterThan(50);
  for (const [key, en = "", de = ""] of pairs) {
    expect(placeholders(de), key).toEqual(placeholders(en));
    expect(de.trim() && en.trim(), key).not.toBe("");
    for (const text of [en, de]) {
      expect(placeholders(text), key).toEqual(expect.arrayContaining(counted(text)));
      expect(text.replace(/\{\w+(\|[^{}|]+\|[^{}|]+)?\}/g, ""), key).not.toMatch(/[{}]/);
    }
  }
});

/** Words that count, in both languages: after "{n}" they need their form for one. */
const MANY =
  /\{(\w+)\} (?:[a-z]+ )?(files|requests|bytes|items|elements|problems|messages|lines|columns|rows|fragments|Dateien|Anfragen|Nachrichten|Zeilen|Spalten|Elemente|Probleme|Fragmente)\b/;
/** Where there are always many. */
const ALWAYS_MANY = [
  "too-many",
  "someRows",
  "rowsCut",
  "valueCut",
  "decodedCut",
  "tooManyParts",
  "too-many-elements:more",
];

test("what is counted is not spoken of as many where it may be one", async () => {
  for (const load of Object.values(modules)) await load();
  const texts = allTexts.flatMap((both) => Object.values(both).flatMap((one) => Object.entries(one)));
  const plain = texts.filter(([key, text]) => MANY.test(text) && !ALWAYS_MANY.includes(key));
  expect(plain).toEqual([]);
});

test("a word goes with its number, in the page's language", () => {
  const texts = {
    en: { n: "{n} {n|file is|files are} here" },
    de: { n: "hier {n|ist|sind} {n} {n|Datei|Dateien}" },
  };
  const t = defineText(texts);
  expect([0, 1, 2, 1001].map((n) => t("n", { n }))).toEqual([
    "0 files are here",
    "1 file is here",
    "2 files are here",
    "1,001 files are here",
  ]);
  vi.stubGlobal("document", { documentElement: { lang: "de" } });
  expect([0, 1, 2].map((n) => t("n", { n }))).toEqual([
    "hier sind 0 Dateien",
    "hier ist 1 Datei",
    "hier sind 2 Dateien",
  ]);
  vi.stubGlobal("document", undefined);
});

test("values are put in as they are, numbers as the language writes them", () => {
  const t = defineText({ en: { found: "{n} in {file}" }, de: { found: "{n} in {file}" } });
  expect(t("found", { n: 9812, file: "$& {n}" })).toBe("9,812 in $& {n}");
  expect(t("found")).toBe("{n} in {file}");
});
