import { describe, expect, test } from "vitest";
import { unmasked } from "../../../src/bytes/datum";
import {
  compareSides,
  factsOf,
  Ignored,
  type Instance,
  type Matching,
  OUTCOMES,
  type SidesComparison,
} from "../../../src/dicom/compare";
import { EXPLICIT_LITTLE, leaf, type Node, part10, SYNTAX, written } from "../build";
import { compared, NO_KEYWORD } from "./given";

interface Slice {
  readonly uid?: string;
  readonly number?: number;
  readonly z?: string;
  readonly series?: string;
  readonly id?: string;
  readonly pixels?: number;
}

function slice({ uid, number, z, series = "1", id = "A", pixels = 0 }: Slice): Uint8Array {
  const nodes: readonly (Node | null)[] = [
    uid ? leaf(0x00080018, "UI", uid) : null,
    leaf(0x00100020, "LO", id),
    leaf(0x00200011, "IS", series),
    number === undefined ? null : leaf(0x00200013, "IS", String(number)),
    z === undefined ? null : leaf(0x00200032, "DS", `0\\-0\\${z}`),
    leaf(0x00200037, "DS", "1\\0\\0\\0\\1\\0"),
    leaf(0x7fe00010, "OW", Uint8Array.of(pixels, 0)),
  ];
  const there = nodes.filter((node) => node !== null);
  return part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, there));
}

const instances = (slices: readonly Slice[]): Promise<Instance[]> =>
  Promise.all(
    slices.map(async (one, item) => {
      const file = await compared(slice(one));
      return { item, compared: file, facts: factsOf(file) };
    }),
  );

async function sides(
  left: readonly Slice[],
  right: readonly Slice[],
  wanted: Matching | "auto" = "auto",
  ignore = "",
): Promise<SidesComparison> {
  const options = { mode: "values", ignored: new Ignored(ignore, NO_KEYWORD) } as const;
  return compareSides([await instances(left), await instances(right)], wanted, options);
}

/** `#1 0-0 same` */
const pairs = ({ count, labels, left, right, outcome }: SidesComparison): readonly string[] =>
  Array.from(
    { length: count },
    (_, row) =>
      `#${unmasked(labels[row] as never)} ${left[row]}/${right[row]} ${OUTCOMES[outcome[row] as number]}`,
  );

describe("files belong together", () => {
  test("by their UIDs, and are listed in the order of their numbers", async () => {
    const found = await sides(
      [
        { uid: "1.2", number: 2 },
        { uid: "1.1", number: 1 },
        { uid: "1.3", number: 3 },
      ],
      [
        { uid: "1.1", number: 1 },
        { uid: "1.2", number: 2, pixels: 7 },
        { uid: "1.9", number: 9 },
      ],
    );
    expect(found.by).toBe("sop-instance");
    expect(pairs(found)).toEqual([
      "#1 1/0 same",
      "#2 0/1 different",
      "#3 2/-1 left-only",
      "#9 -1/2 right-only",
    ]);
    expect(found.counts).toEqual({ "sop-instance": 2, geometry: 0, "instance-number": 2 });
  });

  test("by their place where UIDs are others, rounded as writers round", async () => {
    const left = [
      { uid: "1.1", z: "1" },
      { uid: "1.2", z: "2.5" },
    ];
    const right = [
      { uid: "2.1", z: "2.5000004" },
      { uid: "2.2", z: "1.00" },
    ];
    const found = await sides(left, right);
    expect(found.by).toBe("geometry");
    expect([...found.left].map((one, row) => `${one}/${found.right[row]}`)).toEqual(["0/1", "1/0"]);
    expect((await sides(left, right, "sop-instance")).outcome.every((one) => one >= 3)).toBe(true);
  });

  test("by number within their series", async () => {
    const left = [
      { number: 1, series: "1" },
      { number: 1, series: "2", id: "B" },
    ];
    const found = await sides(left, [
      { number: 1, series: "2", id: "B" },
      { number: 1, series: "1" },
    ]);
    expect(found.by).toBe("instance-number");
    expect(pairs(found)).toEqual(["#1 0/1 same", "#1 1/0 same"]);
  });

  test("where there is one on each side, whatever they say", async () => {
    const found = await sides([{ uid: "1.1", number: 1 }], [{ uid: "2.1", number: 2 }]);
    expect([found.by, found.count]).toEqual(["only", 1]);
  });

  test("not where one side is not open", async () =>
    expect(pairs(await sides([{ number: 1 }], []))).toEqual(["#1 0/-1 left-only"]));
});

test("an element is summed up over all pairs, the most frequent first, with the pairs behind it", async () => {
  const left = [1, 2, 3].map((number) => ({ uid: `1.${number}`, number }));
  const right = left.map((one) => ({ ...one, id: "B", pixels: one.number === 2 ? 9 : 0 }));
  const found = await sides(left, right);
  expect(found.elements.map(({ path, pairs, kinds }) => [path, pairs, kinds])).toEqual([
    ["00100020", [0, 1, 2], ["changed"]],
    ["7FE00010", [1], ["changed"]],
  ]);
  expect(found.listed).toHaveLength(4);
  const ignoring = await sides(left, right, "auto", "0010,0020");
  expect([ignoring.elements.length, ignoring.ignored]).toEqual([1, 3]);
});
