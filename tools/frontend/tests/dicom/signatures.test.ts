import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/source";
import { ElementValues, type Signature, signaturesOf, touchedBy, wayAlong } from "../../src/dicom";
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
} from "./build";
import { opened } from "./read";

const ID = 0x00100020;
const NAME = 0x00100010;
const REQUEST = 0x00400275;
const PIXELS = 0x7fe00010;

const parameters = (style: Style, ...all: readonly (readonly [id: number, ...tags: number[]])[]): Node => ({
  tag: 0x4ffe0001,
  open: true,
  items: all.map(([id, ...tags]) => [
    leaf(0x04000005, "US", numbers(style, [2, id])),
    leaf(0x04000010, "UI", SYNTAX.explicitLittle),
    ...(tags.length === 0
      ? []
      : [
          leaf(
            0x04000020,
            "AT",
            numbers(style, ...tags.flatMap((tag) => [[2, tag >>> 16] as const, [2, tag & 0xffff] as const])),
          ),
        ]),
  ]),
});
const signatures = (style: Style, ...ids: readonly number[]): Node => ({
  tag: 0xfffafffa,
  open: false,
  items: ids.map((id) => [leaf(0x04000005, "US", numbers(style, [2, id])), leaf(0x04000120, "OB", "signed")]),
});

function found(syntax: string, style: Style, ...nodes: readonly Node[]): readonly Signature[] {
  const bytes = part10(syntax, written(style, nodes));
  return signaturesOf(new ElementValues(memorySource(bytes), opened(bytes).elements));
}
const littleOnes = (...nodes: readonly Node[]) => found(SYNTAX.explicitLittle, EXPLICIT_LITTLE, ...nodes);
const ways = (...paths: readonly string[]) => paths.map(wayAlong);

describe("digital signatures", () => {
  it("are found at the top and in items, behind the pixel data too, in every encoding", () => {
    const styles = [
      [SYNTAX.explicitLittle, EXPLICIT_LITTLE],
      [SYNTAX.implicitLittle, IMPLICIT_LITTLE],
      [SYNTAX.explicitBig, EXPLICIT_BIG],
    ] as const;
    for (const [syntax, style] of styles) {
      const inItem = [leaf(0x00080050, "SH", "1"), parameters(style, [7, 0x00080050]), signatures(style, 7)];
      const all = found(
        syntax,
        style,
        leaf(ID, "LO", "1"),
        { tag: REQUEST, items: [[], inItem], open: false },
        parameters(style, [1, ID, PIXELS], [2, NAME]),
        leaf(PIXELS, "OW", "0000"),
        signatures(style, 2),
      );
      expect(all).toEqual([
        {
          path: "00400275[2]/FFFAFFFA[1]",
          within: [REQUEST, 2],
          elements: [0x00080050],
        },
        { path: "4FFE0001[1]", within: [], elements: [ID, PIXELS] },
        { path: "FFFAFFFA[1]", within: [], elements: [NAME] },
      ]);
    }
  });

  it("are none in a file that has none, and say nothing of what they cover where nobody does", () => {
    expect(littleOnes(leaf(ID, "LO", "1"))).toEqual([]);
    const [alone] = littleOnes(leaf(ID, "LO", "1"), signatures(EXPLICIT_LITTLE, 3));
    expect(alone).toEqual({ path: "FFFAFFFA[1]", within: [], elements: null });
    expect(touchedBy(alone as Signature, ways("00100020")).verdict).toBe("unknown");
    const [empty] = littleOnes(parameters(EXPLICIT_LITTLE, [3]));
    expect(empty?.elements).toBeNull();
  });
});

describe("what a change does to a signature", () => {
  const top: Signature = { path: "FFFAFFFA[1]", within: [], elements: [ID, REQUEST, PIXELS, 0x00080001] };

  it("breaks it where the element is listed, or lies in a sequence that is", () => {
    expect(touchedBy(top, ways("00100020", "00100010"))).toEqual({
      verdict: "broken",
      covered: ways("00100020"),
    });
    expect(touchedBy(top, ways("00400275[2]/00080050")).verdict).toBe("broken");
  });

  it("leaves it valid where the element is not listed, or never takes part", () => {
    expect(touchedBy(top, ways("00100010", "00081140[1]/00100020")).verdict).toBe("holds");
    expect(touchedBy(top, ways("00080001", "00020003")).verdict).toBe("holds");
    expect(touchedBy(top, []).verdict).toBe("holds");
  });

  it("counts within the item whose elements are signed, and nowhere else", () => {
    const inner = { path: "00400275[1]/FFFAFFFA[1]", within: [REQUEST, 1], elements: [ID] };
    expect(touchedBy(inner, ways("00400275[1]/00100020")).verdict).toBe("broken");
    expect(touchedBy(inner, ways("00100020", "00400275[2]/00100020")).verdict).toBe("holds");
    expect(touchedBy({ ...inner, elements: null }, ways("00100020")).verdict).toBe("holds");
  });

  it("breaks it where the signature or its parameters are changed", () => {
    expect(touchedBy(top, ways("4FFE0001[1]/04000020")).verdict).toBe("broken");
    expect(touchedBy(top, ways("FFFAFFFA[1]/04000120")).verdict).toBe("broken");
    expect(touchedBy(top, ways("FFFAFFFA[2]/04000120")).verdict).toBe("holds");
  });
});
