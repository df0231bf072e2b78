import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memorySource } from "../../../src/bytes/source";
import {
  type DicomFile,
  parse,
  pathOf,
  sampleFile,
  sampleReport,
  Tag,
  truncatedSampleFile,
  vrCode,
  wayTo,
} from "../../../src/dicom";
import { type CompareRow, compareFiles, Ignored } from "../../../src/dicom/compare";
import { patch } from "../../../src/dicom/write";
import {
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  leaf,
  type Node,
  numbers,
  part10,
  type Style,
  SYNTAX,
  written,
} from "../build";
import { opened } from "../read";
import { compared, comparison, counted, differences, line, NO_KEYWORD } from "./given";

const file = (...nodes: readonly Node[]): Uint8Array =>
  part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, nodes));
const items = (tag: number, ...all: readonly (readonly Node[])[]): Node => ({ tag, items: all, open: false });

const us = (tag: number, style: Style, ...values: readonly number[]): Node =>
  leaf(tag, "US", numbers(style, ...values.map((value) => [2, value] as const)));

describe("two files say the same, and are written differently,", () => {
  test.each([
    ["with other padding", leaf(0x00100020, "LO", "A "), leaf(0x00100020, "LO", " A"), "padding"],
    ["with other decimals", leaf(0x00180050, "DS", "1.0\\2"), leaf(0x00180050, "DS", "1.00\\+2"), "number"],
    ["with leading zeros", leaf(0x00200013, "IS", "7"), leaf(0x00200013, "IS", "007"), "number"],
    ["with empty parts of a name", leaf(0x00100010, "PN", "A^B"), leaf(0x00100010, "PN", "A^B^^="), "name"],
  ])("%s", async (_what, left, right, how) => {
    const found = await comparison(file(left), file(right));
    expect([found.differences, found.rewritten]).toEqual([0, 1]);
    expect(found.rows.map((row) => [row.kind, row.how])).toEqual([["rewritten", how]]);
    expect(await differences(file(left), file(right), { mode: "bytes" })).toHaveLength(1);
  });

  test("in other character sets, but for the element that names the set", async () => {
    const left = file(leaf(0x00080005, "CS", "ISO_IR 100"), leaf(0x00100010, "PN", "M\xfcller"));
    const utf8 = leaf(0x00100010, "PN", new TextEncoder().encode("Müller  "));
    const right = file(leaf(0x00080005, "CS", "ISO_IR 192"), utf8);
    const found = await comparison(left, right);
    expect(counted(found)).toEqual(["changed value: 00080005=ISO_IR 100 | 00080005=ISO_IR 192"]);
    expect(found.rows.map(({ how }) => how)).toEqual(["value", "charset"]);
  });

  test("in the three encodings, undefined lengths, and with a private block at another place", async () => {
    const nodes = (style: Style, block: number, open: boolean): readonly Node[] => [
      leaf(0x00080005, "CS", "ISO_IR 100"),
      leaf(0x00090000 + block, "LO", "MAKER"),
      leaf(0x00090000 + block * 256 + 1, "LO", "own"),
      us(0x00280010, style, 2),
      us(0x00280011, style, 2),
      us(0x00280100, style, 16),
      { tag: 0x00400275, items: [[us(0x00280010, style, 258)]], open },
      leaf(0x7fe00010, "OW", numbers(style, [2, 1], [2, 2], [2, 3], [2, 0xabc])),
    ];
    const left = part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, nodes(EXPLICIT_LITTLE, 0x10, false)));
    for (const [syntax, style] of [
      [SYNTAX.explicitBig, EXPLICIT_BIG],
      [SYNTAX.implicitLittle, IMPLICIT_LITTLE],
    ] as const) {
      const right = part10(syntax, written(style, nodes(style, 0x11, true)));
      const found = await comparison(left, right);
      expect(counted(found)).toEqual([]);
      const ways = new Set(found.rows.filter(({ kind }) => kind === "rewritten").map(({ how }) => how));
      expect(ways).toEqual(new Set(["syntax", "block", ...(style.bigEndian ? ["byte-order"] : [])]));
      expect(await differences(left, right, { mode: "bytes" })).not.toEqual([]);
    }
  });

  test("deflated and not: the transfer syntax is all that is to be told", async () => {
    const dataSet = sampleDataSet();
    const left = part10(SYNTAX.deflated, new Uint8Array(deflateRawSync(dataSet)));
    const found = await comparison(left, part10(SYNTAX.explicitLittle, dataSet));
    expect([found.differences, found.rewritten]).toEqual([0, 1]);
    expect(found.rows.map(line)).toEqual([
      `rewritten syntax: 00020010=${SYNTAX.deflated} | 00020010=${SYNTAX.explicitLittle}`,
    ]);
    const other = part10(SYNTAX.explicitLittle, sampleDataSet(7));
    expect(await differences(left, other)).toEqual([expect.stringMatching(/^changed value: 7FE00010=/)]);
  });
});

/** An image of one frame, large enough to be hashed. */
const sampleDataSet = (pixel = 0): Uint8Array =>
  written(EXPLICIT_LITTLE, [
    leaf(0x00100020, "LO", "A"),
    items(0x00400275, [leaf(0x00401001, "SH", "1")]),
    leaf(0x7fe00010, "OW", new Uint8Array(70_000).fill(pixel)),
  ]);

describe("two files differ,", () => {
  test.each<readonly [string, readonly Node[], readonly Node[], readonly string[]]>([
    [
      "in a value",
      [leaf(0x00100020, "LO", "A")],
      [leaf(0x00100020, "LO", "B")],
      ["changed value: 00100020=A | 00100020=B"],
    ],
    [
      "in the second of two",
      [leaf(0x00280030, "DS", "1\\2")],
      [leaf(0x00280030, "DS", "1\\3")],
      ["changed value 2: 00280030=1\\2 | 00280030=1\\3"],
    ],
    [
      "in how many there are",
      [leaf(0x00280030, "DS", "1\\2")],
      [leaf(0x00280030, "DS", "1")],
      ["changed count: 00280030=1\\2 | 00280030=1"],
    ],
    [
      "in a VR alone",
      [leaf(0x00100020, "LO", "A")],
      [leaf(0x00100020, "SH", "A")],
      ["vr: 00100020=A | 00100020=A"],
    ],
    [
      "in an element",
      [leaf(0x00100020, "LO", "A")],
      [leaf(0x00100021, "LO", "A")],
      ["removed: 00100020=A | ", "added:  | 00100021=A"],
    ],
    [
      "in capitals",
      [leaf(0x00100010, "PN", "A^B")],
      [leaf(0x00100010, "PN", "A^b")],
      ["changed value: 00100010=A^B | 00100010=A^b"],
    ],
    [
      "in a number of sixteen bits",
      [us(0x00280010, EXPLICIT_LITTLE, 1, 2)],
      [us(0x00280010, EXPLICIT_LITTLE, 1, 3)],
      ["changed value 2: 00280010=1\\2 | 00280010=1\\3"],
    ],
    [
      "where a sequence is a value",
      [items(0x00400275, [])],
      [leaf(0x00400275, "LO", "A")],
      ["changed value: 00400275= | 00400275=A"],
    ],
    [
      "in whose a private element is",
      [leaf(0x00090010, "LO", "ONE"), leaf(0x00091001, "LO", "A")],
      [leaf(0x00090010, "LO", "TWO"), leaf(0x00091001, "LO", "A")],
      [
        "removed: 00090010=ONE | ",
        "added:  | 00090010=TWO",
        "removed: 00091001=A | ",
        "added:  | 00091001=A",
      ],
    ],
    [
      "in an item, which counts as one",
      [items(0x00400275, [leaf(0x00401001, "SH", "1")])],
      [items(0x00400275, [leaf(0x00401001, "SH", "1")], [leaf(0x00401001, "SH", "2")])],
      ["added:  | 00400275[2]="],
    ],
  ])("%s", async (_what, left, right, expected) =>
    expect(await differences(file(...left), file(...right))).toEqual(expected),
  );

  test("where the same bytes are read in another character set; by bytes they do not", async () => {
    const name = leaf(0x00100010, "PN", "M\xfcller");
    const [left, right] = ["ISO_IR 100", "ISO_IR 144"].map((set) => file(leaf(0x00080005, "CS", set), name));
    const found = await comparison(left as Uint8Array, right as Uint8Array, { ignore: "0008,0005" });
    expect(found.rows.map((row) => [row.kind, row.how, row.isCounted])).toEqual([
      ["changed", "read-otherwise", true],
    ]);
    const byBytes = { mode: "bytes", ignore: "0008,0005" } as const;
    expect(await differences(left as Uint8Array, right as Uint8Array, byBytes)).toEqual([]);
  });
});

describe("items belong together", () => {
  const referenced = (uid: string, extra: string): readonly Node[] => [
    leaf(0x00081155, "UI", uid),
    leaf(0x00080104, "LO", extra),
  ];

  test("by what names them, whatever their order is", async () => {
    const left = file(items(0x00081140, referenced("1.1", "a"), referenced("1.2", "b")));
    const right = file(items(0x00081140, referenced("1.2", "c"), referenced("1.1", "a")));
    expect(await differences(left, right)).toEqual([
      "order: 00081140= | 00081140=",
      "changed value: 00081140[2]/00080104=b | 00081140[1]/00080104=c",
    ]);
  });

  test("and one that was renamed stays where it is", async () => {
    const left = file(items(0x00081140, referenced("1.1", "a"), referenced("1.2", "b")));
    const right = file(items(0x00081140, referenced("1.1", "a"), referenced("2.2", "b")));
    expect(await differences(left, right)).toEqual([
      "changed value: 00081140[2]/00081155=1.2 | 00081140[2]/00081155=2.2",
    ]);
  });

  test("by code and scheme, and not by a code alone", async () => {
    const coded = (scheme: string): readonly Node[] => [
      leaf(0x00080100, "SH", "1"),
      leaf(0x00080102, "SH", scheme),
    ];
    const left = file(items(0x00400008, coded("DCM"), coded("SCT")));
    const right = file(items(0x00400008, coded("SCT")));
    expect(await differences(left, right)).toEqual(["removed: 00400008[1]= | "]);
  });

  test("without a name by what they have in common: one put in front moves none", async () => {
    const said = (text: string): readonly Node[] => [
      leaf(0x0040a160, "UT", text),
      leaf(0x0040a040, "CS", "TEXT"),
    ];
    const left = file(items(0x0040a730, said("one"), said("two"), said("three")));
    const right = file(items(0x0040a730, said("zero"), said("one"), said("two"), said("drei")));
    expect(await differences(left, right)).toEqual([
      "added:  | 0040A730[1]=",
      "changed value: 0040A730[3]/0040A160=three | 0040A730[4]/0040A160=drei",
    ]);
  });
});

describe("a file that ends early", () => {
  test("is compared as far as it goes: what the other has behind is no difference", async () => {
    const found = await comparison(truncatedSampleFile(), sampleFile());
    expect(found.differences).toBe(0);
    expect(found.rows.map(line)).toEqual([expect.stringContaining("beyond: 7FE00010=SHA")]);
  });

  test("differs where it does before its end, and within the value it ends in", async () => {
    const nodes = (id: string): Uint8Array =>
      file(
        leaf(0x00100020, "LO", id),
        items(0x00400275, [leaf(0x00080104, "LO", "ABCDEF")], [leaf(0x00080104, "LO", "2")]),
      );
    const whole = nodes("1");
    const cut = (bytes: Uint8Array, left: number): Uint8Array => bytes.slice(0, bytes.length - left);
    const found = await comparison(cut(nodes("2"), 20), whole);
    expect(counted(found)).toEqual(["changed value: 00100020=2 | 00100020=1"]);
    expect(found.beyond).toBe(2);
    const torn = cut(whole, 20);
    torn[torn.length - 1] = 0x58;
    expect(await differences(torn, whole)).toEqual([
      "changed value: 00400275[1]/00080104=ABCX | 00400275[1]/00080104=ABCDEF",
    ]);
  });
});

describe("what is ignored", () => {
  const nodes = (mark: string, uid: string): Uint8Array =>
    file(
      leaf(0x00080018, "UI", uid),
      leaf(0x00080020, "DA", `2020022${mark}`),
      leaf(0x00090010, "LO", "MAKER"),
      leaf(0x00091001, "LO", mark),
      leaf(0x00100020, "LO", mark),
      items(0x00400275, [leaf(0x00100020, "LO", mark)], [leaf(0x00401001, "SH", mark)]),
    );
  const [left, right] = [nodes("1", "1.1"), nodes("2", "1.2")];

  test.each([
    ["", "00080018 00080020 00091001 00100020 00400275[1]/00100020 00400275[2]/00401001"],
    ["private uids dates", "00100020 00400275[1]/00100020 00400275[2]/00401001"],
    ["PatientID, 0008,xxxx; private", "00400275[2]/00401001"],
    ["/(0010,0020) private dates", "00080018 00400275[1]/00100020 00400275[2]/00401001"],
    ["00400275[2] 0008xxxx private", "00100020 00400275[1]/00100020"],
    ["0040,0275/0010,0020 0008xxxx private", "00100020 00400275[2]/00401001"],
    ["0040,0275[2]/0010,0020 0008xxxx private", "00100020 00400275[1]/00100020 00400275[2]/00401001"],
  ])("%j", async (ignore, expected) => {
    const said = await comparison(left, right, { ignore });
    expect(
      said.rows
        .filter((row) => row.isCounted)
        .map((row) => row.left?.path)
        .join(" "),
    ).toBe(expected);
    expect(said.ignored > 0).toBe(ignore !== "");
  });

  test("and cannot be read is said with its place", () => {
    const { unread } = new Ignored("0010,0020 nonsense\n0010,00 NoSuchName", NO_KEYWORD);
    expect(unread.map(({ word, character, found, reason }) => [word, character, found, reason])).toEqual([
      [2, 11, "nonsense", "path"],
      [3, 20, "0010,00", "path"],
      [4, 28, "NoSuchName", "keyword"],
    ]);
  });
});

/** By name: what fast-check prints of a failure is then short. */
const FILES = { image: sampleFile(), report: sampleReport(), cut: truncatedSampleFile() };
const anyFile = fc.constantFrom<keyof typeof FILES>("image", "report", "cut");

/** One element of a file changed, removed, or added, and the path of it. */
const anyEdit = fc.tuple(
  fc.constantFrom("image" as const, "report" as const),
  fc.nat(),
  fc.constantFrom("value", "remove", "put"),
);

function edited(
  bytes: Uint8Array,
  seed: number,
  kind: string,
): { readonly path: string; readonly bytes: Uint8Array } | null {
  const before: DicomFile = opened(bytes);
  const { elements } = before;
  const leaves = Array.from({ length: elements.count }, (_, row) => row).filter(
    (row) =>
      (elements.tag[row] as number) !== Tag.ITEM &&
      (elements.end[row] as number) === row + 1 &&
      (elements.tag[row] as number) >>> 16 !== Tag.META_GROUP &&
      !KEYED.has(elements.tag[row] as number),
  );
  const row = leaves[seed % leaves.length] as number;
  const way = wayTo(elements, row);
  const text = [0x5a, 0x5a, 0x5a, 0x5a];
  if (kind === "remove") return { path: pathOf(elements, row), bytes: patch(bytes, before, [{ kind, way }]) };
  if (kind === "value")
    return {
      path: pathOf(elements, row),
      bytes: patch(bytes, before, [{ kind, way, value: Uint8Array.from(text) }]),
    };
  const added = { tag: 0x00104000, vr: vrCode("LT"), value: Uint8Array.from(text) };
  const holder = way.slice(0, -1);
  const path = `${pathOf(elements, row).replace(/\/?[0-9A-F]{8}$/, "")}/00104000`.replace(/^\//, "");
  return { path, bytes: patch(bytes, before, [{ kind: "put", way: holder, element: added }]) };
}

/** How text is read, and whose private elements are: a change of it is one of others too. */
const KEYED = new Set([0x00080005, 0x00090010]);

describe("of any file", () => {
  test("a comparison with itself is empty, by values and by bytes", async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.constantFrom("values" as const, "bytes" as const), async (name, mode) => {
        const found = await comparison(FILES[name], FILES[name], { mode });
        expect([found.rows, found.differences, found.rewritten]).toEqual([[], 0, 0]);
      }),
      { numRuns: 12 },
    );
  });

  test("one edit is found as exactly that path", async () => {
    await fc.assert(
      fc.asyncProperty(anyEdit, async ([name, seed, kind]) => {
        const bytes = FILES[name];
        const edit = edited(bytes, seed, kind);
        if (!edit) return;
        const found = await comparison(bytes, edit.bytes);
        const paths = found.rows.filter((row) => row.isCounted).map((row) => (row.left ?? row.right)?.path);
        expect(paths).toEqual([edit.path]);
      }),
      { numRuns: 30 },
    );
  });

  test("the comparison is the same from both sides", async () => {
    const mirrored = ({ kind, left, right, ...row }: CompareRow): CompareRow => ({
      ...row,
      kind: kind === "added" ? "removed" : kind === "removed" ? "added" : kind,
      left: right,
      right: left,
    });
    const sorted = (rows: readonly CompareRow[]): readonly string[] =>
      rows.map((row) => JSON.stringify(row)).sort();
    const some = fc
      .tuple(anyEdit, anyEdit)
      .map(([[name, ...one], [, ...other]]) => [name, one, other] as const);
    await fc.assert(
      fc.asyncProperty(some, async ([name, first, second]) => {
        const bytes = FILES[name];
        const [one, two] = [first, second].map((edit) => edited(bytes, ...edit)?.bytes ?? bytes) as [
          Uint8Array,
          Uint8Array,
        ];
        const there = await comparison(one, two, { rows: "all" });
        const back = await comparison(two, one, { rows: "all" });
        expect(sorted(back.rows.map(mirrored))).toEqual(sorted(there.rows.map(mirrored).map(mirrored)));
        expect(back.differences).toBe(there.differences);
      }),
      { numRuns: 30 },
    );
  });

  test("bytes that are damaged at random do not stop it", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFile,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 8 }),
        async (name, hits) => {
          const bytes = FILES[name];
          const damaged = bytes.slice();
          for (const [at, byte] of hits) damaged[132 + (at % (bytes.length - 132))] = byte;
          const left = await compared(bytes);
          const right = await compared(damaged);
          const options = { mode: "values", ignored: new Ignored("", NO_KEYWORD), rows: "all" } as const;
          expect(compareFiles(left, right, options).rows.length).toBeGreaterThan(0);
          expect(compareFiles(right, right, options).differences).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test("a parse of the same bytes without a dictionary is equal where nobody knows the VR", async () => {
  const bytes = part10(SYNTAX.implicitLittle, written(IMPLICIT_LITTLE, [leaf(0x00100020, "LO", "A")]));
  const source = memorySource(bytes);
  const unknown = parse(source);
  const known = await compared(bytes);
  const { ElementValues } = await import("../../../src/dicom");
  const left = { file: unknown, values: new ElementValues(source, unknown.elements), hashed: new Map() };
  const options = { mode: "values", ignored: new Ignored("", NO_KEYWORD), rows: "differences" } as const;
  expect(compareFiles(left, known, options).rows).toEqual([]);
});
