import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { memorySource } from "../../src/bytes/source";
import {
  type DicomFile,
  ElementValues,
  findElement,
  open,
  parse,
  pathOf,
  sampleFile,
  sampleReport,
  Tag,
  valueOffset,
  vrCode,
  vrName,
} from "../../src/dicom";
import {
  type Edit,
  type NewElement,
  NoSuchPlace,
  NotInCharset,
  NotTranscoded,
  numberBytes,
  patch,
  repacked,
  repair,
  rleFrame,
  textBytes,
  transcode,
  writeFile,
} from "../../src/dicom/write";
import { inflate } from "../../src/workers/inflate";
import { bytesOf, joined, leaf, part10, SYNTAX, written } from "./build";
import { codes, dictionary, opened } from "./read";

const META = { sopClass: "1.2.840.10008.5.1.4.1.1.2", sopInstance: "2.25.1" };
vi.setConfig({ testTimeout: 60_000 }); // on a busy machine

/** Trees are written and read several times over in each run. */
const RUNS = { numRuns: 40 };
const SYNTAXES = [SYNTAX.explicitLittle, SYNTAX.implicitLittle, SYNTAX.explicitBig];
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** `["00100010 PN 53414D…", …]`: paths, VRs and values, in the byte order of a little endian file. */
function content(bytes: Uint8Array, file: DicomFile = opened(bytes)): string[] {
  const values = new ElementValues(memorySource(bytes), file.elements);
  const { index } = values;
  const rows: string[] = [];
  for (let row = 0; row < index.count; row++) {
    if ((index.tag[row] as number) >>> 16 === Tag.META_GROUP) continue;
    const isLeaf = values.kind(row) === "value" || values.kind(row) === "fragment";
    const hex = isLeaf ? values.values(row).join("\\") : "";
    rows.push(`${pathOf(index, row)} ${vrName(index.vr[row] as number)} ${hex}`.trimEnd());
  }
  return rows;
}

/** Elements whose VR an implicit file finds in the dictionary again. */
const leaves: fc.Arbitrary<NewElement> = fc.oneof(
  fc
    .record({
      tag: fc.constantFrom(0x00080050, 0x00100020, 0x00181000, 0x00201040),
      value: fc.stringMatching(/^[A-Z0-9 ]{0,12}$/).map((text) => bytesOf(text)),
    })
    .map(({ tag, value }) => ({ tag, value, vr: dictionary.vrOf(tag, false) })),
  fc
    .record({
      tag: fc.constantFrom(0x00280010, 0x00280011, 0x00280100),
      number: fc.nat(65_535),
    })
    .map(({ tag, number }) => ({ tag, vr: vrCode("US"), value: numberBytes([number], vrCode("US")) })),
  fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 3 }).map((list) => ({
    tag: 0x00089459,
    vr: vrCode("FL"),
    value: numberBytes(list, vrCode("FL")),
  })),
);
const { elements: dataSets } = fc.letrec<{ elements: NewElement[]; sequence: NewElement }>((tie) => ({
  elements: fc
    .uniqueArray(fc.oneof({ maxDepth: 3, depthIdentifier: "nesting" }, leaves, tie("sequence")), {
      selector: ({ tag }) => tag,
      maxLength: 6,
    })
    .map((list) => list.toSorted((one, other) => one.tag - other.tag)),
  sequence: fc.record({
    tag: fc.constantFrom(0x00081140, 0x00400275, 0x0040a730),
    items: fc.array(tie("elements"), { maxLength: 3 }),
    isOpen: fc.boolean(),
  }),
}));

/** What `content` has to say of elements that were written. */
function expected(elements: readonly NewElement[], around = ""): string[] {
  return elements.flatMap((element) => {
    const path = `${around}${Tag.tagHex(element.tag)}`;
    if ("items" in element)
      return [
        `${path} SQ`,
        ...element.items.flatMap((item, at) => [
          `${path}[${at + 1}]`,
          ...expected(item, `${path}[${at + 1}]/`),
        ]),
      ];
    if (!("value" in element)) return [];
    const file = writeFile({ ...META, transferSyntax: SYNTAX.explicitLittle }, [element]);
    return content(file).map((row) => row.replace(/^\S+/, path));
  });
}

describe("a new file", () => {
  it("is read as what was written, in every encoding", () => {
    fc.assert(
      fc.property(dataSets, fc.constantFrom(...SYNTAXES), (elements, transferSyntax) => {
        const bytes = writeFile({ ...META, transferSyntax }, elements);
        expect(codes(opened(bytes))).toEqual([]);
        expect(content(bytes)).toEqual(expected(elements));
      }),
      RUNS,
    );
  });

  it("holds a text too long for its VR as UN, and fragments", () => {
    const long = { tag: 0x00104000, vr: vrCode("LT"), value: new Uint8Array(70_000).fill(0x41) };
    const pixels = { tag: Tag.PIXEL_DATA, fragments: [new Uint8Array(0), Uint8Array.of(1, 2, 3)] };
    const bytes = writeFile({ ...META, transferSyntax: "1.2.840.10008.1.2.4.50" }, [pixels, long]);
    expect(codes(opened(bytes))).toEqual([]);
    const paths = content(bytes).map((row) => row.split(" ").slice(0, 2).join(" "));
    expect(paths.slice(0, 2)).toEqual(["00104000 UN", "7FE00010 OB"]);
    expect(content(bytes)[3]).toContain("01 02 03 00");
  });
});

describe("an edit", () => {
  const files = [sampleFile(), sampleReport()];

  it("of none leaves the file as it is", () => {
    for (const bytes of files) expect(same(patch(bytes, opened(bytes), []), bytes)).toBe(true);
  });

  it("of a value changes its bytes and the lengths that count them, and no other", () => {
    const bytes = sampleFile();
    const way = [0x00400275, 1, 0x00400008, 1, 0x00080100];
    const after = patch(bytes, opened(bytes), [{ kind: "value", way, value: bytesOf("HEAD") }]);
    const at = Buffer.from(bytes).indexOf("CTHEAD");
    expect(after.length).toBe(bytes.length - 2);
    expect(same(after.subarray(at + 4), bytes.subarray(at + 6))).toBe(true);
    const changed = [...after.subarray(0, at)].flatMap((byte, place) =>
      byte === bytes[place] ? [] : [place],
    );
    const { elements } = opened(bytes);
    const holders = ["00400275", "00400275[1]", "00400275[1]/00400008", "00400275[1]/00400008[1]"];
    const lengths = Array.from({ length: elements.count }, (_, row) => row)
      .filter((row) => holders.includes(pathOf(elements, row)))
      .map((row) => valueOffset(elements, row) - 4);
    expect(changed).toEqual([...lengths, at - 2]);
    expect(codes(opened(after))).toEqual([]);
  });

  it("of one as long as before changes nothing but its bytes", () => {
    const bytes = sampleReport();
    const after = patch(bytes, opened(bytes), [
      { kind: "value", way: [0x00100020], value: bytesOf("SAMPLE-2") },
    ]);
    const changed = [...after].flatMap((byte, place) => (byte === bytes[place] ? [] : [place]));
    expect(changed).toEqual([Buffer.from(bytes).indexOf("SAMPLE-1") + 7]);
  });

  it("of the meta group makes its length right", () => {
    const bytes = sampleFile();
    const after = patch(bytes, opened(bytes), [
      { kind: "value", way: [0x00020016], value: bytesOf("SYNTHETIC"), vr: vrCode("AE") },
      { kind: "remove", way: [0x00020013] },
    ]);
    expect(codes(opened(after))).toEqual([]);
    expect(findElement(opened(after).elements, 0x00020016)).toBeGreaterThan(0);
  });

  it("has to have a place in the file", () => {
    const bytes = sampleFile();
    const none: Edit[] = [
      { kind: "remove", way: [0x00101010] },
      { kind: "value", way: [0x00101010], value: bytesOf("1") },
      { kind: "value", way: [0x00400275], value: bytesOf("1") },
      { kind: "value", way: [0x00400275, 7, 0x00080100], value: bytesOf("1"), vr: vrCode("SH") },
      { kind: "item", way: [0x00280010], elements: [] },
      { kind: "put", way: [0x00400275], element: { tag: 0x00080100, items: [] } },
    ];
    for (const edit of none) expect(() => patch(bytes, opened(bytes), [edit])).toThrow(NoSuchPlace);
  });

  it("of any file does what the same change of its elements does, and undone leaves the same bytes", () => {
    const edit = fc.oneof(
      leaves,
      fc.constant({ tag: 0x00081140, items: [[], []], isOpen: true } as NewElement),
    );
    fc.assert(
      fc.property(dataSets, edit, fc.constantFrom(...SYNTAXES), (elements, element, transferSyntax) => {
        const before = writeFile({ ...META, transferSyntax }, elements);
        const after = patch(before, opened(before), [{ kind: "put", way: [], element }]);
        const others = elements.filter(({ tag }) => tag !== element.tag);
        expect(content(after)).toEqual(
          expected([...others, element].toSorted((one, other) => one.tag - other.tag)),
        );
        expect(codes(opened(after))).toEqual([]);
        const had = elements.find(({ tag }) => tag === element.tag);
        const back: Edit = had
          ? { kind: "put", way: [], element: had }
          : { kind: "remove", way: [element.tag] };
        expect(same(patch(after, opened(after), [back]), before)).toBe(true);
      }),
      RUNS,
    );
  });

  it("inside a sequence keeps everything readable, items added and removed included", () => {
    fc.assert(
      fc.property(
        dataSets,
        dataSets,
        fc.constantFrom(...SYNTAXES),
        fc.boolean(),
        (inner, added, syntax, isOpen) => {
          const holder: NewElement = { tag: 0x00400275, items: [inner], isOpen };
          const before = writeFile({ ...META, transferSyntax: syntax }, [holder]);
          const more = patch(before, opened(before), [{ kind: "item", way: [0x00400275], elements: added }]);
          expect(content(more)).toEqual(expected([{ ...holder, items: [inner, added] }]));
          const less = patch(more, opened(more), [{ kind: "remove", way: [0x00400275, 1] }]);
          expect(content(less)).toEqual(expected([{ ...holder, items: [added] }]));
          expect(codes(opened(less))).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});

describe("another transfer syntax", () => {
  it("holds the same values, and back again the same bytes", () => {
    fc.assert(
      fc.property(
        dataSets,
        fc.constantFrom(...SYNTAXES),
        fc.constantFrom(...SYNTAXES),
        (elements, from, to) => {
          const before = writeFile({ ...META, transferSyntax: from }, elements);
          const after = transcode(before, opened(before), to);
          expect(codes(opened(after))).toEqual([]);
          expect(content(after)).toEqual(content(before));
          expect(same(transcode(after, opened(after), from), before)).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it("may be deflated", async () => {
    const bytes = sampleFile();
    const after = transcode(bytes, opened(bytes), SYNTAX.deflated);
    const packed = await repacked(after, parse(memorySource(after)).dataSet, (raw) => deflateRawSync(raw));
    const { file, source } = await open(memorySource(packed), { vrOf: dictionary.vrOf, inflate });
    expect(file.faults).toEqual([]);
    expect(content(source.slice(0, source.length), file)).toEqual(content(bytes));
    expect(packed.length).toBeLessThan(bytes.length);
  });

  it("needs no codec, or is refused", () => {
    const jpeg = writeFile({ ...META, transferSyntax: "1.2.840.10008.1.2.4.50" }, [
      { tag: Tag.PIXEL_DATA, fragments: [new Uint8Array(0), Uint8Array.of(1, 2)] },
    ]);
    expect(() => transcode(jpeg, opened(jpeg), SYNTAX.explicitLittle)).toThrow(NotTranscoded);
    expect(() => transcode(sampleFile(), opened(sampleFile()), "1.2.840.10008.1.2.5")).toThrow(NotTranscoded);
  });
});

describe("RLE", () => {
  const segments = (...parts: readonly (readonly number[])[]): Uint8Array => {
    const head = new Uint32Array(16);
    head[0] = parts.length;
    let at = 64;
    parts.forEach((part, place) => {
      head[1 + place] = at;
      at += part.length;
    });
    return joined(new Uint8Array(head.buffer), Uint8Array.from(parts.flat()));
  };

  it("is unpacked: runs, literals and nothing, the high bytes first", () => {
    const frame = segments([254, 1, 128, 0, 9], [3, 10, 20, 30, 40]);
    const shape = { pixels: 4, samples: 1, bytesPerSample: 2, isPlanar: false };
    expect([...(rleFrame(frame, shape) ?? [])]).toEqual([10, 1, 20, 1, 30, 1, 40, 9]);
  });

  it("puts the samples side by side or in planes", () => {
    const frame = segments([1, 1, 2], [1, 3, 4], [1, 5, 6]);
    const shape = { pixels: 2, samples: 3, bytesPerSample: 1 };
    expect([...(rleFrame(frame, { ...shape, isPlanar: false }) ?? [])]).toEqual([1, 3, 5, 2, 4, 6]);
    expect([...(rleFrame(frame, { ...shape, isPlanar: true }) ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rleFrame(frame, { ...shape, samples: 1, isPlanar: false })).toBeNull();
  });

  it("is no way to fill the memory with a few bytes", () => {
    const side = Uint8Array.of(0xff, 0xff);
    const bomb = writeFile({ ...META, transferSyntax: "1.2.840.10008.1.2.5" }, [
      { tag: 0x00280010, vr: vrCode("US"), value: side },
      { tag: 0x00280011, vr: vrCode("US"), value: side },
      { tag: Tag.PIXEL_DATA, fragments: [new Uint8Array(0), segments([1, 1, 2, 0])] },
    ]);
    expect(() => transcode(bomb, opened(bomb), SYNTAX.explicitLittle)).toThrow(NotTranscoded);
  });
});

describe("repair", () => {
  const dataSet = written({ explicit: true, bigEndian: false }, [
    leaf(0x00080016, "UI", META.sopClass),
    leaf(0x00080018, "UI", META.sopInstance),
    leaf(0x00080060, "CS", "CT"),
  ]);
  const whole = joined(writeFile({ ...META, transferSyntax: SYNTAX.explicitLittle }, []), dataSet);

  it("leaves what is right as it is", () => {
    expect(same(repair(whole, opened(whole)), whole)).toBe(true);
  });

  it("writes preamble and meta information for a data set alone", () => {
    const after = repair(dataSet, opened(dataSet));
    const file = opened(after);
    expect(codes(file)).toEqual([]);
    expect(file.transferSyntax).toBe(SYNTAX.explicitLittle);
    expect(same(after.subarray(file.dataSet), dataSet)).toBe(true);
    expect(findElement(file.elements, 0x00020003)).toBeGreaterThan(0);
  });

  it("adds what the meta information lacks, and its length", () => {
    const meta = written({ explicit: true, bigEndian: false }, [
      leaf(0x00020010, "UI", SYNTAX.explicitLittle),
    ]);
    const withoutLength = joined(new Uint8Array(128), bytesOf("DICM"), meta, dataSet);
    for (const broken of [withoutLength, part10(SYNTAX.explicitLittle, dataSet)]) {
      const after = repair(broken, opened(broken));
      const file = opened(after);
      expect(codes(file)).toEqual([]);
      expect(same(after.subarray(file.dataSet), dataSet)).toBe(true);
      const tags = [0x00020000, 0x00020001, 0x00020002, 0x00020003, 0x00020010, 0x00020012];
      expect(tags.map((tag) => findElement(file.elements, tag))).toEqual([0, 1, 2, 3, 4, 5]);
    }
  });

  it("mends a missing preamble, a wrong length and a wrong transfer syntax", () => {
    const wrongLength = whole.slice();
    wrongLength[140] = 99;
    const wrongSyntax = part10(SYNTAX.implicitLittle, dataSet);
    for (const broken of [whole.subarray(132), wrongLength, wrongSyntax]) {
      const file = opened(repair(broken, opened(broken)));
      expect(codes(file)).toEqual([]);
      expect(file.transferSyntax).toBe(SYNTAX.explicitLittle);
    }
  });
});

describe("values", () => {
  it("are written in the declared set, or refused", () => {
    const lo = vrCode("LO");
    expect([...textBytes("é", lo, ["ISO_IR 100"])]).toEqual([0xe9, 0x20]);
    expect([...textBytes("Ж", lo, ["ISO_IR 144"])]).toEqual([0xb6, 0x20]);
    expect([...textBytes("山", lo, ["ISO_IR 192"])]).toEqual([0xe5, 0xb1, 0xb1, 0x20]);
    expect([...textBytes("a\\b", lo, [""])]).toEqual([0x61, 0x5c, 0x62, 0x20]);
    expect(() => textBytes("Ж", lo, ["ISO_IR 100"])).toThrow(NotInCharset);
  });

  it("of numbers have the byte order of the file", () => {
    expect([...numberBytes([0x1234], vrCode("US"))]).toEqual([0x34, 0x12]);
    expect([...numberBytes([-1, 2], vrCode("SL"), true)]).toEqual([255, 255, 255, 255, 0, 0, 0, 2]);
    expect([...numberBytes([0x00100020], vrCode("AT"))]).toEqual([0x10, 0, 0x20, 0]);
    expect([...numberBytes([-1n], vrCode("SV"))]).toEqual(new Array(8).fill(255));
  });
});
