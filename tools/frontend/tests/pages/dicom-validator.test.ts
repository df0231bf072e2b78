import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { datum } from "../../src/bytes/datum";
import { FINDING_RULES, type RuleCode, type RuleFound, rankOf } from "../../src/dicom/validate";
import { fileItem } from "../../src/intake/item";
import { FileRows } from "../../src/pages/dicom-validator/many/file-rows";
import { GroupRows } from "../../src/pages/dicom-validator/many/group-rows";
import { ManyModel, STATES } from "../../src/pages/dicom-validator/many/model";
import { reportOf } from "../../src/pages/dicom-validator/many/report";
import { summarySentence } from "../../src/pages/dicom-validator/many/sentences";
import { masking } from "../../src/shell/mask";
import type { ValidatedFile } from "../../src/workers/validate-files";

const CODES = Object.keys(FINDING_RULES) as RuleCode[];

const rule = (code: RuleCode, path = "00100020", count = 1): RuleFound => ({
  ...{ code, severity: FINDING_RULES[code][0], path, name: "Patient ID", count },
  ...{ module: "Patient", rule: "PS3.3 C.7.1.1, Table C.7-1" },
});

const validated = (rules: readonly RuleFound[], more: Partial<ValidatedFile> = {}): ValidatedFile => ({
  ...{
    kind: "validated",
    size: 10,
    sopClass: datum("1.2.3"),
    className: "",
    rules,
    leftOut: 0,
    damage: null,
  },
  ...more,
});
const failed = (code: string) =>
  ({ kind: "failed", failure: { code, offset: 0, values: {} }, size: 3 }) as const;

const items = (count: number) =>
  Array.from({ length: count }, (_, at) => fileItem(`study/IM${at}.dcm`, new Blob()));

function given(...outcomes: readonly (ValidatedFile | ReturnType<typeof failed>)[]): ManyModel {
  const model = new ManyModel(outcomes.length);
  for (const [at, outcome] of outcomes.entries()) model.add(at, outcome);
  return model;
}

describe("findings over many files", () => {
  test("stand together by rule and element, each with its files, the gravest and then the commonest first", () => {
    const model = given(
      validated([rule("missing-type-2"), rule("value-padding", "00100010", 4)]),
      validated([rule("missing-type-1", "0020000D"), rule("missing-type-2")]),
      validated([rule("missing-type-1", "0008103E"), rule("missing-type-1", "0020000D")]),
      validated([]),
      failed("not-dicom"),
    );
    expect(model.groups.map(({ code, path, files }) => [code, path, files])).toEqual([
      ["missing-type-1", "0020000D", [1, 2]],
      ["missing-type-1", "0008103E", [2]],
      ["missing-type-2", "00100020", [0, 1]],
      ["value-padding", "00100010", [0]],
    ]);
    expect(model.summary(0)?.counts).toEqual({ error: 1, warning: 4, note: 0 });
    expect(STATES.map((state) => model.count(state))).toEqual([3, 0, 1, 1]);
    expect(summarySentence(model)).toBe(
      "5 files: 3 with errors, 0 with warnings alone, 1 without either, 1 not read.",
    );
  });

  test("are all there and ranked, in whatever order the files come", () => {
    const anyRule = fc.record({
      code: fc.constantFrom(...CODES),
      path: fc.constantFrom("00100020", "00100010", "00081140[*]/00081155"),
      count: fc.integer({ min: 1, max: 9 }),
    });
    const anyFile = fc.uniqueArray(anyRule, {
      selector: ({ code, path }) => `${code} ${path}`,
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 12 }), fc.nat(), (files, turn) => {
        const model = new ManyModel(files.length);
        const order = [...files.keys()].map((at) => (at + turn) % files.length);
        for (const at of order)
          model.add(at, validated((files[at] ?? []).map(({ code, path, count }) => rule(code, path, count))));
        const ranks = model.groups.map(rankOf);
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        const listed = model.groups.flatMap(({ code, path, files: of }) =>
          of.map((file) => `${file} ${code} ${path}`),
        );
        const wanted = files.flatMap((rules, at) => rules.map(({ code, path }) => `${at} ${code} ${path}`));
        expect(listed.toSorted()).toEqual(wanted.toSorted());
        expect(model.left).toEqual([]);
      }),
    );
  });

  test("are bounded, and how many more there were is said", () => {
    const hostile = Array.from({ length: 12_000 }, (_, at) => rule("retired", String(at)));
    const model = given(validated(hostile, { leftOut: 5 }));
    expect(model.groups).toHaveLength(10_000);
    expect(model.leftOut).toBe(2_005);
    expect(summarySentence(model)).toContain("2,005 further findings are not listed.");
  });
});

describe("the lists", () => {
  const model = given(
    validated([rule("missing-type-2", "00100020", 2)], { className: "CT Image Storage", leftOut: 1 }),
    failed("empty"),
    validated([rule("retired")], { sopClass: datum("") }),
    validated([], { damage: { code: "checksum", offset: -1, values: { size: 4 } } }),
  );
  const rows = new FileRows(items(5), model);
  const cells = (row: number): readonly string[] => [0, 1, 2, 3, 4].map((column) => rows.cell(row, column));

  it("say of each file what it is, how much was found, and the gravest of it", () => {
    expect(cells(0)).toEqual([
      ...["study/IM0.dcm", "CT Image Storage", "≥ 2", "≥ 0"],
      "Patient ID: Type 2 attribute is missing",
    ]);
    expect(cells(1)).toEqual(["study/IM1.dcm", "", "", "", "The file is empty."]);
    expect(cells(2)).toEqual(["study/IM2.dcm", "no SOP class", "0", "0", "notes alone"]);
    expect(cells(3)[4]).toContain("The checksum does not match");
    expect(cells(4)[4]).toBe("not validated yet");
  });

  it("narrow each other: to a state, to a rule, to what was searched for", () => {
    const [group] = model.groups;
    expect([...(rows.among("error", null, null) ?? [])]).toEqual([0, 3]);
    expect([...(rows.among("all", group ?? null, null) ?? [])]).toEqual([0]);
    expect([...(rows.among("unread", null, Uint32Array.of(0, 1, 4)) ?? [])]).toEqual([1]);
    expect([...(rows.among("all", group ?? null, Uint32Array.of(1, 2)) ?? [])]).toEqual([]);
    expect(rows.among("all", null, null)).toBeNull();
    const groups = new GroupRows(model.groups);
    expect([...(groups.among("note", null) ?? [])]).toEqual([1]);
    expect([0, 1].filter(groups.matcher("table c.7-1"))).toEqual([0, 1]);
    expect([0, 1].filter(groups.matcher("retired"))).toEqual([1]);
  });

  it("hold in the report as well, and masked name no file", () => {
    const said = (): string => {
      const { facts, count, cells: cellsOf } = reportOf(datum("study"), items(4), model);
      return JSON.stringify([facts, Array.from({ length: count }, (_, row) => cellsOf(row))]);
    };
    expect(said()).toContain('["study/IM0.dcm","CT Image Storage","Error","Type 2 attribute is missing"');
    expect(said()).toContain('"study/IM1.dcm","","","The file is empty."');
    masking.toggle();
    expect(said()).not.toContain("IM0");
    expect(said()).not.toContain("1.2.3");
    expect(cells(0)[0]).toBe("••••");
    masking.toggle();
  });
});
