import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charsetFor, typedValues, vrCode } from "../../src/dicom";
import { bytesOf } from "./build";

const read = (vr: string, text: string) =>
  typedValues(bytesOf(text), vrCode(vr), { bigEndian: false, charset: charsetFor([""]) });
const one = (vr: string, text: string) => read(vr, text)[0]?.value;
const time = (
  hour: number,
  minute: number | null = null,
  second: number | null = null,
  micros: number | null = null,
) => ({
  hour,
  minute,
  second,
  micros,
});

describe("values out of text", () => {
  it("keep their text, whatever comes of it", () => {
    expect(read("DA", "20200229\\2020-02-29\\")).toEqual([
      { raw: "20200229", value: { year: 2020, month: 2, day: 29 } },
      { raw: "2020-02-29", value: null },
      { raw: "", value: null },
    ]);
    expect(read("DS", "1.50 ")).toEqual([{ raw: "1.50", value: 1.5 }]);
  });

  it("dates are days that there were", () => {
    expect(one("DA", "2020.02.29")).toEqual({ year: 2020, month: 2, day: 29 });
    expect(one("DA", "20000229")).not.toBeNull();
    for (const none of ["20190229", "19000229", "20201301", "20200132", "20200100", "2020022", "2020.0229"])
      expect(one("DA", none)).toBeNull();
  });

  it("times may end at any part", () => {
    expect(one("TM", "10")).toEqual(time(10));
    expect(one("TM", "1015")).toEqual(time(10, 15));
    expect(one("TM", "101530.25")).toEqual(time(10, 15, 30, 250_000));
    expect(one("TM", "10:15:60")).toEqual(time(10, 15, 60));
    for (const none of ["24", "1060", "101561", "101", "101530.", "101530.1234567"])
      expect(one("TM", none)).toBeNull();
  });

  it("date times have a zone", () => {
    const day = { year: 2020, month: 2, day: 29 };
    expect(one("DT", "2020")).toEqual({ year: 2020, month: null, day: null, time: null, offset: null });
    expect(one("DT", "20200229101530.5-0330")).toEqual({
      ...day,
      time: time(10, 15, 30, 500_000),
      offset: -210,
    });
    expect(one("DT", "20200229+0200")).toEqual({ ...day, time: null, offset: 120 });
    for (const none of ["202002301", "20200229+1500", "202013", "20200229 10"])
      expect(one("DT", none)).toBeNull();
  });

  it("ages and numbers are of one form", () => {
    expect(one("AS", "018M")).toEqual({ count: 18, unit: "M" });
    expect([one("AS", "18M"), one("AS", "018X")]).toEqual([null, null]);
    expect([one("IS", "+12"), one("IS", "-2147483648"), one("IS", "2147483648"), one("IS", "1.0")]).toEqual([
      12,
      -2147483648,
      null,
      null,
    ]);
    expect([
      one("DS", "-1e-3"),
      one("DS", ".5"),
      one("DS", "1,5"),
      one("DS", "0x10"),
      one("DS", "NaN"),
    ]).toEqual([-0.001, 0.5, null, null, null]);
  });

  it("any text has a value of its VR or none", () => {
    const vrs = fc.constantFrom("DA", "TM", "DT", "AS", "DS", "IS");
    fc.assert(
      fc.property(vrs, fc.stringMatching(/^[0-9.:+-]{0,20}$/), (vr, text) => {
        for (const { raw, value } of read(vr, text)) if (raw === "") expect(value).toBeNull();
      }),
    );
  });
});
