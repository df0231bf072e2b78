import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SharedTexts } from "../../src/dicom";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const read = (texts: SharedTexts, text: string, row: number, isLatin1 = true): string | null =>
  texts.read(latin1(text), 0, text.length, isLatin1, row);

describe("texts that files have in common", () => {
  it("a row that held another text before is read as it is now", () => {
    const texts = new SharedTexts();
    for (const text of ["SYN-1", "SYN-2", "SYN-1", "SYN-10", "", "SYN-2"])
      expect(read(texts, text, 7)).toBe(text);
  });

  it("a text that was read as Latin 1 is no text where only ASCII is", () => {
    const texts = new SharedTexts();
    expect(read(texts, "S\xfcd", 3)).toBe("S\xfcd");
    expect(read(texts, "S\xfcd", 3, false)).toBeNull();
    expect(read(texts, "S\xfcd", 4, false)).toBeNull();
  });

  it("whatever was read before, in whatever row, a text is what its bytes say, or null where they need a decoder", () => {
    const short = fc.string({ unit: fc.constantFrom("a", "b", "\xe9", "\x1b", "\x8e"), maxLength: 3 });
    const asked = fc.record({ text: short, row: fc.integer({ min: 0, max: 3 }), isLatin1: fc.boolean() });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (all) => {
        const texts = new SharedTexts();
        for (const { text, row, isLatin1 } of all) {
          const needing = ["\x1b", "\x8e", ...(isLatin1 ? [] : ["\xe9"])];
          const needsDecoder = needing.some((letter) => text.includes(letter));
          expect(read(texts, text, row, isLatin1)).toBe(needsDecoder ? null : text);
        }
      }),
    );
  });
});
