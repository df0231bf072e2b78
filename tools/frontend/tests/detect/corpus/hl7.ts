/** HL7 v2 as it comes: out of interfaces, files, logs and clipboards. */

import { type Case, encoded, joined, latin1, many, utf8 } from "./case";
import type { Random } from "./random";

const TYPES = [
  "ADT^A01^ADT_A01",
  "ORU^R01",
  "ORM^O01",
  "ADT^A08",
  "SIU^S12",
  "MDM^T02",
  "DFT^P03",
  "ACK",
  "VXU^V04^VXU_V04",
  "ORU^R01^ORU_R01",
];
const VERSIONS = ["2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8", "2.8.2"];
const NAMES = ["SAMPLE^ADA", "MÜLLER^JÖRG", "ПРИМЕР^АННА", "例^太郎", "O'EXAMPLE^SEÁN"];
const ASCII_NAMES = NAMES.slice(0, 1);

const line = (random: Random): string =>
  random.pick([
    `OBX|${random.int(1, 9)}|NM|718-7^HGB^LN||${random.int(9, 16)}.${random.int(0, 9)}|g/dL|12-16|N|||F`,
    "NTE|1||see attached, thanks",
    "PV1|1|I|WARD^1^2||||1234^EXAMPLE^DOC",
    `ZXY|${random.digits(4)}|own`,
    "OBR|1|A1|B2|CBC^Complete blood count^L|||20260301101500",
  ]);

export function message(random: Random, names: readonly string[] = ASCII_NAMES): string[] {
  const date = `2026030${random.int(1, 9)}10${random.int(10, 59)}`;
  const header = `MSH|^~\\&|${random.pick(["LAB", "", "RIS^1.2.3^ISO"])}|NORTH|EHR|NORTH|${date}||${random.pick(TYPES)}|${random.digits(6)}|P|${random.pick(VERSIONS)}`;
  const rest = random.pick(["", "|||AL|NE", "||||||UNICODE UTF-8"]);
  const patient = `PID|1||${random.digits(7)}^^^NORTH^MR||${random.pick(names)}||19010203|F`;
  return [header + rest, patient, ...many(random.int(0, 12), () => line(random))];
}

/** The same with other delimiters (2.5.4). */
const redelimited = (lines: readonly string[]): string[] =>
  lines.map((one) => one.replaceAll("~", "*").replaceAll("|", "#").replaceAll("^", "@").replaceAll("&", "$"));

const TERMINATORS = ["\r", "\r", "\n", "\r\n"];

function single(random: Random): Case {
  const lines = message(random, random.chance(0.3) ? NAMES : ASCII_NAMES);
  const end = random.pick(TERMINATORS);
  const form = random.int(0, 9);
  const own = form === 0 ? redelimited(lines) : form === 1 ? lines.slice(1) : lines;
  if (form === 1) own.push("OBX|1|ST|A||B");
  const text = own.join(end) + random.pick(["", end, end + end]);
  const led = random.pick([text, text, `\r\n\n  ${text}`, `\uFEFF${text}`]);
  const padded = random.chance(0.15)
    ? `${led}OBX|9|ED|PDF||^application^pdf^Base64^${"JVBERi0xLjcK".repeat(9_000)}${end}`
    : led;
  const isLatin = random.chance(0.2) && padded.split("").every((letter) => letter.charCodeAt(0) < 256);
  return {
    expected: "hl7-v2",
    bytes: isLatin ? latin1(padded) : encoded(random, padded),
    note: `form ${form}`,
  };
}

function batch(random: Random): Case {
  const end = random.pick(TERMINATORS);
  const messages = many(random.int(2, 60), () => message(random).join(end));
  const file = ["FHS|^~\\&|LAB", "BHS|^~\\&|LAB", ...messages, `BTS|${messages.length}`, "FTS|1"];
  const text = random.pick([
    messages.join(end),
    messages.join(end + end),
    file.join(end),
    file.slice(1, -1).join(end),
    [file[0], file[1], messages[0], "BTS|1", "FTS|1"].join(end),
  ]);
  return { expected: "hl7-v2-batch", bytes: encoded(random, text), note: "" };
}

function framed(random: Random): Case {
  const frames = many(random.int(1, 20), () =>
    joined(
      Uint8Array.of(0x0b),
      utf8(message(random, NAMES).join("\r")),
      utf8("\r"),
      Uint8Array.of(0x1c, 0x0d),
    ),
  );
  const lead = random.pick(["", "", "\r\n", "\n"]);
  const whole = joined(utf8(lead), ...frames);
  return {
    expected: "hl7-v2-mllp",
    bytes: random.chance(0.2) ? whole.subarray(0, whole.length - 2) : whole,
    note: "",
  };
}

const STAMPS = [
  (place: number): string => `2026-03-01 10:15:${10 + (place % 50)},123 INFO  [mllp-1] c.e.Listener - `,
  (place: number): string => `[01/Mar/2026:10:15:${10 + (place % 50)}] received: `,
  (place: number): string => `${place + 1}: `,
  (place: number): string => `${String(place + 1).padStart(4)}  `,
  (): string => "> ",
  (): string => "Mar  1 10:15:30 gw hl7d[812]: ",
  (place: number): string => `<14>1 2026-03-01T10:15:${10 + (place % 50)}Z gw hl7 - - - `,
];

function logged(random: Random): Case {
  const stamp = random.pick(STAMPS);
  const messages = many(random.int(1, 12), () => message(random));
  const end = random.pick(["\n", "\r\n"]);
  const everyLine = messages.flat().map((one, place) => stamp(place) + one);
  const oneLine = messages.map((lines, place) => stamp(place) + lines.join("\r"));
  const blocks = messages.flatMap((lines, place) => [
    `${stamp(place)}message received`,
    ...lines,
    "",
    "sent ACK",
  ]);
  const forms: readonly (readonly string[])[] = [everyLine, ["=== log opened ===", ...oneLine], blocks];
  const form = random.int(0, 2);
  return {
    expected: "hl7-v2-log",
    bytes: encoded(random, (forms[form] ?? []).join(end)),
    note: `form ${form}`,
  };
}

function xml(random: Random): Case {
  const root = random.pick(["ADT_A01", "ORU_R01", "ACK"]);
  const space = random.pick([
    ' xmlns="urn:hl7-org:v2xml"',
    "",
    ' xmlns="urn:hl7-org:v2xml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ]);
  const obx = `<OBX><OBX.1>1</OBX.1><OBX.5>${random.digits(3)}</OBX.5></OBX>`.repeat(random.int(0, 2_500));
  const body = `<MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;</MSH.2><MSH.9><MSG.1>ADT</MSG.1></MSH.9></MSH>${obx}`;
  const declared = random.pick([
    '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- feed -->\n',
    "",
  ]);
  return { expected: "hl7-v2-xml", bytes: utf8(`${declared}<${root}${space}>\n${body}</${root}>`), note: "" };
}

export const hl7Cases = (random: Random): Case[] => [
  ...many(120, () => single(random)),
  ...many(60, () => batch(random)),
  ...many(60, () => framed(random)),
  ...many(100, () => logged(random)),
  ...many(40, () => xml(random)),
];
