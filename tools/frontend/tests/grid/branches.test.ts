import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Branches, placeOf, type TreeColumns } from "../../src/elements/grid-branches";

/** 0 holds 1 to 3, 2 holds 3; 4 stands alone. */
const ENDS = [4, 2, 4, 4, 5];
const LEVELS = [1, 2, 2, 3, 1];

function columns(level: readonly number[], end: readonly number[]): TreeColumns {
  return { level: Uint8Array.from(level), end: Uint32Array.from(end) };
}

function tree(): Branches {
  return new Branches({ count: ENDS.length, tree: columns(LEVELS, ENDS) });
}

const shown = (branches: Branches): number[] =>
  Array.from({ length: branches.shown }, (_, place) => branches.rowAt(place));

describe("the rows in view", () => {
  it("are all of an open tree", () => expect(shown(tree())).toEqual([0, 1, 2, 3, 4]));

  it("leave out what lies in closed rows", () => {
    const some = tree();
    some.setClosed(2, true);
    expect(shown(some)).toEqual([0, 1, 2, 4]);
    some.setClosed(0, true);
    expect(shown(some)).toEqual([0, 4]);
  });

  it("go down to a level", () => {
    const some = tree();
    some.openTo(1);
    expect(shown(some)).toEqual([0, 4]);
    some.openTo(2);
    expect(shown(some)).toEqual([0, 1, 2, 4]);
    some.openTo(Number.POSITIVE_INFINITY);
    expect(shown(some)).toEqual([0, 1, 2, 3, 4]);
  });

  it("are those of a filter, all open, and as they were before once it goes", () => {
    const some = tree();
    some.setClosed(0, true);
    some.filter(Uint32Array.of(0, 2, 3));
    expect(shown(some)).toEqual([0, 2, 3]);
    some.setClosed(2, true);
    expect(shown(some)).toEqual([0, 2]);
    some.filter(null);
    expect(shown(some)).toEqual([0, 4]);
  });

  it("hold a row that is gone to, with all it lies in, and no filter hides it", () => {
    const some = tree();
    some.openTo(1);
    some.reveal(3);
    expect(shown(some)).toEqual([0, 1, 2, 3, 4]);
    some.filter(Uint32Array.of(4));
    some.reveal(3);
    expect(shown(some)).toEqual([0, 1, 2, 3, 4]);
    expect([0, 1, 2, 3, 4].map((row) => some.parent(row))).toEqual([-1, 0, 0, 2, -1]);
  });

  it("are the filter itself where there is no tree", () => {
    const table = new Branches({ count: 9 });
    table.filter(Uint32Array.of(3));
    table.openTo(1);
    expect([table.isTree, ...shown(table)]).toEqual([false, 3]);
  });

  it("are found by their number", () => {
    expect([2, 4, 5].map((row) => placeOf(Uint32Array.of(2, 4), row))).toEqual([0, 1, 2]);
    expect(placeOf(null, 7)).toBe(7);
  });
});

/** Trees of any form: each row one level deeper than the one before at most. */
const levels = fc.array(fc.nat(4), { minLength: 1, maxLength: 40 }).map((wanted) => {
  const found: number[] = [];
  for (const level of wanted) found.push(Math.min(level + 1, (found.at(-1) ?? 0) + 1));
  return found;
});

describe("of any tree", () => {
  it("a row is in view exactly if nothing it lies in is closed", () =>
    fc.assert(
      fc.property(levels, fc.array(fc.nat(39)), (column, closing) => {
        const past = column.map((level, row) => {
          const next = column.findIndex((other, at) => at > row && other <= level);
          return next < 0 ? column.length : next;
        });
        const branches = new Branches({ count: column.length, tree: columns(column, past) });
        for (const row of closing) if (row < column.length) branches.setClosed(row, true);
        const hidden = (row: number): boolean =>
          column.some((_, above) => above < row && row < (past[above] as number) && branches.isClosed(above));
        const expected = column.map((_, row) => row).filter((row) => !hidden(row));
        expect(shown(branches)).toEqual(expected);
        expect(expected.map((row) => branches.placeOf(row))).toEqual(expected.map((_, place) => place));
      }),
    ));
});
