/** Messages to try the viewer with. Every person, number and result in them is invented. */

const ORU = [
  "MSH|^~\\&|SAMPLELAB|SYNTHETIC|SAMPLEHIS|SYNTHETIC|20240501101500+0200||ORU^R01^ORU_R01|SYN0001|T|2.5.1|||AL|NE||UNICODE UTF-8",
  "PID|1||SYN4711^^^SYNTHETIC&2.999.1&ISO^MR~SYN0815^^^SYNTHETIC&2.999.2&ISO^PI||SAMPLE^ADA^^^^^L||19700101|F|||Beispielstraße 1^^Musterstadt^^00000^XX||^PRN^PH^^^^5550100",
  "PV1|1|O|LAB^^^SYNTHETIC||||123^EXAMPLE^GRACE^^^DR",
  "ORC|RE|ORD1^SAMPLEHIS|FIL1^SAMPLELAB||CM||||20240501090000",
  "OBR|1|ORD1^SAMPLEHIS|FIL1^SAMPLELAB|CHEM^Chemistry panel^99SYN|||20240501085500|||||||||123^EXAMPLE^GRACE^^^DR||||||20240501101000||CH|F",
  "OBX|1|NM|GLU^Glucose^99SYN||5.4|mmol/L^^UCUM|3.9-5.8|N|||F|||20240501085500",
  "OBX|2|NM|NA^Sodium^99SYN||147|mmol/L^^UCUM|136-145|H|||F|||20240501085500",
  'OBX|3|ST|UCOL^Colour of urine^99SYN||""||||||X|||20240501085500',
  "OBX|4|FT|COM^Comment^99SYN||Sample slightly haemolysed.\\.br\\Ratio K\\S\\+\\T\\Na\\S\\+: see note \\F\\ repeat if needed.||||||F",
  "NTE|1|L|Fully synthetic: no real patient\\E\\sample.",
];

const ADT = [
  "MSH|^~\\&|SAMPLEADT|SYNTHETIC|SAMPLEHIS|SYNTHETIC|20240502083000||ADT^A01^ADT_A01|SYN0002|T|2.5.1",
  "EVN|A01|20240502083000|||OP1^EXAMPLE^ALAN",
  "PID|1||SYN4712^^^SYNTHETIC^MR||SAMPLE^BEN^Q^JR||19850615|M|||2 Example Road^^Sampleton^^00000^XX||^PRN^PH^^^^5550101|^WPN^PH^^^^5550102|en|S||SYNACC1",
  "NK1|1|SAMPLE^CLEO|SPO^Spouse^HL70063|2 Example Road^^Sampleton^^00000^XX|^PRN^PH^^^^5550103",
  "PV1|1|I|WARD1^12^A^SYNTHETIC||||123^EXAMPLE^GRACE^^^DR|||MED||||7|||123^EXAMPLE^GRACE^^^DR|IP|SYNVN1|||||||||||||||||||||||||20240502083000",
  "PV2|||^Synthetic admission reason",
  "AL1|1|DA|PEN^Penicillin^99SYN|MO|Rash~Hives",
  "DG1|1||D001^Synthetic diagnosis^99SYN||20240502|A",
  "ZSY|1|local segment|any^content~is&read",
];

const inBatch = (number: number, type: string, segments: readonly string[]): readonly string[] => [
  `MSH|^~\\&|SAMPLELAB|SYNTHETIC|SAMPLEHIS|SYNTHETIC|2024050410150${number}||${type}|SYN100${number}|T|2.5.1`,
  ...segments,
];

/** HL7 v2.5.1 2.10.3: file and batch with their headers and trailers. */
const BATCH = [
  "FHS|^~\\&|SAMPLELAB|SYNTHETIC|SAMPLEHIS|SYNTHETIC|20240504101500",
  "BHS|^~\\&|SAMPLELAB|SYNTHETIC|SAMPLEHIS|SYNTHETIC|20240504101500",
  ...inBatch(1, "ADT^A08^ADT_A01", [
    "EVN|A08|20240504101500",
    "PID|1||SYN4714^^^SYNTHETIC^MR||SAMPLE^DORA||19900303|F",
    "PV1|1|O",
  ]),
  ...inBatch(2, "SIU^S12^SIU_S12", [
    "SCH|1^SAMPLEHIS|2^SAMPLEHIS|||||ROUTINE^Routine^99SYN|||30|MIN|^^30^202405060900^202405060930",
    "PID|1||SYN4715^^^SYNTHETIC^MR||SAMPLE^EMIL||19770707|M",
    "RGS|1",
    "AIL|1||CT1^^^SYNTHETIC",
  ]),
  ...inBatch(3, "ORU^R01^ORU_R01", [
    "PID|1||SYN4716^^^SYNTHETIC^MR||SAMPLE^FAYE||19661212|F",
    "OBR|1|||CHEM^Chemistry panel^99SYN",
    "OBX|1|NM|GLU^Glucose^99SYN||5.1|mmol/L^^UCUM|3.9-5.8|N|||F",
  ]),
  "BTS|3",
  "FTS|1",
];

/** A test card of grey bars. */
const PNG = [
  "iVBORw0KGgoAAAANSUhEUgAAADAAAAAgCAAAAABxv6TAAAAAMklEQVR42mNgIBk4IEANEtiBBL4gwKiGUQ2jGkY1kKzhPwIcRgLt",
  "SMAbAUY1EKmBRAAAXPJMLIWYuDwAAAAASUVORK5CYII=",
].join("");

/** One page with two words. */
const PDF = [
  "JVBERi0xLjQKMSAwIG9iago8PCAvVHlwZSAvQ2F0YWxvZyAvUGFnZXMgMiAwIFIgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL1R5cGUg",
  "L1BhZ2VzIC9LaWRzIFszIDAgUl0gL0NvdW50IDEgPj4KZW5kb2JqCjMgMCBvYmoKPDwgL1R5cGUgL1BhZ2UgL1BhcmVudCAyIDAg",
  "UiAvTWVkaWFCb3ggWzAgMCAyMDAgODBdIC9Db250ZW50cyA0IDAgUiAvUmVzb3VyY2VzIDw8IC9Gb250IDw8IC9GMSA8PCAvVHlw",
  "ZSAvRm9udCAvU3VidHlwZSAvVHlwZTEgL0Jhc2VGb250IC9IZWx2ZXRpY2EgPj4gPj4gPj4gPj4KZW5kb2JqCjQgMCBvYmoKPDwg",
  "L0xlbmd0aCA0NiA+PgpzdHJlYW0KQlQgL0YxIDE0IFRmIDIwIDQwIFRkIChTeW50aGV0aWMgcmVwb3J0KSBUaiBFVAplbmRzdHJl",
  "YW0KZW5kb2JqCnhyZWYKMCA1CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAwOSAwMDAwMCBuIAowMDAwMDAwMDU4IDAwMDAw",
  "IG4gCjAwMDAwMDAxMTUgMDAwMDAgbiAKMDAwMDAwMDI4OSAwMDAwMCBuIAp0cmFpbGVyCjw8IC9TaXplIDUgL1Jvb3QgMSAwIFIg",
  "Pj4Kc3RhcnR4cmVmCjM4NQolJUVPRgo=",
].join("");

/** HL7 v2.5.1 2.A.24: an image, a document, a text and a pointer, as results have them. */
const DOCUMENTS = [
  "MSH|^~\\&|SAMPLELAB|SYNTHETIC|SAMPLEHIS|SYNTHETIC|20240505101500||ORU^R01^ORU_R01|SYN0005|T|2.5.1||||||UNICODE UTF-8",
  "PID|1||SYN4711^^^SYNTHETIC^MR||SAMPLE^ADA||19700101|F",
  "OBR|1|||REP^Report with documents^99SYN|||20240505101000",
  `OBX|1|ED|IMG^Test card^99SYN||SAMPLELAB^IM^PNG^Base64^${PNG}||||||F`,
  `OBX|2|ED|PDF^Report^99SYN||SAMPLELAB^AP^PDF^Base64^${PDF}||||||F`,
  "OBX|3|ED|TXT^Letter^99SYN||SAMPLELAB^TEXT^PLAIN^A^Plainly synthetic \\T\\ short.\\.br\\Second line.||||||F",
  "OBX|4|RP|PTR^Archived elsewhere^99SYN||https://archive.invalid/1^SAMPLEPACS^IM^DICOM||||||F",
];

const inParts = (number: number, pointer: string, segments: readonly string[]): readonly string[] => [
  `MSH|^~\\&|SAMPLELAB|SYNTHETIC|SAMPLEHIS|SYNTHETIC|2024050710150${number}||ORU^R01^ORU_R01|SYN200${number}|T|2.5.1||${pointer}`,
  ...segments,
];

/** HL7 v2.5.1 2.10.2: a result in three parts, with another message between; its comment goes on in ADD, and in the next part. */
const PARTS = [
  ...inParts(1, "", [
    "PID|1||SYN4717^^^SYNTHETIC^MR||SAMPLE^GUS||19580808|M",
    "OBR|1|||CHEM^Chemistry panel^99SYN|||20240507100000",
    "OBX|1|NM|GLU^Glucose^99SYN||5.6|mmol/L^^UCUM|3.9-5.8|N|||F",
    "OBX|2|TX|COM^Comment^99SYN||This comment is synthetic and longer than ",
    "ADD|its sender likes segments to be, so it goes on here, and then ",
    "ADD",
    "DSC|SYNTHETIC-LAB-20240507-1|F",
  ]),
  ...inBatch(2, "ADT^A08^ADT_A01", [
    "EVN|A08|20240507101502",
    "PID|1||SYN4714^^^SYNTHETIC^MR||SAMPLE^DORA||19900303|F",
    "PV1|1|O",
  ]),
  ...inParts(3, "SYNTHETIC-LAB-20240507-1", [
    "ADD|in the next part, to its end.||||||F",
    "OBX|3|NM|NA^Sodium^99SYN||140|mmol/L^^UCUM|136-145|N|||F",
    "DSC|SYNTHETIC-LAB-20240507-2|F",
  ]),
  ...inParts(4, "SYNTHETIC-LAB-20240507-2", [
    "OBX|4|NM|K^Potassium^99SYN||4.2|mmol/L^^UCUM|3.5-5.1|N|||F",
    "NTE|1|L|The end of the third part",
  ]),
];

const BROKEN = [
  "2024-05-03 07:00:01 IN  MSH|^~\\&|SAMPLELAB|SYNTHETIC|||20240503070000||ORU^R01|SYN0003|T|2.4||||||UNICODE UTF-8",
  "  PID|1||SYN4713||SAMPLE^D\xf6RTE",
  "OBX|1|TX|UCOL^Colour of urine^99SYN||stored in C:\\temp\\x and \\X4G\\",
  "this line broke off from the one above",
  "",
  "obx|2|NM|GLU^Glucose^99SYN||5.4",
];

const blobOf = (lines: readonly string[]): Blob => new Blob([`${lines.join("\r")}\r`]);

/** A fault of nearly every kind; the bytes are ISO 8859-1, whatever MSH-18 says. */
function brokenBlob(): Blob {
  const text = `${BROKEN.join("\n")}\n`;
  return new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))]);
}

/** The result after an interface engine: sent anew, one value corrected, one result more, a repetition gone. */
function receivedLines(): readonly string[] {
  const changed = ORU.map((line) =>
    line
      .replace("20240501101500+0200||ORU", "20240501101502+0200||ORU")
      .replace("~SYN0815^^^SYNTHETIC&2.999.2&ISO^PI", "")
      .replace("|147|", "|141|")
      .replace("Ratio K\\S\\+", "Ratio K\\X5E\\+"),
  );
  const more = "OBX|2|NM|K^Potassium^99SYN||4.1|mmol/L^^UCUM|3.5-5.1|N|||F|||20240501085500";
  return changed.toSpliced(6, 0, more);
}

export const received = (): Blob => blobOf(receivedLines());
export const result = (): Blob => blobOf(ORU);
export const admission = (): Blob => blobOf(ADT);
export const batch = (): Blob => blobOf(BATCH);
export const documents = (): Blob => blobOf(DOCUMENTS);
export const parts = (): Blob => blobOf(PARTS);
export const broken = brokenBlob;
