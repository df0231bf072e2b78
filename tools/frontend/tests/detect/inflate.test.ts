import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inflateStart } from "../../src/detect/inflate";
import { utf8 } from "./corpus/case";

const FIXED_CODES = 4; // zlib's Z_FIXED

/** Bytes that compress and bytes that do not, in every form of block. */
const contents = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  fc.string({ unit: fc.constantFrom("a", "b", "MSH|"), maxLength: 4_000 }).map(utf8),
);
const options = fc.record({ level: fc.constantFrom(0, 1, 6, 9), strategy: fc.constantFrom(0, FIXED_CODES) });

test("what zlib deflates comes back", () => {
  fc.assert(
    fc.property(contents, options, (bytes, how) => {
      const inflated = inflateStart(deflateRawSync(bytes, how), 65_536);
      expect([...inflated.bytes]).toEqual([...bytes]);
      expect(inflated.stopped).toBe("end");
    }),
    { numRuns: 200 },
  );
});

test("a stream that is cut gives its beginning", () => {
  fc.assert(
    fc.property(contents, options, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, how, share) => {
      const deflated = deflateRawSync(bytes, how);
      const cut = deflated.subarray(0, Math.floor(deflated.length * share));
      const inflated = inflateStart(cut, 65_536);
      expect([...inflated.bytes]).toEqual([...bytes.subarray(0, inflated.bytes.length)]);
      expect(["cut", "end"]).toContain(inflated.stopped);
    }),
    { numRuns: 200 },
  );
});

test("a bomb is inflated no further than asked", () => {
  const bomb = deflateRawSync(new Uint8Array(50_000_000));
  const inflated = inflateStart(bomb, 65_536);
  expect([inflated.bytes.length, inflated.stopped]).toEqual([65_536, "most"]);
});

test("any bytes at all are answered", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(inflateStart(bytes, 1_000).bytes.length).toBeLessThanOrEqual(1_000);
    }),
    { numRuns: 1_000 },
  );
});
