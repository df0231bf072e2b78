import fc from "fast-check";
import { expect, test } from "vitest";
import { type Detection, detect, HEAD_BYTES, KINDS, offers, sentence, TEXTS } from "../../src/detect";
import { KNOWN_UIDS, uidName } from "../../src/detect/uids";
import { sampleFile } from "../../src/dicom";
import { readUidDictionary } from "../../src/dicom/dictionary";
import { defineText } from "../../src/text/define";
import { base64, joined, latin1, utf8, utf16 } from "./corpus/case";

const uidTable = import.meta.glob<string>("../../../dictionaries/data/dicom-uids.tsv", {
  query: "?raw",
  import: "default",
  eager: true,
});

const MESSAGE = "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122||ORU^R01|1|P|2.5.1\rPID|1";
const say = defineText(TEXTS);

const kindOf = (text: string | Uint8Array): string =>
  detect(typeof text === "string" ? utf8(text) : text).guesses[0].kind;
const saidOf = (bytes: Uint8Array, size = bytes.length): string => sentence(detect(bytes, size), say);

/** Where the meta information ends, by the value of its first element, (0002,0000). */
const dataSetAt = (file: Uint8Array): number => 144 + new DataView(file.buffer).getUint32(140, true);

test.each([
  ["as it is", MESSAGE, "hl7-v2"],
  ["behind a byte order mark", `\uFEFF${MESSAGE}`, "hl7-v2"],
  ["in an MLLP frame", `\u000B${MESSAGE}\u001C\r`, "hl7-v2-mllp"],
  ["behind blank lines", `\r\n\n  ${MESSAGE}`, "hl7-v2"],
  ["behind a log's prefix", `2026-11-22 08:15:00 received\n${MESSAGE}`, "hl7-v2-log"],
  ["in a batch", `FHS|^~\\&|\rBHS|^~\\&|\r${MESSAGE}`, "hl7-v2-batch"],
  ["twice", `${MESSAGE}\r${MESSAGE}`, "hl7-v2-batch"],
  ["with other delimiters", MESSAGE.replaceAll("|", "#"), "hl7-v2"],
  ["as a file's header alone", "FHS|^~\\&|", "hl7-v2-batch"],
  ["without its header", "PID|1||42\rOBX|1|NM|A||B", "hl7-v2"],
])("a message is recognised %s", (_how, text, kind) => {
  expect(kindOf(text)).toBe(kind);
  expect(kindOf(utf16(text, false))).toBe(kind);
});

test("a DICOM file is recognised with and without its preamble", () => {
  const file = sampleFile();
  expect(kindOf(file)).toBe("dicom");
  expect(kindOf(file.subarray(132))).toBe("dicom-bare");
  expect(kindOf(file.subarray(128))).toBe("dicom-bare");
});

test("a DICOM file is recognised without meta information, with its letters damaged, and when it ends with them", () => {
  const file = sampleFile();
  const noMeta = joined(file.subarray(0, 132), file.subarray(dataSetAt(file)));
  const damaged = joined(file.subarray(0, 128), utf8("DICX"), file.subarray(132));
  for (const bytes of [noMeta, damaged, file.subarray(0, 132)]) expect(kindOf(bytes)).toBe("dicom");
});

test.each([
  ["", "empty"],
  ["MSHX", "text"],
  ["Dear colleagues, MSHA is not a header", "text"],
  ["The header is MSH|^~\\&|", "text"],
  ["{}", "json"],
  ["<a/>", "xml"],
  ["<stdin>:12: error", "text"],
  ["[2026-03-01 10:00] started", "text"],
  ["192.168.0.12", "text"],
  ["1.2.840.10008.1.2", "uid-list"],
  ["x^2 + y^2", "text"],
  ["BM", "text"],
])("%j is %s", (text, kind) => {
  expect(kindOf(text)).toBe(kind);
});

test("what is said names the standard's own words, counts and layers", () => {
  const file = sampleFile();
  const several = utf8(`${MESSAGE}\r${MESSAGE}\r${MESSAGE}`);
  expect(saidOf(file)).toBe("DICOM CT Image Storage, Explicit VR Little Endian");
  expect(saidOf(file.subarray(dataSetAt(file)))).toBe("DICOM CT Image Storage, Explicit VR Little Endian");
  expect(saidOf(several)).toBe("HL7 v2.5.1 ORU^R01, 3 messages");
  expect(saidOf(several, 1e9)).toBe("HL7 v2.5.1 ORU^R01, 3 messages or more");
  expect(saidOf(utf8(base64(several)))).toBe("base64 with HL7 v2.5.1 ORU^R01, 3 messages");
  expect(saidOf(utf8('{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1"}'))).toBe(
    "FHIR R4 CapabilityStatement (JSON)",
  );
  expect(saidOf(utf8("a,b,c\n1,2,3\n"))).toBe("CSV, 3 columns");
  expect(saidOf(new Uint8Array(0))).toBe("empty file");
});

test("what is said holds codes alone, never what somebody wrote into a file", () => {
  const odd = MESSAGE.replace("ORU^R01", "SAMPLE ADA").replace("2.5.1", "SAMPLE ADA");
  expect(saidOf(utf8(odd))).toBe("HL7 v2");
  expect(saidOf(utf8('{"resourceType":"Ada Sample 1901"}'))).toBe("JSON");
  expect(saidOf(utf8("<Ada-Sample/>"))).toBe("XML");
});

test("further guesses follow the first, the most general last", () => {
  const kinds = (text: string): readonly string[] => detect(utf8(text)).guesses.map(({ kind }) => kind);
  expect(kinds('{"resourceType":"Patient"}')).toEqual(["fhir-json", "json", "text"]);
  expect(kinds(`\u000B${MESSAGE}\u001C\r`)).toEqual(["hl7-v2-mllp", "hl7-v2", "text"]);
  expect(kinds('<Patient xmlns="http://hl7.org/fhir"/>')).toEqual(["fhir-xml", "xml", "text"]);
});

test("layers are unwrapped three deep and no deeper", () => {
  const layers = (found: Detection): number => (found.inside ? 1 + layers(found.inside) : 0);
  let text = MESSAGE;
  for (let layer = 0; layer < 6; layer++) text = base64(utf8(text));
  expect(layers(detect(utf8(text)))).toBe(3);
});

test("more than the head is not looked at", () => {
  const long = joined(utf8("a".repeat(HEAD_BYTES)), Uint8Array.of(0, 1, 2));
  expect(kindOf(long)).toBe("text");
});

test("tools are offered by the best guess first, then by how early they name its kind", () => {
  const tools = [
    { slug: "late", opens: ["json", "hl7-v2"] },
    { slug: "general", opens: ["text"] },
    { slug: "early", opens: ["hl7-v2"] },
    { slug: "other", opens: ["dicom"] },
  ];
  const offered = offers(detect(utf8(MESSAGE)).guesses, tools).map(({ slug }) => slug);
  expect(offered).toEqual(["early", "late", "general"]);
  expect(offers([{ kind: "unknown" }], tools)).toEqual([]);
});

test("every kind has its words in both languages, with the same places to fill", () => {
  const places = (text: string): readonly string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole).sort();
  for (const kind of KINDS) expect(TEXTS.en[kind].trim(), kind).not.toBe("");
  for (const key of Object.keys(TEXTS.en) as (keyof typeof TEXTS.en)[]) {
    expect(places(TEXTS.de[key]), key).toEqual(places(TEXTS.en[key]));
  }
  expect(new Set(KINDS).size).toBe(KINDS.length);
});

test("the names of UIDs are those of the dictionary", () => {
  const dictionary = readUidDictionary(Object.values(uidTable)[0] ?? "");
  for (const uid of KNOWN_UIDS) expect(uidName(uid), uid).toBe(dictionary.get(uid)?.name);
  expect(uidName("1.2.3")).toBe("");
});

// Beginnings that lead a recogniser far into what follows.
// biome-ignore format: a list
const STARTS = [
  "", "MSH|^~\\&|", "PID|1\r", "{", '{"a":', "[", "<a ", "<a>", "<!DOCTYPE a [", "<!--", "<?xml", "ISA*", "UNA:+.? '", "PK\x03\x04", "\x1f\x8b\x08\0\0\0\0\0\0\0",
  "\x78\x9c", "shc:/", "shlink:/", "data:", "data:;base64,", "1.2.3.4.5.", "eyJhbGciOiJ9.", "\x08\0\x05\0", "\0".repeat(128).concat("DICM"), "\xff\xfe", "\xef\xbb\xbf",
].map(latin1);

test("any bytes behind any beginning have an answer", () => {
  const head = fc.tuple(fc.constantFrom(...STARTS), fc.uint8Array({ maxLength: 400 }), fc.nat(1e9));
  fc.assert(
    fc.property(head, ([start, rest, more]) => {
      const bytes = joined(start, rest);
      const found = detect(bytes, bytes.length + more);
      expect(KINDS).toContain(found.guesses[0].kind);
      expect(saidOf(bytes)).not.toBe("");
    }),
    { numRuns: 500 },
  );
});

test("any text of the formats' own words has an answer", () => {
  const words = [
    "MSH|",
    "^~\\&|",
    "\r",
    "\n",
    "\v",
    "{",
    "}",
    '"',
    ":",
    ",",
    "[",
    "]",
    "<",
    ">",
    "</",
    "a",
    "xmlns=",
    "=",
    "1.2",
    ".",
    ";",
    "\t",
    "ISA",
    "*",
    "UNB+",
    "'",
    "AAAA",
    "base64,",
    "\\",
    "\u001c",
    "é",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), fc.boolean(), (parts, isCut) => {
      const bytes = utf8(parts.join(""));
      const found = detect(bytes, isCut ? 1e9 : bytes.length);
      expect(KINDS).toContain(found.guesses[0].kind);
    }),
    { numRuns: 500 },
  );
});

const MOST_MILLISECONDS = 50;

/** Of three runs, in the processor's time: other work on the machine does not count. */
function fastest(head: Uint8Array): number {
  const runs = [1, 2, 3].map(() => {
    const started = process.cpuUsage();
    detect(head, 1e9);
    return process.cpuUsage(started).user / 1_000;
  });
  return Math.min(...runs);
}

// biome-ignore format: a list
const WORDS = [" ", "\n", "\t", ",", ",\n", '"', '""', '"a",', "|", "MSH|", "\nMSH|", " MSH|^~\\&|a", "{", "[", "[{", '{"a":', "<", "<a", "<a ", "<a b='", "<!--", "-->", "<!-- -->", "<templateId ", "</", "\\", "a", "A1b+", "AAA\n", "1.", "1.2.3.4.5\n", "shc:/1", "=", "%41", "'", "*", "(", "é", "PK\x03\x04", "x=", "PID|\r"];
const BEFORE = ["", "MSH|^~\\&|", "{", "<!--", "data:"];

test("no text of one repeated word keeps the detector busy", () => {
  const slow: string[] = [];
  for (const word of WORDS) {
    const filled = utf8(word.repeat(HEAD_BYTES / word.length));
    for (const start of BEFORE) {
      const took = fastest(joined(latin1(start), filled.subarray(0, HEAD_BYTES - start.length)));
      if (took > MOST_MILLISECONDS) slow.push(`${JSON.stringify(start + word)}: ${took.toFixed(0)} ms`);
    }
  }
  expect(slow).toEqual([]);
}, 60_000);
