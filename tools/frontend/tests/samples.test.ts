import { expect, test } from "vitest";
import { bareSampleFile, sampleFile, sampleReport } from "../src/dicom";
import { opened, outline } from "./dicom/read";

test("the samples that are whole have no fault, and lie deep where they should", () => {
  for (const [name, bytes] of Object.entries({ ct: sampleFile(), report: sampleReport() })) {
    expect(opened(bytes).faults, name).toEqual([]);
  }
  const { elements } = opened(sampleReport());
  expect(Math.max(...elements.level.subarray(0, elements.count))).toBeGreaterThanOrEqual(9);
});

test("the one without preamble says so, and holds the same data set", () => {
  const bare = opened(bareSampleFile());
  expect(outline(bare)).toEqual(outline(opened(sampleFile())));
  expect(bare.faults.length).toBeGreaterThan(0);
});
