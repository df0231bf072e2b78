import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pathAlong, pathOf, rowAlong, sampleFile, sampleReport, wayAlong, wayTo } from "../../src/dicom";
import { tagPath } from "../../src/links/grammar";
import { opened } from "./read";

const report = opened(sampleReport()).elements;

test("every element and item of a file has a way, which leads back to it", () => {
  for (const { elements } of [opened(sampleFile()), opened(sampleReport())])
    for (let row = 0; row < elements.count; row++) {
      const way = wayTo(elements, row);
      expect(tagPath.parse(tagPath.format(way))).toEqual(way);
      expect(rowAlong(elements, way)).toEqual({ row, exact: true });
      expect([pathAlong(way), wayAlong(pathAlong(way))]).toEqual([pathOf(elements, row), way]);
    }
});

test("a way that leaves the file ends at the last row that is there", () => {
  const content = rowAlong(report, [0x0040a730]);
  expect(content.exact).toBe(true);
  expect(rowAlong(report, [0x0040a730, 999])).toEqual({ row: content.row, exact: false });
  expect(rowAlong(report, [0x0040a730, 1, 0x7fe00010])).toEqual({ row: content.row + 1, exact: false });
  expect(rowAlong(report, [0x7fe00010])).toEqual({ row: -1, exact: false });
  expect(rowAlong(report, [])).toEqual({ row: -1, exact: false });
  expect(rowAlong(report, [0x00080060, 1])).toMatchObject({ exact: false }); // not a sequence
});

test("any way ends at a row of the file or at none", () => {
  const step = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0x0040a730, 1, 2, 0xfffee000));
  fc.assert(
    fc.property(fc.array(step), (way) => {
      const { row, exact } = rowAlong(report, way);
      expect(row).toBeGreaterThanOrEqual(-1);
      expect(row).toBeLessThan(report.count);
      if (exact) expect(wayTo(report, row)).toEqual(way);
    }),
  );
});

test("in a damaged file, where a tag may stand twice, the way to a row never leads beside its path", () => {
  const whole = sampleReport();
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(damage, (changes) => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of changes) if (at >= 132) bytes[at] = byte;
      const { elements } = opened(bytes);
      for (let row = 0; row < elements.count; row++) {
        const back = rowAlong(elements, wayTo(elements, row));
        const [there, wanted] = [pathOf(elements, back.row), pathOf(elements, row)];
        if (back.exact) expect(there).toBe(wanted);
        else expect(wanted.startsWith(there)).toBe(true);
      }
    }),
  );
});
