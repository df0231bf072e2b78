import { describe, expect, test } from "vitest";
import { decodeBytes } from "../../src/hl7/charset";
import { beginAt, cutAt } from "../../src/hl7/index";
import { bytesOf, HEADER } from "./given";
import { findingsOf } from "./standard";
import { WIDE } from "./wide";

const SETS = [
  { encoding: "utf-8", text: "aä€🩺b".repeat(9), bytes: bytesOf("aä€🩺b".repeat(9)) },
  ...WIDE.map(({ encoding, hiding, encode }) => {
    const text = `a${hiding[0]}${hiding[1]}b`.repeat(9);
    return { encoding, text, bytes: Uint8Array.from(encode(text)) };
  }),
] as const;

describe.each(SETS)("a text in $encoding of which a part is shown", ({ encoding, text, bytes }) => {
  test("is cut before or behind a character, never within one", () => {
    for (let most = 4; most <= bytes.length; most++) {
      const past = cutAt(bytes, { start: 0, end: bytes.length }, most, encoding);
      expect(past).toBeLessThanOrEqual(most);
      expect(past).toBeGreaterThan(most - 4);
      const said = decodeBytes(bytes.subarray(0, past), encoding).split("\x1b", 1)[0] ?? "";
      expect([most, said, text.startsWith(said)]).toEqual([most, said, true]);
    }
  });

  test("begins with a character", () => {
    for (let most = 4; most <= bytes.length; most++) {
      const from = beginAt(bytes, { start: 0, end: bytes.length }, most, encoding);
      const said = decodeBytes(bytes.subarray(from), encoding);
      expect([most, said, text.endsWith(said)]).toEqual([most, said, true]);
    }
  });
});

test("a finding quotes whole characters of a value that is too long to be quoted", () => {
  const [finding] = findingsOf(`${HEADER}||||||UNICODE UTF-8\rPID|1||1||A^B||x${"ä".repeat(60)}\r`).filter(
    ({ path }) => path.startsWith("PID-7"),
  );
  expect(finding?.found).toBe(`x${"ä".repeat(29)}`);
});
