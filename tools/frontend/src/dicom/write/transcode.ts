/**
 * A file in another transfer syntax, as far as no image codec is needed: implicit and explicit VR, both byte orders,
 * deflated or not, RLE to native. Values keep their bytes, sequences their form; only headers, byte order and the
 * lengths that follow from them change.
 */

import { joined } from "../../bytes/change";
import { memorySource } from "../../bytes/source";
import {
  BIG_ENDIAN,
  type ElementIndex,
  ENCAPSULATED,
  EXPLICIT_VR,
  findElement,
  NO_ROW,
  valueLength,
  valueOffset,
  WRITTEN_UN,
} from "../elements";
import { framesOf } from "../frames";
import { type DicomFile, uidAt } from "../parse";
import type { Encoding } from "../reader";
import { EXPLICIT_VR_LITTLE_ENDIAN, encodingOf, isNative, RLE_LOSSLESS } from "../syntax";
import * as Tag from "../tags";
import { VR_OB, VR_OW, VR_SQ, VR_UN, vrCode } from "../vr";
import { swapped } from "../word-size";
import { IMPLEMENTATION_CLASS, writeMeta } from "./data-set";
import { elementHeader, itemEnd, itemHeader, marker, openItem, sequenceEnd } from "./headers";
import { type Edit, patch } from "./patch";
import { canHold, type FrameShape, frameLength, rleFrame } from "./rle";

/** Thrown where a codec would be needed, or the bytes do not make what the transfer syntax says. */
export class NotTranscoded extends Error {
  override name = "NotTranscoded";
  readonly reason: "codec" | "rle" | "deflated";
  constructor(reason: NotTranscoded["reason"]) {
    super(`not transcoded: ${reason}`);
    this.reason = reason;
  }
}

/**
 * The file in the transfer syntax `target`, which has to be a native one. A deflated target is not deflated yet: see
 * `repacked`. `bytes` are what the offsets in `file` count in.
 *
 * @throws NotTranscoded
 */
export function transcode(bytes: Uint8Array, file: DicomFile, target: string): Uint8Array {
  if (!isNative(target)) throw new NotTranscoded("codec");
  if (file.isDeflated) throw new NotTranscoded("deflated");
  const writer = new Transcoder(bytes, file, encodingOf(target));
  const dataSet = writer.dataSet(firstDataRow(file.elements));
  return joined([metaFor(bytes, file, target), dataSet]);
}

/** Preamble and meta information with another transfer syntax; new ones where there are none. */
function metaFor(bytes: Uint8Array, file: DicomFile, transferSyntax: string): Uint8Array {
  const { elements, dataSet, start } = file;
  const isWhole = start >= Tag.PREAMBLE_LENGTH + Tag.MAGIC.length && dataSet > start;
  if (!isWhole) return newMeta(bytes, elements, transferSyntax);
  return patch(bytes.subarray(0, dataSet), { ...file, elements: metaOf(elements) }, [
    metaValue(Tag.TRANSFER_SYNTAX_UID, ascii(transferSyntax)),
  ]);
}

function newMeta(bytes: Uint8Array, elements: ElementIndex, transferSyntax: string): Uint8Array {
  const source = memorySource(bytes);
  const stated = (meta: number, own: number): string =>
    uidAt(source, elements, meta) || uidAt(source, elements, own);
  return writeMeta({
    sopClass: stated(Tag.MEDIA_STORAGE_SOP_CLASS_UID, Tag.SOP_CLASS_UID),
    sopInstance: stated(MEDIA_STORAGE_SOP_INSTANCE_UID, SOP_INSTANCE_UID),
    transferSyntax,
  });
}

const META_VERSION = 0x00020001;
const MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
const IMPLEMENTATION_CLASS_UID = 0x00020012;
const SOP_INSTANCE_UID = 0x00080018;

function firstDataRow({ tag, count }: ElementIndex): number {
  const row = tag.findIndex((one) => one >>> 16 !== Tag.META_GROUP);
  return row === NO_ROW ? count : row;
}

/** The rows of the meta group alone: they stand before all others, and have no parent. */
function metaOf(elements: ElementIndex): ElementIndex {
  return { ...elements, count: firstDataRow(elements) };
}

/**
 * The file with a preamble, "DICM" and a meta group that has all it must have, with the right length and transfer syntax.
 * What is right already keeps its bytes.
 */
export function repair(bytes: Uint8Array, file: DicomFile): Uint8Array {
  const { elements, dataSet } = file;
  const rest = bytes.subarray(dataSet);
  const syntax = syntaxOf(file);
  const isStated = file.transferSyntax === syntax && file.start === Tag.PREAMBLE_LENGTH + Tag.MAGIC.length;
  const isFaulty = file.faults.some(({ code }) => META_FAULTS.has(code));
  const missing = missingMeta(bytes, elements);
  const hasLength = findElement(elements, Tag.META_GROUP_LENGTH) !== NO_ROW;
  if (isStated && !isFaulty && hasLength && missing.length === 0) return bytes;
  if (dataSet === file.start) return joined([newMeta(bytes, elements, syntax), rest]);
  const start = new Uint8Array(Tag.PREAMBLE_LENGTH + Tag.MAGIC.length);
  start.set(bytes.subarray(0, file.start === start.length ? Tag.PREAMBLE_LENGTH : 0));
  start.set(ascii(Tag.MAGIC), Tag.PREAMBLE_LENGTH);
  const edits: Edit[] = [...missing, metaValue(Tag.TRANSFER_SYNTAX_UID, ascii(syntax))];
  if (hasLength) edits.push({ kind: "remove", way: [Tag.META_GROUP_LENGTH] });
  const meta = patch(bytes.subarray(0, dataSet), { ...file, elements: metaOf(elements) }, edits);
  const group = meta.subarray(file.start);
  const length = new Uint8Array(12);
  length.set(elementHeader(Tag.META_GROUP_LENGTH, vrCode("UL"), 4, { explicit: true, bigEndian: false }));
  new DataView(length.buffer).setUint32(8, group.length, true);
  return joined([start, length, group, rest]);
}

/** What must be there and is not, as far as the data set says it (PS3.10 Table 7.1-1): type 1, but for length and syntax. */
function missingMeta(bytes: Uint8Array, elements: ElementIndex): readonly MetaValue[] {
  const source = memorySource(bytes);
  const required: readonly MetaValue[] = [
    { kind: "value", way: [META_VERSION], value: Uint8Array.of(0, 1), vr: VR_OB },
    metaValue(Tag.MEDIA_STORAGE_SOP_CLASS_UID, ascii(uidAt(source, elements, Tag.SOP_CLASS_UID))),
    metaValue(MEDIA_STORAGE_SOP_INSTANCE_UID, ascii(uidAt(source, elements, SOP_INSTANCE_UID))),
    metaValue(IMPLEMENTATION_CLASS_UID, ascii(IMPLEMENTATION_CLASS)),
  ];
  return required.filter(({ way, value }) => {
    const row = findElement(elements, way[0] as number);
    return value.length > 0 && (row === NO_ROW || valueLength(elements, row) === 0);
  });
}

type MetaValue = Extract<Edit, { readonly kind: "value" }>;

const metaValue = (tag: number, value: Uint8Array): MetaValue => ({
  kind: "value",
  way: [tag],
  value,
  vr: vrCode("UI"),
});

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const META_FAULTS = new Set<string>([
  "no-preamble",
  "wrong-magic",
  "leading-bytes",
  "no-meta",
  "no-transfer-syntax",
  "meta-length",
  "syntax-contradicted",
]);

/** The transfer syntax that says how the data set is written, if the stated one does not. */
function syntaxOf({ transferSyntax, encoding, faults }: DicomFile): string {
  const isContradicted = faults.some(({ code }) => code === "syntax-contradicted");
  if (transferSyntax !== "" && !isContradicted) return transferSyntax;
  if (encoding.bigEndian) return "1.2.840.10008.1.2.2";
  return encoding.explicit ? EXPLICIT_VR_LITTLE_ENDIAN : "1.2.840.10008.1.2";
}

export type Deflate = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** A file with a deflated transfer syntax from its expanded form; `dataSet` is where its data set begins. */
export async function repacked(expanded: Uint8Array, dataSet: number, deflate: Deflate): Promise<Uint8Array> {
  const stream = await deflate(expanded.subarray(dataSet));
  const pad = new Uint8Array(stream.length % 2); // PS3.5 A.5
  return joined([expanded.subarray(0, dataSet), stream, pad]);
}

class Transcoder {
  readonly #bytes: Uint8Array;
  readonly #file: DicomFile;
  readonly #index: ElementIndex;
  readonly #target: Encoding;

  constructor(bytes: Uint8Array, file: DicomFile, target: Encoding) {
    this.#bytes = bytes;
    this.#file = file;
    this.#index = file.elements;
    this.#target = target;
  }

  dataSet(from: number): Uint8Array {
    return joined(this.#elements(from, this.#index.count));
  }

  #elements(from: number, to: number): Uint8Array[] {
    const parts: Uint8Array[] = [];
    for (let row = from; row < to; row = this.#index.end[row] as number) parts.push(this.#element(row));
    return this.#withGroupLengths(parts, from, to);
  }

  /** Group lengths (PS3.5 7.2) count what follows them in their group. */
  #withGroupLengths(parts: Uint8Array[], from: number, to: number): Uint8Array[] {
    const index = this.#index;
    const places: number[] = [];
    for (let row = from; row < to; row = index.end[row] as number) places.push(row);
    places.forEach((row, place) => {
      const tag = index.tag[row] as number;
      if (!Tag.isGroupLength(tag) || valueLength(index, row) !== 4) return;
      let length = 0;
      for (let next = place + 1; next < places.length; next++) {
        if ((index.tag[places[next] as number] as number) >>> 16 !== tag >>> 16) break;
        length += (parts[next] as Uint8Array).length;
      }
      const own = parts[place] as Uint8Array;
      new DataView(own.buffer, own.byteOffset + own.length - 4, 4).setUint32(
        0,
        length,
        !this.#target.bigEndian,
      );
    });
    return parts;
  }

  #element(row: number): Uint8Array {
    const index = this.#index;
    const tag = index.tag[row] as number;
    const isUnknown = ((index.flags[row] as number) & WRITTEN_UN) !== 0 || index.vr[row] === VR_UN;
    if (((index.flags[row] as number) & ENCAPSULATED) !== 0) return this.#native(row);
    if (isUnknown && (index.flags[row] as number) & EXPLICIT_VR) return this.#untouched(row);
    const isOpen = index.length[row] === Tag.UNDEFINED_LENGTH;
    if (isOpen || (index.end[row] as number) > row + 1 || index.vr[row] === VR_SQ)
      return this.#sequence(row, isOpen);
    const vr = index.vr[row] as number;
    const value = this.#value(row, vr);
    return joined([elementHeader(tag, vr, value.length, this.#target), value]);
  }

  #value(row: number, vr: number): Uint8Array {
    const bytes = this.#raw(row);
    const isBig = ((this.#index.flags[row] as number) & BIG_ENDIAN) !== 0;
    return isBig === this.#target.bigEndian ? bytes.slice() : swapped(bytes, vr);
  }

  #raw(row: number): Uint8Array {
    return this.#bytes.subarray(valueOffset(this.#index, row), this.#index.valueEnd[row] as number);
  }

  /** UN holds implicit VR little endian in every encoding (PS3.5 6.2.2): its bytes stay, with its delimiter. */
  #untouched(row: number): Uint8Array {
    const isOpen = this.#index.length[row] === Tag.UNDEFINED_LENGTH;
    const value = this.#raw(row);
    const length = isOpen ? Tag.UNDEFINED_LENGTH : value.length;
    const header = elementHeader(this.#index.tag[row] as number, VR_UN, length, this.#target);
    const end = marker(Tag.SEQUENCE_DELIMITATION, 0, { explicit: false, bigEndian: false });
    return joined(isOpen ? [header, value, end] : [header, value]);
  }

  #sequence(row: number, isOpen: boolean): Uint8Array {
    const index = this.#index;
    const parts: Uint8Array[] = [];
    for (let item = row + 1; item < (index.end[row] as number); item = index.end[item] as number) {
      const content = joined(this.#elements(item + 1, index.end[item] as number));
      const isOpenItem = index.length[item] === Tag.UNDEFINED_LENGTH;
      parts.push(
        ...(isOpenItem
          ? [openItem(this.#target), content, itemEnd(this.#target)]
          : [itemHeader(content.length, this.#target), content]),
      );
    }
    const content = joined(parts);
    const length = isOpen ? Tag.UNDEFINED_LENGTH : content.length;
    const header = elementHeader(index.tag[row] as number, VR_SQ, length, this.#target);
    return joined(isOpen ? [header, content, sequenceEnd(this.#target)] : [header, content]);
  }

  /** Pixel data in fragments become native, if they are RLE. */
  #native(row: number): Uint8Array {
    if (this.#file.transferSyntax !== RLE_LOSSLESS) throw new NotTranscoded("codec");
    const index = this.#index;
    const frames = framesOf(memorySource(this.#bytes), index, row);
    const shape = this.#shape(row);
    const packed = (frames?.fragments ?? []).map((rows) => joined(rows.map((row) => this.#raw(row))));
    const length = packed.reduce((sum, one) => sum + one.length, 0);
    if (!canHold(length, frameLength(shape) * packed.length)) throw new NotTranscoded("rle");
    const decoded = packed.map((one) => {
      const frame = rleFrame(one, shape);
      if (!frame) throw new NotTranscoded("rle");
      return frame;
    });
    const whole = joined(decoded);
    const vr = shape.bytesPerSample > 1 || !this.#target.explicit ? VR_OW : VR_OB;
    const value = whole.length % 2 === 0 ? whole : joined([whole, new Uint8Array(1)]);
    const header = elementHeader(index.tag[row] as number, vr, value.length, this.#target);
    return joined([header, this.#target.bigEndian && shape.bytesPerSample > 1 ? swapped(value, vr) : value]);
  }

  #shape(row: number): FrameShape {
    const number = (tag: number): number => this.#number(tag, this.#index.parent[row] as number);
    return {
      pixels: number(0x00280010) * number(0x00280011),
      samples: number(0x00280002) || 1,
      bytesPerSample: Math.ceil((number(0x00280100) || 8) / 8),
      isPlanar: number(0x00280006) === 1,
    };
  }

  /** A US of the image pixel module (PS3.3 C.7.6.3); RLE files are little endian. */
  #number(tag: number, holder: number): number {
    const row = findElement(this.#index, tag, holder);
    if (row === NO_ROW || valueLength(this.#index, row) !== 2) return 0;
    const [low = 0, high = 0] = this.#raw(row);
    return low | (high << 8);
  }
}
