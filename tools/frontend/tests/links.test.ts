import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parsePath } from "../src/hl7/path";
import { count, defineGrammar, hl7Path, oneOf, tagPath } from "../src/links/grammar";

const SEGMENTS = new Set(["MSH", "PID", "OBX"]);
const grammar = defineGrammar({
  message: count,
  path: hl7Path((id) => SEGMENTS.has(id)),
  tag: tagPath,
  rows: oneOf("all", "filled"),
});

/** The whole language, said once more and another way. */
const CLOSED =
  /^$|^#(?:message=[1-9]\d{0,7}(?:&|$))?(?:path=(?:MSH|PID|OBX)(?:\[[1-9]\d*\])?(?:-[1-9]\d*(?:\[[1-9]\d*\])?(?:\.[1-9]\d*){0,2})?(?:&|$))?(?:tag=[0-9A-F]{8}(?:\.[1-9]\d*\.[0-9A-F]{8})*(?:\.[1-9]\d*)?(?:&|$))?(?:rows=(?:all|filled))?$/;

/** Whatever a visitor may have opened, typed or filtered by: file names, values, names of segments. */
const anything = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom("PID-3.1", "ZZZ-1", "PID-3&rows=all", "#message=1", "all", "__proto__", "constructor"),
  fc.anything(),
);

test("a place is written and read back", () => {
  const place = { message: 12, path: parsePath("PID-3[2].1") ?? undefined, rows: "all" as const };
  expect(grammar.format({ message: 12, rows: "all" })).toBe("#message=12&rows=all");
  expect(grammar.parse(grammar.format(place as never))).toEqual(place);
  expect(grammar.format({ tag: [0x00081140, 2, 0x00081155] })).toBe("#tag=00081140.2.00081155");
  expect(grammar.parse("#tag=00081140.2")).toEqual({ tag: [0x00081140, 2] });
});

test("whatever is handed in, only the grammar's own sentences come out", () => {
  fc.assert(
    fc.property(anything, anything, anything, anything, (message, path, tag, rows) => {
      let written = "";
      try {
        written = grammar.format({ message, path, tag, rows } as never);
      } catch {
        return; // a value of another type than declared: nothing is written
      }
      expect(written).toMatch(CLOSED);
      expect(grammar.format(grammar.parse(written))).toBe(written);
    }),
    { numRuns: 2_000 },
  );
});

test("a path may hold anything in its parts, and only a standard one is written", () => {
  const number = fc.oneof(fc.integer(), fc.double(), fc.constant(null));
  const path = fc.record({
    segment: fc.oneof(fc.string(), fc.constantFrom("PID", "OBX", "ZPI", "pid")),
    occurrence: number,
    field: number,
    repetition: number,
    component: number,
    subcomponent: number,
  });
  fc.assert(
    fc.property(path, (one) => {
      const written = grammar.format({ path: one as never });
      expect(written).toMatch(CLOSED);
    }),
    { numRuns: 2_000 },
  );
});

test("any fragment is read without an error, and reading it again finds no more", () => {
  const fragment = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."#&=.-[]0123456789ABCPIDOBXmessagepathtagrows") }),
    fc
      .array(fc.constantFrom("message=1", "path=PID-3.1", "rows=all", "tag=00100020", "x=y", "path=ZZZ-1"))
      .map((parts) => parts.join("&")),
  );
  fc.assert(
    fc.property(fragment, (text) => {
      const place = grammar.parse(`#${text}`);
      expect(grammar.parse(grammar.format(place))).toEqual(place);
      expect(grammar.format(place)).toMatch(CLOSED);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  "message=0",
  "message=012",
  "message=999999999",
  "message=1e3",
  "message=-1",
  "path=ZPI-1",
  "path=pid-3",
  "path=PID-3.1 ",
  "path=PID.3",
  "rows=some",
  "rows=",
  "tag=0010,0020",
  "tag=00100020.0.00100020",
  "tag=0010002",
  "tag=00100020.1.",
  "filter=smith",
  "__proto__=1",
  "constructor=all",
  "toString=1",
  `tag=${"00100020.1.".repeat(40)}00100020`,
  "x".repeat(100_000),
])("%.40s says nothing", (text) => {
  expect(grammar.parse(`#${text}`)).toEqual({});
});
