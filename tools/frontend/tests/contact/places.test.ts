import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suspicious } from "../../src/contact/places";

const ADT = [
  "MSH|^~\\&|LAB|NORTH|EHR|SOUTH|20260102||ADT^A01|1|P|2.5",
  "PID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F",
  "PV1|1|I|WARD1",
].join("\n");
const CDA =
  '<ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><id extension="4711"/></patientRole></recordTarget></ClinicalDocument>';
const DUMP = "(0008,0060) CS [CT]\n(0010,0010) PN [Sample^Ada]\n(0010,0020) LO [4711001]";
const BEFORE = "Hello, this does not work:\n\n";

describe("the first look at a text that is about to be sent", () => {
  it.each([
    ["hl7", ADT],
    ["hl7", btoa(ADT)],
    ["hl7", btoa(ADT).replace(/.{64}/g, "$&\n")],
    ["document", CDA],
    ["dicom", DUMP],
    ["dicom", btoa(`${"\0".repeat(128)}DICM\x02\0\0\0UL\x04\0\0\0\0\0`)],
  ])("sees %s, and where", (what, payload) => {
    const place = suspicious(`${BEFORE}${payload}\n\nThank you`);
    expect(place?.what).toBe(what);
    expect(place?.start).toBe(BEFORE.length);
    expect(place?.end).toBeLessThanOrEqual(BEFORE.length + payload.length + 1);
  });

  it.each([
    "",
    "PID-5 is cut off, and (0010,0010) too.",
    "MSH|^~\\&|A|B|C|D|20260102||ADT^A01|1|P|2.5",
    "The <ClinicalDocument> root is not shown.",
    "SHA-256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ])("lets talk about it go: %s", (text) => {
    expect(suspicious(text)).toBeNull();
  });

  it("warns of a list of numbers", () => {
    expect(suspicious("4711001, 4711002, 4711003")?.what).toBe("numbers");
  });

  it("has an answer for any text, within it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const place = suspicious(text);
        expect(place === null || (place.start < place.end && place.end <= text.length)).toBe(true);
      }),
    );
  });
});
