/** Writes DICOM for the tests, independently of the parser: a tree of elements in, bytes out. */

export interface Leaf {
  readonly tag: number;
  readonly vr: string;
  readonly value: Uint8Array;
}

export interface Sequence {
  readonly tag: number;
  readonly items: readonly (readonly Node[])[];
  /** With delimiters instead of lengths. */
  readonly open: boolean;
}

export type Node = Leaf | Sequence;

export interface Style {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

export const EXPLICIT_LITTLE: Style = { explicit: true, bigEndian: false };
export const IMPLICIT_LITTLE: Style = { explicit: false, bigEndian: false };
export const EXPLICIT_BIG: Style = { explicit: true, bigEndian: true };

export const SYNTAX = {
  explicitLittle: "1.2.840.10008.1.2.1",
  implicitLittle: "1.2.840.10008.1.2",
  explicitBig: "1.2.840.10008.1.2.2",
  deflated: "1.2.840.10008.1.2.1.99",
} as const;

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function numbers(
  style: Style,
  ...values: readonly (readonly [size: 2 | 4, value: number])[]
): Uint8Array {
  const bytes: number[] = [];
  for (const [size, value] of values) {
    const octets = Array.from({ length: size }, (_, place) => (value >>> (8 * place)) & 0xff);
    bytes.push(...(style.bigEndian ? octets.reverse() : octets));
  }
  return Uint8Array.from(bytes);
}

export const leaf = (tag: number, vr: string, value: string | Uint8Array): Leaf => {
  const raw = typeof value === "string" ? bytesOf(value) : value;
  return { tag, vr, value: raw.length % 2 === 1 ? joined(raw, Uint8Array.of(vr === "UI" ? 0 : 0x20)) : raw };
};

const LONG = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));

export function header(style: Style, tag: number, vr: string, length: number): Uint8Array {
  const group = numbers(style, [2, tag >>> 16], [2, tag & 0xffff]);
  if (!style.explicit || vr === "") return joined(group, numbers(style, [4, length]));
  if (LONG.has(vr)) return joined(group, bytesOf(vr), Uint8Array.of(0, 0), numbers(style, [4, length]));
  return joined(group, bytesOf(vr), numbers(style, [2, length]));
}

export const OPEN = 0xffffffff;
export const ITEM = 0xfffee000;
export const ITEM_END = 0xfffee00d;
export const SEQUENCE_END = 0xfffee0dd;

export function written(style: Style, nodes: readonly Node[]): Uint8Array {
  return joined(...nodes.map((node) => ("items" in node ? sequence(style, node) : element(style, node))));
}

function element(style: Style, { tag, vr, value }: Leaf): Uint8Array {
  return joined(header(style, tag, vr, value.length), value);
}

function sequence(style: Style, { tag, items, open }: Sequence): Uint8Array {
  const parts = items.map((item) => {
    const content = written(style, item);
    const start = header(style, ITEM, "", open ? OPEN : content.length);
    return open ? joined(start, content, header(style, ITEM_END, "", 0)) : joined(start, content);
  });
  const content = joined(...parts);
  const start = header(style, tag, "SQ", open ? OPEN : content.length);
  return open ? joined(start, content, header(style, SEQUENCE_END, "", 0)) : joined(start, content);
}

/** Preamble, "DICM", and a meta group that names the transfer syntax. */
export function part10(syntax: string, dataSet: Uint8Array): Uint8Array {
  const meta = written(EXPLICIT_LITTLE, [leaf(0x00020010, "UI", syntax)]);
  const length = leaf(0x00020000, "UL", numbers(EXPLICIT_LITTLE, [4, meta.length]));
  return joined(new Uint8Array(128), bytesOf("DICM"), written(EXPLICIT_LITTLE, [length]), meta, dataSet);
}
