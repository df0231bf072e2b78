import fc from "fast-check";
import { describe, expect, it } from "vitest";
import modules from "../../../../dictionaries/data/dicom-modules.tsv?raw";
import { type Datum, datum, unmasked } from "../../../src/bytes/datum";
import { asFailure, type Failure } from "../../../src/bytes/fault";
import { memorySource } from "../../../src/bytes/source";
import { ElementValues, rowAlong, sampleFile, sampleFolder } from "../../../src/dicom";
import {
  BEHIND_CORRECTED,
  type CorrectionStep,
  carriedOf,
  correctedHead,
  KEPT_EMPTY,
  type Level,
  type Plan,
  renewalsOf,
  STUDY_TAGS,
  uidFrom,
} from "../../../src/dicom/correct";
import type { Head } from "../../../src/dicom/folder";
import { EXPLICIT_BIG, EXPLICIT_LITTLE, leaf, type Node, part10, SYNTAX, written } from "../build";
import { dictionary, opened } from "../read";

const NAME = 0x00100010;
const ID = 0x00100020;
const SOP = 0x00080018;

const file = (...nodes: readonly Node[]): Uint8Array =>
  part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, nodes));

const said = (text: Datum | null): string | null => text && unmasked(text);

/** The whole file after the steps, and what they changed, as `path: before → after`. */
function corrected(bytes: Uint8Array, ...steps: readonly CorrectionStep[]) {
  const { head, changes } = correctedHead(bytes, steps, { dictionary });
  const told = changes.map(({ path, before, after }) => `${path}: ${said(before)} → ${said(after)}`);
  return { bytes: head, told };
}

const set = (tag: number, text: string): CorrectionStep => ({ kind: "set", tag, text, where: "top" });

function level(bytes: Uint8Array, which: Level): CorrectionStep {
  const values = new ElementValues(memorySource(bytes), opened(bytes).elements);
  return { kind: "level", level: which, elements: carriedOf(values, which), where: "top" };
}

function textAt(bytes: Uint8Array, ...way: readonly number[]): string | null {
  const { elements } = opened(bytes);
  const { row, exact } = rowAlong(elements, way);
  return exact ? new ElementValues(memorySource(bytes), elements).values(row).join("\\") : null;
}

function refused(bytes: Uint8Array, ...steps: readonly CorrectionStep[]): Failure {
  try {
    corrected(bytes, ...steps);
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("it was not refused");
}

describe("corrections of one file", () => {
  it("leaves every byte but those of the elements and of the lengths that count them", () => {
    const bytes = sampleFile();
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,12}$/), (text) => {
        const after = corrected(bytes, set(ID, text), set(SOP, "2.25.7"));
        const back = corrected(
          after.bytes,
          set(ID, textAt(bytes, ID) as string),
          set(SOP, textAt(bytes, SOP) as string),
        );
        expect(Buffer.compare(back.bytes, bytes)).toBe(0);
      }),
      { numRuns: 30 },
    );
    const { bytes: changed } = corrected(bytes, set(ID, "SAMPLE-2"));
    const others = [...changed].filter((byte, at) => byte !== bytes[at]);
    expect(others).toEqual(["2".charCodeAt(0)]);
  });

  it("tells each change once, as it is in the end, and none that is none", () => {
    const { told } = corrected(
      sampleFile(),
      set(ID, "A"),
      set(ID, "B"),
      set(NAME, "SAMPLE^ADA"),
      set(0x00080080, ""),
    );
    expect(told).toEqual(["00080080: Beispielklinik Süd → ", "00100020: SAMPLE-1 → B"]);
    expect(corrected(sampleFile(), set(ID, "A"), set(ID, "SAMPLE-1"))).toEqual({
      bytes: sampleFile(),
      told: [],
    });
  });

  it("adds what is not there, and takes away what is", () => {
    const { bytes, told } = corrected(sampleFile(), set(0x00100021, "CLINIC"), {
      kind: "remove",
      tag: 0x00080080,
      where: "top",
    });
    expect(told).toEqual(["00080080: Beispielklinik Süd → null", "00100021: null → CLINIC"]);
    expect(textAt(bytes, 0x00100021)).toBe("CLINIC");
    expect(textAt(bytes, 0x00080080)).toBeNull();
  });

  it("changes what stands in front of the pixel data, and leaves the rest", () => {
    const whole = sampleFile();
    const { elements } = opened(whole);
    const end = elements.offset[rowAlong(elements, [0x7fe00010]).row] as number;
    const { bytes } = corrected(whole.subarray(0, end), set(ID, "A LONGER ID"));
    expect(Buffer.concat([bytes, whole.subarray(end)])).toEqual(
      Buffer.from(corrected(whole, set(ID, "A LONGER ID")).bytes),
    );
    expect(refused(whole, set(BEHIND_CORRECTED + 0x10, "x")).code).toMatch(/^edit-(place|binary)$/);
  });

  it("says which value does not fit, and which character the file's set does not have", () => {
    expect(refused(sampleFile(), set(0x00100030, "1.1.1900"))).toMatchObject({
      code: "edit-form",
      values: { found: "1.1.1900", vr: "DA", expected: "YYYYMMDD" },
    });
    expect(refused(sampleFile(), set(NAME, "名^A"))).toMatchObject({
      code: "edit-charset",
      values: { character: "名", charset: "ISO_IR 100" },
    });
    expect(refused(sampleFile(), set(0x00020010, "1.2")).code).toBe("edit-structure");
    expect(refused(sampleFile(), set(0x00081140, "x")).code).toMatch(/^edit-/);
    expect(refused(sampleFile(), set(0x00111001, "x")).code).toBe("edit-vr");
  });

  it("never does more than refuse, whatever is asked of whatever file", () => {
    const bytes = sampleFile();
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.string(), fc.nat(bytes.length), (tag, text, cut) => {
        try {
          corrected(
            bytes.slice(0, cut),
            set(tag, text),
            { kind: "remove", tag, where: "top" },
            level(sampleFile(), "study"),
          );
        } catch (error) {
          expect(asFailure(error).code).toMatch(/^edit-|^empty$|^not-dicom$/);
        }
      }),
    );
  });
});

describe("a level of another file", () => {
  const other = file(
    leaf(0x00080005, "CS", "ISO_IR 192"),
    leaf(0x00080020, "DA", "20210101"),
    leaf(NAME, "PN", new TextEncoder().encode("MÜLLER^Z")),
    leaf(ID, "LO", "OTHER"),
    { tag: 0x00101002, items: [[leaf(0x00100020, "LO", new TextEncoder().encode("Ö-2"))]], open: true },
    leaf(0x00101030, "DS", "70"),
    leaf(0x001021c0, "US", Uint8Array.of(4, 0)),
    leaf(0x0020000d, "UI", "2.25.42"),
  );

  it("takes the patient's elements over in the character set of the file, and leaves nothing of the one before", () => {
    const here = file(
      leaf(0x00080005, "CS", "ISO_IR 100"),
      leaf(NAME, "PN", "WRONG"),
      leaf(ID, "LO", "WRONG"),
      leaf(0x00100021, "LO", "WRONG"),
      leaf(0x00100030, "DA", "19000101"),
      leaf(0x00101000, "LO", "WRONG"),
      leaf(0x00101010, "AS", "030Y"),
      leaf(0x0020000d, "UI", "2.25.1"),
    );
    const { bytes, told } = corrected(here, level(other, "patient"));
    expect(textAt(bytes, NAME)).toBe("MÜLLER^Z");
    expect(textAt(bytes, 0x00101002, 1, 0x00100020)).toBe("Ö-2");
    expect(textAt(bytes, 0x00100030)).toBe("");
    expect(textAt(bytes, 0x00101010)).toBe("030Y");
    expect(textAt(bytes, 0x0020000d)).toBe("2.25.1");
    expect(new TextDecoder("latin1").decode(bytes)).not.toContain("WRONG");
    expect(told.map((one) => one.slice(0, 8)).sort()).toEqual([
      "00100010",
      "00100020",
      "00100021",
      "00100030",
      "00101000",
      "00101002",
    ]);
    expect(corrected(bytes, level(other, "patient")).told).toEqual([]);
  });

  it("takes the study's too, numbers in the byte order of the file", () => {
    const big = part10(
      SYNTAX.explicitBig,
      written(EXPLICIT_BIG, [leaf(0x00080005, "CS", "ISO_IR 192"), leaf(0x00080050, "SH", "WRONG")]),
    );
    const { bytes } = corrected(big, level(other, "study"));
    expect(textAt(bytes, 0x001021c0)).toBe("4");
    expect(textAt(bytes, 0x0020000d)).toBe("2.25.42");
    expect(textAt(bytes, 0x00080050)).toBe("");
    expect(textAt(bytes, NAME)).toBe("MÜLLER^Z");
  });

  it("refuses a name that the file's character set cannot write", () => {
    expect(refused(file(leaf(ID, "LO", "1")), level(other, "patient")).code).toBe("edit-charset");
  });

  it("knows the attributes of the standard's modules", () => {
    const attributes = (name: string): readonly string[] =>
      (modules.split("\n").find((line) => line.startsWith(`${name}\t`)) ?? "").split("\t")[4]?.split(" ") ??
      [];
    const tagsIn = (...names: readonly string[]): readonly number[] =>
      names.flatMap(attributes).map((one) => Number.parseInt(one.slice(0, 8), 16));
    const sorted = (tags: Iterable<number>): readonly number[] => [...tags].sort((one, two) => one - two);
    expect(sorted(STUDY_TAGS)).toEqual(sorted(tagsIn("general-study", "patient-study")));
    const TRIAL = 0x0012; // what was done to the file, not who it is of
    const ofPatient = tagsIn("patient").filter((tag) => tag >>> 16 !== TRIAL && tag !== 0x00081120);
    expect(ofPatient.every((tag) => tag >>> 16 === 0x0010 && !STUDY_TAGS.has(tag))).toBe(true);
    const second = ["patient", "general-study"].flatMap(attributes).filter((one) => one.endsWith(":2"));
    expect(sorted(KEPT_EMPTY)).toEqual(sorted(second.map((one) => Number.parseInt(one.slice(0, 8), 16))));
  });
});

describe("renewed UIDs", () => {
  const heads = sampleFolder().map(({ bytes }): Head => {
    const field = (tag: number): Datum => datum(textAt(bytes, tag) ?? "");
    return {
      sopInstance: field(SOP),
      series: field(0x0020000e),
      study: field(0x0020000d),
      frameOfReference: field(0x00200052),
    } as Head;
  });
  const headOf = (at: number): Head | null => heads[at] ?? null;
  let asked = 0;
  const random = (): string => `00000000-0000-4000-8000-${String(++asked).padStart(12, "0")}`;
  const some = (...files: readonly number[]): ReadonlySet<number> => new Set(files);
  const uidOf = (at: number, field: keyof Head): string => unmasked((headOf(at) as Head)[field]);

  it("are made of UUIDs", () => {
    expect(uidFrom("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")).toBe(
      "2.25.329800735698586629295641978511506172918",
    ); // PS3.5 B.2
  });

  it("are the same for the same old one, in every step and every preview", () => {
    const renewed = new Map<string, string>();
    const plan: Plan = [
      { kind: "renew", level: "study", files: some(0, 1) },
      { kind: "renew", level: "instance", files: some(2, 3) },
    ];
    const [first, second] = renewalsOf(plan, headOf, renewed, random);
    const instances = [0, 1, 2, 3].map((at) => uidOf(at, "sopInstance"));
    const around = (["study", "series", "frameOfReference"] as const).map((field) => uidOf(0, field));
    const keys = (uids: ReadonlyMap<string, string> | undefined) => [...(uids?.keys() ?? [])].sort();
    expect(keys(first)).toEqual([...instances, ...around].sort());
    expect(keys(second)).toEqual([...instances].sort()); // references to what another step renews, and no more
    expect(new Set(renewed.values()).size).toBe(renewed.size);
    expect(renewalsOf(plan, headOf, renewed, random)).toEqual([first, second]);
  });

  it("lead to the last UID of an object, in whichever steps it and what refers to it are renewed", () => {
    const plan: Plan = [
      { kind: "renew", level: "instance", files: some(0, 5) },
      { kind: "renew", level: "study", files: some(1, 5) },
    ];
    const [first, second] = renewalsOf(plan, headOf, new Map(), random) as Map<string, string>[];
    const [own, other] = [uidOf(5, "sopInstance"), uidOf(0, "sopInstance")];
    const last = first?.get(own) as string;
    expect(second?.get(own)).toBe(last);
    expect([...(second?.values() ?? [])]).toContain(last);
    expect(second?.get(other)).toBe(first?.get(other));
    expect(first?.has(uidOf(5, "study"))).toBe(false);
  });

  it("follow what earlier steps have set or moved", () => {
    const plan: Plan = [
      { kind: "set", tag: 0x0020000e, text: "2.25.9", where: "top", files: some(0) },
      { kind: "move", target: 8, where: "top", files: some(0) },
      { kind: "renew", level: "study", files: some(0) },
    ];
    const uids = renewalsOf(plan, headOf, new Map(), random)[2] as Map<string, string>;
    expect(uids.has("2.25.9")).toBe(true);
    expect(uids.has(uidOf(8, "study"))).toBe(true);
    expect(uids.has(uidOf(0, "study"))).toBe(false);
    const named: Plan = [
      { kind: "set", tag: SOP, text: "2.25.9", where: { value: "2.25.8" }, files: some(0) },
      { kind: "renew", level: "instance", files: some(0) },
    ];
    const [, own] = renewalsOf(named, headOf, new Map(), random);
    expect([...(own as Map<string, string>).keys()]).toEqual([uidOf(0, "sopInstance")]);
  });

  it("stand in sequences and in the meta information too, and what is not in the selection is left", () => {
    const bytes = sampleFile();
    const own = textAt(bytes, SOP) as string;
    const referred = textAt(bytes, 0x00081140, 2, 0x00081155) as string;
    const uids = new Map([
      [own, "2.25.1"],
      [referred, "2.25.12345678901234567890"],
    ]);
    const { bytes: after, told } = corrected(bytes, { kind: "renew", uids });
    expect(told.map((one) => one.split(":")[0])).toEqual(["00020003", "00080018", "00081140[2]/00081155"]);
    expect(textAt(after, 0x00020003)).toBe("2.25.1");
    expect(textAt(after, 0x00081140, 2, 0x00081155)).toBe("2.25.12345678901234567890");
    expect(textAt(after, 0x00081140, 1, 0x00081155)).toBe(textAt(bytes, 0x00081140, 1, 0x00081155));
    expect(opened(after).faults).toEqual(opened(bytes).faults);
    const back = new Map([...uids].map(([old, renewed]) => [renewed, old]));
    expect(Buffer.compare(corrected(after, { kind: "renew", uids: back }).bytes, bytes)).toBe(0);
  });

  it("take no longer for a long plan that leads round in circles", () => {
    const all = some(...heads.keys());
    const moves: Plan = Array.from({ length: 50 }, (_, at) => ({
      kind: "move",
      target: at % heads.length,
      where: "top",
      files: all,
    }));
    const [uids] = renewalsOf(
      [...moves, { kind: "renew", level: "study", files: all }],
      headOf,
      new Map(),
      random,
    ).slice(-1);
    expect((uids as Map<string, string>).size).toBeGreaterThan(heads.length);
  });
});
