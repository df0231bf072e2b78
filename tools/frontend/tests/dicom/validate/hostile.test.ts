/** Whatever stands in a file: an answer, and soon. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fatal } from "../../../src/bytes/fault";
import { sampleFile, sampleReport } from "../../../src/dicom";
import { dice, mutate } from "../mutate";
import { opened } from "../read";
import { changed, ct, el, fileOf, sq, validated } from "./check";

describe("hostile files", () => {
  it("any bytes in any place end in findings", () => {
    const wholes = [sampleFile(), sampleReport(), fileOf(ct())];
    fc.assert(
      fc.property(
        fc.nat({ max: 2 }),
        fc.array(fc.tuple(fc.nat({ max: 6_000 }), fc.nat({ max: 255 })), { maxLength: 8 }),
        (which, edits) => {
          const bytes = new Uint8Array(wholes[which] as Uint8Array);
          for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
          try {
            const { findings } = validated(bytes);
            for (const { offset } of findings) expect(offset).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            expect(error).toBeInstanceOf(Fatal);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("the mutants of the parser's tests, too", () => {
    const whole = sampleFile();
    for (let seed = 0; seed < 150; seed++) {
      const mutant = mutate(whole, opened(whole), dice(seed));
      try {
        if (mutant) expect(validated(mutant.bytes).findings.length).toBeLessThanOrEqual(2_000);
      } catch (error) {
        expect(error).toBeInstanceOf(Fatal);
      }
    }
  });

  it("a report that nests as deep as can be read is followed to its end", () => {
    let item = [el(0x0040a040, "CS", "TEXT")];
    for (let depth = 0; depth < 60; depth++)
      item = [el(0x0040a040, "CS", "CONTAINER"), el(0x0040a050, "CS", "SEPARATE"), sq(0x0040a730, item)];
    const nodes = changed([...ct(), ...item], {
      524310: el(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.88.11"),
    });
    const deep = validated(fileOf(nodes)).findings.filter(({ path }) => path.endsWith("0040A160"));
    expect(deep).toHaveLength(1);
    expect(deep[0]?.path.split("/")).toHaveLength(61);
  });

  it("ten thousand faults of one kind do not drown the others", () => {
    const items = Array.from({ length: 10_000 }, () => [el(0x00081150, "UI", "1.02")]);
    const { findings, leftOut } = validated(
      fileOf(changed(ct(), { 528704: sq(0x00081140, ...items), 1048608: null })),
    );
    const codes = new Set(findings.map(({ code }) => code));
    expect(codes).toEqual(new Set(["missing-type-1", "missing-type-2", "uid-form"]));
    expect(leftOut).toBe(20_000 - 600);
  });

  it("a file takes no more than 20 ms", () => {
    const bytes = sampleFile();
    validated(bytes);
    const runs = 40;
    const { user, system } = process.cpuUsage();
    for (let run = 0; run < runs; run++) validated(bytes);
    const spent = process.cpuUsage();
    expect((spent.user - user + spent.system - system) / 1_000 / runs).toBeLessThan(20);
  });
});
