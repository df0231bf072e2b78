import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fatal } from "../../src/bytes/fault";
import { buildTree, checkText, eachBlock, type Hl7Text, openBlock, parseHl7, serialise } from "../../src/hl7";
import { split } from "../../src/hl7/tokens";
import { valuesByPath } from "../../src/hl7/values";
import { bytesOf, HEADER, opened } from "./given";

/** Everything the viewer does with a text; null where it is refused. */
function readAll(bytes: Uint8Array): Hl7Text | null {
  try {
    const text = parseHl7(bytes);
    checkText(text);
    for (const block of eachBlock(text.blocks)) buildTree(text, openBlock(text, block));
    return text;
  } catch (error) {
    if (error instanceof Fatal) return null;
    throw error;
  }
}

const anyBytes = fc.uint8Array({ maxLength: 300 });
/** Bytes that look like HL7 more often than chance would have it. */
const nearlyHl7 = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        HEADER,
        "MSH|^~\\&|",
        "MSH",
        "PID|1||A~B^C&D",
        "\r",
        "\n",
        "\r\n",
        "\x0b",
        "\x1c\r",
        "\ufeff",
      ),
      fc.constantFrom(
        "FHS|^~\\&|",
        "BHS#",
        "BTS|1",
        "\\X41\\",
        "\\",
        "|",
        "~",
        "^",
        "&",
        '""',
        "MSHMSH||||||",
        "ä",
        " ",
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => bytesOf(parts.join("")));

describe("any input", () => {
  test("ends in a text or in a typed refusal, never in another error", () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, nearlyHl7), (bytes) => void readAll(bytes)),
      { numRuns: 400 },
    );
  });

  test("comes out of its tokens byte for byte", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          nearlyHl7,
          anyBytes.map((bytes) => Uint8Array.of(...bytesOf("MSH|^~\\&|"), ...bytes)),
        ),
        (bytes) => {
          const text = readAll(bytes);
          if (text) expect(serialise(text)).toEqual(bytes);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("is not changed by being read", () => {
    fc.assert(
      fc.property(nearlyHl7, (bytes) => {
        const before = bytes.slice();
        readAll(bytes);
        expect(bytes).toEqual(before);
      }),
    );
  });

  test("survives the way from a worker to the page", () => {
    const { text, message } = opened(`${HEADER}\rPID|1||A~B\r`);
    const tree = buildTree(text, message);
    expect(structuredClone({ text, message, tree })).toEqual({ text, message, tree });
  });
});

describe("large input", () => {
  test("of a million repetitions gives a million rows", { timeout: 20_000 }, () => {
    const bytes = bytesOf(`${HEADER}\rPID|1||${"a~".repeat(1_000_000)}b\r`);
    const { text, message } = opened(bytes);
    expect(buildTree(text, message).count).toBeGreaterThan(1_000_000);
    expect(checkText(text).total).toBe(0);
  });

  test("of 50 MB without a line end is read or refused", { timeout: 60_000 }, () => {
    const bytes = new Uint8Array(50_000_000).fill(0x41);
    expect(() => parseHl7(bytes)).toThrow("not-hl7");
    bytes.set(bytesOf("MSH|^~\\&|"));
    const { text, message } = opened(bytes);
    expect(checkText(text).faults.map(({ code }) => code)).toEqual(["terminator-missing"]);
    expect(buildTree(text, message).count).toBe(4);
  });

  test("is split as a short one is: an empty part at either end, and nothing of what follows it", () => {
    const parts = ["", ...Array.from({ length: 900 }, (_, at) => "x".repeat(at % 70)), ""];
    const bytes = bytesOf(`~${parts.join("~")}~`);
    const pieces = split(bytes, { start: 1, end: bytes.length - 1 }, 0x7e);
    expect(pieces.map(({ start, end }) => end - start)).toEqual(parts.map(({ length }) => length));
    expect(pieces.at(-1)?.end).toBe(bytes.length - 1);
  });

  test("of nothing but separators stops growing the table, and says where", { timeout: 60_000 }, () => {
    const { text, message } = opened(bytesOf(`MSH|^~\\&|${"|".repeat(2_100_000)}`));
    const tree = buildTree(text, message);
    expect(tree.count).toBe(2_000_000);
    expect(tree.cutAt).toBeGreaterThan(0);
  });

  test("of nothing but escape characters is read to its end, with the path of each fault that is kept", {
    timeout: 20_000,
  }, () => {
    const many = "\\".repeat(2_000_000);
    const { text, message } = opened(`${HEADER}\rPID|1||${many}\r`);
    const { faults, total } = checkText(text);
    expect(total).toBe(many.length);
    expect(new Set(faults.map(({ path }) => path))).toEqual(new Set(["PID-3"]));
    expect(valuesByPath(text, message).get("PID-3")).toBe(many);
  });

  test.each(["\x1b", "\x1b$B", "\x1b$B\x1b(B", "\x1b("])(
    "of nothing but %j is read to its end as kanji",
    { timeout: 20_000 },
    (sequence) => {
      for (const declared of ["", "~ISO IR87"]) {
        const { text, message } = opened(
          `${HEADER}||||||${declared}\rPID|1||${sequence.repeat(1_000_000)}x|y\r`,
        );
        expect(checkText(text).total).toBeLessThan(2);
        const values = valuesByPath(text, message);
        expect(values.get("PID-3") ?? values.get("PID-3.1")).toMatch(/x/);
      }
    },
  );

  test("of one fault over and over keeps a hundred and counts the rest", { timeout: 20_000 }, () => {
    const { faults, total } = checkText(parseHl7(bytesOf(`${HEADER}\rOBX|${"\\ ".repeat(100_000)}\r`)));
    expect(faults).toHaveLength(100);
    expect(total).toBe(100_000);
  });
});
