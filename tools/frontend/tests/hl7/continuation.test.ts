import { describe, expect, test } from "vitest";
import { parseHl7 } from "../../src/hl7";
import {
  continuationPointer,
  continuedMessages,
  continuedSegment,
  wholeSegment,
} from "../../src/hl7/continuation";
import { bytesOf, HEADER, opened } from "./given";
import { said } from "./standard";

const CONTINUED = `${HEADER}\rOBX|1|TX|X||first \rADD|second \rADD|third||||||F\rNTE|1|L|note\r`;

describe("a segment that goes on in ADD", () => {
  test("is one with its parts", () => {
    const { text, message } = opened(CONTINUED);
    expect(continuedSegment(message, 1).map(({ id }) => id)).toEqual(["OBX", "ADD", "ADD"]);
    expect(new TextDecoder().decode(wholeSegment(text, message, 1))).toBe(
      "OBX|1|TX|X||first second third||||||F",
    );
    expect(new TextDecoder().decode(wholeSegment(text, message, 4))).toBe("NTE|1|L|note");
  });

  test("ADD and DSC may stand in any structure", () => {
    const lines = [HEADER.replace("ORU^R01", "ACK"), "MSA|AA|", "ADD|SYN1", "DSC|P1|F", ""];
    expect(said(lines.join("\r"))).not.toContainEqual(expect.stringMatching(/^segment-/));
  });
});

describe("a message that goes on in another", () => {
  const message = (waits: string, pointer: string): string =>
    `${HEADER}||${waits}\rOBX|1\r${pointer === "" ? "" : `DSC|${pointer}|F\r`}`;

  test("says where, and is found", () => {
    const feed = message("", "P1") + message("", "") + message("P1", "P2") + message("P2", "");
    const { text, message: first } = opened(feed);
    expect(continuationPointer(text, first)).toBe("P1");
    expect(continuedMessages(text)).toEqual([[0, 2, 3]]);
  });

  test("ends where nobody waits, or where the way leads back", () => {
    expect(continuedMessages(parseHl7(bytesOf(message("", "P1"))))).toEqual([]);
    expect(continuedMessages(parseHl7(bytesOf(message("P2", "P1") + message("P1", "P2"))))).toEqual([[0, 1]]);
  });
});
