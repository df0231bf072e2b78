import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPath, parsePath } from "../../src/hl7";
import { readSpelling, SPELLINGS, type Spelling, spellPath } from "../../src/hl7/spelling";

function spelled(path: string, spelling: Spelling): string {
  const parsed = parsePath(path);
  if (!parsed) throw new Error(path);
  return spellPath(parsed, spelling);
}

describe("a path in the spelling of another program", () => {
  test.each([
    ["PID-3[2].4.1", "/.PID-3(1)-4-1", "PID.F3.R2.C4.S1"],
    ["PID-5.1", "/.PID-5-1", "PID.F5.R1.C1"],
    ["OBX[3]-5", "/.OBX(2)-5", "OBX3.F5"],
    ["PID-8", "/.PID-8", "PID.F8"],
  ])("%s is %s for Terser and %s for python-hl7", (ours, terser, python) => {
    expect([spelled(ours, "terser"), spelled(ours, "python-hl7")]).toEqual([terser, python]);
  });

  test.each([
    ["PID-5.1", "msg['PID']['PID.5']['PID.5.1'].toString()"],
    ["PID-8", "msg['PID']['PID.8']['PID.8.1'].toString()"],
    ["PID-3[2].4.2", "msg['PID']['PID.3'][1]['PID.3.4']['PID.3.4.2'].toString()"],
    ["OBX[2]-5[1].1", "msg['OBX'][1]['OBX.5']['OBX.5.1'].toString()"],
  ])("%s is %s for Mirth", (ours, mirth) => {
    expect(spelled(ours, "mirth")).toBe(mirth);
  });

  test("is read back as the same part", () => {
    const number = fc.integer({ min: 1, max: 40 });
    const path = fc
      .tuple(
        fc.constantFrom("PID", "OBX", "ZA1"),
        number,
        number,
        number,
        number,
        number,
        fc.integer({ min: 1, max: 4 }),
      )
      .map(([segment, occurrence, field, repetition, component, subcomponent, depth]) => ({
        segment,
        occurrence,
        field,
        repetition: depth > 1 ? repetition : null,
        component: depth > 2 ? component : null,
        subcomponent: depth > 3 ? subcomponent : null,
      }));
    /** The first repetition and the first component may be named or not. */
    const meant = ({ repetition, component, ...rest }: ReturnType<typeof Object.assign>): object => ({
      ...rest,
      repetition: repetition ?? 1,
      component: component ?? 1,
    });
    fc.assert(
      fc.property(path, fc.constantFrom(...SPELLINGS), (one, spelling) => {
        const read = readSpelling(spellPath(one, spelling));
        expect(read && meant(read)).toEqual(meant(one));
      }),
    );
  });

  test.each([
    "/PATIENT_RESULT/PATIENT/PID-5-1",
    "PID-5-1",
    "pid.f5.r1.c1",
    "msg['PID']['PID.5']['PID.5.1']",
    "PID-5.1",
  ])("is known as %s", (text) => {
    const read = readSpelling(text);
    expect(read && formatPath({ ...read, repetition: null })).toBe("PID-5.1");
  });

  test.each(["", "PID.F0", "/.PID(x)-3", "msg['PID']['PID.5'", "alert(1)", "PID-3(1"])(
    "is none: %j",
    (text) => {
      expect(readSpelling(text)).toBeNull();
    },
  );
});
