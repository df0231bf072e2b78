import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Datum, unmasked } from "../../../src/bytes/datum";
import { memorySource } from "../../../src/bytes/source";
import { ElementValues, pathAlong, wayAlong } from "../../../src/dicom";
import {
  type CorrectionStep,
  carriedOf,
  correctedHead,
  depthOf,
  type IsWanted,
  USUAL,
} from "../../../src/dicom/correct";
import {
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  leaf,
  type Node,
  part10,
  type Style,
  SYNTAX,
  written,
} from "../build";
import { codes, dictionary, opened } from "../read";

const ACCESSION = 0x00080050;
const ID = 0x00100020;
const NAME = 0x00100010;
const STUDY = 0x0020000d;
const SERIES = 0x0020000e;
const REFERENCED = 0x00081155;
const REQUEST = 0x00400275;
const ORIGINAL = 0x04000561;
const MODIFIED = 0x04000550;

const file = (...nodes: readonly Node[]): Uint8Array =>
  part10(SYNTAX.explicitLittle, written(EXPLICIT_LITTLE, nodes));
const sequence = (tag: number, ...items: readonly (readonly Node[])[]): Node => ({ tag, items, open: false });

const said = (text: Datum | null): string | null => text && unmasked(text);

function corrected(bytes: Uint8Array, step: CorrectionStep, isWanted?: IsWanted) {
  const around = { dictionary, ...(isWanted ? { isWanted } : {}) };
  const { head, changes } = correctedHead(bytes, [step], around);
  const told = changes.map(
    ({ path, depth, before, after }) => `${path} ${depth}: ${said(before)} → ${said(after)}`,
  );
  return { bytes: head, told };
}

const everywhere = (tag: number, text: string): CorrectionStep => ({
  kind: "set",
  tag,
  text,
  where: "everywhere",
});
const equal = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

describe("a value everywhere it stands", () => {
  const given = (now: string, before = "WRONG"): Uint8Array =>
    file(
      leaf(ACCESSION, "SH", now),
      leaf(ID, "LO", "WRONG"),
      sequence(
        REQUEST,
        [leaf(ACCESSION, "SH", now), leaf(0x00401001, "SH", "WRONG")],
        [leaf(ACCESSION, "SH", "OTHER")],
      ),
      sequence(ORIGINAL, [sequence(MODIFIED, [leaf(ACCESSION, "SH", before)])]),
    );

  it("changes within sequences too, under its own tag, and leaves other values and other elements", () => {
    const { bytes, told } = corrected(given("WRONG"), everywhere(ACCESSION, "RIGHT-12"));
    expect(told).toEqual(["00080050 top: WRONG → RIGHT-12", "00400275[1]/00080050 nested: WRONG → RIGHT-12"]);
    expect(equal(bytes, given("RIGHT-12"))).toBe(true);
  });

  it("stays at the top where that is what was asked for, and is looked for by itself where it is named", () => {
    const top: CorrectionStep = { kind: "set", tag: ACCESSION, text: "RIGHT", where: "top" };
    expect(corrected(given("WRONG"), top).told).toEqual(["00080050 top: WRONG → RIGHT"]);
    const named = (value: string): CorrectionStep => ({ ...top, where: { value } }) as CorrectionStep;
    expect(corrected(given("WRONG"), named("OTHER")).told).toEqual([
      "00400275[2]/00080050 nested: OTHER → RIGHT",
    ]);
    expect(corrected(given("WRONG"), named("WRONG")).told).toHaveLength(2);
    expect(corrected(file(leaf(ID, "LO", "1")), named("WRONG")).told).toEqual([]);
  });

  it("is left in recorded history, unless that very place is asked for", () => {
    const place = "04000561[1]/04000550[1]/00080050";
    const step = everywhere(ACCESSION, "RIGHT-12");
    expect(depthOf(wayAlong(place))).toBe("history");
    const all = corrected(given("WRONG"), step, () => true).told;
    expect(all.at(-1)).toBe(`${place} history: WRONG → RIGHT-12`);
    const asked = corrected(given("WRONG"), step, (way) => USUAL(way) || pathAlong(way) === place);
    expect(equal(asked.bytes, given("RIGHT-12", "RIGHT-12"))).toBe(true);
    expect(corrected(given("WRONG"), { kind: "remove", tag: ORIGINAL, where: "top" }).told).toHaveLength(1);
  });

  it("is left where the visitor does not want it changed", () => {
    const { told } = corrected(given("WRONG"), everywhere(ACCESSION, "RIGHT"), (way) => way.length === 1);
    expect(told).toEqual(["00080050 top: WRONG → RIGHT"]);
  });

  it("is taken away everywhere", () => {
    const { told } = corrected(given("WRONG"), { kind: "remove", tag: ACCESSION, where: "everywhere" });
    expect(told).toEqual(["00080050 top: WRONG → null", "00400275[1]/00080050 nested: WRONG → null"]);
  });

  it("is nothing where the top has none: empty elements are not filled by chance", () => {
    const bytes = file(leaf(ID, "LO", "1"), sequence(REQUEST, [leaf(ACCESSION, "SH", "")]));
    expect(corrected(bytes, everywhere(ACCESSION, "NEW")).told).toEqual(["00080050 top: null → NEW"]);
  });

  it("is written in the character set of the item, and a file whose item cannot is refused as a whole", () => {
    const umlaut = (charset: string, name: string): readonly Node[] => [
      leaf(0x00080005, "CS", charset),
      leaf(NAME, "PN", Buffer.from(name, charset === "ISO_IR 192" ? "utf8" : "latin1")),
    ];
    const bytes = (name: string, inner: string): Uint8Array =>
      file(...umlaut("ISO_IR 100", name), sequence(0x00081120, umlaut(inner, name)));
    const { bytes: after } = corrected(bytes("JÄGER^A", "ISO_IR 192"), everywhere(NAME, "MÜLLER^ADA"));
    expect(equal(after, bytes("MÜLLER^ADA", "ISO_IR 192"))).toBe(true);
    expect(() => corrected(bytes("JAGER^A", "ISO_IR 6"), everywhere(NAME, "MÜLLER^A"))).toThrow(
      "edit-charset",
    );
  });

  it("is a UID under any tag, alone or among others; a registered one only under its own", () => {
    const bytes = (uid: string): Uint8Array =>
      file(
        leaf(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2"),
        sequence(0x00081110, [
          leaf(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.2"),
          leaf(REFERENCED, "UI", uid),
        ]),
        leaf(STUDY, "UI", uid),
        sequence(REQUEST, [leaf(STUDY, "UI", uid), leaf(0x00404023, "UI", `2.25.8\\${uid}`)]),
      );
    const { bytes: after, told } = corrected(bytes("2.25.1"), everywhere(STUDY, "2.25.77"));
    expect(told).toHaveLength(4);
    expect(equal(after, bytes("2.25.77"))).toBe(true);
    expect(corrected(bytes("2.25.1"), everywhere(0x00080016, "1.2.840.10008.5.1.4.1.1.4")).told).toHaveLength(
      1,
    );
  });

  it("is another's where a private element has another creator", () => {
    const block = (creator: string): readonly Node[] => [
      leaf(0x00090010, "LO", creator),
      leaf(0x00091001, "LO", "WRONG"),
    ];
    const bytes = file(...block("ONE"), sequence(REQUEST, block("ONE"), block("TWO")));
    expect(corrected(bytes, everywhere(0x00091001, "RIGHT")).told).toEqual([
      "00091001 top: WRONG → RIGHT",
      "00400275[1]/00091001 nested: WRONG → RIGHT",
    ]);
  });

  it("follows a patient or a study into sequences, but not into what is replaced as a whole", () => {
    const here = file(
      leaf(NAME, "PN", "OLD^A"),
      leaf(ID, "LO", "OLD"),
      leaf(0x00101000, "LO", "ALIAS"),
      sequence(0x00101002, [leaf(ID, "LO", "OLD")]),
      leaf(STUDY, "UI", "2.25.1"),
      sequence(REQUEST, [
        leaf(ID, "LO", "OLD"),
        leaf(0x00101000, "LO", "ALIAS"),
        leaf(STUDY, "UI", "2.25.1"),
      ]),
    );
    const other = file(leaf(NAME, "PN", "NEW^B"), leaf(ID, "LO", "NEW"), leaf(STUDY, "UI", "2.25.2"));
    const { elements } = opened(other);
    const from = (level: "patient" | "study", where: "top" | "everywhere"): CorrectionStep => {
      const carried = carriedOf(new ElementValues(memorySource(other), elements), level);
      return { kind: "level", level, elements: carried, where };
    };
    const nested = (step: CorrectionStep): readonly string[] =>
      corrected(here, step).told.filter((one) => one.includes("nested"));
    expect(nested(from("study", "top"))).toEqual([]);
    expect(nested(from("patient", "everywhere"))).toEqual([
      "00400275[1]/00100020 nested: OLD → NEW",
      "00400275[1]/00101000 nested: ALIAS → null",
    ]);
    expect(nested(from("study", "everywhere"))).toEqual([
      "00400275[1]/00100020 nested: OLD → NEW",
      "00400275[1]/00101000 nested: ALIAS → null",
      "00400275[1]/0020000D nested: 2.25.1 → 2.25.2",
    ]);
  });

  it("leaves the second of two elements with one tag, to which no way leads", () => {
    const bytes = file(
      leaf(ACCESSION, "SH", "WRONG"),
      sequence(REQUEST, [leaf(ACCESSION, "SH", "WRONG"), leaf(ACCESSION, "SH", "WRONG")]),
    );
    const { bytes: after } = corrected(bytes, everywhere(ACCESSION, "A LONGER ONE"));
    expect(codes(opened(after))).toEqual(codes(opened(bytes)));
    expect(
      equal(
        after,
        file(
          leaf(ACCESSION, "SH", "A LONGER ONE"),
          sequence(REQUEST, [leaf(ACCESSION, "SH", "A LONGER ONE"), leaf(ACCESSION, "SH", "WRONG")]),
        ),
      ),
    ).toBe(true);
  });
});

/** Elements in the order of their tags, with sequences in sequences, some of them recorded history. */
interface Drawn {
  readonly accession: string | null;
  readonly id: string;
  readonly open: boolean;
  readonly requests: readonly Drawn[];
  readonly past: readonly Drawn[];
}

const VALUE = fc.constantFrom("WRONG", "OTHER", "");
const drawn = (depth: number): fc.Arbitrary<Drawn> => {
  const inner = depth === 0 ? fc.constant([]) : fc.array(drawn(depth - 1), { maxLength: 3 });
  return fc.record({
    accession: fc.option(VALUE),
    id: VALUE,
    open: fc.boolean(),
    requests: inner,
    past: inner,
  });
};

/** What is to come of it, by a writer that has nothing in common with what is tested. */
function nodes(one: Drawn, value: (text: string, isPast: boolean) => string, isPast = false): Node[] {
  const items = (all: readonly Drawn[], past: boolean) => all.map((each) => nodes(each, value, past));
  return [
    ...(one.accession === null ? [] : [leaf(ACCESSION, "SH", value(one.accession, isPast))]),
    leaf(ID, "LO", one.id),
    { tag: REQUEST, items: items(one.requests, isPast), open: one.open },
    { tag: ORIGINAL, items: items(one.past, true), open: !one.open },
  ];
}

const STYLES: readonly (readonly [string, Style])[] = [
  [SYNTAX.explicitLittle, EXPLICIT_LITTLE],
  [SYNTAX.implicitLittle, IMPLICIT_LITTLE],
  [SYNTAX.explicitBig, EXPLICIT_BIG],
];

describe("whatever a data set holds", () => {
  it("every byte but those of the value and of the lengths around it stays as it was", () => {
    fc.assert(
      fc.property(
        drawn(2),
        fc.constantFrom(...STYLES),
        fc.constantFrom("R", "RIGHT", "A RIGHT ONE"),
        fc.boolean(),
        (inner, [syntax, style], text, withPast) => {
          const whole = { ...inner, accession: "WRONG" };
          const bytes = (value: (text: string, isPast: boolean) => string): Uint8Array =>
            part10(syntax, written(style, nodes(whole, value)));
          const before = bytes((one) => one);
          const step = everywhere(ACCESSION, text);
          const { bytes: after } = corrected(before, step, withPast ? () => true : USUAL);
          const expected = bytes((one, isPast) => (one === "WRONG" && (withPast || !isPast) ? text : one));
          expect(equal(after, expected)).toBe(true);
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe("renewed UIDs in sequences", () => {
  const uids = new Map([
    ["2.25.1", "2.25.101"], // the study
    ["2.25.2", "2.25.102"], // its series
    ["2.25.3", "2.25.103"], // an instance that is renewed
  ]);
  const renew: CorrectionStep = { kind: "renew", uids };
  const evidence = (study: string, series: string, ...instances: readonly string[]): Node =>
    sequence(0x0040a375, [
      sequence(0x00081115, [
        sequence(0x00081199, ...instances.map((uid) => [leaf(REFERENCED, "UI", uid)])),
        leaf(SERIES, "UI", series),
      ]),
      leaf(STUDY, "UI", study),
    ]);

  it("are those of the same mapping at every depth, byte for byte", () => {
    const given = (study: string, series: string, instance: string): Uint8Array =>
      file(
        sequence(0x00081110, [leaf(REFERENCED, "UI", study)]),
        sequence(0x00081140, [leaf(REFERENCED, "UI", instance)], [leaf(REFERENCED, "UI", "2.25.9")]),
        leaf(STUDY, "UI", study),
        leaf(SERIES, "UI", series),
        sequence(REQUEST, [leaf(STUDY, "UI", study)]),
        evidence(study, series, instance),
      );
    const { bytes } = corrected(given("2.25.1", "2.25.2", "2.25.3"), renew);
    expect(equal(bytes, given("2.25.101", "2.25.102", "2.25.103"))).toBe(true);
  });

  it("leave a study and a series where an instance that is named there stays in the old ones", () => {
    const given = (study: string, instance: string): Uint8Array =>
      file(leaf(STUDY, "UI", study), evidence("2.25.1", "2.25.2", instance, "2.25.9"));
    const { bytes } = corrected(given("2.25.1", "2.25.3"), renew);
    expect(equal(bytes, given("2.25.101", "2.25.103"))).toBe(true);
  });

  it("leave recorded history, and a malformed neighbour stops nothing", () => {
    const given = (uid: string): Uint8Array =>
      file(
        leaf(STUDY, "UI", uid),
        sequence(REQUEST, [leaf(0x00404023, "UI", `no uid\\${uid}`)]),
        sequence(ORIGINAL, [sequence(MODIFIED, [leaf(STUDY, "UI", "2.25.1")])]),
      );
    expect(equal(corrected(given("2.25.1"), renew).bytes, given("2.25.101"))).toBe(true);
  });
});
