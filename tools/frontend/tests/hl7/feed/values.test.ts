import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPath, openBlock, type Path, parseHl7, readValue, spanAt } from "../../../src/hl7";
import { blockOf } from "../../../src/hl7/blocks";
import { Values } from "../../../src/hl7/feed/values";
import { definesDelimiters } from "../../../src/hl7/tokens";
import { bytesOf, latin1 } from "../given";
import { header, wanted } from "./given";

/** What `spanAt` and `readValue` say, which splits every level. */
function oracle(bytes: Uint8Array, path: Path): string | null {
  const text = parseHl7(bytes);
  const message = openBlock(text, blockOf(text.blocks, 0) as never);
  const literal = path.field !== null && definesDelimiters(path.segment, path.field);
  const span = spanAt(text, message, path);
  const reading = { delimiters: message.block.delimiters, encoding: message.charset.encoding, literal };
  return span && readValue(text.bytes, span, reading).text;
}

function read(bytes: Uint8Array, path: string): readonly string[] {
  const text = parseHl7(bytes);
  const values = new Values(text, wanted(path));
  const found: string[] = [];
  values.each(0, (start, end) => found.push(values.read(start, end)));
  return found;
}

const part = fc.constantFrom("a", "", '""', "ä", "\\T\\", "\\F\\x", "\\", "é^b", "A&B&C", "~", "^", "x~y^z");
const anySegment = fc
  .tuple(fc.constantFrom("PID", "OBX", "ZSY"), fc.array(part, { maxLength: 6 }))
  .map(([id, fields]) => [id, ...fields].join("|"));
const upTo = (max: number) => fc.integer({ min: 1, max });

test("one value is what the whole parser reads there", () => {
  fc.assert(
    fc.property(
      fc.array(anySegment, { maxLength: 5 }),
      fc.constantFrom("PID", "OBX", "MSH"),
      fc.tuple(upTo(3), upTo(7), upTo(3), upTo(3), upTo(3)),
      fc.constantFrom("\r", "\n", "\r\n"),
      fc.constantFrom("", "UNICODE UTF-8", "8859/1"),
      (segments, segment, [occurrence, field, repetition, component, subcomponent], end, charset) => {
        const said = [header("1", "20260101", charset), ...segments].join(end);
        const bytes = charset === "8859/1" ? latin1(said) : bytesOf(said);
        const whole = { segment, occurrence, field, repetition, component, subcomponent };
        for (const path of [whole, { ...whole, subcomponent: null }]) {
          const text = formatPath(path).replace(/^(\w{3})(?=-)/, "$1[1]");
          const expected = oracle(bytes, path);
          expect(read(bytes, text)).toEqual(expected === null ? [] : [expected]);
        }
      },
    ),
  );
});

test("without an occurrence and a repetition they are all of them, in their order", () => {
  const bytes = bytesOf([header("1"), "OBX|a^1~b^2", "PID|x", "OBX|c^3"].join("\r"));
  expect(read(bytes, "OBX-1.2")).toEqual(["1", "2", "3"]);
  expect(read(bytes, "OBX-1")).toEqual(["a^1", "b^2", "c^3"]);
  expect(read(bytes, "OBX-1[2].1")).toEqual(["b"]);
  expect(read(bytes, "OBX")).toEqual(["OBX|a^1~b^2", "OBX|c^3"]);
});
