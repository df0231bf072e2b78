import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText, parseHl7, parsePath } from "../../../src/hl7";
import { IgnoreList } from "../../../src/hl7/compare/ignore";
import { compareTexts, OUTCOMES } from "../../../src/hl7/compare/texts";
import { type Choices, NOTHING_CHOSEN, REPAIRS } from "../../../src/hl7/convert/choices";
import { bytesOf, HEADER, latin1, valueAt } from "../given";
import { converted, failureOf, shownBytes, textOf } from "./given";

const CLEAN = `${HEADER}\rPID|1||42\rOBX|1\r`;
const SECOND = CLEAN.replace("|1|T|", "|2|T|");
const OTHER = "MSH$*!/%$LAB$SYN$HIS$SYN$20240501$$ORU*R01$7$T$2.5.1";

const outcomes = (one: Uint8Array, other: Uint8Array): readonly string[] => {
  const matching = {
    key: parsePath("MSH-10") as NonNullable<ReturnType<typeof parsePath>>,
    ignore: new IgnoreList("MSH-1 MSH-2 MSH-18"),
  };
  const { outcome } = compareTexts(parseHl7(one), parseHl7(other), matching);
  return Array.from(outcome, (number) => OUTCOMES[number] as string);
};

describe("terminators, frames and marks", () => {
  test.each([
    ["cr", CLEAN],
    ["lf", CLEAN.replaceAll("\r", "\n")],
    ["crlf", CLEAN.replaceAll("\r", "\r\n")],
  ] as const)(
    "every segment ends with %s, and each that ended otherwise is counted",
    (terminator, wanted) => {
      const given = `${HEADER}\rPID|1||42\nOBX|1\r\n`;
      const { bytes, counts } = converted(given, { terminator });
      expect(textOf(bytes)).toBe(wanted);
      expect(counts.get("terminator")).toBe(2);
    },
  );

  test("each message gets its frame, and loses it again", () => {
    const framed = `\x0b${CLEAN}\x1c\r\x0b${SECOND}\x1c\r`;
    const { bytes, counts } = converted(CLEAN + SECOND, { framing: "mllp" });
    expect(textOf(bytes)).toBe(framed);
    expect(counts.get("framed")).toBe(4);
    expect(textOf(converted(framed, { framing: "none" }).bytes)).toBe(CLEAN + SECOND);
  });

  test("what stands in a frame stays as it is, and a missing half is put there", () => {
    const framed = `\x0b${CLEAN}\x1c\r\x0b${SECOND}\x1c\r`;
    expect(converted(framed, { framing: "mllp" }).counts.size).toBe(0);
    expect(textOf(converted(`\x0b${CLEAN}${SECOND}\x1c\r`, { framing: "mllp" }).bytes)).toBe(framed);
    expect(textOf(converted(CLEAN.trimEnd(), { framing: "mllp" }).bytes)).toBe(`\x0b${CLEAN}\x1c\r`);
  });

  test("a batch is one block of the transport, and the carriage return behind a frame is none of the terminators", () => {
    const batch = `FHS|^~\\&|A\rBHS|^~\\&|A\r${CLEAN}BTS|1\rFTS|1\r`;
    const { bytes } = converted(batch, { framing: "mllp", terminator: "lf" });
    expect(textOf(bytes)).toBe(`\x0b${batch.replaceAll("\r", "\n")}\x1c\r`);
    expect(converted(bytes, { framing: "mllp", terminator: "lf" }).counts.size).toBe(0);
  });

  test("a byte order mark is set and taken away", () => {
    const marked = converted(CLEAN, { mark: "add" }).bytes;
    expect(textOf(marked)).toBe(`\ufeff${CLEAN}`);
    expect(converted(marked, { mark: "add" }).counts.size).toBe(0);
    expect(textOf(converted(marked, { mark: "remove" }).bytes)).toBe(CLEAN);
  });
});

describe("repairs", () => {
  test("a segment that broke off is joined, blank lines within it too", () => {
    const given = `${HEADER}\rNTE|1||first\rsecond\r\r  third\rOBX|1\r`;
    const { bytes, counts, changes } = converted(given, { repairs: new Set(["broken-line"]) });
    expect(textOf(bytes)).toBe(`${HEADER}\rNTE|1||first\\.br\\second\\.br\\\\.br\\  third\rOBX|1\r`);
    expect(counts.get("broken-line")).toBe(3);
    expect(changes[0]).toMatchObject({ kind: "broken-line", before: "<0D>", after: "\\.br\\" });
    expect(valueAt(bytes, "NTE-3").text).toBe("first\nsecond\n\n  third");
  });

  test("lone escape characters and sequences of ordinary characters are spelt as the standard has it", () => {
    const given = `${HEADER}\rNTE|1||C:\\temp \\X41\\\\X7C\\ \\X0D\\ \\F\\ \\Zlocal\\\r`;
    const { bytes, counts, changes } = converted(given, { repairs: new Set(["escape-lone", "escape-hex"]) });
    expect(textOf(bytes)).toBe(`${HEADER}\rNTE|1||C:\\E\\temp A\\F\\ \\X0D\\ \\F\\ \\Zlocal\\\r`);
    expect([counts.get("escape-lone"), counts.get("escape-hex")]).toEqual([1, 2]);
    expect(changes[0]).toMatchObject({ path: "NTE-3", place: { line: 2, column: 10 } });
  });

  test("all of them together leave nothing to be put right around the segments", () => {
    const given = `hello\n\n12:  ${HEADER}\n  PID|1||42\n\nOBX|1`;
    const { bytes } = converted(given, { repairs: new Set(REPAIRS), terminator: "cr" });
    expect(textOf(bytes)).toBe(CLEAN);
    expect(checkText(parseHl7(bytes)).faults).toEqual([]);
  });
});

describe("delimiters", () => {
  test("a message with its own gets the suggested ones, and says the same", () => {
    const given = `${OTHER}\rNTE$1$$a|b^c /F/ /S/ d&e\\f /.br/ /X41/ g%h!i*j/\r`;
    const { bytes } = converted(given, { delimiters: "suggested" });
    expect(textOf(bytes)).toBe(
      "MSH|^~\\&|LAB|SYN|HIS|SYN|20240501||ORU^R01|7|T|2.5.1\r" +
        "NTE|1||a\\F\\b\\S\\c $ * d\\T\\e\\E\\f \\.br\\ \\X41\\ g&h~i^j/\r",
    );
    expect(valueAt(bytes, "NTE-3[1].1.1").text).toBe(valueAt(given, "NTE-3[1].1.1").text);
    expect(outcomes(bytesOf(given), bytes)).toEqual(["same"]);
  });
});

describe("character sets", () => {
  const german = (charset: string): string => `${HEADER}||||||${charset}\rPID|1||||Müller^Jörg\\XFC\\\r`;

  test("to UTF-8 and back, MSH-18 with it", () => {
    const given = latin1(german("8859/1"));
    const utf8 = converted(given, { charset: "utf-8" });
    expect(textOf(utf8.bytes)).toBe(german("UNICODE UTF-8").replace("\\XFC\\", "\\XC3BC\\"));
    expect([utf8.counts.get("charset"), utf8.counts.get("charset-field")]).toEqual([3, 1]);
    expect(shownBytes(converted(utf8.bytes, { charset: "iso-8859-1" }).bytes)).toBe(shownBytes(given));
  });

  test("MSH-18 is written where the header ends before it, and nothing else where the bytes are ASCII", () => {
    const { bytes, counts } = converted(CLEAN, { charset: "utf-8" });
    expect(textOf(bytes)).toBe(CLEAN.replace("2.5.1\r", "2.5.1||||||UNICODE UTF-8\r"));
    expect([...counts]).toEqual([["charset-field", 1]]);
  });

  test("a character that the other set has not ends it, with its place", () => {
    const failure = failureOf(() => converted(german("").replace("ö", "ő"), { charset: "iso-8859-1" }));
    expect(failure).toMatchObject({
      code: "unwritable",
      values: { character: "ő", charset: "8859/1", line: "2", column: "18" },
    });
  });

  test("of two bytes, the second of which looks like a separator", () => {
    // KATAKANA SO is 83 5C in Shift JIS: its second byte is the escape character.
    const given = Uint8Array.of(...bytesOf(`${HEADER}||||||ISO IR14\rNTE|1||`), 0x83, 0x5c, 0x0d);
    expect(textOf(converted(given, { charset: "utf-8" }).bytes)).toBe(
      `${HEADER}||||||UNICODE UTF-8\rNTE|1||ソ\r`,
    );
    expect(failureOf(() => converted(given, { delimiters: "suggested" })).code).toBe("charset-kept");
    expect(shownBytes(converted(given, { terminator: "lf" }).bytes)).toBe(
      shownBytes(given).replaceAll("\r", "\n"),
    );
  });

  test("delimiters beyond ASCII are refused, unless they are replaced too", () => {
    const given = latin1("MSH|§~\\&|LAB||||||ORU|1|T|2.5.1\rNTE|1||ä§b\r");
    expect(failureOf(() => converted(given, { charset: "utf-8" })).code).toBe("delimiter-beyond-ascii");
    expect(textOf(converted(given, { charset: "utf-8", delimiters: "suggested" }).bytes)).toContain(
      "\rNTE|1||ä^b\r",
    );
  });
});

const line = fc.oneof(
  fc.stringMatching(/^(PID|OBX|ZZZ)\|[|^~&A-Zäö\\]{0,12}$/),
  fc.constantFrom(
    "",
    "  PID|1",
    "12: PID|1",
    "loose text",
    "\x0b",
    "\x1c",
    HEADER,
    `\x0b${HEADER}`,
    "FHS|^~\\&|A",
    OTHER,
    "MSH|^^^^|",
    "MSH||||",
    "MSH",
  ),
);
const anyText = fc
  .array(fc.tuple(line, fc.constantFrom("\r", "\n", "\r\n")), { maxLength: 12 })
  .map((lines) => bytesOf(`${HEADER}\r${lines.flat().join("")}`));

describe("whatever the text", () => {
  test("nothing is another where nothing was chosen", () => {
    fc.assert(
      fc.property(anyText, (bytes) => {
        const { bytes: after, counts } = converted(bytes, {});
        expect(shownBytes(after)).toBe(shownBytes(bytes));
        expect(counts.size).toBe(0);
      }),
    );
  });

  test.each([
    ["terminators", { terminator: "lf" }],
    ["frames", { framing: "mllp" }],
    ["no frames", { framing: "none" }],
    ["a mark", { mark: "add" }],
    ["the character set", { charset: "utf-8" }],
    ["delimiters", { delimiters: "suggested" }],
    ["repairs", { repairs: new Set(["line-prefix", "leading-blanks", "terminator-missing"]) }],
  ] as const)("%s converted once more are the same", (_, chosen) => {
    fc.assert(
      fc.property(anyText, (bytes) => {
        const once = converted(bytes, chosen as Partial<Choices>);
        const twice = converted(once.bytes, chosen as Partial<Choices>);
        expect(shownBytes(twice.bytes)).toBe(shownBytes(once.bytes));
        expect(twice.counts.size).toBe(0);
      }),
    );
  });

  test("and the messages say the same, however they are framed, ended and encoded", () => {
    const message = fc.array(fc.stringMatching(/^(PID|OBX|ZZZ)\|[|^~&A-Zäö ]{0,12}$/), { maxLength: 5 });
    fc.assert(
      fc.property(
        message,
        fc.constantFrom("cr", "lf", "crlf"),
        fc.boolean(),
        (segments, terminator, framed) => {
          const given = bytesOf([HEADER, ...segments, ""].join("\r"));
          const choices = {
            terminator,
            framing: framed ? "mllp" : "none",
            charset: "iso-8859-1",
            mark: "add",
          } as const;
          const after = converted(given, { ...NOTHING_CHOSEN, ...choices }).bytes;
          expect(["same", "exact"]).toContain(outcomes(given, after)[0]);
        },
      ),
    );
  });
});
