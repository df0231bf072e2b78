import { describe, expect, test } from "vitest";
import elementTable from "../../../dictionaries/data/dicom-elements.tsv?raw";
import { datum, unmasked } from "../../src/bytes/datum";
import { type CompareRow, Ignored } from "../../src/dicom/compare";
import {
  damagedSample,
  nestedSample,
  rewrittenSample,
  seriesSample,
  twiceSample,
} from "../../src/dicom/sample-pairs";
import { collect } from "../../src/intake/collection";
import { fileItem } from "../../src/intake/item";
import { placeOf, placeWords, readPlace } from "../../src/pages/dicom-compare/places";
import { PRESET } from "../../src/pages/dicom-compare/preset";
import { twoSides } from "../../src/pages/dicom-compare/split";
import { TreeRows } from "../../src/pages/dicom-compare/tree-rows";
import { comparison, counted } from "../dicom/compare/given";

const KEYWORDS = new Set(elementTable.split("\n").map((line) => line.split("\t")[3] ?? ""));

/** `left | right`, the names of the files of each side. */
function sides(...paths: readonly string[]): string | null {
  const items = paths.map((path) => fileItem(path, new Blob()));
  const both = twoSides(collect("", items, []));
  return both?.map((side) => side.items.map(({ path }) => unmasked(path)).join(" ")).join(" | ") ?? null;
}

describe("what comes at once is two sides", () => {
  test.each([
    ["two files", ["b.dcm", "a.dcm"], "a.dcm | b.dcm"],
    ["two files of a folder", ["CD/S1/a", "CD/S1/b"], "CD/S1/a | CD/S1/b"],
    ["two folders", ["one/1", "one/2", "two/1"], "one/1 one/2 | two/1"],
    [
      "two folders within others",
      ["CD/x/one/1", "CD/x/two/a/1", "CD/x/two/b/1"],
      "CD/x/one/1 | CD/x/two/a/1 CD/x/two/b/1",
    ],
    ["two folders beside a DICOMDIR", ["one/1", "one/2", "two/1", "DICOMDIR"], "one/1 one/2 | two/1"],
  ])("%s", (_what, paths, expected) => expect(sides(...paths)).toBe(expected));

  test.each([
    ["one file", ["a"]],
    ["one folder", ["one/1", "one/2", "one/3"]],
    ["three folders", ["one/1", "two/1", "three/1"]],
    ["files beside folders", ["one/1", "two/1", "loose"]],
    ["nothing", []],
  ])("but not %s", (_what, paths) => expect(sides(...paths)).toBeNull());
});

test("each path of what an anonymiser changes is one of the standard", () => {
  const { unread } = new Ignored(PRESET, (keyword) => (KEYWORDS.has(keyword) ? 1 : null));
  expect(unread).toEqual([]);
});

test("a link says which pair and which element, and nothing else", () => {
  const place = placeOf(3, "00400275[2]/00080100");
  expect(place).toBe("#pair=3&tag=00400275.2.00080100");
  expect([readPlace(place), placeWords(place)]).toEqual([place, "pair 3, 00400275[2]/00080100"]);
  expect([placeOf(null, ""), placeOf(null, "00100020")]).toEqual(["", "#tag=00100020"]);
});

describe("the samples", () => {
  const pair = (files: readonly { readonly bytes: Uint8Array }[]): ReturnType<typeof comparison> =>
    comparison((files[0] as { bytes: Uint8Array }).bytes, (files[1] as { bytes: Uint8Array }).bytes);

  test("of the same image have no difference", async () =>
    expect((await pair(twiceSample())).rows).toEqual([]));

  test("of a value within items have that one", async () =>
    expect(counted(await pair(nestedSample()))).toEqual([
      "changed value: 00400275[1]/00400008[1]/00080100=CTHEAD | 00400275[1]/00400008[1]/00080100=CTNECK",
    ]));

  test("of the same written differently have no difference either", async () => {
    const found = await pair(rewrittenSample());
    expect([found.differences, found.rewritten]).toEqual([0, 6]);
  });

  test("of a damaged file differ before its end, and are not compared behind it", async () => {
    const found = await pair(damagedSample());
    expect([found.differences, found.beyond]).toEqual([2, 1]);
  });

  test("of two series are two folders, one of them a slice short", () =>
    expect(sides(...seriesSample().map(({ path }) => path))?.split(/[ |]+\d before/)).toHaveLength(5));
});

describe("the rows of a pair", () => {
  const row = (path: string, level: number, isCounted: boolean): CompareRow => ({
    ...{
      kind: isCounted ? "changed" : "inside",
      how: isCounted ? "value" : "",
      at: 0,
      level,
      tag: 0,
      isCounted,
    },
    creator: datum(""),
    left: { path, vr: "LO", offset: 0, length: 2, value: datum("A"), isCut: false, count: 0 },
    right: null,
  });
  const rows = new TreeRows(
    [
      row("00400275", 1, false),
      row("00400275[1]", 2, false),
      row("00400275[1]/00080100", 3, true),
      row("00400280", 1, true),
    ],
    new Map(),
  );

  test("are a tree", () => expect([...rows.tree.end]).toEqual([3, 3, 3, 4]));

  test("lead from difference to difference, around the ends", () => {
    expect([rows.next(-1, 1), rows.next(2, 1), rows.next(3, 1)]).toEqual([2, 3, 2]);
    expect([rows.next(3, -1), rows.next(2, -1), rows.next(0, -1)]).toEqual([2, 3, 3]);
    expect([rows.numberOf(2), rows.numberOf(3)]).toEqual([1, 2]);
    expect(new TreeRows([], new Map()).next(-1, 1)).toBe(-1);
  });

  test("are found by a path, or what lies around it", () => {
    expect(rows.at("00400275[1]/00080100")).toEqual({ row: 2, exact: true });
    expect(rows.at("00400275[1]/00080102")).toEqual({ row: 1, exact: false });
    expect(rows.at("00100010")).toEqual({ row: -1, exact: false });
  });

  test("are searched by what both sides say, and by paths", () => {
    const found = (words: string): readonly number[] => [0, 1, 2, 3].filter(rows.matcher(words));
    expect([found("00400280"), found("changed a"), found("nothing")]).toEqual([[3], [2, 3], []]);
  });
});
