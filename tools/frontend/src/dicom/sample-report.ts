/** A structured report that nobody wrote: deep nesting, coded names, UTF-8 text. */

import { closedSequence, element, openSequence, part10, SAMPLE_UID } from "./sample";

const ENHANCED_SR = "1.2.840.10008.5.1.4.1.1.88.22";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** PS3.3 8.8: code value, scheme, meaning. */
const coded = (value: string, scheme: string, meaning: string): Uint8Array[] => [
  element(0x00080100, "SH", value),
  element(0x00080102, "SH", scheme),
  element(0x00080104, "LO", utf8(meaning)),
];

const named = (value: string, meaning: string): Uint8Array =>
  closedSequence(0x0040a043, [coded(value, "99SYN", meaning)]);

const related = (how: string): Uint8Array => element(0x0040a010, "CS", how);

const text = (name: string, meaning: string, value: string): Uint8Array[] => [
  related("CONTAINS"),
  element(0x0040a040, "CS", "TEXT"),
  named(name, meaning),
  element(0x0040a160, "UT", utf8(value)),
];

const measured = (name: string, meaning: string, value: string): Uint8Array[] => [
  related("CONTAINS"),
  element(0x0040a040, "CS", "NUM"),
  named(name, meaning),
  closedSequence(0x0040a300, [
    [closedSequence(0x004008ea, [coded("mm", "UCUM", "millimetre")]), element(0x0040a30a, "DS", value)],
  ]),
];

const section = (name: string, meaning: string, items: readonly Uint8Array[][]): Uint8Array[] => [
  related("CONTAINS"),
  element(0x0040a040, "CS", "CONTAINER"),
  named(name, meaning),
  element(0x0040a050, "CS", "SEPARATE"),
  openSequence(0x0040a730, items),
];

const FINDINGS = section("S2", "Findings", [
  text("T1", "Finding", "A bright disc in the middle of a synthetic phantom."),
  section("S3", "Measurements", [
    measured("M1", "Diameter", "16.0"),
    measured("M2", "Distance to the edge", "8.0"),
  ]),
]);

/** The report as a Part 10 file. */
export function sampleReport(): Uint8Array {
  return part10(ENHANCED_SR, `${SAMPLE_UID}.4.1`, [
    element(0x00080005, "CS", "ISO_IR 192"),
    element(0x00080016, "UI", ENHANCED_SR),
    element(0x00080018, "UI", `${SAMPLE_UID}.4.1`),
    element(0x00080020, "DA", "20200229"),
    element(0x00080060, "CS", "SR"),
    element(0x00080080, "LO", utf8("Beispielklinik Süd")),
    element(0x00100010, "PN", utf8("SAMPLE^Ada=山田^花子")),
    element(0x00100020, "LO", "SAMPLE-1"),
    element(0x0020000d, "UI", `${SAMPLE_UID}.2`),
    element(0x0020000e, "UI", `${SAMPLE_UID}.5`),
    element(0x0040a040, "CS", "CONTAINER"),
    named("S1", "Synthetic report"),
    element(0x0040a050, "CS", "SEPARATE"),
    element(0x0040a491, "CS", "PARTIAL"),
    element(0x0040a493, "CS", "UNVERIFIED"),
    openSequence(0x0040a730, [
      text("T0", "History", "Größe und Lage der Scheibe: frei erfunden."),
      FINDINGS,
      text("T2", "Conclusion", "Nothing here is about a real person."),
    ]),
  ]);
}
