import { describe, expect, test } from "vitest";
import { formatPath, parsePath } from "../../src/hl7";
import { findPath } from "../../src/hl7/paths/find";
import { snippetsOf, terserPath } from "../../src/hl7/paths/snippets";
import { terserSegments } from "../../src/hl7/paths/standing";
import { readSpelling } from "../../src/hl7/spelling";
import { opened } from "./given";
import { standardOf } from "./standard";

const RESULT = [
  "MSH|^~\\&|LAB|N|EHR|N|20240501||ORU^R01^ORU_R01|1|T|2.5.1",
  "PID|1||7~8",
  "PV1|1|O",
  "OBR|1|||A",
  "OBX|1|NM|A||1|||||||F",
  "OBX|2|NM|B||2|||||||F",
  "NTE|1||x",
  "OBR|2|||B",
  "OBX|1|NM|C||3|||||||F",
  "ZZZ|1",
].join("\r");
const ADMISSION = [
  "MSH|^~\\&|A|B|C|D|20240501||ADT^A01^ADT_A01|1|T|2.5.1",
  "EVN|A01|20240501",
  "PID|1||7||A^B",
  "ROL|1|AD|PP|1^A",
  "PV1|1|I",
  "ROL|2|AD|PP|2^B",
  "ROL|3|AD|PP|3^C",
].join("\r");
const ORDER = [
  "MSH|^~\\&|A|B|C|D|20240501||ORM^O01^ORM_O01|1|T|2.5.1",
  "PID|1||7||A^B",
  "ORC|NW|1",
  "OBR|1|1||A",
  "ORC|NW|2",
  "RXO|A^B|1||mL",
].join("\r");

function standings(text: string): readonly (string | null)[] {
  const { message } = opened(`${text}\r`);
  const found = standardOf("2.5.1").validator.fit(message);
  if (!found) throw new Error("no structure");
  return terserSegments(found.structure, found.fit);
}

describe("where segments stand, as Terser writes it", () => {
  test("is group by group, each counted within the one around it", () => {
    expect(standings(RESULT)).toEqual([
      "/MSH",
      "/PATIENT_RESULT/PATIENT/PID",
      "/PATIENT_RESULT/PATIENT/VISIT/PV1",
      "/PATIENT_RESULT/ORDER_OBSERVATION/OBR",
      "/PATIENT_RESULT/ORDER_OBSERVATION/OBSERVATION/OBX",
      "/PATIENT_RESULT/ORDER_OBSERVATION/OBSERVATION(1)/OBX",
      "/PATIENT_RESULT/ORDER_OBSERVATION/OBSERVATION(1)/NTE",
      "/PATIENT_RESULT/ORDER_OBSERVATION(1)/OBR",
      "/PATIENT_RESULT/ORDER_OBSERVATION(1)/OBSERVATION/OBX",
      null,
    ]);
  });

  test("has a number for what the structure names twice, and repeats where it repeats", () => {
    expect(standings(ADMISSION)).toEqual(["/MSH", "/EVN", "/PID", "/ROL", "/PV1", "/ROL2", "/ROL2(1)"]);
  });

  test("names no choice", () => {
    expect(standings(ORDER).slice(3)).toEqual([
      "/ORDER/ORDER_DETAIL/OBR",
      "/ORDER(1)/ORC",
      "/ORDER(1)/ORDER_DETAIL/RXO",
    ]);
  });

  test("leads back to the same segment of the message, with and without the first numbers", () => {
    for (const text of [RESULT, ADMISSION, ORDER]) {
      const { message } = opened(`${text}\r`);
      const all = standings(text);
      const seen = new Map<string, number>();
      text.split("\r").forEach((line, at) => {
        const id = line.slice(0, 3);
        const occurrence = (seen.get(id) ?? 0) + 1;
        seen.set(id, occurrence);
        const ours = parsePath(`${id}[${occurrence}]-3.2`);
        const terser = all[at];
        if (!ours || !terser) return;
        const written = terserPath(ours, terser);
        for (const spelt of [written, written.replace(/^\/(\w+)\//, "/$1(0)/"), ` ${written} `])
          expect(findPath(spelt, message, all)).toEqual({ ...ours, repetition: null });
      });
    }
  });
});

describe("code that reads a part", () => {
  const code = (path: string, terser: string | null = null, repeats = false): readonly string[] => {
    const parsed = parsePath(path);
    if (!parsed) throw new Error(path);
    return snippetsOf(parsed, { terser, repeats }).map(({ kind, code: text }) => `${kind}: ${text}`);
  };

  test("is written for each program", () => {
    expect(code("OBX[2]-5.1", "/PATIENT_RESULT/ORDER_OBSERVATION/OBSERVATION(1)/OBX")).toEqual([
      "mirth: var value = msg['OBX'][1]['OBX.5']['OBX.5.1'].toString();",
      'terser: Terser terser = new Terser(message);\nString value = terser.get("/PATIENT_RESULT/ORDER_OBSERVATION/OBSERVATION(1)/OBX-5-1");',
      'python-hl7: import hl7\n\nmessage = hl7.parse(text)\nvalue = message["OBX2.F5.R1.C1"]',
    ]);
  });

  test("walks through every repetition where there may be more than one", () => {
    const [, loop, , , python] = code("PID-3[2].4.1", null, true);
    expect(loop).toBe(
      "mirth-loop: for each (var segment in msg['PID']) {\n" +
        "  for each (var repetition in segment['PID.3']) {\n" +
        "    var value = repetition['PID.3.4']['PID.3.4.1'].toString();\n" +
        "  }\n}",
    );
    expect(python).toContain("value = segment.extract_field(1, 3, repetition, 4, 1)");
  });

  test("names delimiters as Mirth has them, without a component", () => {
    expect(code("MSH-2")[0]).toBe("mirth: var value = msg['MSH']['MSH.2'].toString();");
  });
});

describe("a Terser path through groups", () => {
  test.each([
    ["/PATIENT_RESULT/ORDER_OBSERVATION(1)/OBX(2)-5", "OBX[3]-5"],
    ["/ROL2(1)-4-2", "ROL[2]-4.2"],
    ["/.OBX(2)-5-1", "OBX[3]-5.1"],
  ])("%s is read as far as it can be without a message", (text, ours) => {
    const read = readSpelling(text);
    expect(read && formatPath(read)).toBe(ours);
  });

  test.each(["/PATIENT_RESULT(x)/OBX-5", "/PATIENT RESULT/OBX-5", "/-5", "//", "/A/B-", "/PATIENT_RESULT/"])(
    "%j is none",
    (text) => {
      const { message } = opened(`${RESULT}\r`);
      expect(findPath(text, message, [])).toBeNull();
    },
  );

  test("that the message has not is read as if there were none", () => {
    const { message } = opened(`${RESULT}\r`);
    const read = findPath("/PATIENT_RESULT(7)/ORDER_OBSERVATION/OBR-4", message, standings(RESULT));
    expect(read && formatPath(read)).toBe("OBR-4");
  });
});
