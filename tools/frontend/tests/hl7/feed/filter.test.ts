import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Condition,
  formatFilter,
  OPERATORS,
  parseFilter,
  takesValue,
} from "../../../src/hl7/feed/filter";
import { parseWanted, type Wanted } from "../../../src/hl7/path";
import { conditions, feedOf, kept } from "./given";

const number = fc.integer({ min: 1, max: 99 });
const anyWanted: fc.Arbitrary<Wanted> = fc
  .tuple(
    fc.constantFrom("PID", "OBX", "ZSY", "AND", "NOT", "NK1"),
    fc.option(number),
    fc.option(fc.tuple(number, fc.option(number), fc.option(fc.tuple(number, fc.option(number))))),
  )
  .map(([segment, occurrence, field]) => {
    const [position, repetition, parts] = field ?? [null, null, null];
    const head = segment + (occurrence === null ? "" : `[${occurrence}]`);
    const rest = parts === null ? "" : `.${parts[0]}${parts[1] === null ? "" : `.${parts[1]}`}`;
    const again = repetition === null ? "" : `[${repetition}]`;
    return parseWanted(position === null ? head : `${head}-${position}${again}${rest}`) as Wanted;
  });

const anyCondition: fc.Arbitrary<Condition> = fc
  .record({
    wanted: anyWanted,
    operator: fc.constantFrom(...OPERATORS),
    isNot: fc.boolean(),
    value: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', '""', "and", 'x" and "', "i", " ")),
    ignoresCase: fc.boolean(),
  })
  .map((one) => {
    if (!takesValue(one.operator)) return { ...one, value: "", ignoresCase: false };
    return one.operator === "matches" ? { ...one, value: one.value.replace(/[^\w" ]/g, "") } : one;
  });

describe("a filter", () => {
  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.array(anyCondition, { maxLength: 4 }), (written) => {
        expect(parseFilter(formatFilter(written))).toEqual({ conditions: written, fault: null });
      }),
    );
  });

  test("of any text is conditions or a fault with its place in the text, and soon", () => {
    const tokens = fc.array(
      fc.constantFrom(
        "PID-3",
        "OBX[2]-5",
        "=",
        "!=",
        "contains",
        "matches",
        '"',
        '""',
        " ",
        "(",
        "not ",
        "and ",
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          tokens.map((parts) => parts.join("")),
        ),
        (text) => {
          const { conditions: found, fault } = parseFilter(text);
          if (fault) expect(fault.at).toBeLessThanOrEqual(text.length);
          else expect(parseFilter(formatFilter(found)).conditions).toEqual(found);
        },
      ),
    );
    const began = performance.now();
    for (const hostile of [
      '"'.repeat(9_999),
      " ".repeat(9_999),
      `PID = ${'""'.repeat(4_990)}`,
      "not ".repeat(2_400),
    ])
      parseFilter(hostile);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(parseFilter("P".repeat(10_001)).fault?.code).toBe("too-long");
  });

  test.each([
    ["PID-8 = F", 'PID-8 = "F"'],
    ["pid.8!=F", 'not PID-8 = "F"'],
    ["not PID-8 != F", 'PID-8 = "F"'],
    [
      'OBX[2]-5[1].2 contains "a ""b"""i AND nk1 present',
      'OBX[2]-5[1].2 contains "a ""b"""i and NK1 present',
    ],
    ["OBX-5 matches ^\\d+$ not PV1 empty", 'OBX-5 matches "^\\d+$" and not PV1 empty'],
    ['OBX[1]-5 = ""', 'OBX[1]-5 = ""'],
    ["  ", ""],
  ])("may be written %s", (text, whole) => expect(formatFilter(conditions(text))).toBe(whole));

  test.each([
    ["PID-8", "operator", 5],
    ["PIDX = 1", "path", 0],
    ["PID-8 is F", "operator", 6],
    ["PID-8 =", "value", 7],
    ['PID-8 = "F', "quote", 8],
    ["PID-8 = F and", "operator", 13],
    ["OBX-5 matches (", "expression", 14],
    ["PID-0 present", "path", 0],
  ])("%s: fault %s at %i", (text, code, at) => {
    expect(parseFilter(text).fault).toMatchObject({ code, at });
  });
});

describe("a condition holds", () => {
  const feed = feedOf(
    ["PID|1||A1^^^X~B2^^^Y||SAMPLE^ADA||1970|F", "OBX|1|NM|GLU||5.4", "OBX|2|NM|NA||147"],
    ['PID|1||C3||""||1980|m', "OBX|1|ST|COL||a \\T\\ b", "ZSY|x"],
    ["PV1|1|O"],
  );

  test.each([
    ["of one of several segments", "OBX-5 = 147", [1]],
    ["of the segment that is named alone", "OBX[1]-5 = 147", []],
    ["of one of several repetitions", "PID-3.1 = B2", [1]],
    ["of the repetition that is named alone", "PID-3[1].1 = B2", []],
    ["of a component", "PID-3.4 = Y", [1]],
    ["of a whole repetition", 'PID-3 = "A1^^^X"', [1]],
    ["of the first component where a field has no other", "PID-3.1 = C3", [2]],
    ["by a part of a value", "PID-5 contains AMP", [1]],
    ["by the very case of letters", "PID-8 = M", []],
    ["or whatever the case", 'PID-8 = "M"i', [2]],
    ["by an expression", "OBX-5 matches ^\\d+(\\.\\d)?$", [1]],
    ["once escape sequences are read", 'OBX-5 = "a & b"', [2]],
    ['of "" that deletes', 'PID-5 = ""', [2]],
    ['where "" says something', "PID-5 present", [1, 2]],
    ["where nothing is said", "PID-5 empty", [3]],
    ["of a segment", "ZSY present", [2]],
    ["where it is turned: nothing of it holds", "PID-3.1 != B2", [2, 3]],
    ["together with others", "OBX-2 = NM and PID-8 = F and not ZSY present", [1]],
    ["for all where nothing is asked", "", [1, 2, 3]],
    ["of what defines the separators", 'MSH-2 = "^~\\&"', [1, 2, 3]],
    ["of the field separator", "MSH-1 = |", [1, 2, 3]],
  ])("%s: %s", (_what, filter, expected) => expect(kept(feed, filter)).toEqual(expected));
});
