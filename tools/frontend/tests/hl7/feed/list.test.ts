import fc from "fast-check";
import { expect, test } from "vitest";
import { unmasked } from "../../../src/bytes/datum";
import { rowText } from "../../../src/bytes/text-column";
import type { Hl7Text } from "../../../src/hl7";
import { columnOf, LONGEST_CELL } from "../../../src/hl7/feed/list";
import { finish } from "../../../src/hl7/feed/steps";
import { Values } from "../../../src/hl7/feed/values";
import { allRows, feedOf, wanted } from "./given";

function cells(text: Hl7Text, path: string): readonly string[] {
  const column = finish(columnOf(text, wanted(path)));
  return [...allRows(text)].map((row) => unmasked(rowText(column, row)));
}

const value = fc.constantFrom(
  "",
  "a",
  "plain text",
  "ä",
  "\\T\\",
  "\\F\\x",
  "\\",
  '""',
  "日本",
  "long ".repeat(150),
);

test("a cell has all that stands at the path, and says where it is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), (messages) => {
      const text = feedOf(
        ...messages.map((values) => [`OBX|${values.join("~")}`, ...values.map((one) => `OBX|${one}`)]),
      );
      const values = new Values(text, wanted("OBX-1"));
      const expected = [...allRows(text)].map((row) => {
        const read: string[] = [];
        values.each(row, (start, end) => void (start < end && read.push(values.read(start, end))));
        const whole = read.join("~");
        return whole.length > LONGEST_CELL ? `${whole.slice(0, LONGEST_CELL)}…` : whole;
      });
      expect(cells(text, "OBX-1")).toEqual(expected);
    }),
  );
});

test("a cell that is just full is not cut, not between two values either", () => {
  const full = "x".repeat(LONGEST_CELL);
  expect(
    cells(feedOf([`OBX|${full}`], [`OBX|${full}~`], [`OBX|${full}~y`], [`OBX|${full}y`]), "OBX-1"),
  ).toEqual([full, full, `${full}…`, `${full}…`]);
});
