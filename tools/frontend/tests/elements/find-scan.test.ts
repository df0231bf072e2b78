import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { nextMatch, scan } from "../../src/elements/find-scan";

const goOn = async (): Promise<boolean> => true;

/** A tree by the depths of its rows: for each row one past the last beneath it. */
function endsOf(depths: readonly number[]): number[] {
  return depths.map((depth, row) => {
    const past = depths.findIndex((other, at) => at > row && other <= depth);
    return past < 0 ? depths.length : past;
  });
}

const trees = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 })
  .map((steps) => steps.map((step, row) => (row === 0 ? 0 : Math.min(step, row))));

describe("a search", () => {
  it("finds every row that matches, and shows those that hold one, in their order", async () => {
    await fc.assert(
      fc.asyncProperty(trees, fc.func(fc.boolean()), async (depths, matchesRow) => {
        const test = (row: number): boolean => matchesRow(row);
        const end = endsOf(depths);
        const found = await scan({ count: depths.length, end, test }, goOn);
        const rows = depths.map((_, row) => row);
        const matches = rows.filter((row) => test(row));
        expect([...(found?.matches ?? [])]).toEqual(matches);
        const shown = rows.filter((row) => matches.some((match) => match >= row && match < (end[row] ?? 0)));
        expect([...(found?.shown ?? [])]).toEqual(shown);
      }),
    );
  });

  it("of a table shows the matches alone", async () => {
    const found = await scan({ count: 5, end: null, test: (row) => row % 2 === 1 }, goOn);
    expect([...(found?.shown ?? [])]).toEqual([1, 3]);
  });

  it("rests after each slice, and is given up when it is told so", async () => {
    vi.spyOn(performance, "now").mockImplementation(
      (
        (time) => () =>
          (time += 5)
      )(0),
    );
    const rests: number[] = [];
    const rest = async (done: number): Promise<boolean> => rests.push(done) < 3;
    expect(await scan({ count: 1_000_000, end: null, test: () => true }, rest)).toBeNull();
    expect(rests).toHaveLength(3);
    vi.restoreAllMocks();
  });
});

describe("the next match", () => {
  const matches = Uint32Array.of(2, 5, 9);

  it("goes round in both directions, from a match or from between two", () => {
    expect([-1, 2, 4, 9, 20].map((row) => nextMatch(matches, row, 1))).toEqual([0, 1, 1, 0, 0]);
    expect([-1, 2, 4, 5, 9, 20].map((row) => nextMatch(matches, row, -1))).toEqual([2, 2, 0, 0, 1, 2]);
  });

  it("of nothing is none", () => {
    expect(nextMatch(new Uint32Array(0), 3, 1)).toBe(-1);
  });
});
