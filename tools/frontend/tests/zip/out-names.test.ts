import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outNames, partsOf } from "../../src/zip";

describe("names under which files leave", () => {
  it("stay as they are where nothing is wrong with them", () => {
    expect(outNames(["CD/S1/IM1.dcm", "CD/Müller 1", "README.TXT"])).toEqual([
      "CD/S1/IM1.dcm",
      "CD/Müller 1",
      "README.TXT",
    ]);
  });

  it("lead nowhere else", () => {
    expect(
      outNames(["../../etc/passwd", "/abs", "C:\\x\\y", "a/./b", "..", "con.dcm", "a\0b", "x. "]),
    ).toEqual([...["etc/passwd", "abs", "C_/x/y", "a/b", "file", "_con.dcm", "a_b", "x"]]);
  });

  it("are numbered where two would be one, and a third takes no name that is there", () => {
    expect(outNames(["a/IM1.dcm", "a/im1.DCM", "b/../a/IM1.dcm", "A/IM1 (2).dcm", "IM1", "IM1"])).toEqual([
      ...["a/IM1.dcm", "a/im1 (2).DCM", "b/a/IM1.dcm", "A/IM1 (2) (2).dcm", "IM1", "IM1 (2)"],
    ]);
  });

  it("are one for each file, whatever the paths, and never lead out", () => {
    const path = fc.array(fc.constantFrom("..", ".", "a", "A", "", "b.dcm", "a (2)", "\\", "nul"), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(path), (paths) => {
        const names = outNames(paths.map((parts) => parts.join("/")));
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(paths.length);
        for (const part of names.flatMap((name) => name.split("/"))) expect(part).toMatch(/^(?!\.*$)[^\\]+$/);
      }),
    );
  });

  it("take no longer where ten thousand are the same", () => {
    const names = outNames(Array.from({ length: 10_000 }, () => "IM1"));
    expect(names.at(-1)).toBe("IM1 (10000)");
  });
});

describe("parts of an archive", () => {
  it("hold as much as fits, in order, and a large file alone", () => {
    expect(partsOf([4, 4, 4, 20, 1, 9], 10)).toEqual([[0, 1], [2], [3], [4, 5]]);
    expect(partsOf([], 10)).toEqual([]);
  });
});
