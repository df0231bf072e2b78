import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Base64Reader } from "../../src/detect/base64";
import { encapsulated, fromHex, looksLikeBase64, pieces } from "../../src/hl7/document";
import { SUGGESTED_DELIMITERS } from "../../src/hl7/standard";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const whole = (bytes: Uint8Array) => ({ start: 0, end: bytes.length });
const { escape: escapeByte } = SUGGESTED_DELIMITERS;

function documentIn(value: string) {
  const bytes = bytesOf(value);
  const found = encapsulated(bytes, whole(bytes), SUGGESTED_DELIMITERS);
  const text = ({ start, end }: { start: number; end: number }): string => value.slice(start, end);
  return found && { ...found, data: text(found.data), type: text(found.type), subtype: text(found.subtype) };
}

describe("encapsulated data", () => {
  it("say what they are, and how they are encoded", () => {
    expect(documentIn("LAB^IM^PNG^Base64^QUJD")).toEqual({
      ...{ data: "QUJD", encoding: "base64", type: "IM", subtype: "PNG" },
    });
    expect(documentIn("^TEXT^^A^plain")).toMatchObject({ encoding: "text", data: "plain", subtype: "" });
    expect(documentIn("^AP^^hex^4142")).toMatchObject({ encoding: "hex" });
    expect(documentIn("^AP^PDF^^QUJD")).toMatchObject({ encoding: "base64" });
  });

  it.each(["", "LAB", "^^^^", "LAB^AP^PDF^Base64", "LAB^AP^PDF^Base64^"])("are none in %j", (value) => {
    expect(documentIn(value)).toBe(null);
  });
});

describe("base64 in a value", () => {
  it("is read through the escape sequences that break its lines", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 60, maxLength: 400 }),
        fc.integer({ min: 4, max: 90 }),
        (bytes, width) => {
          const letters = Buffer.from(bytes).toString("base64");
          const broken = letters.replace(new RegExp(`.{${width}}`, "g"), "$&\\.br\\");
          const value = bytesOf(broken);
          expect(looksLikeBase64(value, whole(value), escapeByte)).toBe(true);
          const reader = new Base64Reader();
          const read = [...pieces(value, whole(value), escapeByte)].map((piece) =>
            Buffer.from(reader.read(piece)),
          );
          expect(Buffer.concat(read).equals(Buffer.from(bytes))).toBe(true);
        },
      ),
    );
  });

  it.each([
    "short",
    "a sentence of ordinary words that goes on and on, well beyond the length that is looked at",
    `${"QUJD".repeat(30)}!`,
    `${"QUJD".repeat(30)}==QUJD`,
  ])("is not taken for it: %s", (text) => {
    const value = bytesOf(text);
    expect(looksLikeBase64(value, whole(value), escapeByte)).toBe(false);
  });

  it("keeps a backslash that begins nothing", () => {
    const value = bytesOf("QU\\JDQUJDQUJDQUJDQUJDQUJD");
    expect(Buffer.concat([...pieces(value, whole(value), escapeByte)]).toString()).toBe(
      "QU\\JDQUJDQUJDQUJDQUJDQUJD",
    );
  });
});

describe("hexadecimal digits", () => {
  it("are bytes, white space aside; what is none is passed over and its place told", () => {
    expect(fromHex(bytesOf("41 42\r\n4a"))).toEqual({ bytes: Uint8Array.of(0x41, 0x42, 0x4a), stray: -1 });
    expect(fromHex(bytesOf("4g1"))).toEqual({ bytes: Uint8Array.of(0x41), stray: 1 });
    expect(fromHex(bytesOf("414"))).toEqual({ bytes: Uint8Array.of(0x41), stray: -1 });
  });
});
