/** From what a person asks to be changed, in text, to an edit of bytes. */

import { datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import { DEFAULT_REPERTOIRE } from "../charset";
import { charsetIn, type DeclaredCharsets } from "../context";
import type { ElementDictionary } from "../dictionary";
import { BIG_ENDIAN } from "../elements";
import type { DicomFile } from "../parse";
import * as Tag from "../tags";
import { hasCharset, isNumeric, isText } from "../value";
import { UNKNOWN_FORM, VR_SQ, VR_UN, type Vr, vrCode, vrForm, vrName } from "../vr";
import { rowAlong } from "../way";
import type { Edit } from "./patch";
import { NotInCharset, numberBytes, textBytes } from "./values";

/** Ways are those of `wayTo`: tag, number of the item, tag … */
export type Correction =
  | {
      readonly kind: "value";
      readonly way: readonly number[];
      /** As the inspector shows it: values with a backslash between them, numbers in decimal, tags as in (0010,0010). */
      readonly text: string;
      /** Of an element that is not there yet; "" takes the dictionary's. */
      readonly vr: string;
    }
  /** Another item, an empty one, behind those of the sequence. */
  | { readonly kind: "item"; readonly way: readonly number[] }
  | { readonly kind: "remove"; readonly way: readonly number[] };

export interface Surroundings {
  readonly charsets: DeclaredCharsets;
  readonly dictionary: ElementDictionary;
}

/**
 * @throws Fatal "edit-structure" for what follows from other bytes: the transfer syntax, group lengths, items' own tags;
 * "edit-vr" where nobody says the VR; "edit-binary" for a VR that is no text and no number; "edit-number" with `found`,
 * `vr` and `expected`; "edit-charset" with `character` and `charset`
 */
export function editFor(correction: Correction, file: DicomFile, around: Surroundings): Edit {
  const { way } = correction;
  const tag = way.at(-1) ?? 0;
  if (way.length % 2 === 1 && (STRUCTURE.has(tag) || Tag.isGroupLength(tag)))
    throw new Fatal("edit-structure");
  if (correction.kind === "remove") return correction;
  if (correction.kind === "item") return { ...correction, elements: [] };
  const { row, exact } = rowAlong(file.elements, way);
  const vr = exact ? (file.elements.vr[row] as number) : newVr(correction, around.dictionary);
  if (!exact && vr === VR_SQ && correction.text === "")
    return { kind: "put", way: way.slice(0, -1), element: { tag, items: [] } };
  const value = valueBytes(correction.text, vr, {
    bigEndian: exact ? ((file.elements.flags[row] as number) & BIG_ENDIAN) !== 0 : isBigEndian(file, tag),
    terms: termsIn(file, exact ? (file.elements.parent[row] as number) : row, around.charsets),
  });
  return { kind: "value", way, value, vr };
}

/** Without them the rest of the file would be read otherwise. */
const STRUCTURE: ReadonlySet<number> = new Set([Tag.TRANSFER_SYNTAX_UID, Tag.ITEM, Tag.META_GROUP_LENGTH]);

function newVr({ vr, way }: Correction & { readonly kind: "value" }, dictionary: ElementDictionary): Vr {
  const tag = way.at(-1) ?? 0;
  const code = vr === "" ? dictionary.vrOf(tag, false) : vrCode(vr.toUpperCase());
  const isKnown = vr === "" ? code !== VR_UN : vrForm(code >>> 8, code & 0xff) !== UNKNOWN_FORM;
  if (code === 0 || !isKnown) throw new Fatal("edit-vr");
  return code;
}

const isBigEndian = (file: DicomFile, tag: number): boolean =>
  file.encoding.bigEndian && tag >>> 16 !== Tag.META_GROUP;

/** What the data set declares; none where nothing is declared, or what nobody knows. */
export function termsIn(
  { elements }: DicomFile,
  holder: number,
  charsets: DeclaredCharsets,
): readonly string[] {
  return charsetIn(elements, holder, charsets)?.term.split("\\") ?? [];
}

export interface Writing {
  readonly bigEndian: boolean;
  readonly terms: readonly string[];
}

/** @throws Fatal "edit-binary", "edit-number", "edit-charset" */
export function valueBytes(text: string, vr: Vr, { bigEndian, terms }: Writing): Uint8Array {
  if (isNumeric(vr)) return numberBytes(numbersOf(text, vr), vr, bigEndian);
  if (!isText(vr)) throw new Fatal("edit-binary", -1, { vr: vrName(vr) });
  const own = hasCharset(vr) ? terms : [];
  try {
    return textBytes(text, vr, own);
  } catch (error) {
    if (!(error instanceof NotInCharset)) throw error;
    const values = { character: datum(error.character), charset: own.join("\\") || DEFAULT_REPERTOIRE.term };
    throw new Fatal("edit-charset", -1, values);
  }
}

const numbersOf = (text: string, vr: Vr): (number | bigint)[] =>
  text.trim() === "" ? [] : text.split("\\").map((one) => numberOf(one.trim(), vrName(vr)));

/** PS3.5 6.2: the least and the greatest. */
const BOUNDS: Readonly<Record<string, readonly [least: bigint, most: bigint]>> = {
  US: [0n, 0xffffn],
  SS: [-0x8000n, 0x7fffn],
  UL: [0n, 0xffffffffn],
  SL: [-0x80000000n, 0x7fffffffn],
  UV: [0n, 0xffffffffffffffffn],
  SV: [-0x8000000000000000n, 0x7fffffffffffffffn],
};

function numberOf(text: string, vr: string): number | bigint {
  const fault = (expected: string): Fatal =>
    new Fatal("edit-number", -1, { found: datum(text), vr, expected });
  if (vr === "AT") {
    const [, group, element] = /^\(?([\da-f]{4}),?([\da-f]{4})\)?$/i.exec(text) ?? [];
    if (group === undefined) throw fault("(0010,0010)");
    return Number.parseInt(`${group}${element}`, 16);
  }
  const bounds = BOUNDS[vr];
  if (!bounds) {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw fault("-12.5e3");
    return Number(text);
  }
  const [least, most] = bounds;
  const value = /^[+-]?\d{1,20}$/.test(text) ? BigInt(text.replace("+", "")) : most + 1n;
  if (value < least || value > most) throw fault(`${least}…${most}`);
  return value;
}
