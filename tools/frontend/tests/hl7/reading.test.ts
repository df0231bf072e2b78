import { describe, expect, test } from "vitest";
import { checkText, eachBlock, type Hl7Text, parseHl7 } from "../../src/hl7";
import { decodeBytes } from "../../src/hl7/charset";
import { encodeBytes } from "../../src/hl7/charset-write";
import { bytesOf, HEADER, latin1, opened, segmentIds, valueAt } from "./given";

function codes(text: Hl7Text): readonly string[] {
  return checkText(text).faults.map(({ code }) => code);
}

function codesOf(input: string | Uint8Array): readonly string[] {
  return codes(parseHl7(typeof input === "string" ? bytesOf(input) : input));
}

describe("line ends", () => {
  test.each([
    ["carriage returns, as HL7 asks", "\r", []],
    ["line feeds, which make one segment elsewhere", "\n", ["terminator-lf"]],
    ["pairs of both", "\r\n", ["terminator-crlf"]],
  ])("are %s", (_, end, expected) => {
    const text = [HEADER, "PID|1||42", "OBX|1"].join(end) + end;
    expect(segmentIds(text)).toEqual(["MSH", "PID", "OBX"]);
    expect(codesOf(text)).toEqual(expected);
  });

  test("of three kinds in one text are each a segment's end, and said with their counts", () => {
    const text = `${HEADER}\rPID|1\nOBX|1\r\nNTE|1\r`;
    expect(segmentIds(text)).toEqual(["MSH", "PID", "OBX", "NTE"]);
    const [fault] = checkText(parseHl7(bytesOf(text))).faults;
    expect(fault).toMatchObject({
      code: "terminator-mixed",
      found: "2× CR (0D), 1× LF (0A), 1× CR LF (0D 0A)",
    });
  });

  test("that are missing after the last segment are a remark", () => {
    expect(codesOf(HEADER)).toEqual(["terminator-missing"]);
  });
});

describe("around the segments", () => {
  test("a byte order mark is skipped and said", () => {
    const text = `\ufeff${HEADER}\rPID|1\r`;
    expect(segmentIds(text)).toEqual(["MSH", "PID"]);
    expect(codesOf(text)).toEqual(["byte-order-mark"]);
    expect(opened(text).message.block.offset).toBe(3);
  });

  test("MLLP frames of several messages are left out and said once", () => {
    const framed = `\x0b${HEADER}\rPID|1\r\x1c\r\x0b${HEADER}\rPID|2\r\x1c\r`;
    expect(segmentIds(framed, 1)).toEqual(["MSH", "PID"]);
    expect(valueAt(framed, "PID-1", 1).text).toBe("2");
    expect(codesOf(framed)).toEqual(["mllp-frame"]);
  });

  test("an end block straight behind a value does not become part of it", () => {
    expect(valueAt(`\x0b${HEADER}\rPID|1||42\x1c\r`, "PID-3").text).toBe("42");
  });

  test("blank lines and leading blanks are skipped and said", () => {
    const text = `\r\r  ${HEADER}\r\r\tPID|1\r`;
    expect(segmentIds(text)).toEqual(["MSH", "PID"]);
    expect(codesOf(text)).toEqual(["blank-line", "leading-blanks"]);
  });

  test("text before the first header is a fault with its place", () => {
    const text = parseHl7(bytesOf(`received from 10.0.0.1\r${HEADER}\r`));
    expect(text.blocks.count).toBe(1);
    expect(text.faults).toMatchObject([
      { code: "text-before-header", offset: 0, found: "received from 10.0.0.1" },
    ]);
  });

  test("the prefix of a log is text before the header, on every line that has one", () => {
    const text = parseHl7(bytesOf(`10:00 IN ${HEADER}\rPID|1\r10:01 IN ${HEADER}\rPID|2\r`));
    expect([...eachBlock(text.blocks)].map(({ kind, offset }) => [kind, offset])).toEqual([
      ["message", 9],
      ["message", 9 + HEADER.length + 1 + 6 + 9],
    ]);
    expect(text.faults.map(({ found }) => found)).toEqual(["10:00 IN ", "10:01 IN "]);
  });

  test("line numbers and log prefixes before segments are skipped and said once, with their count", () => {
    const text = `${HEADER}\r 2: PID|1||42\r[10:00:01] OBX|1\r`;
    expect(segmentIds(text)).toEqual(["MSH", "PID", "OBX"]);
    expect(valueAt(text, "PID-3").text).toBe("42");
    expect(parseHl7(bytesOf(text)).faults).toMatchObject([
      { code: "line-prefix", offset: HEADER.length + 2, found: "2×" },
    ]);
  });

  test("segments without a header are read with the usual separators", () => {
    const text = parseHl7(bytesOf("hello\rPID|1||42^^^A\rOBX|1\r"));
    expect([...eachBlock(text.blocks)]).toMatchObject([{ kind: "fragment", firstLine: 1 }]);
    expect(text.faults.map(({ code }) => code)).toEqual(["text-before-header", "header-missing"]);
    expect(valueAt("PID|1||42^^^A\r", "PID-3.4").text).toBe("A");
  });
});

describe("segments before the first header", () => {
  const text = `tail of a line\rOBX|7||x^y\r\rNTE|1\r3: ${HEADER}\rPID|1\r`;

  test("are read as what a message cut off left behind, and said with their place", () => {
    expect(segmentIds(text, 0)).toEqual(["OBX", "NTE"]);
    expect(valueAt(text, "OBX-3.2", 0).text).toBe("y");
    expect(segmentIds(text, 1)).toEqual(["MSH", "PID"]);
    expect(parseHl7(bytesOf(text)).faults).toMatchObject([
      { code: "text-before-header", offset: 0, found: "tail of a line" },
      { code: "header-missing", offset: 15, found: "OBX|7||x^y", expected: "MSH" },
      { code: "blank-line" },
      { code: "text-before-header", found: "3: " },
    ]);
  });

  test("have the usual separators, whatever those of the message behind them are", () => {
    const other = "PID|1||A^B\rMSH#*~!&#LAB\rPID#1##C*D\r";
    expect(valueAt(other, "PID-3.2", 0).text).toBe("B");
    expect(valueAt(other, "PID-3.2", 1).text).toBe("D");
  });
});

describe("messages", () => {
  test("of one text are told apart, each with its own separators", () => {
    const text = `${HEADER}\rPID|1||A^B\rMSH#*~\\&#LAB\rPID#1##C*D^E\r`;
    expect(valueAt(text, "PID-3.2", 0).text).toBe("B");
    expect(valueAt(text, "PID-3.2", 1).text).toBe("D^E");
  });

  test("in a batch stand between its headers and trailers", () => {
    const batch = `FHS|^~\\&|X\rBHS|^~\\&|Y\r${HEADER}\rPID|1\rBTS|1\rFTS|1\r`;
    const blocks = [...eachBlock(parseHl7(bytesOf(batch)).blocks)];
    expect(blocks.map(({ kind }) => kind)).toEqual([
      "envelope",
      "envelope",
      "message",
      "envelope",
      "envelope",
    ]);
    expect(valueAt(batch, "BTS-1", 3).text).toBe("1");
    expect(valueAt(batch, "FHS-3", 0).text).toBe("X");
    expect(codesOf(batch)).toEqual([]);
  });

  test("keep Z segments like any other", () => {
    expect(valueAt(`${HEADER}\rZAB|1|x^y\r`, "ZAB-2.2").text).toBe("y");
    expect(codesOf(`${HEADER}\rZAB|1|x^y\r`)).toEqual([]);
  });

  test("keep a line that is no segment, as a fault and not as a crash", () => {
    const text = `${HEADER}\rOBX|1|TX|a\rbroken off\robx|2\r`;
    expect(segmentIds(text)).toEqual(["MSH", "OBX", "", "obx"]);
    expect(codesOf(text)).toEqual(["segment-name", "segment-name"]);
  });
});

describe("separators", () => {
  test("MSH-1 is the separator itself, and MSH-2 is not taken apart", () => {
    expect(valueAt(`${HEADER}\r`, "MSH-1").text).toBe("|");
    expect(valueAt(`${HEADER}\r`, "MSH-2").text).toBe("^~\\&");
    expect(valueAt(`${HEADER}\r`, "MSH-3").text).toBe("LAB");
  });

  test("MSH-2 may have the truncation character of v2.7 as its fifth", () => {
    const text = "MSH|^~\\&#|LAB\rPID|1||a^b#\r";
    expect(codesOf(text)).toEqual([]);
    expect(opened(text).message.block.delimiters.truncation).toBe(0x23);
    expect(valueAt(text, "MSH-3").text).toBe("LAB");
  });

  test("MSH-2 may leave out the escape character and the sub-component separator", () => {
    const text = "MSH|^~|LAB\rPID|1||a\\F\\&b\r";
    expect(codesOf(text)).toEqual([]);
    expect(valueAt(text, "PID-3").text).toBe("a\\F\\&b");
  });

  test.each([
    ["MSH|^|LAB\r", "encoding-characters-short"],
    ["MSH|^~\\&#!|LAB\r", "encoding-characters-long"],
    ["MSH|^^\\&|LAB\r", "delimiters-equal"],
    ["MSH|^~\\ |LAB\r", "delimiter-not-displayable"],
    ["MSH\rPID|1\r", "header-short"],
  ])("that are wrong are said: %s", (text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });
});

describe("values", () => {
  const line = `${HEADER}\rPID|1||A~B~C||""|""^x|`;

  test("keep every repetition", () => {
    expect(["PID-3[1]", "PID-3[2]", "PID-3[3]"].map((path) => valueAt(line, path).text)).toEqual([
      "A",
      "B",
      "C",
    ]);
  });

  test("tell two double quotes from nothing and from a missing field", () => {
    const presence = ["PID-5", "PID-2", "PID-7", "PID-8", "PID-6.1"].map(
      (path) => valueAt(line, path).presence,
    );
    expect(presence).toEqual(["null", "empty", "empty", "absent", "null"]);
  });

  test("reach down to the sub-component", () => {
    expect(valueAt(`${HEADER}\rPID|||1^^^A&B&C~2^^^D&E\r`, "PID-3[2].4.2").text).toBe("E");
  });

  test("of the second segment of a name are found by its number", () => {
    expect(valueAt(`${HEADER}\rOBX|1||x\rOBX|2||y\r`, "OBX[2]-3").text).toBe("y");
  });
});

describe("character sets", () => {
  const utf8 = (declared: string): string => `${HEADER}||||||${declared}\rPID|||||Müller^€\r`;

  test("MSH-18 says UTF-8 and is believed", () => {
    expect(valueAt(utf8("UNICODE UTF-8"), "PID-5.1").text).toBe("Müller");
    expect(codesOf(utf8("UNICODE UTF-8"))).toEqual([]);
  });

  test("MSH-18 says 8859/1 and is believed, down to the bytes that windows-1252 reads otherwise", () => {
    const bytes = latin1(`${HEADER}||||||8859/1\rPID|||||M\xfcller\x80\r`);
    expect(valueAt(bytes, "PID-5").text).toBe("Müller\x80");
    expect(codesOf(bytes)).toEqual([]);
  });

  test.each([
    ["8859/2", [0xbe], "ž"],
    ["8859/5", [0xd6], "ж"],
    ["8859/7", [0xe1], "α"],
    ["8859/9", [0xf0, 0xdd, 0x80, 0xfc], "ğİ\x80ü"],
    ["8859/15", [0xa4], "€"],
    ["KS X 1001", [0xb1, 0xe8], "김"],
    ["GB 18030-2000", [0xc0, 0xee], "李"],
    ["BIG-5", [0xa7, 0xf5], "李"],
    ["ISO IR87", [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42], "山"],
  ])("MSH-18 says %s and is believed", (declared, name, read) => {
    const [before, after] = [`${HEADER}||||||${declared}\rPID|||||`, "^X\r"].map(latin1);
    const bytes = Uint8Array.of(...(before ?? []), ...name, ...(after ?? []));
    expect(valueAt(bytes, "PID-5.1").text).toBe(read);
    expect(codesOf(bytes)).toEqual([]);
  });

  test("what is written in 8859/9 is read from it again, and what it lacks is not written", () => {
    const bytes = encodeBytes("İĞŞığş ü\x9f", "iso-8859-9");
    expect(bytes && decodeBytes(bytes, "iso-8859-9")).toBe("İĞŞığş ü\x9f");
    expect(encodeBytes("ð", "iso-8859-9")).toBeNull();
  });

  test("bytes that are no UTF-8 although declared are read as ISO 8859-1, with a fault at the byte", () => {
    const bytes = latin1(`${HEADER}||||||UNICODE UTF-8\rPID|||||M\xfcller\r`);
    expect(valueAt(bytes, "PID-5").text).toBe("Müller");
    expect(checkText(parseHl7(bytes)).faults).toMatchObject([
      { code: "charset-mismatch", offset: bytes.indexOf(0xfc), path: "PID-5", found: "<FC>" },
    ]);
  });

  test("UTF-8 that is declared as 8859/1 is read as declared, and said to be the other", () => {
    const bytes = bytesOf(`${HEADER}||||||8859/1\rPID|||||Müller\r`);
    expect(valueAt(bytes, "PID-5").text).toBe("MÃ¼ller");
    expect(checkText(parseHl7(bytes)).faults).toMatchObject([
      {
        code: "charset-doubtful",
        offset: bytes.indexOf(0xc3),
        path: "PID-5",
        found: "<C3>",
        expected: "8859/1",
      },
    ]);
    expect(codesOf(bytesOf(`${HEADER}||||||8859/15\rPID|||||Müller\r`))).toEqual(["charset-doubtful"]);
  });

  test("characters beyond ASCII without a declaration are a fault, and read right all the same", () => {
    expect(valueAt(utf8(""), "PID-5.2").text).toBe("€");
    expect(codesOf(utf8(""))).toEqual(["charset-undeclared"]);
  });

  test("a character set that is not read yet is said, even where only ASCII is used", () => {
    expect(codesOf(`${HEADER}||||||CNS 11643-1992\rPID|1\r`)).toEqual(["charset-unsupported"]);
  });

  test("ASCII that is none is said", () => {
    expect(codesOf(utf8("ASCII"))).toEqual(["charset-mismatch"]);
  });

  test.each([
    ["a mark", [0xff, 0xfe, 0x4d, 0, 0x53, 0, 0x48, 0], "<FF><FE>"],
    ["a mark of the other order", [0xfe, 0xff, 0, 0x4d, 0, 0x53, 0, 0x48], "<FE><FF>"],
    ["MSH", [0x4d, 0, 0x53, 0, 0x48, 0, 0x7c, 0], "M<00>S<00>H<00>"],
    ["MSH of the other order", [0, 0x4d, 0, 0x53, 0, 0x48, 0, 0x7c], "<00>M<00>S<00>H"],
  ])("UTF-16 is refused by name, with what it begins with: %s", (_, bytes, found) => {
    expect.assertions(1);
    try {
      parseHl7(Uint8Array.from(bytes));
    } catch (error) {
      expect(error).toMatchObject({ failure: { code: "utf-16", offset: 0, values: { found } } });
    }
  });
});

describe("what is not HL7", () => {
  test.each([
    ["nothing", ""],
    ["blanks", " \r\n\t "],
    ["frame bytes alone", "\x0b\x1c\r"],
  ])("is refused as empty: %s", (_, text) => {
    expect(() => parseHl7(bytesOf(text))).toThrow("empty");
  });

  test("is refused with its place and an excerpt", () => {
    expect.assertions(1);
    try {
      parseHl7(bytesOf('\n{"resourceType": "Patient"}'));
    } catch (error) {
      expect(error).toMatchObject({
        failure: { code: "not-hl7", offset: 1, values: { found: '{"resourceType": "Patient"}' } },
      });
    }
  });
});
