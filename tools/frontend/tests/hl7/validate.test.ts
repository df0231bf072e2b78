import { describe, expect, test } from "vitest";
import { BROKEN, type Name, RIGHT } from "./broken-messages";
import { said } from "./standard";

const written = (lines: readonly string[]): string => `${lines.join("\r")}\r`;

describe("a message as the standard wants it", () => {
  test.each(Object.keys(RIGHT) as Name[])("has no finding: %s", (name) => {
    const { version, lines } = RIGHT[name];
    expect(said(written(lines), version)).toEqual([]);
  });
});

test("a code that a suggested table has not is held to its length all the same", () => {
  const { version, lines } = RIGHT["ADT^A01"];
  expect(said(written(lines).replace("|19700101|F", "|19700101|FEMALE"), version)).toEqual([
    "field-length PID-8",
  ]);
});

describe("an order", () => {
  const order = (version: string, detail: string): string =>
    written([`MSH|^~\\&|A|B|C|D|20240501||ORM^O01|1|T|${version}`, "PID|1", "ORC|NW", `${detail}|1`, ""]);

  test.each([
    ["2.1", "OBR"],
    ["2.1", "RX1"],
    ["2.2", "RXO"],
    ["2.3", "ODS"],
  ] as const)(
    "of version %s holds one detail of a choice, here %s, and needs no comment",
    (version, detail) => {
      expect(said(order(version, detail), version).filter((one) => /^(segment|group)-/.test(one))).toEqual(
        [],
      );
    },
  );
});

describe("a message with one fault", () => {
  test("is there two hundred times at least", () => expect(BROKEN.length).toBeGreaterThanOrEqual(200));

  test.each(BROKEN)("$from, $how: $expected", ({ from, lines, expected }) => {
    expect(said(written(lines), RIGHT[from].version)).toEqual([expected]);
  });
});
