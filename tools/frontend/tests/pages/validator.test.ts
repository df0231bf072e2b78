import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { datum, unmasked } from "../../src/bytes/datum";
import { DICTIONARY_VERSIONS, parseHl7 } from "../../src/hl7";
import { type Finding, severityOf, VALIDATION_RULES } from "../../src/hl7/findings";
import { Library } from "../../src/hl7/library";
import { readProfile } from "../../src/hl7/profile";
import { validateText } from "../../src/hl7/validation";
import { countsOf, GroupRows, groupsOf, SEVERITIES } from "../../src/pages/hl7-validator/groups";
import { faulty } from "../../src/pages/hl7-validator/sample-messages";
import { bytesOf } from "../hl7/given";
import { committed } from "../hl7/standard";

const library = new Library({
  versions: DICTIONARY_VERSIONS.map((version) => ({
    version,
    names: committed(`hl7-${version}`),
    rules: committed(`hl7-rules-${version}`),
  })),
  tables: committed("hl7-tables"),
});

const message = (version: string, ...segments: readonly string[]): string =>
  [`MSH|^~\\&|LAB|SYN|HIS|SYN|20240501||ADT^A01^ADT_A01|1|T|${version}`, ...segments].join("\r");
const SOUND = ["EVN||20240501", "PID|1||1^^^SYN^MR||SAMPLE^ADA", "PV1|1|I"];

describe("a whole text", () => {
  test("is held message by message to the version that each declares", () => {
    const feed = [message("2.5.1", ...SOUND), message("2.4", ...SOUND), message("2.5.1", ...SOUND)].join(
      "\r",
    );
    const { versions, findings, fragments } = validateText(parseHl7(bytesOf(feed)), library);
    expect(versions).toEqual([
      ["2.5.1", 2],
      ["2.4", 1],
    ]);
    expect([fragments, findings.filter(({ severity }) => severity !== "note")]).toEqual([0, []]);
  });

  test("lists of each rule the first 500, and counts all", () => {
    const feed = Array.from({ length: 700 }, () => message("2.5.1", ...SOUND, "PV1|1|I")).join("\r");
    const { findings, counts } = validateText(parseHl7(bytesOf(feed)), library);
    expect(counts.get("segment-repeated")).toBe(700);
    expect(findings.filter(({ rule }) => rule === "segment-repeated")).toHaveLength(500);
  });

  test("without a header is said not to have been checked", () => {
    const found = validateText(parseHl7(bytesOf("PID|1\rPV1|1|I\r")), library);
    expect(found).toMatchObject({ versions: [], fragments: 1, findings: [] });
  });

  test("heeds a profile in every version, and tells how far it is", () => {
    const feed = [message("2.5.1", ...SOUND), message("2.3", ...SOUND)].join("\r");
    const told: number[] = [];
    const profile = readProfile("PID-18  Account  CX  R");
    const found = validateText(parseHl7(bytesOf(feed)), library, profile, (done) => told.push(done));
    expect(found.findings.filter(({ path }) => path === "PID-18")).toHaveLength(2);
    expect(told).toEqual([0]);
  });
});

test("the sample with faults has faults of many kinds, and each place is where it says", async () => {
  const bytes = new Uint8Array(await faulty().arrayBuffer());
  const { findings } = validateText(parseHl7(bytes), library);
  expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(6);
  const said = new TextDecoder().decode(bytes);
  for (const { found, offset, rule } of findings)
    if (!rule.endsWith("missing")) expect(said.startsWith(unmasked(found), offset), rule).toBe(true);
});

const anyFinding = fc.record({ rule: fc.constantFrom(...VALIDATION_RULES), offset: fc.nat() });

const findingOf = ({ rule, offset }: { rule: Finding["rule"]; offset: number }): Finding => ({
  rule,
  severity: severityOf(rule),
  path: "PID-3",
  offset,
  place: { line: 1, column: 1 },
  found: datum(""),
  expected: "",
  clause: "",
});

describe("the rows of the findings", () => {
  test("hold each finding once, below its own rule, the heaviest rules first", () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 60 }), (made) => {
        const findings = made.map(findingOf);
        const counts = new Map<Finding["rule"], number>();
        for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
        const groups = groupsOf({ findings, counts });
        const rows = new GroupRows(groups);
        const all = Array.from({ length: rows.count }, (_, row) => rows.at(row));
        const listed = all.flatMap((at) => (at?.finding ? [at.finding] : []));
        expect(new Set(listed)).toEqual(new Set(findings));
        expect(all.every((at) => !at?.finding || at.finding.rule === at.group.rule)).toBe(true);
        const weights = groups.map(({ severity }) => SEVERITIES.indexOf(severity));
        expect(weights).toEqual(weights.toSorted((a, b) => a - b));
        for (const [row, at] of all.entries()) {
          expect(rows.level[row]).toBe(at?.finding ? 2 : 1);
          expect(rows.end[row]).toBe(row + 1 + (at?.finding ? 0 : (at?.group.findings.length ?? 0)));
        }
        expect(Object.values(countsOf(groups)).reduce((sum, n) => sum + n, 0)).toBe(findings.length);
      }),
    );
  });

  test("of some weights are these rules with their findings and no others", () => {
    const findings = [
      findingOf({ rule: "field-required", offset: 1 }),
      findingOf({ rule: "field-length", offset: 2 }),
    ];
    const counts = new Map(findings.map(({ rule }) => [rule, 1] as const));
    const rows = new GroupRows(groupsOf({ findings, counts }));
    expect([...rows.of(new Set(["warning"]))]).toEqual([2, 3]);
    expect([...rows.of(new Set())]).toEqual([]);
    expect(rows.at(rows.count)).toBeNull();
  });
});
