import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleFile } from "../src/dicom";
import { matches } from "../src/elements/palette";
import { detect } from "../src/shell/detect";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const MESSAGE = "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122||ORU^R01|1|P|2.5.1\rPID|1";

test.each([
  ["as it is", MESSAGE],
  ["behind a byte order mark", `\uFEFF${MESSAGE}`],
  ["in an MLLP frame", `\u000B${MESSAGE}\u001C\r`],
  ["behind blank lines", `\r\n\n  ${MESSAGE}`],
  ["behind a log's prefix", `2026-11-22 08:15:00 received\n${MESSAGE}`],
  ["in a batch", `FHS|^~\\&|\rBHS|^~\\&|\r${MESSAGE}`],
  ["with other delimiters", MESSAGE.replaceAll("|", "#")],
])("a message is recognised %s", (_how, text) => {
  expect(detect(bytes(text))).toBe("hl7-viewer");
});

test("a DICOM file is recognised with and without its preamble", () => {
  const file = sampleFile();
  expect(detect(file)).toBe("dicom-inspector");
  expect(detect(file.subarray(132))).toBe("dicom-inspector");
});

test.each(["", "MSHX", "Dear colleagues, MSHA is not a header", "{}", "<a/>"])(
  "%j is for no tool",
  (text) => {
    expect(detect(bytes(text))).toBe(null);
  },
);

test("anything at all is answered", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (head) => {
      expect([null, "dicom-inspector", "hl7-viewer"]).toContain(detect(head));
    }),
  );
});

test("search wants every word, in any order and case", () => {
  expect(matches("HL7 v2 viewer", "VIEW hl7")).toBe(true);
  expect(matches("HL7 v2 viewer", "dicom viewer")).toBe(false);
  expect(matches("HL7 v2 viewer", "")).toBe(true);
});
