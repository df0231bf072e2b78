/**
 * Right messages, and what is found when one thing in them is broken. The finding was written down before the message
 * was tried: `rule path`, exactly one for each fault.
 */

import type { DictionaryVersion } from "../../src/hl7";

export interface RightMessage {
  readonly version: DictionaryVersion;
  readonly lines: readonly string[];
}

const header = (type: string, version: string): string =>
  `MSH|^~\\&|SAMPLE|SYN|HIS|SYN|20240501101500||${type}|SYN1|T|${version}`;
const PID = "PID|1||SYN1^^^SYN^MR||SAMPLE^ADA||19700101|F";
const PV1 = "PV1|1|I|WARD^1^A";
const OBR = "OBR|1|O1|F1|CHEM^Chemistry^99SYN|||20240501085500";
const OBX = "OBX|1|NM|GLU^Glucose^99SYN||5.4|mmol/L|3.9-5.8|N|||F|||20240501085500";

/** Each without a finding, in its own version. */
export const RIGHT = {
  "ADT^A01": {
    version: "2.5.1",
    lines: [
      header("ADT^A01^ADT_A01", "2.5.1"),
      "EVN||20240501101500",
      PID,
      "PD1||||1^EXAMPLE^GRACE",
      "NK1|1|SAMPLE^BEN|SPO^Spouse^HL70063",
      PV1,
      "PV2|||^Synthetic reason",
      "OBX|1|ST|X^Y^99SYN||text||||||F",
      "AL1|1|DA|PEN^Penicillin^99SYN",
      "DG1|1||D1^Synthetic^99SYN||20240501|A",
      "PR1|1||P1^Synthetic^99SYN||20240501101500",
      "GT1|1||SAMPLE^ADA",
      "IN1|1|PLAN^Plan^99SYN|INS1",
    ],
  },
  "ORU^R01": {
    version: "2.5.1",
    lines: [
      header("ORU^R01^ORU_R01", "2.5.1"),
      PID,
      PV1,
      "ORC|RE|O1|F1",
      OBR,
      "NTE|1|L|note",
      OBX,
      "OBX|2|NM|NA^Sodium^99SYN||147|mmol/L|136-145|H|||F",
      "OBR|2|O2|F2|URIN^Urine^99SYN",
      "OBX|1|ST|UCOL^Colour^99SYN||yellow||||||F",
    ],
  },
  "ORM^O01": {
    version: "2.5.1",
    lines: [
      header("ORM^O01^ORM_O01", "2.5.1"),
      PID,
      PV1,
      "ORC|NW|O1",
      OBR,
      "DG1|1||D1^Synthetic^99SYN||20240501|A",
      "OBX|1|ST|X^Y^99SYN||text||||||F",
    ],
  },
  "SIU^S12": {
    version: "2.5.1",
    lines: [
      header("SIU^S12^SIU_S12", "2.5.1"),
      "SCH|1^HIS|2^HIS||||ROUTINE^Routine^99SYN||||||||||1^EXAMPLE^GRACE||||2^EXAMPLE^ALAN",
      PID,
      PV1,
      "RGS|1",
      "AIS|1||CT^Scan^99SYN",
      "AIL|1||CT1^^^SYN",
    ],
  },
  "MDM^T02": {
    version: "2.5.1",
    lines: [
      header("MDM^T02^MDM_T02", "2.5.1"),
      "EVN||20240501101500",
      PID,
      PV1,
      "TXA|1|CN|TX|20240501101500||||||||DOC1|||||AU",
      "OBX|1|TX|X^Y^99SYN||text||||||F",
    ],
  },
  ACK: { version: "2.5.1", lines: [header("ACK^A01^ACK", "2.5.1"), "MSA|AA|SYN1"] },
  "ADT^A04, v2.3": {
    version: "2.3",
    lines: [
      header("ADT^A04", "2.3"),
      "EVN|A04|20240501101500",
      "PID|1||SYN1||SAMPLE^ADA||19700101|F",
      "PV1|1|O",
    ],
  },
  "ORU^R01, v2.8": {
    version: "2.8",
    lines: [
      header("ORU^R01^ORU_R01", "2.8"),
      "PID|1||SYN1^^^SYN^MR||SAMPLE^ADA||19700101|F^Female^HL70001",
      "OBR|1|O1|F1|CHEM^Chemistry^99SYN",
      "OBX|1|NM|GLU^Glucose^99SYN|1|5.4|mmol/L|3.9-5.8|N|||F",
    ],
  },
} as const satisfies Record<string, RightMessage>;

export type Name = keyof typeof RIGHT;

/** How a right message is broken: its lines changed. */
export interface Broken {
  readonly from: Name;
  readonly how: string;
  readonly lines: readonly string[];
  readonly expected: string;
}

type Change = (lines: string[]) => void;

function broken(from: Name, how: string, change: Change, expected: string): Broken {
  const lines: string[] = [...RIGHT[from].lines];
  change(lines);
  return { from, how, lines, expected };
}

function placeOf(lines: readonly string[], id: string, occurrence = 1): number {
  let left = occurrence;
  return lines.findIndex((line) => line.startsWith(id) && --left === 0);
}

const without = (from: Name, id: string, expected: string): Broken =>
  broken(from, `without ${id}`, (lines) => lines.splice(placeOf(lines, id), 1), expected);

const twice = (from: Name, id: string): Broken =>
  broken(
    from,
    `${id} twice`,
    (lines) => {
      const at = placeOf(lines, id);
      lines.splice(at, 0, lines[at] ?? "");
    },
    `segment-repeated ${id}[2]`,
  );

/** `id` is moved before `other`; it is the one that stands too early, or the other too late. */
const moved = (from: Name, id: string, other: string, expected: string): Broken =>
  broken(
    from,
    `${id} before ${other}`,
    (lines) => {
      const [line = ""] = lines.splice(placeOf(lines, id), 1);
      lines.splice(placeOf(lines, other), 0, line);
    },
    expected,
  );

/** A line more, before the segment of that ID or at the end. */
const added = (from: Name, line: string, before: string | null, expected: string): Broken =>
  broken(
    from,
    `${line} before ${before ?? "the end"}`,
    (lines) => lines.splice(before === null ? lines.length : placeOf(lines, before), 0, line),
    expected,
  );

/** A field of a segment with another text. */
const field = (from: Name, path: string, text: string, expected: string): Broken =>
  broken(
    from,
    `${path} is ${JSON.stringify(text)}`,
    (lines) => {
      const [id = "", number = "0"] = path.split("-");
      const at = placeOf(lines, id);
      const fields = (lines[at] ?? "").split("|");
      const position = id === "MSH" ? Number(number) - 1 : Number(number);
      while (fields.length <= position) fields.push("");
      fields[position] = text;
      lines[at] = fields.join("|");
    },
    expected,
  );

const LONG = "x".repeat(251);

const STRUCTURE: readonly Broken[] = [
  without("ADT^A01", "EVN", "segment-missing EVN"),
  without("ADT^A01", "PID", "segment-missing PID"),
  without("ADT^A01", "PV1", "segment-missing PV1"),
  without("ORU^R01", "OBR", "segment-missing OBR"),
  without("ORM^O01", "ORC", "segment-missing ORC"),
  without("SIU^S12", "SCH", "segment-missing SCH"),
  without("SIU^S12", "RGS", "segment-missing RGS"),
  without("MDM^T02", "EVN", "segment-missing EVN"),
  without("MDM^T02", "PID", "segment-missing PID"),
  without("MDM^T02", "PV1", "segment-missing PV1"),
  without("MDM^T02", "TXA", "segment-missing TXA"),
  without("ACK", "MSA", "segment-missing MSA"),
  without("ADT^A04, v2.3", "EVN", "segment-missing EVN"),
  without("ADT^A04, v2.3", "PID", "segment-missing PID"),
  without("ADT^A04, v2.3", "PV1", "segment-missing PV1"),
  // In v2.8 an OBX behind the patient is an observation of the patient.
  without("ORU^R01, v2.8", "OBR", "group-missing ORDER_OBSERVATION"),
  broken(
    "ORU^R01",
    "nothing behind the patient",
    (lines) => lines.splice(3),
    "group-missing ORDER_OBSERVATION",
  ),
  broken("ORM^O01", "nothing behind the patient", (lines) => lines.splice(3), "group-missing ORDER"),
  broken("ORU^R01", "nothing behind the header", (lines) => lines.splice(1), "group-missing PATIENT_RESULT"),
  broken("SIU^S12", "no resources", (lines) => lines.splice(4), "group-missing RESOURCES"),
  broken(
    "ORU^R01, v2.8",
    "nothing behind the patient",
    (lines) => lines.splice(2),
    "group-missing ORDER_OBSERVATION",
  ),
  broken(
    "ORU^R01, v2.8",
    "nothing behind the header",
    (lines) => lines.splice(1),
    "group-missing PATIENT_RESULT",
  ),
  twice("ADT^A01", "EVN"),
  twice("ADT^A01", "PID"),
  twice("ADT^A01", "PD1"),
  twice("ADT^A01", "PV1"),
  twice("ADT^A01", "PV2"),
  twice("ORU^R01", "PID"),
  twice("ORU^R01", "PV1"),
  twice("ORM^O01", "PID"),
  twice("ORM^O01", "PV1"),
  twice("SIU^S12", "SCH"),
  twice("SIU^S12", "PV1"),
  twice("MDM^T02", "EVN"),
  twice("MDM^T02", "PID"),
  twice("MDM^T02", "PV1"),
  twice("MDM^T02", "TXA"),
  twice("ACK", "MSA"),
  twice("ADT^A04, v2.3", "EVN"),
  twice("ADT^A04, v2.3", "PID"),
  twice("ADT^A04, v2.3", "PV1"),
  twice("ORU^R01, v2.8", "PID"),
  moved("ADT^A01", "PID", "EVN", "segment-order EVN"),
  moved("ADT^A01", "PV1", "PID", "segment-order PV1"),
  moved("ADT^A01", "PV2", "PV1", "segment-order PV2"),
  moved("ADT^A01", "DG1", "AL1", "segment-order AL1"),
  moved("ADT^A01", "AL1", "OBX", "segment-order OBX"),
  moved("ADT^A01", "GT1", "PR1", "segment-order PR1"),
  moved("ADT^A01", "IN1", "GT1", "segment-order GT1"),
  moved("ADT^A01", "NK1", "PD1", "segment-order PD1"),
  moved("ADT^A01", "PV1", "NK1", "segment-order NK1"),
  moved("ORU^R01", "PV1", "PID", "segment-order PV1"),
  moved("ORM^O01", "PV1", "PID", "segment-order PV1"),
  moved("ORM^O01", "OBX", "DG1", "segment-order DG1"),
  moved("MDM^T02", "PID", "EVN", "segment-order EVN"),
  moved("MDM^T02", "PV1", "PID", "segment-order PID"),
  moved("MDM^T02", "TXA", "PV1", "segment-order PV1"),
  moved("ADT^A04, v2.3", "PID", "EVN", "segment-order EVN"),
  moved("ADT^A04, v2.3", "PV1", "PID", "segment-order PID"),
  added("ADT^A01", "MSA|AA|SYN1", "PV1", "segment-unexpected MSA"),
  added("ADT^A01", "RGS|1", "EVN", "segment-unexpected RGS"),
  added("ADT^A01", "XYZ|1", "PV1", "segment-unknown XYZ"),
  added("ADT^A01", "EVN||20240501101500", null, "segment-order EVN[2]"),
  added("ADT^A01", "NK1|2|SAMPLE^CLEO", null, "segment-order NK1[2]"),
  added("ORU^R01", "AL1|1||PEN", "OBR", "segment-unexpected AL1"),
  added("ORU^R01", "QQQ|1", "OBX", "segment-unknown QQQ"),
  added("ORM^O01", "RGS|1", "OBX", "segment-unexpected RGS"),
  added("SIU^S12", "ORC|NW", "RGS", "segment-unexpected ORC"),
  added(
    "SIU^S12",
    "SCH|1^HIS|2^HIS||||ROUTINE^Routine^99SYN||||||||||1^EXAMPLE^GRACE||||2^EXAMPLE^ALAN",
    null,
    "segment-order SCH[2]",
  ),
  added("MDM^T02", "IN1|1|PLAN|INS1", null, "segment-unexpected IN1"),
  added("MDM^T02", "TXA|1|CN|TX|20240501101500||||||||DOC1|||||AU", null, "segment-order TXA[2]"),
  added("ACK", "PID|1||SYN1||SAMPLE", null, "segment-unexpected PID"),
  added("ACK", "OBX|1|ST|X||text||||||F", "MSA", "segment-unexpected OBX"),
  added("ADT^A04, v2.3", "SPM|1", null, "segment-unknown SPM"),
  added("ADT^A04, v2.3", "RGS|1", null, "segment-unexpected RGS"),
  added("ORU^R01, v2.8", "AL1|1||PEN", null, "segment-unexpected AL1"),
];

const USE: readonly Broken[] = [
  field("ADT^A01", "MSH-7", "", "field-required MSH-7"),
  field("ADT^A01", "MSH-10", "", "field-required MSH-10"),
  field("ADT^A01", "MSH-11", "", "field-required MSH-11"),
  field("ADT^A01", "EVN-2", "", "field-required EVN-2"),
  field("ADT^A01", "PID-3", "", "field-required PID-3"),
  field("ADT^A01", "PID-5", "", "field-required PID-5"),
  field("ADT^A01", "PV1-2", "", "field-required PV1-2"),
  field("ADT^A01", "NK1-1", "", "field-required NK1-1"),
  field("ADT^A01", "AL1-1", "", "field-required AL1-1"),
  field("ADT^A01", "AL1-3", "", "field-required AL1-3"),
  field("ADT^A01", "DG1-1", "", "field-required DG1-1"),
  field("ADT^A01", "DG1-6", "", "field-required DG1-6"),
  field("ADT^A01", "PR1-1", "", "field-required PR1-1"),
  field("ADT^A01", "PR1-3", "", "field-required PR1-3"),
  field("ADT^A01", "PR1-5", "", "field-required PR1-5"),
  field("ADT^A01", "GT1-1", "", "field-required GT1-1"),
  field("ADT^A01", "GT1-3", "", "field-required GT1-3"),
  field("ADT^A01", "IN1-1", "", "field-required IN1-1"),
  field("ADT^A01", "IN1-2", "", "field-required IN1-2"),
  field("ADT^A01", "IN1-3", "", "field-required IN1-3"),
  field("ORU^R01", "OBR-4", "", "field-required OBR-4"),
  field("ORU^R01", "OBX-3", "", "field-required OBX-3"),
  field("ORU^R01", "OBX-11", "", "field-required OBX-11"),
  field("ORU^R01", "ORC-1", "", "field-required ORC-1"),
  field("SIU^S12", "SCH-6", "", "field-required SCH-6"),
  field("SIU^S12", "RGS-1", "", "field-required RGS-1"),
  field("SIU^S12", "AIS-1", "", "field-required AIS-1"),
  field("SIU^S12", "AIS-3", "", "field-required AIS-3"),
  field("SIU^S12", "AIL-1", "", "field-required AIL-1"),
  field("MDM^T02", "TXA-1", "", "field-required TXA-1"),
  field("MDM^T02", "TXA-2", "", "field-required TXA-2"),
  field("MDM^T02", "TXA-12", "", "field-required TXA-12"),
  field("MDM^T02", "TXA-17", "", "field-required TXA-17"),
  field("ACK", "MSA-1", "", "field-required MSA-1"),
  field("ACK", "MSA-2", "", "field-required MSA-2"),
  field("ADT^A01", "PID-1", "1~2", "field-repeated PID-1[2]"),
  field("ADT^A01", "PID-7", "19700101~19710101", "field-repeated PID-7[2]"),
  field("ADT^A01", "PID-8", "F~M", "field-repeated PID-8[2]"),
  field("ADT^A01", "PV1-2", "I~O", "field-repeated PV1-2[2]"),
  field("ADT^A01", "PV1-3", "A^1~B^2", "field-repeated PV1-3[2]"),
  field("ADT^A01", "DG1-3", "A^B^99SYN~C^D^99SYN", "field-repeated DG1-3[2]"),
  field("ORU^R01", "OBR-2", "O1~O2", "field-repeated OBR-2[2]"),
  field("ORU^R01", "OBR-4", "A^B^99SYN~C^D^99SYN", "field-repeated OBR-4[2]"),
  field("ORU^R01", "OBX-6", "mmol/L~mg/L", "field-repeated OBX-6[2]"),
  field("ORU^R01", "OBX-11", "F~P", "field-repeated OBX-11[2]"),
  field("ACK", "MSA-1", "AA~AE", "field-repeated MSA-1[2]"),
  field("ACK", "MSA-2", "1~2", "field-repeated MSA-2[2]"),
  field("ADT^A01", "EVN-9", "beyond", "field-unknown EVN-8"),
  field("ADT^A01", "PID-41", "beyond", "field-unknown PID-40"),
  field("ORU^R01", "OBX-30", "beyond", "field-unknown OBX-26"),
  field("ADT^A04, v2.3", "PID-35", "beyond", "field-unknown PID-31"),
  field("ACK", "MSA-9", "beyond", "field-unknown MSA-7"),
  field("ORU^R01, v2.8", "PID-2", "old", "field-withdrawn PID-2"),
  field("ORU^R01, v2.8", "PID-4", "old", "field-withdrawn PID-4"),
  field("ORU^R01", "OBX-2", "", "value-type-missing OBX-2"),
  field("ADT^A01", "OBX-2", "", "value-type-missing OBX-2"),
  field("ORM^O01", "OBX-2", "", "value-type-missing OBX-2"),
];

const TYPES: readonly Broken[] = [
  field("ADT^A01", "PID-1", "one", "sequence-format PID-1"),
  field("ADT^A01", "PID-1", "-1", "sequence-format PID-1"),
  field("ADT^A01", "NK1-1", "1.5", "sequence-format NK1-1"),
  field("ADT^A01", "DG1-1", "A", "sequence-format DG1-1"),
  field("ADT^A01", "GT1-1", "1a", "sequence-format GT1-1"),
  field("ORU^R01", "OBX-1", "first", "sequence-format OBX-1"),
  field("ORU^R01", "OBR-1", "1,", "sequence-format OBR-1"),
  field("ORU^R01", "NTE-1", "x", "sequence-format NTE-1"),
  field("ORU^R01", "OBX-5", "5,4", "number-format OBX-5"),
  field("ORU^R01", "OBX-5", "<5", "number-format OBX-5"),
  field("ORU^R01", "OBX-5", "5.4 mmol", "number-format OBX-5"),
  field("ORU^R01", "OBX-5", "1e3", "number-format OBX-5"),
  field("ORU^R01", "OBX-5", "--5", "number-format OBX-5"),
  field("ORU^R01", "OBX-5", ".", "number-format OBX-5"),
  field("ORU^R01, v2.8", "OBX-5", "high", "number-format OBX-5"),
  field("ADT^A01", "MSH-13", "x", "number-format MSH-13"),
  field("ADT^A01", "PID-25", "second", "number-format PID-25"),
  field("ADT^A01", "MSH-7", "2024-05-01", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20241301", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20240230", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "2024050124", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "202405011060", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20240501101561", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20240501101500.12345", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "202405011015.5", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20240501101500+02:00", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20240501101500Z", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20240501101500+2400", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "202", "timestamp-format MSH-7.1"),
  field("ADT^A01", "MSH-7", "20240", "timestamp-format MSH-7.1"),
  field("ADT^A01", "EVN-2", "today", "timestamp-format EVN-2.1"),
  field("ADT^A01", "PID-7", "01.01.1970", "timestamp-format PID-7.1"),
  field("ADT^A01", "PID-7", "19700229", "timestamp-format PID-7.1"),
  field("ADT^A01", "PID-7", "19000229", "timestamp-format PID-7.1"),
  field("ADT^A01", "DG1-5", "20240431", "timestamp-format DG1-5.1"),
  field("ADT^A01", "PR1-5", "2024050110150", "timestamp-format PR1-5.1"),
  field("ORU^R01", "OBR-7", "yesterday", "timestamp-format OBR-7.1"),
  field("ORU^R01", "OBX-14", "20240500", "timestamp-format OBX-14.1"),
  field("ADT^A04, v2.3", "PID-7", "19701301", "timestamp-format PID-7.1"),
  field("ORU^R01, v2.8", "MSH-7", "20240532", "timestamp-format MSH-7"),
  field("ORU^R01, v2.8", "PID-7", "1970-01-01", "timestamp-format PID-7"),
  field("ADT^A01", "IN1-12", "2024-01-01", "date-format IN1-12"),
  field("ADT^A01", "IN1-12", "20240132", "date-format IN1-12"),
  field("ADT^A01", "IN1-13", "202413", "date-format IN1-13"),
  field("ADT^A01", "PID-3", "SYN1^^^SYN^MR^^2024-01-01", "date-format PID-3.7"),
  field("ADT^A01", "PID-3", "SYN1^^^SYN^MR^^20240101^20240132", "date-format PID-3.8"),
  field("ADT^A01", "PID-5", "SAMPLE^ADA^^^^^L^^^^^2024-01-01", "timestamp-format PID-5.12.1"),
  broken(
    "ORU^R01",
    "a date result that is none",
    (lines) => {
      lines[6] = "OBX|1|DT|D^Date^99SYN||20240230||||||F";
    },
    "date-format OBX-5",
  ),
  broken(
    "ORU^R01",
    "a time result that is none",
    (lines) => {
      lines[6] = "OBX|1|TM|T^Time^99SYN||2460||||||F";
    },
    "time-format OBX-5",
  ),
  broken(
    "ORU^R01",
    "a time result with a colon",
    (lines) => {
      lines[6] = "OBX|1|TM|T^Time^99SYN||10:15||||||F";
    },
    "time-format OBX-5",
  ),
  broken(
    "ORU^R01",
    "a time stamp result that is none",
    (lines) => {
      lines[6] = "OBX|1|TS|T^Time^99SYN||20240501T1015||||||F";
    },
    "timestamp-format OBX-5.1",
  ),
  broken(
    "ORU^R01",
    "the second of two numbers is none",
    (lines) => {
      lines[6] = "OBX|1|NM|T^Two^99SYN||5.4~high||||||F";
    },
    "number-format OBX-5[2]",
  ),
];

const PARTS: readonly Broken[] = [
  field("ADT^A01", "PID-3", "^^^SYN^MR", "component-required PID-3.1"),
  field("ADT^A01", "PID-3", "SYN1~^^^SYN^MR", "component-required PID-3[2].1"),
  field("ADT^A01", "PID-8", "F^x", "component-unknown PID-8.2"),
  field("ADT^A01", "PV1-2", "I^x", "component-unknown PV1-2.2"),
  field("ADT^A01", "PID-3", "SYN1^^^SYN^MR^^^^^^x", "component-unknown PID-3.11"),
  field("ADT^A01", "PID-10", "2106-3^White^HL70005^^^^x", "component-unknown PID-10.7"),
  field("ADT^A01", "PID-3", "SYN1^^^A&B&ISO&x^MR", "component-unknown PID-3.4.4"),
  field("ADT^A01", "PID-3", "SYN1&x^^^SYN^MR", "component-unknown PID-3.1.2"),
  field("ORU^R01", "OBX-11", "F^x", "component-unknown OBX-11.2"),
  field("ORU^R01", "OBX-5", "5.4^x", "component-unknown OBX-5.2"),
  field("ORU^R01", "OBR-2", "O1^A^1.2^ISO^x", "component-unknown OBR-2.5"),
  field("ORU^R01", "OBR-4", "A^B^99SYN^^^^x", "component-unknown OBR-4.7"),
  field("ACK", "MSA-2", "1^2", "component-unknown MSA-2.2"),
  field("ADT^A01", "PV1-19", "x".repeat(251), "component-length PV1-19.1"),
  field("ADT^A01", "PID-23", LONG, "field-length PID-23"),
  field("ADT^A01", "PID-19", "12345678901234567", "field-length PID-19"),
  field("ADT^A01", "MSH-10", "123456789012345678901", "field-length MSH-10"),
  field("ACK", "MSA-2", "123456789012345678901", "field-length MSA-2"),
  field("ACK", "MSA-3", "x".repeat(81), "field-length MSA-3"),
];

const TABLES: readonly Broken[] = [
  field("ADT^A01", "MSH-11", "X", "table-value MSH-11.1"),
  field("ADT^A01", "MSH-15", "XX", "table-value MSH-15"),
  field("ADT^A01", "MSH-16", "XX", "table-value MSH-16"),
  field("ADT^A01", "PID-24", "X", "table-value PID-24"),
  field("ADT^A01", "PID-30", "X", "table-value PID-30"),
  field("ORU^R01", "ORC-1", "ZZ", "table-value ORC-1"),
  field("ORU^R01", "OBX-11", "Q", "table-value OBX-11"),
  field("ORU^R01", "OBX-2", "QQ", "table-value OBX-2"),
  field("ORU^R01", "OBR-25", "Q", "table-value OBR-25"),
  field("ACK", "MSA-1", "OK", "table-value MSA-1"),
  field("MDM^T02", "TXA-17", "XX", "table-value TXA-17"),
  field("ORU^R01, v2.8", "OBX-11", "Q", "table-value OBX-11"),
  field("ADT^A01", "MSH-9", "ADT^A01^ADT_A02", "header-structure MSH-9"),
  field("ADT^A01", "MSH-9", "ADT^A03^ADT_A01", "header-structure MSH-9"),
  field("ORU^R01", "MSH-9", "ORU^R01^ORU_R99", "header-structure MSH-9"),
  field("ADT^A01", "MSH-12", "2.5.2", "version-unknown MSH-12"),
  field("ACK", "MSH-12", "3.0", "version-unknown MSH-12"),
  field("ADT^A01", "MSH-9", "MFN^M16^MFN_M16", "structure-unknown MSH-9"),
  field("ADT^A01", "MSH-9", "", "field-required MSH-9"),
];

export const BROKEN: readonly Broken[] = [...STRUCTURE, ...USE, ...TYPES, ...PARTS, ...TABLES];
