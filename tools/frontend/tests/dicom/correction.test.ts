import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asFailure, type Failure } from "../../src/bytes/fault";
import { memorySource } from "../../src/bytes/source";
import { declaredCharsets, ElementValues, rowAlong, sampleFile, vrCode } from "../../src/dicom";
import { type Correction, editFor, patch, textBytes } from "../../src/dicom/write";
import { EXPLICIT_BIG, EXPLICIT_LITTLE, leaf, type Node, part10, SYNTAX, written } from "./build";
import { dictionary, opened } from "./read";

const fileOf = (nodes: readonly Node[], bigEndian = false): Uint8Array =>
  bigEndian
    ? part10(SYNTAX.explicitBig, written(EXPLICIT_BIG, nodes))
    : part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, nodes));

type Asked = { text: string; vr?: string } | null;

/** The file after a correction at the end of a way; null removes. */
function corrected(bytes: Uint8Array, way: readonly number[], asked: Asked): Uint8Array {
  const file = opened(bytes);
  const around = { charsets: declaredCharsets(memorySource(bytes), file.elements), dictionary };
  const correction = asked
    ? ({ kind: "value", way, vr: "", ...asked } as const)
    : ({ kind: "remove", way } as const);
  return patch(bytes, file, [editFor(correction, file, around)]);
}

function valuesAt(bytes: Uint8Array, way: readonly number[]): readonly string[] | null {
  const file = opened(bytes);
  const { row, exact } = rowAlong(file.elements, way);
  const values = new ElementValues(
    memorySource(bytes),
    file.elements,
    declaredCharsets(memorySource(bytes), file.elements),
  );
  return exact ? values.values(row) : null;
}

function refused(bytes: Uint8Array, way: readonly number[], asked: Asked): Failure {
  try {
    corrected(bytes, way, asked);
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("it was not refused");
}

const NAME = [0x00100010];

describe("a sequence", () => {
  const given = fileOf([leaf(0x00080005, "CS", "ISO_IR 100")]);
  const around = (bytes: Uint8Array) => {
    const file = opened(bytes);
    return { file, with: { charsets: declaredCharsets(memorySource(bytes), file.elements), dictionary } };
  };
  const changed = (bytes: Uint8Array, correction: Correction): Uint8Array => {
    const { file, with: surroundings } = around(bytes);
    return patch(bytes, file, [editFor(correction, file, surroundings)]);
  };

  it("begins without items, has one after the other, and elements in them", () => {
    const way = [0x00081140];
    const empty = changed(given, { kind: "value", way, text: "", vr: "" });
    expect(rowAlong(opened(empty).elements, way).exact).toBe(true);
    const one = changed(empty, { kind: "item", way });
    const two = changed(one, { kind: "item", way });
    expect(rowAlong(opened(one).elements, [...way, 2]).exact).toBe(false);
    expect(rowAlong(opened(two).elements, [...way, 2]).exact).toBe(true);
    const filled = changed(two, { kind: "value", way: [...way, 2, 0x00081155], text: "1.2.3", vr: "" });
    expect(valuesAt(filled, [...way, 2, 0x00081155])).toEqual(["1.2.3"]);
    expect(opened(filled).faults).toEqual([]);
  });

  it("has no text", () => {
    const { file, with: surroundings } = around(given);
    const typed = { kind: "value", way: [0x00081140], text: "1", vr: "" } as const;
    expect(() => editFor(typed, file, surroundings)).toThrow("edit-binary");
  });
});

describe("a correction that somebody typed", () => {
  it("changes a text in the character set that is declared there", () => {
    const latin = fileOf([leaf(0x00080005, "CS", "ISO_IR 100"), leaf(0x00100010, "PN", "SAMPLE^A")]);
    const after = corrected(latin, NAME, { text: "MÜLLER^Ä" });
    expect(valuesAt(after, NAME)).toEqual(["MÜLLER^Ä"]);
    expect([...after.slice(-8)]).toEqual([...textBytes("MÜLLER^Ä", vrCode("PN"), ["ISO_IR 100"])]);
  });

  it("says which character the declared set does not have", () => {
    const plain = fileOf([leaf(0x00100010, "PN", "SAMPLE^A")]);
    expect(refused(plain, NAME, { text: "名^A" })).toMatchObject({
      code: "edit-charset",
      values: { character: "名", charset: "ISO_IR 6" },
    });
    const foreign = fileOf([leaf(0x00080005, "CS", "X-UNKNOWN"), leaf(0x00100010, "PN", "SAMPLE^A")]);
    expect(valuesAt(corrected(foreign, NAME, { text: "NEW" }), NAME)).toEqual(["NEW"]);
  });

  it("writes dates and codes in ASCII, whatever set is declared", () => {
    const utf8 = fileOf([leaf(0x00080005, "CS", "ISO_IR 192"), leaf(0x00080060, "CS", "CT")]);
    expect(refused(utf8, [0x00080060], { text: "Ä" }).code).toBe("edit-charset");
  });

  it.each([
    ["US", "65535", "65536"],
    ["SS", "-32768", "32768"],
    ["UL", "4294967295", "-1"],
    ["SL", "-2147483648", "2147483648"],
    ["UV", "18446744073709551615", "18446744073709551616"],
    ["SV", "-9223372036854775808", "9223372036854775808"],
    ["FL", "-0.5", "NaN"],
    ["FD", "1e+300", "1,5"],
    ["AT", "00100010", "0010"],
  ])("%s takes %s and says why it does not take %s", (vr, good, bad) => {
    const way = [0x00091001];
    for (const bigEndian of [false, true]) {
      const file = fileOf([leaf(0x00090010, "LO", "TEST"), leaf(0x00091002, "LO", "x ")], bigEndian);
      const after = corrected(file, way, { text: `${good}\\${good}`, vr });
      expect(valuesAt(after, way)).toEqual([good, good]);
      const failure = refused(file, way, { text: `${good}\\${bad}`, vr });
      expect(failure).toMatchObject({ code: "edit-number", values: { found: bad, vr } });
      expect(failure.values["expected"]).not.toBe("");
    }
  });

  it("adds an element with the dictionary's VR, into an item too, and removes one", () => {
    const file = fileOf([{ tag: 0x00081140, items: [[leaf(0x00081155, "UI", "2.25.7")]], open: false }]);
    const within = [0x00081140, 1, 0x00081150];
    const added = corrected(file, within, { text: "1.2.3" });
    expect(valuesAt(added, within)).toEqual(["1.2.3"]);
    expect(corrected(added, within, null)).toEqual(file);
    expect(valuesAt(corrected(file, [0x00081140, 1], null), [0x00081140, 1])).toBeNull();
  });

  it("refuses what nobody could read again", () => {
    const file = fileOf([leaf(0x00080060, "CS", "CT")]);
    for (const tag of [0x00020010, 0x00080000, 0x00020000, 0xfffee000])
      expect(refused(file, [tag], { text: "1", vr: "LO" }).code).toBe("edit-structure");
    expect(refused(file, [0x00020010], null).code).toBe("edit-structure");
    expect(refused(file, [0x00091001], { text: "1" }).code).toBe("edit-vr");
    expect(refused(file, [0x00091001], { text: "1", vr: "no" }).code).toBe("edit-vr");
    expect(refused(file, [0x7fe00010], { text: "1" })).toMatchObject({
      code: "edit-binary",
      values: { vr: "OW" },
    });
  });

  it("leaves every byte but those of the element and of the lengths around it", () => {
    const bytes = sampleFile();
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,10}$/), (text) => {
        const after = corrected(bytes, NAME, { text });
        expect(valuesAt(after, NAME)).toEqual([text]);
        const back = corrected(after, NAME, { text: valuesAt(bytes, NAME)?.join("\\") ?? "" });
        expect(Buffer.compare(back, bytes)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("never does more than refuse, whatever is typed", () => {
    const bytes = fileOf([
      leaf(0x00080005, "CS", "ISO 2022 IR 6\\ISO 2022 IR 87"),
      leaf(0x00100010, "PN", "S^A"),
    ]);
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("", "LO", "US", "FD", "AT", "OB", "SQ", "??"),
        fc.nat(0xffffffff),
        (text, vr, tag) => {
          try {
            corrected(bytes, [tag], { text, vr });
          } catch (error) {
            expect(asFailure(error).code).toMatch(/^edit-|^internal$/);
          }
        },
      ),
    );
  });
});
