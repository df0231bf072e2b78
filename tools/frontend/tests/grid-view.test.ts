import { describe, expect, it } from "vitest";
import {
  extentOf,
  fromScroll,
  MAX_SPACER_PX,
  placeOf,
  toScroll,
  visibleRows,
} from "../src/elements/grid-view";

/** 0 holds 1 to 3, 2 holds 3; 4 stands alone. */
const ENDS = [4, 2, 4, 4, 5];
const end = (row: number): number => ENDS[row] as number;
const rows = (among: number[] | null, ...closed: number[]): number[] => {
  const flags = new Uint8Array(ENDS.length);
  for (const row of closed) flags[row] = 1;
  return [...(visibleRows(ENDS.length, among && Uint32Array.from(among), flags, end) ?? [])];
};

describe("the rows in view", () => {
  it("are all of an open tree", () => expect(rows(null)).toEqual([0, 1, 2, 3, 4]));
  it("leave out what lies in closed rows", () => {
    expect(rows(null, 2)).toEqual([0, 1, 2, 4]);
    expect(rows(null, 0, 2)).toEqual([0, 4]);
  });
  it("are those of the filter, less what is closed", () => {
    expect(rows([0, 2, 3])).toEqual([0, 2, 3]);
    expect(rows([0, 2, 3, 4], 2)).toEqual([0, 2, 4]);
  });
  it("are the filter itself where there is no tree", () => {
    expect(visibleRows(9, Uint32Array.of(3), null, null)).toEqual(Uint32Array.of(3));
    expect(visibleRows(9, null, null, null)).toBeNull();
  });
  it("are found by their number", () => {
    expect([2, 4, 5].map((row) => placeOf(Uint32Array.of(2, 4), row))).toEqual([0, 1, 2]);
    expect(placeOf(null, 7)).toBe(7);
  });
});

describe("the scroll bar", () => {
  it("is exact while the table fits into it", () => {
    const extent = extentOf(1_000, 28, 500);
    expect([fromScroll(extent, 123), toScroll(extent, 123)]).toEqual([123, 123]);
  });
  it("reaches the last row of a million, and comes back to where it was", () => {
    const extent = extentOf(1_000_000, 28, 500);
    expect(extent.spacer).toBe(MAX_SPACER_PX);
    expect(fromScroll(extent, MAX_SPACER_PX - 500)).toBe(extent.total - 500);
    expect(toScroll(extent, fromScroll(extent, 1_234_567))).toBeCloseTo(1_234_567, 3);
  });
});
