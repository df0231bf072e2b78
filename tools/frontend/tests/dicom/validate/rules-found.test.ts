import { expect, it } from "vitest";
import { rulesFound } from "../../../src/dicom/validate";
import { dictionary } from "../read";
import { changed, ct, el, fileOf, sq, validated } from "./check";

const item = [el(0x00081150, "UI", "2.25.07")];

it("sums up findings by rule and element, whichever item they lie in, the gravest first", () => {
  const bytes = fileOf(changed(ct(), { 1048608: null, 528704: sq(0x00081140, item, item, item) }));
  const { findings } = validated(bytes);
  const found = rulesFound(findings, dictionary);
  expect(found.map(({ code, path, name, count }) => [code, path, name, count])).toEqual([
    ["missing-type-1", "00081140[*]/00081155", "Referenced SOP Instance UID", 3],
    ["missing-type-2", "00100020", "Patient ID", 1],
    ["uid-form", "00081140[*]/00081150", "Referenced SOP Class UID", 3],
  ]);
  expect(found[1]).toMatchObject({
    severity: "error",
    module: "Patient",
    rule: "PS3.3 C.7, Table C.7-1",
  });
});
