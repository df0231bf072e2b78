/** What other parsers get wrong, measured in ten of them, each as a test of ours. */

import { describe, expect, test } from "vitest";
import { checkText, parseHl7, serialise } from "../../src/hl7";
import { bytesOf, HEADER, latin1, segmentIds, valueAt } from "./given";

const said = (text: string): readonly string[] =>
  checkText(parseHl7(bytesOf(text))).faults.map(({ code }) => code);

describe("where others go wrong", () => {
  test("a file of line feeds is more than one segment (five of ten see one)", () => {
    expect(segmentIds(`${HEADER}\nPID|1\nOBX|1\n`)).toEqual(["MSH", "PID", "OBX"]);
  });

  test("a byte order mark hides no header (nearly all break)", () => {
    expect(valueAt(`\ufeff${HEADER}\r`, "MSH-3").text).toBe("LAB");
  });

  test("five encoding characters are no fault (v2.7)", () => {
    expect(said("MSH|^~\\&#|LAB|||||||1|T|2.7\rPID|1\r")).toEqual([]);
    expect(valueAt("MSH|^~\\&#|LAB\rPID|1||a^b\r", "PID-3.2").text).toBe("b");
  });

  test("MSH-18 is heeded (nine of ten ignore it)", () => {
    expect(valueAt(latin1(`${HEADER}||||||8859/1\rPID|||||\xe4\r`), "PID-5").text).toBe("ä");
  });

  test("escape sequences are decoded (five do not), to the right character (one gives ^ for \\F\\), and once", () => {
    expect(valueAt(`${HEADER}\rOBX|\\F\\\r`, "OBX-1").text).toBe("|");
    expect(valueAt(`${HEADER}\rOBX|\\S\\\r`, "OBX-1").text).toBe("^");
    expect(valueAt(`${HEADER}\rOBX|\\E\\T\\E\\\r`, "OBX-1").text).toBe("\\T\\");
  });

  test("every repetition is kept", () => {
    expect(
      ["PID-3[1]", "PID-3[2]", "PID-3[3]"].map((path) => valueAt(`${HEADER}\rPID|||A~B~C\r`, path).text),
    ).toEqual(["A", "B", "C"]);
  });

  test("two double quotes are told from nothing", () => {
    const text = `${HEADER}\rPID|""||\r`;
    expect(["PID-1", "PID-2", "PID-9"].map((path) => valueAt(text, path).presence)).toEqual([
      "null",
      "empty",
      "absent",
    ]);
  });

  test.each([
    ["empty components at the end", `${HEADER}\rPID|1||A^^^|||\r`],
    ["a date of milliseconds and a zone", `${HEADER}\rEVN||20240501101500.1234+0200\r`],
    ["an escape sequence nobody knows", `${HEADER}\rOBX|\\Zx\\\\X4\\|\\\r`],
    ["a header that ends early", "MSH|^~\\&\rPID|1\r"],
    ["mixed line ends and none at the end", `${HEADER}\nPID|1\r\nOBX|1`],
    ["frames", `\x0b${HEADER}\rPID|1\r\x1c\r`],
  ])("what was read is written byte for byte (two of ten do): %s", (_, text) => {
    expect(serialise(parseHl7(bytesOf(text)))).toEqual(bytesOf(text));
  });

  test("frame bytes are the transport's and no reason to refuse", () => {
    expect(segmentIds(`\x0b${HEADER}\rPID|1\r\x1c\r`)).toEqual(["MSH", "PID"]);
  });

  test("MSH-2 is never rewritten", () => {
    const text = "MSH|$~\\&|LAB\rPID|1||a$b\r";
    expect(serialise(parseHl7(bytesOf(text)))).toEqual(bytesOf(text));
    expect(valueAt(text, "PID-3.2").text).toBe("b");
  });
});
