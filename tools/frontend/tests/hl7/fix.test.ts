import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChanges } from "../../src/bytes/change";
import { checkText, eachBlock, eachSegment, FIXABLE, fix, openBlock, parseHl7 } from "../../src/hl7";
import { bytesOf, HEADER } from "./given";

const ALL = new Set(FIXABLE);

function fixed(text: string, wanted: Iterable<(typeof FIXABLE)[number]> = ALL): string {
  const bytes = bytesOf(text);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    applyChanges(bytes, fix(parseHl7(bytes), new Set(wanted))),
  );
}

function segments(bytes: Uint8Array): readonly string[] {
  const text = parseHl7(bytes);
  return [...eachBlock(text.blocks)].flatMap((block) =>
    [...eachSegment(openBlock(text, block).segments)].map(({ span }) =>
      new TextDecoder().decode(bytes.subarray(span.start, span.end)),
    ),
  );
}

const CLEAN = `${HEADER}\rPID|1||42\rOBX|1\r`;

describe("a text is put right", () => {
  test.each([
    ["line feeds", `${HEADER}\nPID|1||42\nOBX|1\n`],
    ["pairs", `${HEADER}\r\nPID|1||42\r\nOBX|1\r\n`],
    ["mixed ends and none at the end", `${HEADER}\nPID|1||42\r\nOBX|1`],
    ["a byte order mark", `\ufeff${CLEAN}`],
    ["frames", `\x0b${CLEAN}\x1c\r`],
    ["frames straight behind the last value", `\x0b${HEADER}\rPID|1||42\rOBX|1\x1c\r`],
    ["blank lines and leading blanks", `\r  \r${HEADER}\r\r  PID|1||42\r\tOBX|1\r \r`],
    ["pasted line numbers", `1: ${HEADER}\r2: PID|1||42\r3: OBX|1\r`],
    ["numbers as cat -n writes them", `     1\t${HEADER}\n     2\tPID|1||42\n     3\tOBX|1\n`],
    [
      "the prefixes of a log",
      `2024-05-01 10:00:01,120 IN  ${HEADER}\r2024-05-01 10:00:01,121 IN  PID|1||42\r[10:00:02] INFO: OBX|1\r`,
    ],
    ["a preamble", `received from 10.0.0.1\n\n${CLEAN}`],
  ])("with %s", (_, text) => {
    expect(fixed(text)).toBe(CLEAN);
    expect(checkText(parseHl7(bytesOf(fixed(text)))).faults).toEqual([]);
  });

  test("only where it is asked for", () => {
    const text = `\x0b${HEADER}\nPID|1||42\n\nOBX|1\x1c\r`;
    expect(fixed(text, ["terminator-lf"])).toBe(`\x0b${HEADER}\rPID|1||42\r\rOBX|1\x1c\r`);
    expect(fixed(text, ["mllp-frame"])).toBe(`${HEADER}\nPID|1||42\n\nOBX|1\r`);
    expect(fixed(text, ["blank-line"])).toBe(`\x0b${HEADER}\nPID|1||42\nOBX|1\x1c\r`);
    expect(fixed(text, [])).toBe(text);
  });

  test("a line of words with a separator in it is no segment with a prefix", () => {
    const text = `${HEADER}\rNTE|1||take\rtwo tablets of ABC|daily\r`;
    expect(fixed(text)).toBe(text);
  });

  test("and no byte of a segment is another, whatever stood around them", () => {
    const around = fc.constantFrom(
      "\r",
      "\n",
      "\r\n",
      "\r\r",
      "\x1c\r\x0b",
      "\n  ",
      "\n12: ",
      "\r\n2024-05-01 10:00 IN ",
    );
    const segment = fc.constantFrom(HEADER, "PID|1||ä^B~C", "OBX|1|TX|\\F\\||", "ZZZ|x", "broken off");
    fc.assert(
      fc.property(fc.array(fc.tuple(around, segment), { maxLength: 12 }), (parts) => {
        const bytes = bytesOf(HEADER + parts.flat().join(""));
        const after = applyChanges(bytes, fix(parseHl7(bytes), ALL));
        expect(segments(after)).toEqual(segments(bytes));
        const left = checkText(parseHl7(after)).faults.map(({ code }) => code);
        expect(left.filter((code) => (FIXABLE as readonly string[]).includes(code))).toEqual([]);
      }),
    );
  });
});
