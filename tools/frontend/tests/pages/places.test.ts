import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { loadAllDictionaries } from "../../src/pages/hl7-message/dictionaries";
import { parsePlace, placeOf, placeWords, readPlace } from "../../src/pages/hl7-message/places";

beforeAll(loadAllDictionaries);

test("a place names the message where there are several, and a path in it", async () => {
  expect(placeOf(2, "PID-3[2].1")).toBe("#message=2&path=PID-3[2].1");
  expect(placeOf(null, "PID-3.1")).toBe("#path=PID-3.1");
  expect(placeOf(2, "")).toBe("#message=2");
  expect(placeOf(null, "")).toBe("");
  expect(placeWords(placeOf(2, "PID-3[2].1"))).toBe("message 2, PID-3[2].1");
  expect(parsePlace(await readPlace("#path=IN1-2&file=scan.dcm"))).toMatchObject({
    path: { segment: "IN1" },
  });
});

test("no link names a local segment, whose name is the sender's own word", async () => {
  for (const path of ["ZPI-1", "ZAA", "AAA-1", "XYZ[2]-1"]) {
    expect(placeOf(1, path)).toBe("");
    expect(await readPlace(`#path=${path}`)).toBe("");
  }
});

test("whatever a path holds, the place has a message, a path of the standard, or nothing", () => {
  const closed =
    /^$|^#message=\d+$|^#message=\d+&path=[A-Z][A-Z0-9]{2}(\[\d+\])?(-\d+(\[\d+\])?(\.\d+){0,2})?$/;
  const paths = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."PIDOBXZ-[].0123&=#") }));
  fc.assert(fc.property(paths, (path) => void expect(placeOf(1, path)).toMatch(closed)));
});
