import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText, parseHl7 } from "../../src/hl7";
import { bytesOf, HEADER, latin1, valueAt } from "./given";

const decoded = (value: string): string => valueAt(`${HEADER}\rOBX|1|TX|${value}|\r`, "OBX-3").text;

describe("escape sequences", () => {
  test.each([
    ["\\F\\", "|"],
    ["\\S\\", "^"],
    ["\\T\\", "&"],
    ["\\R\\", "~"],
    ["\\E\\", "\\"],
    ["a\\F\\b\\F\\c", "a|b|c"],
    ["\\X0D0A\\", "\r\n"],
    ["\\H\\loud\\N\\", "loud"],
    ["one\\.br\\two", "one\ntwo"],
    ["one\\.sp2\\two", "one\n\ntwo"],
    ["one\\.sk3\\two", "one   two"],
  ])("%j reads %j", (written, read) => {
    expect(decoded(written)).toBe(read);
  });

  test("that stand for more than they are long find room", () => {
    expect(decoded("a\\.sp90\\b\\.sp90\\c")).toBe(`a${"\n".repeat(90)}b${"\n".repeat(90)}c`);
  });

  test("are decoded once: what they give is not decoded again", () => {
    expect(decoded("\\E\\F\\E\\")).toBe("\\F\\");
  });

  test("follow the separators of their own message", () => {
    expect(valueAt("MSH#*~!&#LAB\rPID#1##a!F!b!S!c\r", "PID-3").text).toBe("a#b*c");
  });

  test("in hexadecimal are bytes of the message's character set", () => {
    const utf8 = `${HEADER}||||||UNICODE UTF-8\rOBX|1|TX|\\XC3\\\\XBC\\\r`;
    expect(valueAt(utf8, "OBX-3").text).toBe("ü");
    expect(valueAt(latin1(`${HEADER}||||||8859/1\rOBX|1|TX|\\XFC\\\r`), "OBX-3").text).toBe("ü");
  });

  test.each([
    ["C:\\temp\\x", "escape-lone"],
    ["5\\", "escape-lone"],
    ["\\\\", "escape-lone"],
    ["\\Zlocal\\", "escape-unknown"],
    ["\\C2842\\", "escape-unknown"],
    ["\\X4G\\", "escape-hex"],
    ["\\X414\\", "escape-hex"],
  ])("that are none stay as they are, and are said: %s", (written, code) => {
    expect(decoded(written)).toBe(written);
    const { faults } = checkText(parseHl7(bytesOf(`${HEADER}\rOBX|1|TX|${written}|\r`)));
    expect(faults[0]).toMatchObject({ code, path: "OBX-3" });
  });

  test("behind a lone escape character are still read", () => {
    expect(decoded("5\\ mg \\T\\ more")).toBe("5\\ mg & more");
  });

  test("end with the value: an escape character of the next field closes nothing", () => {
    const text = `${HEADER}\rOBX|1\\Z|2\\\r`;
    expect(valueAt(text, "OBX-1").text).toBe("1\\Z");
    expect(checkText(parseHl7(bytesOf(text))).faults).toMatchObject([
      { code: "escape-lone", path: "OBX-1" },
      { code: "escape-lone", path: "OBX-2" },
    ]);
  });

  test("written for any text read back as that text", () => {
    const letters: Readonly<Record<string, string>> = { "|": "F", "^": "S", "&": "T", "~": "R", "\\": "E" };
    const escaped = (text: string): string => text.replace(/[|^&~\\]/g, (one) => `\\${letters[one]}\\`);
    const text = fc.string({ unit: fc.constantFrom(..."|^&~\\FSTREXH.brö€ 19") });
    fc.assert(
      fc.property(text, (value) => {
        const read = valueAt(`${HEADER}||||||UNICODE UTF-8\rOBX|1|TX|x${escaped(value)}\r`, "OBX-3").text;
        return read === `x${value}`;
      }),
    );
  });
});
