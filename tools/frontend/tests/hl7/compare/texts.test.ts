import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unmasked } from "../../../src/bytes/datum";
import { parseHl7, parsePath } from "../../../src/hl7";
import { IgnoreList } from "../../../src/hl7/compare/ignore";
import { compareTexts, OUTCOMES, type TextComparison } from "../../../src/hl7/compare/texts";
import { bytesOf } from "../given";

const message = (id: string, value = "x"): string =>
  `MSH|^~\\&|LAB|SYN|HIS|SYN|20240501||ORU^R01|${id}|T|2.5.1\rPID|1||${value}\r`;

function compared(left: string, right: string, { key = "MSH-10", ignore = "" } = {}): TextComparison {
  const path = parsePath(key);
  if (!path) throw new Error(key);
  return compareTexts(parseHl7(bytesOf(left)), parseHl7(bytesOf(right)), {
    key: path,
    ignore: new IgnoreList(ignore),
  });
}

/** `key outcome left right times` of each row. */
function rows(found: TextComparison): readonly string[] {
  return found.keys.map((key, row) =>
    [
      unmasked(key),
      OUTCOMES[found.outcome[row] as number],
      found.left[row],
      found.right[row],
      found.times[row],
    ].join(" "),
  );
}

describe("two texts matched by a key", () => {
  test("have messages that are exact, the same, different, and on one side alone", () => {
    const left = message("A") + message("B") + message("C") + message("D");
    const right = message("E") + message("D", "y") + message("B", "x|||") + message("A");
    const found = compared(left, right);
    expect(rows(found)).toEqual([
      "A exact 0 3 1",
      "B same 1 2 1",
      "C left-only 2 -1 1",
      "D different 3 1 1",
      "E right-only -1 0 1",
    ]);
    expect([...found.differences]).toEqual([0, 0, 0, 1, 0]);
    expect(found.paths).toEqual([["PID-3", 1]]);
  });

  test("may have a key more than once: the first has the first, and it is said how often", () => {
    const found = compared(
      message("A", "1") + message("A", "2"),
      message("A", "1") + message("A", "2") + message("A"),
    );
    expect(rows(found)).toEqual(["A exact 0 0 3", "A exact 1 1 3", "A right-only -1 2 3"]);
  });

  test("may have messages without a key, which have no partner", () => {
    const found = compared(message("") + message("A"), message("A") + message(""));
    expect(rows(found)).toEqual([" no-key 0 -1 1", "A exact 1 0 1", " no-key -1 1 1"]);
  });

  test("of one message each need no key", () => {
    expect(rows(compared(message("A"), message("B")))).toEqual(["A different 0 0 1"]);
    expect(rows(compared(message("A"), message("B"), { ignore: "MSH-10" }))).toEqual(["A same 0 0 1"]);
    expect(rows(compared(message(""), message("")))).toEqual([" exact 0 0 1"]);
  });

  test("by any path, and without the headers and trailers of a batch", () => {
    const left = `FHS|^~\\&\rBHS|^~\\&\r${message("1", "P7")}${message("2", "P8")}BTS|2\rFTS|1\r`;
    const found = compared(left, message("9", "P8") + message("8", "P7"), { key: "PID-3", ignore: "MSH-10" });
    expect(rows(found)).toEqual(["P7 same 2 1 1", "P8 same 3 0 1"]);
  });
});

test("any text is exactly equal to itself, whatever its keys, and in whatever order its messages come", () => {
  const anyKeys = fc.uniqueArray(fc.nat({ max: 999 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(anyKeys, (keys) => {
      const [there, back] = [keys, keys.toReversed()].map((order) =>
        order.map((key) => message(`K${key}`)).join(""),
      );
      const found = compared(there ?? "", back ?? "");
      expect(new Set(found.outcome)).toEqual(new Set([OUTCOMES.indexOf("exact")]));
      expect([...found.left].map((left, row) => left + (found.right[row] ?? 0))).toEqual(
        keys.map(() => keys.length - 1),
      );
    }),
  );
});
