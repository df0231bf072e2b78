import { describe, expect, it } from "vitest";
import { CONDITIONS } from "../../../src/dicom/validate";
import { changed, ct, ENHANCED_CT, el, fileOf, REPORT, said, sq, tables, us, validated } from "./check";

const ctWith = (changes: Parameters<typeof changed>[1]): Uint8Array => fileOf(changed(ct(), changes));
const code = (value: string) => [
  el(0x00080100, "SH", value),
  el(0x00080102, "SH", "99SYN"),
  el(0x00080104, "LO", "Synthetic"),
];

describe("the tables", () => {
  it("have every storage SOP class that the standard defined until 2024", () => {
    const iod = tables.find("1.2.840.10008.5.1.4.1.1.481.2");
    expect(iod?.name).toBe("RT Dose");
    expect(iod?.modules.find(({ module }) => module.name === "Image Pixel")?.usage).toBe("C");
    expect(tables.find("1.2.840.10008.1.1")).toBeUndefined();
    expect(tables.source).toContain("highdicom");
  });
});

describe("attributes of an object", () => {
  it("a whole CT image has nothing to find, and says what was looked at", () => {
    const { findings, counts, iod, undecided } = validated(fileOf(ct()));
    expect(findings).toEqual([]);
    expect(iod).toEqual({ name: "CT Image", section: "A.3.3" });
    expect(counts).toMatchObject({ elements: 44, modules: 11 });
    expect(counts.required).toBeGreaterThan(35);
    expect(counts.undecided).toBe(undecided.length);
    expect(undecided.map(({ path }) => path)).toContain("00200020");
  });

  it("names what is missing by place, module and table, the gravest first", () => {
    const { findings } = validated(ctWith({ 1048592: null, 2097166: null }));
    expect(findings.map(({ code: what, path, module }) => [what, path, module])).toEqual([
      ["missing-type-1", "0020000E", "General Series"],
      ["missing-type-2", "00100010", "Patient"],
    ]);
    expect(findings[0]).toMatchObject({
      severity: "error",
      rule: expect.stringMatching(/^PS3\.3 C\.7.*Table C\.7-5/),
    });
  });

  it("points at the byte where the missing one would stand", () => {
    const bytes = ctWith({ 1048608: null });
    const [finding] = validated(bytes).findings;
    const at = finding?.offset ?? 0;
    expect([bytes[at], bytes[at + 1], bytes[at + 2]]).toEqual([0x10, 0x00, 0x30]);
  });

  it("type 1 needs a value, type 2 may be empty", () => {
    expect(said(ctWith({ 524384: el(0x00080060, "CS", ""), 1048608: el(0x00100020, "LO", "") }))).toEqual([
      "empty-type-1 00080060",
    ]);
  });

  it("looks into the items of optional sequences", () => {
    const item = [el(0x00081150, "UI", "2.25.7")];
    expect(said(ctWith({ 528704: sq(0x00081140, item, item) }))).toEqual([
      "missing-type-1 00081140[1]/00081155",
      "missing-type-1 00081140[2]/00081155",
    ]);
  });

  it("an optional module counts once something of it is here", () => {
    expect(said(fileOf(ct()))).toEqual([]);
    expect(said(ctWith({ 1179728: el(0x00120050, "LO", "T1") }))).toEqual([]);
    expect(said(ctWith({ 1179680: el(0x00120020, "LO", "P1") }))).toContain("incomplete-module 00120010");
  });

  it("an overlay is asked for in each of its groups", () => {
    const told = said(ctWith({ 1610743824: us(0x60020010, 1) }));
    expect(told).toContain("incomplete-module 60020011");
    expect(told.filter((one) => one.includes(" 6000"))).toEqual([]);
  });

  it("an element that the object's definition does not have is a note", () => {
    const { findings } = validated(ctWith({ 805961904: sq(0x300a00b0) }));
    expect(findings).toMatchObject([{ code: "not-in-iod", severity: "note", expected: "CT Image" }]);
  });

  it("a SOP class without a definition, and none at all, are told", () => {
    const other = changed(ct(), { 524310: el(0x00080016, "UI", "1.2.840.10008.1.1") });
    expect(validated(fileOf(other, "1.2.840.10008.1.1")).findings).toMatchObject([
      { code: "unknown-sop-class", severity: "note" },
    ]);
    const none = changed(ct(), { 524310: null });
    expect(said(fileOf(none, ""))).toEqual(["no-sop-class 00080016", "meta-missing 00020002"]);
  });
});

describe("conditional attributes", () => {
  it("there are at least forty conditions, each with its clause", () => {
    expect(new Set(CONDITIONS.map(({ tag }) => tag)).size).toBeGreaterThanOrEqual(100);
    for (const { clause, when } of CONDITIONS) {
      expect(clause).toMatch(/^(10|8|C)\.\d/);
      expect(when.words).not.toBe("");
    }
  });

  it.each([
    ["Planar Configuration with three samples", { 2621442: us(0x00280002, 3) }, "missing-type-1c 00280006"],
    ["Pixel Data without a provider", { 2145386512: null }, "missing-type-1c 7FE00010"],
    ["a palette", { 2621444: el(0x00280004, "CS", "PALETTE COLOR") }, "missing-type-1c 00281101"],
    ["Patient Position in a CT", { 1593600: null }, "missing-type-2c 00185100"],
    ["how a patient was de-identified", { 1179746: el(0x00120062, "CS", "YES") }, "missing-type-1c 00120063"],
    ["Pixel Padding Value with its range", { 2621729: us(0x00280121, 1) }, "missing-type-1c 00280120"],
  ] as const)("%s", (_name, changes, expected) => {
    const told = said(ctWith(changes));
    expect(told).toContain(expected);
  });

  it.each([
    [
      "no provider where the pixels are",
      { 2654176: el(0x00287fe0, "UR", "http://a.test"), 2145386512: null },
    ],
    [
      "one of two ways to say it",
      {
        1179746: el(0x00120062, "CS", "YES"),
        1179747: el(0x00120063, "LO", "Synthetic"),
      },
    ],
  ] as const)("is not asked for: %s", (_name, changes) => {
    expect(said(ctWith(changes)).filter((one) => one.startsWith("missing"))).toEqual([]);
  });

  it("codes say their scheme, and need one of three values", () => {
    const items = (...nodes: ReturnType<typeof code>) => ctWith({ 533016: sq(0x00082218, nodes) });
    expect(said(items(...code("T1")))).toEqual([]);
    expect(said(items(...code("T1").slice(1)))).toContain("missing-type-1c 00082218[1]/00080100");
    const [value, , meaning] = code("T1");
    if (!value || !meaning) throw new Error("no code");
    expect(said(items(value, meaning))).toEqual(["missing-type-1c 00082218[1]/00080102"]);
  });

  it("one that nobody wrote down is told as undecided, never as an error", () => {
    const { undecided, findings } = validated(fileOf(ct()));
    const one = undecided.find(({ path }) => path === "00280034");
    expect(one).toMatchObject({
      type: "1C",
      module: "Image Pixel",
      rule: expect.stringContaining("Table C.7-11"),
    });
    expect(findings.some(({ path }) => path === "00280034")).toBe(false);
  });

  it("a 1C that is here has a value", () => {
    expect(said(ctWith({ 2621492: el(0x00280034, "IS", "") }))).toEqual(["empty-type-1c 00280034"]);
  });
});

describe("functional groups", () => {
  const frame = (...tags: readonly number[]) => tags.map((tag) => sq(tag, [el(0x00280030, "DS", "1\\1")]));
  const groups = (shared: readonly number[], ...frames: readonly (readonly number[])[]) =>
    fileOf(
      changed(ct(), {
        524310: el(0x00080016, "UI", ENHANCED_CT),
        1375769129: sq(0x52009229, frame(...shared)),
        1375769136: sq(0x52009230, ...frames.map((tags) => frame(...tags))),
      }),
      ENHANCED_CT,
    );
  const missing = (bytes: Uint8Array) => said(bytes).filter((one) => one.startsWith("missing-group"));
  const MEASURES = 0x00289110;

  it("stand among the shared ones or in every frame", () => {
    const all = [
      0x00189329,
      0x00189477,
      0x00209071,
      0x00209111,
      0x00209113,
      0x00209116,
      MEASURES,
      0x00289145,
    ];
    const others = all.filter((tag) => tag !== MEASURES);
    const iod = tables.find(ENHANCED_CT);
    const wanted = [...(iod?.groups ?? [])].filter(([, usage]) => usage === "M").map(([tag]) => tag);
    expect(wanted).toContain(MEASURES);
    expect(missing(groups([...wanted, ...all], []))).toEqual([]);
    const rest = [...wanted, ...others].filter((tag) => tag !== MEASURES);
    expect(missing(groups(rest, [MEASURES], [MEASURES]))).toEqual([]);
    expect(missing(groups(rest, [MEASURES], []))).toEqual(["missing-group 52009230[2]/00289110"]);
  });
});

describe("content items of a report", () => {
  const report = (...content: readonly (readonly ReturnType<typeof el>[])[]) =>
    said(
      fileOf(
        changed(ct(), {
          524310: el(0x00080016, "UI", REPORT),
          4235328: el(0x0040a040, "CS", "CONTAINER"),
          4235331: sq(0x0040a043, code("T")),
          4235344: el(0x0040a050, "CS", "SEPARATE"),
          4237104: sq(0x0040a730, ...content),
        }),
        REPORT,
      ),
    ).filter((one) => one.includes("0040A730"));
  const item = (type: string, ...more: readonly ReturnType<typeof el>[]) => [
    el(0x0040a010, "CS", "CONTAINS"),
    el(0x0040a040, "CS", type),
    sq(0x0040a043, code("T")),
    ...more,
  ];

  it("have the value of their value type, at any depth", () => {
    expect(report(item("TEXT", el(0x0040a160, "UT", "Synthetic")))).toEqual([]);
    expect(report(item("TEXT"))).toEqual(["missing-type-1c 0040A730[1]/0040A160"]);
    expect(report(item("CODE"))).toEqual(["missing-type-1c 0040A730[1]/0040A168"]);
    const deep = item("CONTAINER", el(0x0040a050, "CS", "SEPARATE"), sq(0x0040a730, item("PNAME")));
    expect(report(deep)).toEqual(["missing-type-1c 0040A730[1]/0040A730[1]/0040A123"]);
  });

  it("an item that refers to another has no value", () => {
    const reference = [el(0x0040a010, "CS", "INFERRED FROM"), el(0x0040db73, "UL", "\x01\x00\x00\x00")];
    expect(report(reference)).toEqual([]);
  });
});

describe("a module that has the word over another", () => {
  const GRAYSCALE = "1.2.840.10008.5.1.4.1.1.7.2";
  const foundIn = (sopClass: string, ...more: ReturnType<typeof ct>): readonly string[] => {
    const nodes = [el(0x00080016, "UI", sopClass), ...more];
    return validated(fileOf(nodes)).findings.map(({ code: what, path }) => `${what} ${path}`);
  };

  it("a secondary capture need not know the modality (C.8.6.1); a CT image has to", () => {
    expect(foundIn("1.2.840.10008.5.1.4.1.1.7")).not.toContain("missing-type-1 00080060");
    expect(said(ctWith({ 524384: null }))).toContain("missing-type-1 00080060");
  });

  it("of several frames alone a secondary capture says how they follow each other (C.8.6.3)", () => {
    const frames = (n: string): readonly string[] => foundIn(GRAYSCALE, el(0x00280008, "IS", n));
    expect(frames("1").join()).not.toContain("00280009");
    expect(frames("2")).toContain("missing-type-1c 00280009");
    const angiogram = foundIn("1.2.840.10008.5.1.4.1.1.12.1", el(0x00280008, "IS", "1")).join();
    expect(angiogram).toContain("00280009");
  });

  it("the title of an encapsulated document is asked for, whatever its value type (C.24.2)", () => {
    expect(foundIn("1.2.840.10008.5.1.4.1.1.104.1")).toContain("missing-type-2 0040A043");
  });

  it("a fiducial without identifier has a code for it (C.21.2)", () => {
    const fiducial = sq(0x0070031e, [el(0x0070030f, "SH", "A")]);
    const set = sq(0x0070031c, [fiducial]);
    const path = "0070031C[1]/0070031E[1]/00700311";
    expect(foundIn("1.2.840.10008.5.1.4.1.1.66.2", set)).toContain(`missing-type-1c ${path}`);
  });
});
