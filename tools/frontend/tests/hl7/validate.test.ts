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

describe("a segment that goes on in ADD segments", () => {
  const { version, lines } = RIGHT["ORU^R01"];
  const at = lines.findIndex((line) => line.startsWith("OBX|"));
  /** The message with its first OBX replaced. */
  const withLines = (...instead: string[]): string =>
    written([...lines.slice(0, at), ...instead, ...lines.slice(at + 1)]);

  test.each([
    ["in the middle of a value", ["OBX|1|TX|600-7^Culture^LN||The first", "ADD| and the second||||||F"]],
    [
      "twice in one field",
      ["OBX|1|TX|600-7^Culture^LN||The first", "ADD|, the second", "ADD| and the third||||||F"],
    ],
    ["in the middle of a date", ["OBX|1|TX|600-7^Culture^LN||All of it||||||F|||2024050", "ADD|1"]],
    ["between two fields", ["OBX|1|TX|600-7^Culture^LN||All of it|", "ADD||||||F"]],
    ["in the next message", ["OBX|1|TX|600-7^Culture^LN||The first", "ADD"]],
  ])("is read as one, %s", (_, instead) => {
    expect(said(withLines(...instead), version)).toEqual([]);
  });

  test("is held to its own fields, wherever they stand", () => {
    const cut = "OBX|1|TX|600-7^Culture^LN||The first";
    expect(said(withLines(cut, "ADD| and the second|||||"), version)).toEqual(["field-required OBX-11"]);
    expect(said(withLines(cut, "ADD| and the second||||||F|||yesterday"), version)).toEqual([
      "timestamp-format OBX-14.1",
    ]);
    expect(said(withLines(cut, `ADD|${"|".repeat(30)}x`), version)).toContain("field-unknown OBX-26");
  });

  test("may be in a hundred thousand pieces", () => {
    const pieces = Array<string>(100_000).fill("ADD|x");
    expect(said(withLines("OBX|1|TX|600-7^Culture^LN||x", ...pieces, "ADD|x||||||F"), version)).toEqual([]);
  });

  test("is none where nothing stands before that could go on", () => {
    expect(said(withLines("ADD|alone|||||||||"), version).filter((one) => one.includes("ADD-"))).toEqual([]);
  });
});

describe("a message with one fault", () => {
  test("is there two hundred times at least", () => expect(BROKEN.length).toBeGreaterThanOrEqual(200));

  test.each(BROKEN)("$from, $how: $expected", ({ from, lines, expected }) => {
    expect(said(written(lines), RIGHT[from].version)).toEqual([expected]);
  });
});
