import fc from "fast-check";
import { expect, test } from "vitest";
import { rowText, TextColumnBuilder } from "../src/bytes/text-column";

/** No lone surrogates: no parser of ours makes them. */
const text = fc.oneof(
  fc.constantFrom("", "\ufeffä", "日本", "🩺\0"),
  fc.string({ unit: "grapheme", maxLength: 3_000 }),
);

test("a column gives back the texts that were put in, whatever their length", () =>
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const builder = new TextColumnBuilder(texts.length);
      for (const one of texts) builder.push(one);
      const column = builder.finish();
      expect(texts.map((_, row) => rowText(column, row))).toEqual(texts);
      expect(rowText(column, texts.length)).toBe("");
    }),
  ));
