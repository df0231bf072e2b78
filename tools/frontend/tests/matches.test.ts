import { expect, test } from "vitest";
import { matches } from "../src/text/matches";

test("search wants every word, in any order and case", () => {
  expect(matches("HL7 v2 viewer", "VIEW hl7")).toBe(true);
  expect(matches("HL7 v2 viewer", "dicom viewer")).toBe(false);
  expect(matches("HL7 v2 viewer", "")).toBe(true);
});
