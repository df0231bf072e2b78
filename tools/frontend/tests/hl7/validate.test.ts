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

describe("a message with one fault", () => {
  test("is there two hundred times at least", () => expect(BROKEN.length).toBeGreaterThanOrEqual(200));

  test.each(BROKEN)("$from, $how: $expected", ({ from, lines, expected }) => {
    expect(said(written(lines), RIGHT[from].version)).toEqual([expected]);
  });
});
