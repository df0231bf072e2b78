import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockAt, buildTree, checkText, eachBlock, feedOf, openBlock, parseHl7, partOf } from "../../src/hl7";
import { continuedIn } from "../../src/hl7/continuation";
import { bytesOf, HEADER } from "./given";

const message = fc
  .array(fc.constantFrom("PID|1||A^B~C&D", "OBX|1|TX|x||\\F\\", "broken off", "", "\x0bZZZ|ä\x1c"), {
    maxLength: 4,
  })
  .map((lines) => [HEADER, ...lines]);
const feed = fc
  .tuple(fc.array(message, { minLength: 1, maxLength: 5 }), fc.constantFrom("\r", "\n", "\r\n"), fc.boolean())
  .map(([messages, end, closed]) => messages.flat().join(end) + (closed ? end : ""));

describe("one message of a feed", () => {
  test("has the same rows and bytes alone as in the feed", () =>
    fc.assert(
      fc.property(feed, (written) => {
        const text = parseHl7(bytesOf(`preamble\n${written}`));
        for (const block of eachBlock(text.blocks)) {
          const { text: own, block: alone, base } = partOf(text, block);
          const here = buildTree(own, openBlock(own, alone));
          const there = buildTree(text, openBlock(text, block));
          expect(here.last).toEqual(there.last);
          expect(here.start.map((start) => start + base.offset)).toEqual(there.start);
          expect(here.end.map((end) => end + base.offset)).toEqual(there.end);
          const past = base.offset + own.bytes.length;
          expect(own.bytes).toEqual(text.bytes.slice(base.offset, past));
        }
      }),
    ));

  test("is found by any of its bytes", () => {
    const text = parseHl7(bytesOf(`${HEADER}\rPID|1\r${HEADER}\rPID|2\r`));
    const found = feedOf(text, checkText(text), continuedIn(text), 1);
    const second = found.starts[1] as number;
    expect([0, second - 1, second, found.size].map((offset) => blockAt(found, offset))).toEqual([0, 0, 1, 1]);
    expect(found.labels).toEqual([{ kind: "message", segment: "MSH", type: "ORU^R01", controlId: "1" }]);
  });
});
