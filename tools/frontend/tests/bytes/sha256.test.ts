import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Sha256, sha256 } from "../../src/bytes/sha256";

test("a hash is what the standard's own example says (FIPS 180-4, B.1)", () =>
  expect(sha256(new TextEncoder().encode("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  ));

test("a hash of any bytes, of any length about a block's, is that of another program", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
    }),
  );
});

test("a hash of what comes part by part is that of the whole, wherever the parts end", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 }), (parts) => {
      const hash = new Sha256();
      for (const part of parts) hash.add(part);
      expect(hash.end()).toBe(createHash("sha256").update(Buffer.concat(parts)).digest("hex"));
    }),
  );
});
