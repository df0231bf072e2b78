import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChanges } from "../../src/bytes/change";
import { unmasked } from "../../src/bytes/datum";
import { blockOf, parseHl7 } from "../../src/hl7";
import { carriedOn, continuedSegment, wholeSegment } from "../../src/hl7/addenda";
import { continuedIn } from "../../src/hl7/continuation";
import { joinedParts } from "../../src/hl7/joining";
import { bytesOf, HEADER, latin1, opened } from "./given";
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

  const carried = (written: string): readonly string[] => {
    const { text, message } = opened(written);
    return [...carriedOn(text, message)].map(
      ([at, { segment, field }]) => `${at} ${segment.id}[${segment.occurrence}]-${field}`,
    );
  };

  test("says with which field: the last one before, and the further ones of each ADD behind it", () => {
    expect(carried(CONTINUED)).toEqual(["2 OBX[1]-5", "3 OBX[1]-5"]);
    expect(carried(`${HEADER}\rOBX|1|TX|X||a\rADD|b||c\rADD|d|e\rADD|f\rOBX|2\rADD|TX\r`)).toEqual([
      "2 OBX[1]-5",
      "3 OBX[1]-7",
      "4 OBX[1]-8",
      "6 OBX[2]-1",
    ]);
    expect(carried(`${HEADER}\rOBX\rADD|1\rADD\rADD|2\r`)).toEqual([
      "2 OBX[1]-1",
      "3 OBX[1]-1",
      "4 OBX[1]-1",
    ]);
  });

  test("is none behind what goes on in none", () => {
    for (const before of ["", "PID|1\r", "MSA|AA\r", "broken off\r"])
      expect(carried(`${HEADER}\r${before}ADD|x\rADD|y\r`), before).toEqual([]);
  });
});

/** A message of this sender that waits for one pointer and goes on with another. */
function part(waits: string, pointer: string, { sender = "LAB", style = "F", value = "x" } = {}): string {
  const header = HEADER.replace("|LAB|", `|${sender}|`);
  return `${header}||${waits}\rOBX|1|TX|||${value}\r${pointer === "" ? "" : `DSC|${pointer}|${style}\r`}`;
}

const chainsOf = (written: string): readonly (readonly number[])[] =>
  continuedIn(parseHl7(bytesOf(written))).chains.map(({ parts }) => parts);

const faultsIn = (written: string): readonly string[] =>
  continuedIn(parseHl7(bytesOf(written))).faults.map(
    ({ code, weight, path, found, expected, place }) =>
      `${code} ${weight} ${place.line}:${place.column} ${path} ${unmasked(found)} ${expected}`,
  );

describe("a message that goes on in another", () => {
  test("says where, and is found", () => {
    const feed = part("", "P1") + part("", "") + part("P1", "P2") + part("P2", "");
    const { chains, faults, total } = continuedIn(parseHl7(bytesOf(feed)));
    expect(chains).toEqual([{ parts: [0, 2, 3], pointers: ["P1", "P2"], isAlike: true }]);
    expect([faults, total]).toEqual([[], 0]);
  });

  test("is found in whatever order its parts came", () => {
    expect(chainsOf(part("P1", "P2") + part("", "P1") + part("P2", ""))).toEqual([[1, 0, 2]]);
    expect(chainsOf(part("P2", "") + part("P1", "P2") + part("", "P1"))).toEqual([[2, 1, 0]]);
  });

  test("goes on in a message of its own sender alone", () => {
    const [north, south] = [{ sender: "NORTH" }, { sender: "SOUTH" }];
    const feed = part("", "1", north) + part("", "1", south) + part("1", "", south) + part("1", "", north);
    expect(chainsOf(feed)).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(faultsIn(feed)).toEqual([]);
    expect(chainsOf(part("", "1", north) + part("1", "", south))).toEqual([]);
  });

  test("does so where DSC-1 is neither empty nor null, and DSC-2 does not ask for another query", () => {
    for (const pointer of ['""', "|F"]) expect(faultsIn(part("", pointer)), pointer).toEqual([]);
    expect(faultsIn(part('""', ""))).toEqual([]);
    expect(faultsIn(part("", "P1", { style: "I" }))).toEqual([]);
    expect(chainsOf(part('""', '""') + part('""', ""))).toEqual([]);
  });

  test("that is not there is a fault with place, found and expected", () => {
    expect(faultsIn(part("", "P1"))).toEqual(["continuation-missing problem 3:5 DSC-1 P1 MSH-14 = DSC-1"]);
    expect(faultsIn(part("P1", ""))).toEqual([
      "continuation-unannounced problem 1:55 MSH-14 P1 DSC-1 = MSH-14",
    ]);
    const old = part("", "P1", { style: "" });
    expect(faultsIn(old)).toEqual(["continuation-missing note 3:5 DSC-1 P1 MSH-14 = DSC-1"]);
  });

  test("that is itself, or leads back, is a fault, and the chain ends there", () => {
    expect(chainsOf(part("P1", "P1"))).toEqual([]);
    expect(faultsIn(part("P1", "P1"))).toEqual(["continuation-loop problem 3:5 DSC-1 P1 DSC-1 ≠ MSH-14"]);
    const loop = part("P2", "P1") + part("P1", "P2");
    expect(chainsOf(loop)).toEqual([[0, 1]]);
    expect(faultsIn(loop)).toEqual(["continuation-loop problem 6:5 DSC-1 P2 DSC-1 ≠ MSH-14"]);
  });

  test("whose pointer is there twice goes on in the next message that waits, and each further one is said", () => {
    const twice = part("", "P1") + part("P1", "");
    expect(chainsOf(twice + twice)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(faultsIn(twice + twice)).toEqual([
      "continuation-repeated note 8:5 DSC-1 P1 1 ×",
      "continuation-repeated note 9:55 MSH-14 P1 1 ×",
    ]);
    expect(chainsOf(part("", "P1") + part("", "P1") + part("P1", ""))).toEqual([[0, 2]]);
    expect(faultsIn(part("", "P1") + part("", "P1") + part("P1", ""))).toEqual([
      "continuation-repeated note 6:5 DSC-1 P1 1 ×",
      "continuation-missing problem 6:5 DSC-1 P1 MSH-14 = DSC-1",
    ]);
  });

  test("knows ADD segments that nothing goes before, unless a message before is named", () => {
    const alone = `${HEADER}\rADD|x\rADD|y\rPID|1\rADD|z\rOBX|1\rADD|2\r`;
    expect(faultsIn(alone)).toEqual([
      "addendum-alone problem 2:1 ADD ADD|x MSH-14",
      "addendum-alone problem 5:1 ADD ADD|z MSH-14",
    ]);
    const before = part("", "P1");
    expect(faultsIn(`${before}${HEADER}||P1\rADD|y\r`)).toEqual([]);
  });

  test("in ten thousand parts, in any order, or all under one pointer, is found without a pause", {
    timeout: 20_000,
  }, () => {
    const many = 10_000;
    const numbers = Array.from({ length: many }, (_, number) => number);
    const pieces = numbers.map((n) => part(n === 0 ? "" : `P${n - 1}`, n === many - 1 ? "" : `P${n}`));
    expect(chainsOf(pieces.join(""))).toEqual([numbers]);
    expect(chainsOf(pieces.toReversed().join(""))).toEqual([numbers.toReversed()]);
    const loop = numbers.map((n) => part(`P${n}`, `P${(n + 1) % many}`)).join("");
    expect(chainsOf(loop)).toEqual([numbers]);
    const same = continuedIn(parseHl7(bytesOf(part("P", "P").repeat(many))));
    expect(same.chains.map(({ parts }) => parts.length)).toEqual([many]);
    expect(same.faults.length).toBeLessThanOrEqual(300);
    const lost = continuedIn(parseHl7(bytesOf(numbers.map((n) => part("", `P${n}`)).join(""))));
    expect([lost.faults.length, lost.total]).toEqual([100, many]);
  });

  test("is one chain for each message at most, whatever the pointers", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("", "A", "B", "C"), fc.constantFrom("", "A", "B", "C")), {
          minLength: 1,
          maxLength: 12,
        }),
        (pointers) => {
          const all = chainsOf(pointers.map(([waits, pointer]) => part(waits, pointer)).join(""));
          const parts = all.flat();
          expect(new Set(parts).size).toBe(parts.length);
          for (const chain of all)
            for (const [place, number] of chain.slice(1).entries())
              expect(pointers[chain[place] as number]?.[1]).toBe(pointers[number]?.[0]);
        },
      ),
    ));
});

describe("parts put together", () => {
  const joinedIn = (written: string, which = 0): { readonly said: string; readonly at: number } => {
    const text = parseHl7(bytesOf(written));
    const parts = continuedIn(text).chains[which]?.parts ?? [0];
    const { changes, at } = joinedParts(text, parts);
    return { said: new TextDecoder().decode(applyChanges(text.bytes, changes)), at };
  };

  test("are one message, with the segments that broke in one piece again, and all else as it was", () => {
    const other = `${HEADER}\rNTE|1\r`;
    const first = `${HEADER}\rPID|1\rADD|stays\rOBX|1|TX|||one \rADD|two \rADD\rDSC|P1|F\r`;
    const second = `${HEADER}||P1\rADD|three||||||F\rOBX|2|TX\rDSC|P2|F\r`;
    const third = `${HEADER}||P2\rOBX|3|TX\rADD||é\r`;
    const whole = `${HEADER}\rPID|1\rADD|stays\rOBX|1|TX|||one two three||||||F\rOBX|2|TX\rOBX|3|TX|é\r`;
    expect(joinedIn(first + other + second + third + other).said).toBe(whole + other + other);
    expect(joinedIn(third + other + second + first)).toEqual({
      said: other + whole,
      at: bytesOf(other).length,
    });
  });

  test("keep their line ends, their frames and what leads on to nowhere", () => {
    const framed = (lines: string): string => `\x0b${lines.replaceAll("\r", "\n")}\x1c\r`;
    const feed = framed(part("", "P1", { value: "a" })) + framed(part("P1", "P9", { value: "b" }));
    expect(joinedIn(feed).said).toBe(framed(`${HEADER}||\rOBX|1|TX|||a\rOBX|1|TX|||b\rDSC|P9|F\r`));
    expect(joinedIn(feed).said.split("\x1c")).toHaveLength(2);
  });

  test("may be one alone, whose ADD segments run on", () => {
    expect(joinedIn(CONTINUED).said).toBe(`${HEADER}\rOBX|1|TX|X||first second third||||||F\rNTE|1|L|note\r`);
    expect(joinedIn(`${HEADER}\rDSC|P1|F\r`).said).toBe(`${HEADER}\rDSC|P1|F\r`);
    expect(joinedIn(`${part("", "P1")}${HEADER}||P1`).said).toBe(`${HEADER}||\rOBX|1|TX|||x\r`);
  });

  test("are joined where they are read alike", () => {
    const isAlike = (written: string): boolean | undefined =>
      continuedIn(parseHl7(latin1(written))).chains[0]?.isAlike;
    const inLatin = (text: string): string => text.replace(/MSH.*/, (header) => `${header}||||8859/1`);
    const [first, second] = [part("", "P1"), part("P1", "", { value: "\xe9" })];
    expect(isAlike(first + inLatin(part("P1", "")))).toBe(true);
    expect(isAlike(first + inLatin(second))).toBe(false);
    expect(isAlike(inLatin(first) + inLatin(second))).toBe(true);
    expect(isAlike(first + part("P1", "").replaceAll("|", "#"))).toBe(false);
  });

  test("have as many segments as their parts, less headers, pointers and ADD, whatever they are", () => {
    const segment = fc.constantFrom("OBX|1|TX|||a", "ADD|b|c", "ADD", "NTE|1", "PID|1", "broken off", "");
    const message = fc.array(segment, { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(message, { minLength: 2, maxLength: 4 }), (messages) => {
        const last = messages.length - 1;
        const written = messages.map((segments, at) =>
          [
            `${HEADER}||${at === 0 ? "" : `P${at}`}`,
            ...segments,
            ...(at < last ? [`DSC|P${at + 1}|F`] : []),
            "",
          ].join("\r"),
        );
        const { said: whole, at } = joinedIn(written.join(""));
        expect(at).toBe(0);
        const again = parseHl7(bytesOf(whole));
        expect(again.blocks.count).toBe(1);
        expect(blockOf(again.blocks, 0)?.offset).toBe(0);
        const rest = (lines: readonly string[]): string => lines.join("").replaceAll(/ADD\|?/g, "");
        expect(rest(whole.split("\r").slice(1))).toBe(rest(messages.flat()));
      }),
    );
  });
});
