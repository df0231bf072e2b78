import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asFailure } from "../../../src/bytes/fault";
import { type Acknowledgement, acknowledge, isAwaited, modeOf } from "../../../src/hl7/ack/acknowledge";
import { readAck } from "../../../src/hl7/ack/read-ack";
import { latin1, opened, valueAt } from "../given";

const WANTED: Acknowledgement = {
  code: "AA",
  text: "",
  errors: [],
  framed: false,
  time: "20240502083001+0200",
  controlId: "A1",
};
const ERRORS = [
  { path: "PID-5.1", code: "101", meaning: "Required field missing", severity: "E", text: "No | name" },
  { path: "OBX[2]", code: "100", meaning: "Segment sequence error", severity: "W", text: "" },
] as const;

const header = (version: string, more = ""): string =>
  `MSH|^~\\&|LAB|NORTH^2.999^ISO|EHR|SOUTH|20240501||ORU^R01^ORU_R01|42|P|${version}${more}\rPID|1\r`;

function acked(given: string | Uint8Array, wanted: Partial<Acknowledgement> = {}): string {
  const { text, message } = opened(given);
  return Array.from(acknowledge(text, message, { ...WANTED, ...wanted }), (byte) =>
    String.fromCharCode(byte),
  ).join("");
}

describe("an acknowledgement", () => {
  test("mirrors the header: sender and receiver swapped, everything else as it was", () => {
    expect(acked(header("2.5.1^DEU", "|||AL|NE||8859/1"))).toBe(
      "MSH|^~\\&|EHR|SOUTH|LAB|NORTH^2.999^ISO|20240502083001+0200||ACK^R01^ACK|A1|P|2.5.1^DEU||||||8859/1\rMSA|AA|42\r",
    );
  });

  test.each([
    ["2.1", "ACK"],
    ["2.2", "ACK^R01"],
    ["2.3", "ACK^R01"],
    ["2.3.1", "ACK^R01^ACK"],
    ["2.8.2", "ACK^R01^ACK"],
  ])("names itself as version %s does", (version, type) => {
    expect(acked(header(version)).split("|")[8]).toBe(type);
  });

  test("says where the errors are in the form of the version", () => {
    expect(acked(header("2.5"), { code: "AE", errors: ERRORS }).split("\r").slice(1)).toEqual([
      "MSA|AE|42",
      "ERR||PID^1^5^1^1|101^Required field missing^HL70357|E||||No \\F\\ name",
      "ERR||OBX^2|100^Segment sequence error^HL70357|W",
      "",
    ]);
    expect(
      acked(header("2.3"), { code: "AR", errors: ERRORS, text: "not taken" }).split("\r").slice(1),
    ).toEqual([
      "MSA|AR|42|not taken",
      "ERR|PID^1^5^101&Required field missing&HL70357~OBX^2^^100&Segment sequence error&HL70357",
      "",
    ]);
  });

  test("has no MSA-3 where the version withdrew it", () => {
    expect(acked(header("2.7"), { text: "taken" })).toContain("\rMSA|AA|42\r");
    expect(acked(header("2.6"), { text: "taken" })).toContain("\rMSA|AA|42|taken\r");
  });

  test("keeps the message's own delimiters and character set, and stands in a frame where that is asked for", () => {
    const given = "MSH$*!/%$LAB$N$EHR$S$1$$ADT*A01$7$T$2.5.1\rPID$1\r";
    const errors = [{ ...ERRORS[0], text: "a$b*c" }];
    expect(acked(given, { code: "CR", errors, framed: true })).toBe(
      "\x0bMSH$*!/%$EHR$S$LAB$N$20240502083001+0200$$ACK*A01*ACK$A1$T$2.5.1\rMSA$CR$7\r" +
        "ERR$$PID*1*5*1*1$101*Required field missing*HL70357$E$$$$a/F/b/S/c\r\x1c\r",
    );
    const german = latin1(`${header("2.5.1", "||||||8859/1")}OBX|1|ST|||ä\r`);
    expect(acked(german, { errors: [{ ...ERRORS[0], text: "für" }] })).toContain("f\xfcr");
  });

  test("refuses a text that the character set cannot write", () => {
    const given = latin1(`${header("2.5.1", "||||||8859/1")}OBX|1|ST|||ä\r`);
    try {
      acked(given, { text: "ő" });
      expect.unreachable();
    } catch (error) {
      expect(asFailure(error)).toMatchObject({ code: "unwritable-ack", values: { character: "ő" } });
    }
  });

  test.each(["MSH", "MSH|", "MSH|^", "MSH|^^^^|", "PID|1||42", "MSH||||", "BHS|^~\\&|A"])(
    "of %j ends, too",
    (given) => {
      expect(acked(given, { errors: ERRORS })).toContain("ACK");
    },
  );
});

describe("modes", () => {
  test.each([
    ["", "AA", true],
    ["", "CA", false],
    ["|||AL|NE", "CA", true],
    ["|||AL|NE", "AA", false],
    ["|||ER|SU", "CA", false],
    ["|||ER|SU", "CE", true],
    ["|||ER|SU", "AE", false],
    ["|||ER|SU", "AA", true],
    ["|||XX|AL", "CA", null],
  ] as const)("MSH-15 and MSH-16 %j: %s is awaited: %s", (more, code, awaited) => {
    const { text, message } = opened(header("2.5.1", more));
    expect(isAwaited(modeOf(text, message), code)).toBe(awaited);
  });

  test("an acknowledgement is not acknowledged", () => {
    const { text, message } = opened(acked(header("2.5.1")));
    expect(modeOf(text, message).isAck).toBe(true);
  });
});

describe("an acknowledgement is read", () => {
  test.each(["2.3.1", "2.4", "2.5", "2.8.2"])("in version %s", (version) => {
    const { text, message } = opened(acked(header(version), { code: "AE", errors: ERRORS }));
    const said = readAck(text, message);
    expect(said).toMatchObject({ code: "AE", controlId: "42" });
    expect(said?.errors.map(({ code, meaning }) => [code, meaning])).toEqual([
      ["101", "Required field missing"],
      ["100", "Segment sequence error"],
    ]);
    const isOld = version < "2.5";
    expect(said?.errors.map(({ path }) => path)).toEqual([isOld ? "PID-5" : "PID-5[1].1", "OBX[2]"]);
    expect(said?.errors[0]).toMatchObject(isOld ? { severity: "" } : { severity: "E", text: "No | name" });
  });

  test("with several places in one segment, and with none that is a path", () => {
    const given = `${header("2.5.1")}MSA|AE|1\rERR||PID^1^3~PV1^1^2|101\rERR||nonsense^x|207^^HL70357|E\rERR|\r`;
    const { text, message } = opened(given);
    expect(readAck(text, message)?.errors.map(({ path }) => path)).toEqual(["PID-3", "PV1-2", ""]);
    expect(readAck(...(Object.values(opened(header("2.5.1"))) as Parameters<typeof readAck>))).toBe(null);
  });

  test("whatever the message, its acknowledgement names its control ID", () => {
    const field = fc.stringMatching(/^[A-Z0-9^~&\\ äö"]{0,10}$/);
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 16, maxLength: 16 }),
        fc.constantFrom("|^~\\&", "$*!/%", "|^~\\&#", "|^^\\^"),
        fc.constantFrom("AA", "AE", "CR"),
        (fields, delimiters, code) => {
          const sign = delimiters[0] as string;
          const given = `MSH${sign}${delimiters.slice(1)}${sign}${fields.join(sign)}\r`;
          const after = acked(given, { code, errors: ERRORS });
          const { text, message } = opened(latin1(after));
          expect(readAck(text, message)?.code).toBe(code);
          const id = Buffer.from(valueAt(given, "MSH-10").raw, "utf8").toString("latin1");
          expect(after.split("\r")[1]?.split(sign)[2] ?? "").toBe(id);
        },
      ),
    );
  });
});
