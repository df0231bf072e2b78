import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EXACT_PX,
  extentOf,
  fromScroll,
  lowestTop,
  MAX_SPACER_PX,
  toScroll,
} from "../../src/elements/grid-view";

/** Tables of any length, also such that are only just too long; rows and views as phones and walls have them. */
const extent = fc
  .record({
    rows: fc.oneof(fc.nat(8_000_000), fc.integer({ min: 142_000, max: 144_000 })),
    rowHeight: fc.integer({ min: 18, max: 60 }),
    view: fc.integer({ min: 0, max: 3_000 }),
  })
  .map(({ rows, rowHeight, view }) => extentOf(rows, rowHeight, view));

describe("the scroll bar", () => {
  it("is exact while the table fits into it", () => {
    const short = extentOf(1_000, 28, 500);
    expect([fromScroll(short, 123), toScroll(short, 123)]).toEqual([123, 123]);
  });

  it("is never longer than an engine can lay out, at 400 % on a screen of double density", () => {
    expect(MAX_SPACER_PX * 4 * 2).toBeLessThan(33_554_428);
    fc.assert(fc.property(extent, ({ spacer }) => spacer <= MAX_SPACER_PX));
  });

  it("reaches the first row and the last of any table", () =>
    fc.assert(
      fc.property(extent, (any) => {
        expect(fromScroll(any, 0)).toBe(0);
        const range = Math.max(0, any.spacer - any.view);
        expect(fromScroll(any, range)).toBeCloseTo(lowestTop(any), 3);
      }),
    ));

  it("comes back to where it was", () =>
    fc.assert(
      fc.property(extent, fc.double({ min: 0, max: 1, noNaN: true }), (any, share) => {
        const top = lowestTop(any) * share;
        expect(fromScroll(any, toScroll(any, top))).toBeCloseTo(top, 2);
      }),
    ));

  it("moves rows pixel by pixel near both ends, so that no row there is passed over", () => {
    const long = extentOf(1_000_000, 28, 500);
    const range = long.spacer - long.view;
    for (const by of [1, 7, EXACT_PX]) {
      expect(fromScroll(long, by)).toBe(by);
      expect(lowestTop(long) - fromScroll(long, range - by)).toBe(by);
    }
  });
});
