import { expect, it } from "vitest";
import { datum } from "../../src/bytes/datum";
import { className } from "../../src/pages/dicom-folder/class-names";

it("names a SOP class, and leaves one that nobody has named", () => {
  expect(className(datum("1.2.840.10008.5.1.4.1.1.4"))).toBe("MR Image Storage");
  expect(className(datum("1.2.3"))).toBe("1.2.3");
  expect(className(datum(""))).toBe("");
});
