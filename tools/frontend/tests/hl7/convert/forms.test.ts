import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseHl7, parsePath } from "../../../src/hl7";
import { IgnoreList } from "../../../src/hl7/compare/ignore";
import { compareTexts, OUTCOMES } from "../../../src/hl7/compare/texts";
import { bytesOf, HEADER, latin1 } from "../given";
import { exported, failureOf, fromJson, fromXml, shownBytes, textOf } from "./given";

const KEY = parsePath("MSH-10") as NonNullable<ReturnType<typeof parsePath>>;
const outcomes = (one: Uint8Array, other: Uint8Array): readonly string[] => {
  const { outcome } = compareTexts(parseHl7(one), parseHl7(other), { key: KEY, ignore: new IgnoreList("") });
  return Array.from(outcome, (number) => OUTCOMES[number] as string);
};

const PID = 'PID|1||A&B^C~42^^^X&1.2&ISO^MR||SAMPLE^ADA||""|F';
const NOTE = 'NTE|1|L|Na\\S\\+ <5> & "x"\\.br\\\\X0D\\\\H\\bold\\N\\ ä';
const MESSAGE = `${HEADER}\r${PID}\r${NOTE}\r`;

/** MSH-3 and MSH-18. */
const header = (sender: string, charset: string): string =>
  JSON.stringify([["MSH", "|", "^~\\&", sender, ...new Array(14).fill(""), charset]]);

describe("JSON", () => {
  test("is one message a line, and gives the same bytes back", () => {
    const batch = `FHS|^~\\&|A\rBHS|^~\\&|A\r${MESSAGE}${MESSAGE}BTS|2\rFTS|1\r`;
    const { text, messages, envelopes } = exported(batch, "json");
    expect(JSON.parse(text)).toHaveLength(6);
    expect(text.split("\n")[3]).toContain('["PID","1","",[[["A","B"],"C"]');
    expect([messages, envelopes]).toEqual([2, 0]);
    expect(textOf(fromJson(text))).toBe(batch);
  });

  test("is read as one message alone, too, and with one of them a line", () => {
    const one = '[["MSH","|","^~\\\\&","LAB"],["PID","1","","42"]]';
    const message = "MSH|^~\\&|LAB\rPID|1||42\r";
    expect(textOf(fromJson(one))).toBe(message);
    expect(textOf(fromJson(`\ufeff ${one}\r\n${one}\n`))).toBe(message + message);
  });

  test("with escape sequences decoded gives the same values back", () => {
    const given = `${HEADER}\rNTE|1|L|Na\\S\\+ \\F\\ \\E\\ ä\r`;
    const { text } = exported(given, "json-decoded");
    expect(text).toContain('"Na^+ | \\\\ ä"');
    expect(textOf(fromJson(text, { decoded: true }))).toBe(given);
  });

  test("comes back in the character set that MSH-18 names", () => {
    const given = latin1(`${HEADER}||||||8859/1\rPID|1||||Müller\r`);
    expect(shownBytes(fromJson(exported(given, "json").text))).toBe(shownBytes(given));
    const failure = failureOf(() => fromJson(header("ő", "8859/1")));
    expect(failure).toMatchObject({ code: "unwritable-message", values: { character: "ő", message: 1 } });
    expect(failureOf(() => fromJson(header("", "BIG-5"))).code).toBe("charset-unwritten");
  });

  test.each([
    ["json-end", "", "1", "1"],
    ["json-end", "[", "1", "2"],
    ["json-kind", '[["MSH","|","^~\\\\&"],\n {"PID":1}]', "2", "2"],
    ["json-sign", '[["MSH","|","^~\\\\&"]\n["PID"]]', "2", "1"],
    ["json-kind", '[["MSH","|","^~\\\\&",\n7]]', "2", "1"],
    ["json-shape", '["PID"]', "1", "2"],
    ["json-control", '[["PID","a\nb"]]', "1", "11"],
    ["json-line-end", '[["PID","a\\rPID|2"]]', "1", "11"],
    ["json-escape", '[["PID","\\x"]]', "1", "10"],
    ["json-deep", '[["PID",[[[["deep"]]]]]]', "1", "2"],
    ["json-delimiters", '[["MSH","||","^~\\\\&"]]', "1", "2"],
    ["json-segment", '[["too long","1"]]', "1", "2"],
    ["json-mixed", '[["PID"],[["MSH"]]]', "1", "10"],
    ["json-end", '[["PID","1"]', "1", "13"],
    ["json-deep", `${"[".repeat(100_000)}`, "1", "7"],
  ])("that is no message says what and where: %s", (code, given, line, column) => {
    expect(failureOf(() => fromJson(given))).toMatchObject({ code, values: { line, column } });
  });

  test("a trailer after a message without delimiters is read like the trailer before it", () => {
    const given = `${[HEADER, "BTS|1", "MSH|", "BTS|1", "PID|&"].join("\r")}\r`;
    expect(textOf(fromJson(exported(given, "json").text))).toBe(given);
  });

  test("whatever the segments, the same bytes come back", () => {
    const part = fc.stringMatching(/^[|^~&\\"A-Zäö€<]{0,14}$/);
    const segment = fc.oneof(
      part.map((text) => `PID|${text}`),
      part.map((text) => `loose ${text}`),
      fc.constantFrom(
        HEADER,
        "MSH|^^^^|a^b",
        "MSH|^~",
        "MSH|",
        "MSH|^~\\&#|a#",
        "MSH$*!/%$b*c!d",
        "BTS|1",
        "OBX",
      ),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        const given = bytesOf([HEADER, ...segments, ""].join("\r"));
        expect(textOf(fromJson(exported(given, "json").text))).toBe(textOf(given));
      }),
      { numRuns: 300 },
    );
  });
});

describe("v2.xml", () => {
  test("says the same when it comes back, with groups and escape sequences", () => {
    const given = bytesOf(MESSAGE + MESSAGE.replace("|1|T|", "|2|T|"));
    const { text, messages } = exported(given, "xml");
    expect(messages).toBe(2);
    expect(text.trimEnd().split("\n")).toHaveLength(2);
    expect(text).toContain('<escape V=".br"/>');
    expect(outcomes(given, fromXml(text))).toEqual(["exact", "exact"]);
  });

  test("is read however it is laid out, with prefixes, comments, CDATA and entities", () => {
    const given = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- a remark -->
      <v:ACK xmlns:v="urn:hl7-org:v2xml">
        <v:MSH>
          <v:MSH.1>|</v:MSH.1><v:MSH.2>^~\\&amp;</v:MSH.2>
          <v:MSH.10>7</v:MSH.10>
        </v:MSH>
        <v:GROUP><v:NTE source="x"><v:NTE.3><![CDATA[a|b]]> &#xE4;&lt;</v:NTE.3><v:NTE.3>two</v:NTE.3></v:NTE></v:GROUP>
      </v:ACK>`;
    expect(textOf(fromXml(given))).toBe("MSH|^~\\&||||||||7\rNTE|||a\\F\\b ä<~two\r");
  });

  test.each([
    ["xml-empty", "", "1", "1"],
    ["xml-mismatch", "<ACK>\n  <MSH></ACK>", "2", "8"],
    ["xml-end", "<ACK>\n<MSH><MSH.1>|</MSH.1>", "2", "22"],
    ["xml-doctype", "<!DOCTYPE a [<!ENTITY b 'c'>]><ACK/>", "1", "1"],
    ["xml-entity", "<ACK><MSH><MSH.3>&bomb;</MSH.3></MSH></ACK>", "1", "18"],
    ["xml-text", "<ACK>words</ACK>", "1", "6"],
    ["xml-text", "<ACK><PID>words</PID></ACK>", "1", "6"],
    ["xml-mixed", "<ACK><PID><PID.3>a<CX.1>b</CX.1></PID.3></PID></ACK>", "1", "11"],
    ["xml-name", "<ACK><PID><name>a</name></PID></ACK>", "1", "11"],
    ["xml-name", "<ACK><PID><PID.5000>a</PID.5000></PID></ACK>", "1", "11"],
    ["xml-twice", "<ACK><PID><PID.3><CX.1>a</CX.1><CX.1>b</CX.1></PID.3></PID></ACK>", "1", "32"],
    ["xml-delimiters", "<ACK><MSH><MSH.1>||</MSH.1></MSH></ACK>", "1", "11"],
    ["xml-tag", "<ACK><PID 5></PID></ACK>", "1", "11"],
    ["xml-tag", "< ACK>", "1", "1"],
    ["xml-deep", "<a>".repeat(100_000), "1", "196"],
  ])("that is no message says what and where: %s", (code, given, line, column) => {
    expect(failureOf(() => fromXml(given))).toMatchObject({ code, values: { line, column } });
  });

  test("whatever the values, they come back", () => {
    const part = fc.stringMatching(/^[|^~&A-Zäö€<>"' \t]{0,14}$/);
    const escaped = fc.constantFrom("\\F\\", "\\E\\", "\\.br\\", "\\X0D\\", "\\Zx\\", "C:\\");
    const segment = fc
      .tuple(fc.constantFrom("PID|", "OBX|1|CE|", "ZZZ|"), part, escaped, part)
      .map((all) => all.join(""));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
        const given = bytesOf([HEADER, ...segments, ""].join("\r"));
        expect(["exact", "same"]).toContain(outcomes(given, fromXml(exported(given, "xml").text))[0]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("CSV", () => {
  test("has a line for each value, with its names, and no formula", () => {
    const { text } = exported(`${HEADER}\rPID|1||42^^^X||=1+1^ADA||""\r`, "csv");
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("message,MSH-10,path,name,value");
    expect(lines).toContain("1,1,PID-3.1,Patient Identifier List / ID Number,42");
    expect(lines).toContain("1,1,PID-5.1,Patient Name / Family Name,'=1+1");
    expect(lines).toContain('1,1,PID-7,Date/Time of Birth,""""""');
  });

  test("and v2.xml say what they have no place for", () => {
    const given = `stray\rFHS|^~\\&|A\r${HEADER}\rbroke off\robx|1\rFTS|1\r`;
    expect(exported(given, "csv")).toMatchObject({ messages: 1, envelopes: 2, lines: 3 });
    expect(exported(given, "xml")).toMatchObject({ messages: 1, envelopes: 2, lines: 3 });
    expect(exported(given, "json")).toMatchObject({ messages: 1, envelopes: 0, lines: 1 });
  });
});
