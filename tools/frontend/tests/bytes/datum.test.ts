import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datum, maskOf, unmasked } from "../../src/bytes/datum";

describe("a mask", () => {
  it("holds nothing of the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 400 }), (text) => {
        expect(maskOf(text)).toMatch(/^(•{4}|•{8}|•{12})$/);
      }),
    );
  });

  it("is the same for all codes, dates, numbers and names, however long they are", () => {
    const short = [
      "M",
      "F",
      "MALE",
      "FEMALE",
      "POSITIVE",
      "NONREACTIVE",
      "5.4",
      "-147",
      "19800101",
      "O'BRIEN^ADA^^^DR",
    ];
    const longest = "20240501101500.123456+0200"; // PS3.5 6.2, DT: 26 characters
    expect(new Set([...short, longest].map(maskOf))).toEqual(new Set(["••••"]));
  });

  it("tells a long text from a short one, and nothing from something", () => {
    expect([33, 256, 257, 1_000_000].map((length) => maskOf("x".repeat(length)).length)).toEqual([
      8, 8, 12, 12,
    ]);
    expect(maskOf("")).toBe("");
    expect(maskOf(" ")).toBe("••••");
  });
});

it("a datum is its text at run time, so that workers can hand it over", () => {
  fc.assert(fc.property(fc.string(), (text) => unmasked(structuredClone(datum(text))) === text));
});
