/** Whatever happens to a message: nothing crashes or hangs, what is left is read, and the bytes come back. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fatal } from "../../src/bytes/fault";
import { buildTree, checkText, eachBlock, openBlock, parseHl7, serialise } from "../../src/hl7";
import { FindingList } from "../../src/hl7/findings";
import { writeJson } from "../../src/hl7/json";
import { valuesByPath } from "../../src/hl7/values";
import { Output } from "../../src/hl7/write";
import { messageXml } from "../../src/hl7/xml";
import { RIGHT } from "./broken-messages";
import { bytesOf, HEADER } from "./given";
import { findingsOf, standardOf } from "./standard";

const SAMPLE = bytesOf(`${RIGHT["ORU^R01"].lines.join("\r")}\r`);

/** Everything that is ever done with a text; how many segments are read, -1 where it is refused with a reason. */
function doAll(bytes: Uint8Array): number {
  const { standard, validator } = standardOf("2.5.1");
  try {
    const text = parseHl7(bytes);
    checkText(text);
    expect(serialise(text)).toEqual(bytes);
    let segments = 0;
    for (const block of eachBlock(text.blocks)) {
      const message = openBlock(text, block);
      validator.validate(text, message, new FindingList());
      const output = new Output();
      writeJson(output, text, block);
      JSON.parse(new TextDecoder().decode(output.take()));
      messageXml(text, message, standard, validator);
      valuesByPath(text, message, buildTree(text, message));
      segments += message.segments.count;
    }
    return segments;
  } catch (error) {
    if (error instanceof Fatal) return -1;
    throw error;
  }
}

describe("a message", () => {
  test("cut off at every byte is read as far as it goes", { timeout: 60_000 }, () => {
    for (let length = 0; length <= SAMPLE.length; length++) {
      const whole = SAMPLE.subarray(0, length).filter((byte) => byte === 0x0d).length;
      const read = doAll(SAMPLE.slice(0, length));
      if (length > HEADER.length) expect(read).toBeGreaterThanOrEqual(whole);
    }
  });

  test("with any byte changed is read or refused", { timeout: 60_000 }, () => {
    const change = fc.tuple(fc.nat(SAMPLE.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = SAMPLE.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        doAll(bytes);
      }),
      { numRuns: 200 },
    );
  });

  test("of any bytes behind a header is read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(doAll(Uint8Array.of(...bytesOf("MSH|^~\\&|"), ...bytes))).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  test("with segments before its header, and with two separators alike, is shown as far as it can be", () => {
    expect(doAll(bytesOf(`PID|1\r${HEADER}\rOBX|1\r`))).toBe(3);
    expect(doAll(bytesOf("MSH|^^\\&|A\rPID|1||a^b\r"))).toBe(2);
    expect(doAll(bytesOf("MSH||||||\rPID|1||a^b\r"))).toBe(2);
  });

  test("of a million repetitions is validated, and said to be too many", { timeout: 60_000 }, () => {
    const findings = findingsOf(`${HEADER.replace("ORU^R01", "ACK")}\rMSA|AA|${"a~".repeat(1_000_000)}b\r`);
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toContain("field-repeated MSA-2[2]");
  });

  test("of two hundred thousand segments in a wrong order is validated", { timeout: 60_000 }, () => {
    const lines = Array.from({ length: 200_000 }, (_, at) => (at % 2 ? "PID|1" : "QQQ|1"));
    expect(findingsOf([HEADER, ...lines, ""].join("\r")).length).toBeGreaterThan(100);
  });
});
