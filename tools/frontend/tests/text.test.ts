import { expect, test, vi } from "vitest";
import { allTexts, defineText } from "../src/text/define";

// Whatever module defines text does so when it is loaded. Custom elements need something to extend, and no more.
vi.stubGlobal("HTMLElement", class {});
vi.stubGlobal("customElements", { define: () => {} });
const modules = import.meta.glob(["../src/**/text.ts", "../src/shell/*.ts"]);

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? "").sort();

test("every text has the same placeholders in both languages, and says something", async () => {
  for (const load of Object.values(modules)) await load();
  const pairs = allTexts.flatMap(({ en, de }) =>
    Object.keys(en).map((key) => [key, en[key] ?? "", de[key] ?? ""]),
  );
  expect(pairs.length).toBeGreaterThan(50);
  for (const [key, en = "", de = ""] of pairs) {
    expect(placeholders(de), key).toEqual(placeholders(en));
    expect(de.trim() && en.trim(), key).not.toBe("");
  }
});

test("values are put in as they are, numbers as the language writes them", () => {
  const t = defineText({ en: { found: "{n} in {file}" }, de: { found: "{n} in {file}" } });
  expect(t("found", { n: 9812, file: "$& {n}" })).toBe("9,812 in $& {n}");
  expect(t("found")).toBe("{n} in {file}");
});
