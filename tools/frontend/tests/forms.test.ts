import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownHead, markdownRow, markdownText, tabSeparated } from "../src/text/forms";

const anything = fc.string({ unit: "binary", maxLength: 60 });

describe("a tab-separated row", () => {
  it("is one line with as many tabs as it needs, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 6 }), (cells) => {
        const row = tabSeparated(cells);
        expect(row.split("\t")).toHaveLength(cells.length);
        expect(row).not.toMatch(/[\r\n\v\f\u0085\u2028\u2029]/);
      }),
    );
  });

  it("leaves other characters as they are", () => {
    expect(tabSeparated(["a\tb", 'O"B|\\', "é\r\nz"])).toBe('a b\tO"B|\\\té z');
  });
});

describe("a Markdown row", () => {
  it("is one line with one cell for each text, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 6 }), (cells) => {
        const row = markdownRow(cells);
        const bars = row.match(/(?<!\\)(?:\\\\)*\|/g) ?? [];
        expect(bars).toHaveLength(cells.length + 1);
        expect(row).not.toMatch(/[\r\n<]/);
      }),
    );
  });

  it("makes no markup, no HTML and no entity of a value", () => {
    expect(markdownText("<script>alert(1)</script> &lt; **x** [a](b) `c` \\|")).toBe(
      "&lt;script\\>alert\\(1\\)&lt;/script\\> &amp;lt; \\*\\*x\\*\\* \\[a\\]\\(b\\) \\`c\\` \\\\\\|",
    );
  });

  it("names signs that turn the direction of text, and makes control characters visible", () => {
    expect(markdownText("a\u202eb\u2066c\u0007d\u001b")).toBe("aU+202EbU+2066c·d·");
  });

  it("has a head of two lines", () => {
    expect(markdownHead(["Tag", "a|b"])).toBe("| Tag | a\\|b |\n| --- | --- |");
  });
});
