import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildTree,
  formatPath,
  offsetAt,
  type Path,
  parsePath,
  pathAt,
  pathOf,
  placeAt,
  rowAt,
  rowOf,
  spanAt,
} from "../../src/hl7";
import { HEADER, latin1, opened } from "./given";

const MESSAGE = `${HEADER}\rPID|1||A1^^^X&1.2&ISO~B2||SAMPLE^ADA|\rOBX|1|TX|a\rOBX|2|TX|b^c\r`;

const number = fc.integer({ min: 1, max: 9999 });
const anyPath: fc.Arbitrary<Path> = fc
  .record({
    segment: fc.constantFrom("PID", "OBX", "ZZ1", "MSH"),
    occurrence: number,
    field: fc.option(number),
    repetition: fc.option(number),
    component: fc.option(number),
    subcomponent: fc.option(number),
  })
  .map((path) => {
    const field = path.field;
    const component = field === null ? null : path.component;
    return {
      ...path,
      repetition: field === null ? null : path.repetition,
      component,
      subcomponent: component === null ? null : path.subcomponent,
    };
  });

describe("paths", () => {
  test("written and read again are the same path", () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });

  test("are read from any text without a crash", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const path = parsePath(text);
        expect(path === null || parsePath(formatPath(path)) !== null).toBe(true);
      }),
    );
  });

  test.each(["PID-3", "PID-3[1].4.1", "OBX[2]-5", "ZA1", "MSH-9.2"])(
    "%s is written as it was read",
    (text) => {
      const path = parsePath(text);
      expect(path && formatPath(path)).toBe(text);
    },
  );

  test.each([
    ["pid.3.1", "PID-3.1"],
    [" PID-3 ", "PID-3"],
    ["OBX[1]-5", "OBX-5"],
  ])("%j is taken as %j", (text, meant) => {
    const path = parsePath(text);
    expect(path && formatPath(path)).toBe(meant);
  });

  test.each(["", "PID-0", "PID-3[0]", "P-3", "PID-3.", "PID-3.1.1.1", "1ID-3", "PID3"])(
    "%j is none",
    (text) => {
      expect(parsePath(text)).toBeNull();
    },
  );
});

describe("places", () => {
  test("of the table, of paths and of the text agree, row by row", () => {
    const { text, message } = opened(MESSAGE);
    const tree = buildTree(text, message);
    for (let row = 0; row < tree.count; row++) {
      const path = pathOf(tree, message, row);
      expect(rowOf(tree, message, path)).toEqual({ row, exact: true });
      expect(spanAt(text, message, path)).toEqual({ start: tree.start[row], end: tree.end[row] });
    }
  });

  test("of an offset are the deepest part there", () => {
    const { text, message } = opened(MESSAGE);
    const tree = buildTree(text, message);
    const offset = MESSAGE.indexOf("1.2");
    const path = pathAt(text, message, offset);
    expect(path && formatPath(path)).toBe("PID-3[1].4.2");
    expect(formatPath(pathOf(tree, message, rowAt(tree, offset)))).toBe("PID-3[1].4.2");
  });

  test("that a message has not got lead to the closest part", () => {
    const { text, message } = opened(MESSAGE);
    const tree = buildTree(text, message);
    const closest = (path: string): unknown => {
      const parsed = parsePath(path);
      const found = parsed && rowOf(tree, message, parsed);
      return found && [formatPath(pathOf(tree, message, found.row)), found.exact];
    };
    expect(closest("PID-3[3].1")).toEqual(["PID-3", false]);
    expect(closest("PID-1.1.1")).toEqual(["PID-1", true]);
    expect(closest("PID-1[1].2")).toEqual(["PID-1", false]);
    expect(closest("PID-99")).toEqual(["PID", false]);
    expect(closest("PV1-2")).toBeNull();
  });

  test("count lines and columns from 1, in characters and not in bytes", () => {
    const { text } = opened(`${HEADER}||||||UNICODE UTF-8\rPID|||||ä€🩺x\r`);
    const offset = text.bytes.lastIndexOf("x".charCodeAt(0));
    expect(placeAt(text, offset)).toEqual({ line: 2, column: 13 });
    expect(offsetAt(text, { line: 2, column: 13 })).toBe(offset);
  });

  test("in ISO 8859-1 count a byte a character", () => {
    const { text } = opened(latin1(`${HEADER}||||||8859/1\rPID|||||\xe4\xe4x\r`));
    const offset = text.bytes.lastIndexOf("x".charCodeAt(0));
    expect(placeAt(text, offset, "iso-8859-1")).toEqual({ line: 2, column: 11 });
    expect(offsetAt(text, { line: 2, column: 11 }, "iso-8859-1")).toBe(offset);
  });
});
