import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unmasked } from "../../src/bytes/datum";
import { memorySource } from "../../src/bytes/source";
import { rowText } from "../../src/bytes/text-column";
import { charsetFor, displayValue, personName, previewsOf, valuesOf, vrCode } from "../../src/dicom";
import { bytesOf, EXPLICIT_LITTLE, joined, leaf, part10, SYNTAX, written } from "./build";
import { opened } from "./read";

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  joined(...parts.map((part) => (typeof part === "string" ? bytesOf(part) : Uint8Array.from(part))));
const context = (declared: string) => ({ bigEndian: false, charset: charsetFor(declared.split("\\")) });
const text = (value: Uint8Array, declared: string, vr = "PN"): string =>
  displayValue(value, vrCode(vr), context(declared)).text;

const ESC = "\x1b";
const KANJI = `${ESC}$B`;
const SUPPLEMENT = `${ESC}$(D`;
const ASCII = `${ESC}(B`;
const ROMAJI = `${ESC}(J`;
const KOREAN = `${ESC}$)C`;
const CHINESE = `${ESC}$)A`;

describe("the examples of the standard", () => {
  it("PS3.5 H.3.1: Japanese, beginning with the default repertoire", () => {
    const name = `Yamada^Tarou=${KANJI};3ED${ASCII}^${KANJI}B@O:${ASCII}=${KANJI}$d$^$@${ASCII}^${KANJI}$?$m$&${ASCII}`;
    expect(text(bytes(name), "\\ISO 2022 IR 87")).toBe("Yamada^Tarou=山田^太郎=やまだ^たろう");
  });

  it("PS3.5 H.3.2: Japanese, beginning with half-width katakana", () => {
    const name = bytes(
      [0xd4, 0xcf, 0xc0, 0xde, 0x5e, 0xc0, 0xdb, 0xb3, 0x3d],
      `${KANJI};3ED${ROMAJI}^${KANJI}B@O:${ROMAJI}=${KANJI}$d$^$@${ROMAJI}^${KANJI}$?$m$&${ROMAJI}`,
    );
    expect(text(name, "ISO 2022 IR 13\\ISO 2022 IR 87")).toBe("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
  });

  it("PS3.5 I.2: Korean, in the upper half, which each delimiter takes back", () => {
    const name = bytes(
      `Hong^Gildong=${KOREAN}`,
      [0xfb, 0xf3, 0x5e],
      KOREAN,
      [0xd1, 0xce, 0xd4, 0xd7, 0x3d],
      KOREAN,
      [0xc8, 0xab, 0x5e],
      KOREAN,
      [0xb1, 0xe6, 0xb5, 0xbf],
    );
    expect(text(name, "\\ISO 2022 IR 149")).toBe("Hong^Gildong=洪^吉洞=홍^길동");
  });

  it("PS3.5 K.2: simplified Chinese, in the upper half", () => {
    const name = bytes(
      `Zhang^XiaoDong=${CHINESE}`,
      [0xd5, 0xc5, 0x5e],
      CHINESE,
      [0xd0, 0xa1, 0xb6, 0xab, 0x3d],
    );
    expect(text(name, "\\ISO 2022 IR 58")).toBe("Zhang^XiaoDong=张^小东=");
  });

  it("PS3.5 J.3: GB18030, where a second byte may be a backslash", () => {
    const name = bytes("Wang^XiaoDong=", [0xcd, 0xf5, 0x5e, 0xd0, 0xa1, 0xb6, 0xab]);
    expect(text(name, "GB18030")).toBe("Wang^XiaoDong=王^小东");
    expect(valuesOf(bytes([0x81, 0x5c], "\\", [0x95, 0x5c]), vrCode("LO"), context("GB18030"))).toHaveLength(
      2,
    );
  });
});

describe("the traps", () => {
  it("Latin 1 is not windows-1252", () => {
    expect(text(Uint8Array.of(0x80, 0xa4, 0xe9), "ISO_IR 100")).toBe("\\x80¤é");
  });

  it("in ISO_IR 13 a yen sign stands where ASCII has a backslash, which separates values all the same", () => {
    expect(text(bytes("\\100 ~"), "ISO_IR 13", "LT")).toBe("¥100 ‾");
    expect(valuesOf(bytes("A\\B~"), vrCode("LO"), context("ISO_IR 13"))).toEqual(["A", "B‾"]);
  });

  it("JIS X 0212 has characters that iso-2022-jp has not", () => {
    const declared = "\\ISO 2022 IR 87\\ISO 2022 IR 159";
    expect(text(bytes(`${SUPPLEMENT}0!${ASCII}`), declared)).toBe("丂");
  });

  it("a second byte that looks like a delimiter is none within a character of two bytes", () => {
    expect(text(bytes(`${KANJI}$^%=0\\${ASCII}^x`), "\\ISO 2022 IR 87")).toBe("まソ移^x");
    expect(valuesOf(bytes(`${KANJI}0\\${ASCII}\\B`), vrCode("LO"), context("\\ISO 2022 IR 87"))).toEqual([
      "移",
      "B",
    ]);
  });

  it.each(["\r", "\n", "\f", "\t"])(
    "the first sets hold again after %j in a text, but not after ^ or =",
    (control) => {
      const sets = "ISO 2022 IR 100\\ISO 2022 IR 144";
      const cyrillic = `${ESC}-L`;
      const value = bytes(`${cyrillic}`, [0xb8], "^", [0xb8], "=", [0xb8], control, [0xe4]);
      expect(text(value, sets, "LT")).toBe(`И^И=И${control}ä`);
      expect(text(bytes(cyrillic, [0xb8], "^", [0xe4]), sets, "PN")).toBe("И^ä");
      expect(text(bytes(cyrillic, [0xb8], "\\", [0xe4]), sets, "LO")).toBe("И\\ä");
    },
  );

  it("a first value may be a set of two bytes, without an escape sequence", () => {
    expect(text(Uint8Array.of(0xb1, 0xe6, 0xb5, 0xbf), "ISO 2022 IR 149")).toBe("길동");
  });

  it("minus, parallel, cent, pound and not are those of JIS, not the full-width ones of Windows", () => {
    expect(text(bytes(`${KANJI}!]!B!q!r"L`), "\\ISO 2022 IR 87", "LO")).toBe("−‖¢£¬");
  });
});

describe("what is not declared or does not exist", () => {
  const read = (declared: string, value: Uint8Array) => {
    const file = part10(
      SYNTAX.explicitLittle,
      written(EXPLICIT_LITTLE, [leaf(0x00080005, "CS", declared), leaf(0x00100010, "PN", value)]),
    );
    const { texts, faults } = previewsOf(memorySource(file), opened(file).elements);
    return { text: unmasked(rowText(texts, texts.end.length - 1)), faults: faults.all };
  };

  it("a known set is followed and told", () => {
    const { text: shown, faults } = read("ISO_IR 100", bytes(`A=${KANJI};3${ASCII} `));
    expect(shown).toBe("A=山");
    expect(faults).toMatchObject([{ code: "charset-escapes", path: "00100010", expected: "ISO_IR 100" }]);
  });

  it("an unknown escape sequence is shown as a byte and told", () => {
    const { text: shown, faults } = read("\\ISO 2022 IR 87", bytes(`A${ESC}%/Bx`));
    expect(shown).toBe("A\\x1B%/Bx");
    expect(faults).toMatchObject([{ code: "charset-escapes", found: "1B" }]);
  });

  it("a pair that the set does not have is shown as bytes and told", () => {
    const { text: shown, faults } = read("\\ISO 2022 IR 87", bytes(`${KANJI}/!${ASCII}`));
    expect(shown).toBe("\\x2F\\x21");
    expect(faults).toMatchObject([{ code: "charset-bytes" }]);
  });

  it("a term that is nearly the standard's is taken for it and told", () => {
    const { text: shown, faults } = read("ISO-IR 100", Uint8Array.of(0xe9, 0x20));
    expect(shown).toBe("é");
    expect(faults).toMatchObject([{ code: "charset-spelling", found: "ISO-IR 100", expected: "ISO_IR 100" }]);
  });
});

it("decoding anything by anything neither throws nor loses a byte silently", () => {
  const terms = [
    "",
    "ISO_IR 13",
    "ISO_IR 100",
    "ISO_IR 192",
    "GB18030",
    "\\ISO 2022 IR 87\\ISO 2022 IR 149",
    "?",
  ];
  const pieces = fc.oneof(
    fc
      .constantFrom(KANJI, SUPPLEMENT, KOREAN, CHINESE, ASCII, ROMAJI, ESC, `${ESC}$`)
      .map((one) => bytesOf(one)),
    fc.uint8Array({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...terms), fc.array(pieces), (declared, parts) => {
      const value = joined(...parts);
      const { text: shown, unknownBytes } = displayValue(value, vrCode("LO"), context(declared));
      expect(shown.length).toBeLessThanOrEqual(4 * value.length);
      expect(unknownBytes).toBeLessThanOrEqual(value.length);
    }),
  );
});

it("a name has three groups of five components", () => {
  expect(personName("Yamada^Tarou^^Dr. ^=山田^太郎=やまだ^たろう")).toEqual({
    alphabetic: { family: "Yamada", given: "Tarou", middle: "", prefix: "Dr.", suffix: "" },
    ideographic: { family: "山田", given: "太郎", middle: "", prefix: "", suffix: "" },
    phonetic: { family: "やまだ", given: "たろう", middle: "", prefix: "", suffix: "" },
  });
});
