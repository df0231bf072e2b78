/** How two values of one element relate: by their bytes, and by what they say. */

import { bytesAreEqual } from "../../bytes/change";
import { nameGroups } from "../person-name";
import { isNative, RLE_LOSSLESS } from "../syntax";
import { TRANSFER_SYNTAX_UID } from "../tags";
import { readDecimal, readInteger } from "../typed";
import { hasCharset, isText, valuesOf } from "../value";
import { VR_PN, VR_UN, vrCode } from "../vr";
import { wordSize } from "../word-size";
import { littleEndian } from "./hashes";
import { type ComparedFile, type HashedValue, isBigEndian, writtenVr } from "./side";

/**
 * In what way they are equal or not. Said the same, written differently:
 * - "padding": spaces, and NUL behind a UID. "charset": other character sets. "number": 1.0 and 1.00.
 * - "name": empty parts at the end of a name. "byte-order". "block": a private block at another place.
 * - "syntax": the Transfer Syntax UID itself, of two in which nothing is lost and nothing has to be decoded by a codec.
 * - "pixels": the same pixels, of which one side has RLE, or planes.
 *
 * Different:
 * - "value": `at` is the number of the first value that differs. "frames": `at` is the number of the first frame.
 * - "count": as many values or frames are there on one side only.
 * - "read-otherwise": the same bytes, in another character set or byte order.
 *
 * Unknown:
 * - "coding": pixel data are compressed on one side, or by another method, and it would take a codec to see them.
 */
export type How =
  | ""
  | "padding"
  | "charset"
  | "number"
  | "name"
  | "byte-order"
  | "block"
  | "syntax"
  | "pixels"
  | "value"
  | "frames"
  | "count"
  | "read-otherwise"
  | "coding";

export interface Relation {
  readonly kind: "same" | "rewritten" | "changed" | "unknown";
  readonly how: How;
  /** From 1; 0 where no number says it. */
  readonly at: number;
}

/** A row of a file. */
export interface Place {
  readonly side: ComparedFile;
  readonly row: number;
}

const SAME: Relation = { kind: "same", how: "", at: 0 };
const VR_DS = vrCode("DS");
const VR_IS = vrCode("IS");

export function relate(left: Place, right: Place): Relation {
  const relation = relateValues(left, right);
  return relation.kind === "changed" && isOfWriting(left, right) ? OTHER_SYNTAX : relation;
}

const OTHER_SYNTAX: Relation = { kind: "rewritten", how: "syntax", at: 0 };

/** What the data set says is the same in each of them (PS3.5 10), and of RLE the pixels are compared. */
const isOfWriting = (left: Place, right: Place): boolean =>
  [left, right].every(
    ({ side, row }) =>
      side.values.index.tag[row] === TRANSFER_SYNTAX_UID &&
      (isNative(side.file.transferSyntax) || side.file.transferSyntax === RLE_LOSSLESS),
  );

function relateValues(left: Place, right: Place): Relation {
  const [hash, other] = [left.side.hashed.get(left.row), right.side.hashed.get(right.row)];
  if (hash && other) return relateHashes(left, right, hash, other);
  if (hash || other) return { kind: "changed", how: "count", at: 0 }; // one is short, the other large
  const [one, two] = [bytesOf(left), bytesOf(right)];
  const areEqual = bytesAreEqual(one, two);
  const vr = commonVr(left, right);
  const areReadAlike = contextsAgree(left, right, vr);
  if (areEqual && areReadAlike) return SAME;
  if (!isText(vr)) return relateBytes(left, right, areEqual);
  const texts = relateTexts(textsOf(left, one, vr), textsOf(right, two, vr), vr);
  if (texts.kind === "changed") return areEqual ? { ...texts, how: "read-otherwise" } : texts;
  if (areEqual) return SAME;
  return texts.how === "padding" && !areReadAlike ? { ...texts, how: "charset" } : texts;
}

const bytesOf = ({ side, row }: Place): Uint8Array => side.values.bytes(row);

/** One side may not know: its file does not say the VR, and no dictionary has the element. */
function commonVr(left: Place, right: Place): number {
  const vr = left.side.values.index.vr[left.row] as number;
  return vr === VR_UN ? (right.side.values.index.vr[right.row] as number) : vr;
}

function contextsAgree({ side: one, row }: Place, { side: two, row: other }: Place, vr: number): boolean {
  if (hasCharset(vr)) return one.values.charset(row)?.term === two.values.charset(other)?.term;
  return wordSize(vr) === 1 || isBigEndian(one.values.index, row) === isBigEndian(two.values.index, other);
}

const textsOf = ({ side, row }: Place, bytes: Uint8Array, vr: number): readonly string[] =>
  valuesOf(bytes, vr, side.values.context(row));

/** Bytes and binary numbers: whether they are equal in one byte order. */
function relateBytes(left: Place, right: Place, areEqual: boolean): Relation {
  const [one, two] = [left, right].map((place) =>
    littleEndian(bytesOf(place), place.side.values.index, place.row),
  ) as [Uint8Array, Uint8Array];
  if (bytesAreEqual(one, two)) return { kind: "rewritten", how: "byte-order", at: 0 };
  const size = wordSize(commonVr(left, right));
  if (areEqual) return { kind: "changed", how: "read-otherwise", at: 1 };
  if (one.length !== two.length) return { kind: "changed", how: "count", at: 0 };
  const first = one.findIndex((byte, at) => byte !== two[at]);
  return { kind: "changed", how: "value", at: size === 1 ? 0 : Math.floor(first / size) + 1 };
}

function relateTexts(one: readonly string[], two: readonly string[], vr: number): Relation {
  if (one.length !== two.length) return { kind: "changed", how: "count", at: 0 };
  let how: How = "padding";
  for (const [at, text] of one.entries()) {
    const other = two[at] as string;
    if (text === other) continue;
    const way = sameSaid(text, other, vr);
    if (way === null) return { kind: "changed", how: "value", at: one.length > 1 ? at + 1 : 0 };
    how = way;
  }
  return { kind: "rewritten", how, at: 0 };
}

/** In which way two unlike texts say the same; null where they do not. */
function sameSaid(text: string, other: string, vr: number): How | null {
  if (vr === VR_DS || vr === VR_IS) {
    const read = vr === VR_DS ? readDecimal : readInteger;
    const [one, two] = [read(text), read(other)];
    return one !== null && one === two ? "number" : null;
  }
  if (vr === VR_PN) return fullName(text) === fullName(other) ? "name" : null;
  return null;
}

/** PS3.5 6.2.1.1: empty components, and component groups, at the end need no delimiters. */
function fullName(text: string): string {
  return nameGroups(text)
    .map((group) => group.replace(/[\^ ]+$/, ""))
    .join("=")
    .replace(/=+$/, "");
}

function relateHashes(left: Place, right: Place, one: HashedValue, two: HashedValue): Relation {
  const isStored = one.by === "stored";
  const syntaxes = [left, right].map(({ side }) => side.file.transferSyntax);
  const isCodedOtherwise = isStored !== (two.by === "stored") || (isStored && syntaxes[0] !== syntaxes[1]);
  if (unlike(one.hashes, two.hashes) < 0)
    return contextsAgree(left, right, commonVr(left, right)) ? SAME : REORDERED;
  const [pixels, others] = [pixelsOf(one), pixelsOf(two)];
  if (pixels && others) return unlike(pixels, others) < 0 ? REPACKED : otherFrames(pixels, others);
  return isCodedOtherwise ? UNKNOWN : otherFrames(one.hashes, two.hashes);
}

type Hashes = HashedValue["hashes"];

const REPACKED: Relation = { kind: "rewritten", how: "pixels", at: 0 };
const UNKNOWN: Relation = { kind: "unknown", how: "coding", at: 0 };

/** Null where it would take a codec to know. */
const pixelsOf = ({ by, hashes, pixels }: HashedValue): Hashes | null =>
  pixels ?? (by === "stored" ? null : hashes);

/** The number of the first that differs, from 0; -1 for none. */
const unlike = (one: Hashes, two: Hashes): number =>
  (one.length < two.length ? two : one).findIndex((_, at) => one[at] !== two[at]);

function otherFrames(one: Hashes, two: Hashes): Relation {
  if (one.length !== two.length) return { kind: "changed", how: "count", at: 0 };
  if (one.length === 1) return { kind: "changed", how: "value", at: 0 };
  return { kind: "changed", how: "frames", at: unlike(one, two) + 1 };
}

const REORDERED: Relation = { kind: "rewritten", how: "byte-order", at: 0 };

/** Whether both files state a VR, and not the same one. */
export function isVrChanged(left: Place, right: Place): boolean {
  const one = writtenVr(left.side.values.index, left.row);
  const two = writtenVr(right.side.values.index, right.row);
  return one !== 0 && two !== 0 && one !== two;
}
