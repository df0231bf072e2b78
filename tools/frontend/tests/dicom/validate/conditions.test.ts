import { describe, expect, it } from "vitest";
import iods from "../../../../dictionaries/data/dicom-iods.tsv?raw";
import { CONDITIONS } from "../../../src/dicom/validate";
import type { AttributeSet } from "../../../src/dicom/validate/tables";
import { EXPLICIT_LITTLE, header, ITEM, joined, type Node, OPEN, SEQUENCE_END } from "../build";
import { changed, ct, ENHANCED_CT, el, fileOf, REPORT, sq, tables, us, validated } from "./check";

const PDF = "1.2.840.10008.5.1.4.1.1.104.1";
const SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4";
const GRAYSCALE_STATE = "1.2.840.10008.5.1.4.1.1.11.1";
const ANGIOGRAM = "1.2.840.10008.5.1.4.1.1.12.1";
const ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1";
const GRAYSCALE_CAPTURE = "1.2.840.10008.5.1.4.1.1.7.2";
const ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1";

const told = (bytes: Uint8Array): readonly string[] =>
  validated(bytes).findings.map(({ code, path }) => `${code} ${path}`);
/** Of an object that is nothing but these. */
const toldOf = (sopClass: string, ...nodes: readonly Node[]): readonly string[] =>
  told(fileOf(changed([el(0x00080016, "UI", sopClass)], byTag(nodes)), sopClass));
/** Of a whole CT image with these. */
const toldOfCt = (...nodes: readonly Node[]): readonly string[] => told(fileOf(changed(ct(), byTag(nodes))));
const byTag = (nodes: readonly Node[]): Record<number, Node> =>
  Object.fromEntries(nodes.map((node) => [node.tag, node]));
const about = (findings: readonly string[], ...tags: readonly string[]): readonly string[] =>
  findings.filter((one) => tags.some((tag) => one.endsWith(tag)));
const code = (value: string, scheme: string): readonly Node[] => [
  el(0x00080100, "SH", value),
  el(0x00080102, "SH", scheme),
  el(0x00080104, "LO", "Synthetic"),
];
const NAME = sq(0x0040a043, code("T", "99SYN"));

describe("conditions that name modules", () => {
  it("name modules of the tables that have the attribute under a condition", () => {
    const found = new Map<string, Set<number>>();
    const uids = iods.match(/(?<=[\t ])1\.2\.840\.[\d.]+(?=[\t ])/g) ?? [];
    for (const uid of uids)
      for (const { module } of tables.find(uid)?.modules ?? []) {
        if (found.has(module.name)) continue;
        const tags = new Set<number>();
        gather(module.attributes, tags);
        found.set(module.name, tags);
      }
    const strange = CONDITIONS.flatMap(({ tag, modules }) =>
      modules.filter((name) => !found.get(name)?.has(tag)).map((name) => `${tag.toString(16)} ${name}`),
    );
    expect(strange).toEqual([]);
  });

  const gather = (attributes: AttributeSet, tags: Set<number>): void => {
    for (const { tag, type, items } of attributes.values()) {
      if (type.endsWith("C")) tags.add(tag);
      if (items) gather(items, tags);
    }
  };
});

describe("an encapsulated document", () => {
  it("without content of its own needs no value type (C.24.2)", () => {
    expect(about(toldOf(PDF), "0040A040", "0040A050")).toEqual([]);
  });

  it("with content of its own says of which type it is, and how its parts belong together", () => {
    const content = sq(0x0040a730, [
      el(0x0040a010, "CS", "CONTAINS"),
      el(0x0040a040, "CS", "TEXT"),
      NAME,
      el(0x0040a160, "UT", "Synthetic"),
    ]);
    expect(about(toldOf(PDF, content), "0040A040", "0040A050")).toEqual([
      "missing-type-1c 0040A040",
      "missing-type-1c 0040A050",
    ]);
  });
});

describe("names of content items", () => {
  it("the root of a report has one (C.17.3)", () => {
    const root = (...more: readonly Node[]) =>
      about(toldOf(REPORT, el(0x0040a040, "CS", "CONTAINER"), ...more), "0040A043");
    expect(root()).toEqual(["missing-type-1c 0040A043"]);
    expect(root(NAME)).toEqual([]);
  });

  it("a container further down need not have one, a table does", () => {
    const item = (type: string) =>
      sq(0x0040a730, [el(0x0040a010, "CS", "CONTAINS"), el(0x0040a040, "CS", type)]);
    const under = (type: string) => about(toldOf(REPORT, NAME, item(type)), "0040A043");
    expect(under("CONTAINER")).toEqual([]);
    expect(under("TABLE")).toEqual(["missing-type-1c 0040A730[1]/0040A043"]);
  });

  it("an item of a name and a value has one, whatever its value type (10.2)", () => {
    const pair = (...nodes: readonly Node[]) =>
      about(
        toldOfCt(sq(0x00400260, [...code("P", "99SYN"), sq(0x00400440, nodes)])),
        "0040A043",
        "0040A040",
        "0040A30A",
      );
    const path = "00400260[1]/00400440[1]";
    expect(pair(el(0x0040a040, "CS", "NUMERIC"), el(0x0040a30a, "DS", "1"))).toEqual([
      `missing-type-1 ${path}/0040A043`,
    ]);
    expect(pair(NAME)).toEqual([`missing-type-1 ${path}/0040A040`]);
    expect(pair(el(0x0040a040, "CS", "NUMERIC"), NAME)).toEqual([`missing-type-1c ${path}/0040A30A`]);
  });
});

describe("what is asked for of an animal", () => {
  const asked = (...nodes: readonly Node[]) =>
    about(toldOfCt(...nodes), "00102292", "00102293", "00102294", "00102297", "00102299");

  it.each([
    ["by its SNOMED code", sq(0x00102202, code("337915000", "SCT"))],
    ["by its SNOMED RT code", sq(0x00102202, code("L-85003", "SRT"))],
    ["in words", el(0x00102201, "LO", "Human")],
    ["not at all", sq(0x00102202)],
    ["with blanks", el(0x00102201, "LO", "  ")],
  ])("is not asked for of a patient whose species is human or unknown: %s", (_how, species) => {
    expect(asked(species)).toEqual([]);
  });

  it("is asked for of a dog", () => {
    expect(asked(sq(0x00102202, code("448771007", "SCT")))).toHaveLength(5);
    expect(asked(el(0x00102201, "LO", "Canis lupus familiaris"))).toHaveLength(5);
  });

  it("a description of the breed is not, where its code is", () => {
    const dog = el(0x00102201, "LO", "Canis lupus familiaris");
    const breed = sq(0x00102293, code("T", "99SYN"));
    expect(about(asked(dog, breed), "00102292", "00102293")).toEqual([]);
    expect(about(asked(dog, sq(0x00102293)), "00102292", "00102293")).toEqual(["missing-type-2c 00102292"]);
  });
});

describe("lossy compression", () => {
  const LOSSY = el(0x00282110, "CS", "01");

  it("is told with its ratio and method by images (C.7.6.1.1.5)", () => {
    expect(about(toldOf(ENHANCED_CT, LOSSY), "00282112", "00282114")).toEqual([
      "missing-type-1c 00282112",
      "missing-type-1c 00282114",
    ]);
  });

  it("of a segmentation nobody can tell: its sources may have said neither (C.8.20.2)", () => {
    expect(about(toldOf(SEGMENTATION, LOSSY), "00282112", "00282114")).toEqual([]);
    const { undecided } = validated(fileOf([el(0x00080016, "UI", SEGMENTATION), LOSSY], SEGMENTATION));
    expect(undecided.map(({ path }) => path)).toContain("00282112");
  });
});

describe("the box and the anchor of a text", () => {
  const asked = (...nodes: readonly Node[]) =>
    about(
      toldOf(GRAYSCALE_STATE, sq(0x00700001, [sq(0x00700008, nodes)])),
      "00700003",
      "00700010",
      "00700011",
      "00700014",
    )
      .map((one) => one.slice(-8))
      .sort();
  const corner = (tag: number) => el(tag, "FL", "\0\0\0\0\0\0\0\0");

  it("half a box asks for the other half and its units, not for an anchor", () => {
    expect(asked(corner(0x00700010))).toEqual(["00700003", "00700011"]);
    expect(asked(corner(0x00700011))).toEqual(["00700003", "00700010"]);
  });

  it("half a box asks for the other half beside an anchor too", () => {
    expect(asked(corner(0x00700011), corner(0x00700014))).toEqual(["00700003", "00700010"]);
    expect(asked(corner(0x00700010), corner(0x00700014))).toEqual(["00700003", "00700011"]);
  });

  it("one of both is enough", () => {
    expect(asked(corner(0x00700014))).toEqual([]);
    expect(asked()).toEqual(["00700010", "00700011", "00700014"]);
  });
});

describe("lengths of an extended offset table", () => {
  const TABLE = el(0x7fe00001, "OV", "\0\0\0\0\0\0\0\0");
  const pixels = (fragments: number): Uint8Array => {
    const fragment = joined(header(EXPLICIT_LITTLE, ITEM, "", 2), Uint8Array.of(0, 0));
    return joined(
      header(EXPLICIT_LITTLE, 0x7fe00010, "OB", OPEN),
      header(EXPLICIT_LITTLE, ITEM, "", 0),
      ...Array.from({ length: fragments }, () => fragment),
      header(EXPLICIT_LITTLE, SEQUENCE_END, "", 0),
    );
  };
  const asked = (fragments: number) => {
    const nodes = changed(ct(), { [TABLE.tag]: TABLE, [0x7fe00010]: null });
    return about(told(joined(fileOf(nodes), pixels(fragments))), "7FE00002", "7FE00010");
  };

  it("are asked for where a frame is one fragment, not where it is in several (C.7.6.3)", () => {
    expect(asked(1)).toContain("missing-type-1c 7FE00002");
    expect(asked(2)).not.toContain("missing-type-1c 7FE00002");
  });
});

describe("what a condition calls present", () => {
  it("an empty attribute is told by itself, and asks for none in its place", () => {
    const issuer = sq(0x00080051, [el(0x00400032, "UT", "")]);
    expect(about(toldOfCt(issuer), "00400031", "00400032", "00400033")).toEqual([
      "empty-type-1c 00080051[1]/00400032",
    ]);
    const upright = toldOfCt(sq(0x00540410));
    expect(about(upright, "00185100")).toEqual([]);
  });

  it("cites the section of the macro, not the number of its table", () => {
    const { findings } = validated(
      fileOf(changed(ct(), { [0x00080051]: sq(0x00080051, [el(0x00400033, "CS", "ISO")]) })),
    );
    expect(findings.find(({ path }) => path.endsWith("00400031"))?.rule).toMatch(/, 10\.14$/);
  });

  it("pixels that a provider has are pixels, for the padding value too (C.7.5.1)", () => {
    const nodes = changed(ct(), {
      [0x00280121]: us(0x00280121, 1),
      [0x00287fe0]: el(0x00287fe0, "UR", "http://a.test"),
      [0x7fe00010]: null,
    });
    expect(told(fileOf(nodes))).toContain("missing-type-1c 00280120");
  });
});

describe("simple conditions of images", () => {
  it.each([
    [
      "the calendar of a date in another one (C.7.1.1)",
      el(0x00100033, "LO", "T"),
      "missing-type-1c 00100035",
    ],
  ])("a CT image: %s", (_name, node, expected) => {
    expect(toldOfCt(node)).toContain(expected);
  });

  it("an ultrasound that counts its frames says how they follow each other (C.8.5.6)", () => {
    expect(toldOf(ULTRASOUND, el(0x00280008, "IS", "1"))).toContain("missing-type-1c 00280009");
    expect(about(toldOf(ULTRASOUND), "00280009")).toEqual([]);
  });

  it("an angiogram has an exposure, or a time and a current (C.8.7.2)", () => {
    const asked = (...nodes: readonly Node[]) =>
      about(toldOf(ANGIOGRAM, ...nodes), "00181150", "00181151", "00181152").map((one) => one.slice(-8));
    const [time, current, exposure] = [0x00181150, 0x00181151, 0x00181152].map((tag) => el(tag, "IS", ""));
    if (!time || !current || !exposure) throw new Error("no exposure");
    expect(asked()).toEqual(["00181150", "00181151", "00181152"]);
    expect(asked(exposure)).toEqual([]);
    expect(asked(time, current)).toEqual([]);
    expect(asked(time)).toEqual(["00181151"]);
  });

  it("a rescale intercept goes with its slope and type (C.11.1)", () => {
    const asked = about(toldOf(ANGIOGRAM, el(0x00281052, "DS", "0")), "00281053", "00281054");
    expect(asked.map((one) => one.slice(-8))).toEqual(["00281053", "00281054"]);
  });

  it("with a window no VOI LUT is asked for, and nothing is left undecided (C.11.2)", () => {
    const window = [el(0x00281050, "DS", "40"), el(0x00281051, "DS", "400")];
    const { findings, undecided } = validated(fileOf(changed(ct(), byTag(window))));
    expect(findings).toEqual([]);
    expect(undecided.map(({ path }) => path)).not.toContain("00283010");
  });

  it("a gray capture of several bits says that its values are what is shown (C.8.6.3)", () => {
    const capture = (bits: number) =>
      about(
        toldOf(GRAYSCALE_CAPTURE, el(0x00280004, "CS", "MONOCHROME2"), us(0x00280101, bits)),
        "00281052",
        "00281053",
        "00281054",
        "20500020",
      );
    expect(capture(8)).toHaveLength(4);
    expect(capture(1)).toEqual([]);
  });

  it("a calibrated pixel spacing is described (10.7)", () => {
    const calibrated = toldOf(ANGIOGRAM, el(0x00280a02, "CS", "GEOMETRY"));
    expect(calibrated).toContain("missing-type-1c 00280A04");
  });

  it("a frame has its place in the dimensions that the object has (C.7.6.16.2.2)", () => {
    const frame = sq(0x52009230, [sq(0x00209111, [el(0x00189151, "DT", "20200229")])]);
    const dimensions = sq(0x00209222, [el(0x00209164, "UI", "2.25.3")]);
    const path = "52009230[1]/00209111[1]/00209157";
    expect(toldOf(ENHANCED_CT, frame, dimensions)).toContain(`missing-type-1c ${path}`);
    expect(about(toldOf(ENHANCED_CT, frame), "00209157")).toEqual([]);
  });

  it("of an original MR image its pulse sequence is told, not of one that only has MIXED further on (C.8.13.4)", () => {
    const asked = (type: string) =>
      about(
        toldOf(ENHANCED_MR, el(0x00080008, "CS", type), el(0x00189005, "SH", "T")),
        "00189008",
        "00189093",
      );
    expect(asked("ORIGINAL\\PRIMARY\\T1\\NONE")).toHaveLength(2);
    expect(asked("DERIVED\\PRIMARY\\T1\\MIXED")).toEqual([]);
  });
});
