/**
 * Walks the bytes of data sets and writes down where everything is.
 *
 * One loop, no recursion: containers (sequences, items, fragments) are a stack of bounded depth, and every turn of
 * the loop either moves at least eight bytes on or closes a container, so it ends on any input.
 */

import type { ByteSource } from "../bytes/source";
import { HEADER, LONG_HEADER } from "./cursor";
import { CUT_SHORT, ENCAPSULATED, EXPLICIT_VR, WRITTEN_UN } from "./elements";
import { DATA_SET, FRAGMENTS, Nesting, SEQUENCE } from "./nesting";
import * as Tag from "./tags";
import {
  areLetters,
  NO_VR,
  SHORT_FORM,
  UNKNOWN_FORM,
  VR_OB,
  VR_OW,
  VR_SQ,
  VR_UN,
  vrForm,
  vrName,
} from "./vr";

/** How the bytes of a data set are written (PS3.5 A.1 to A.3). */
export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

/**
 * The dictionary's VR for a tag, 0 if it has none: implicit VR files do not say. `signed` settles "US or SS" by the
 * file's Pixel Representation (PS3.3 C.7.6.3.1); `creator` is whose a private element is, "" for any other.
 */
export type VrOf = (tag: number, signed: boolean, creator: string) => number;

/** PS3.5 6.2: LO has 64 characters, of up to four bytes. */
const LONGEST_CREATOR = 256;
/** 40 bytes of index each. A whole-slide image has a million. */
const MOST_ROWS = 8_000_000;
/** From here on an explicit short form could not have been written, and UN was the only way (PS3.5 6.2.2). */
const LEAST_UNSURE = 0xffff;
/** How often progress is told: after so many rows, or so many bytes. */
const ROWS_A_TELL = 16_384;
const BYTES_A_TELL = 16_777_216;

export class Reader extends Nesting {
  readonly #vrOf: VrOf;
  readonly #tell: (position: number) => void;
  #signed = false;
  #before = Number.POSITIVE_INFINITY;
  #nextTell = ROWS_A_TELL;
  #nextPlace = BYTES_A_TELL;

  constructor(source: ByteSource, position: number, vrOf: VrOf, tell: (position: number) => void) {
    super(source, position);
    this.#vrOf = vrOf;
    this.#tell = tell;
  }

  /** Elements of group 0002, always explicit VR little endian (PS3.10 7.1). Stops before the first other group. */
  readMeta(): void {
    while (this.position + HEADER <= this.size) {
      this.turnPage();
      if (this.u16(this.position - this.start) !== Tag.META_GROUP) return;
      this.#step();
      while (this.stack.length > 0) this.#step();
    }
  }

  /** Everything from here to the end of the file, or to the first element at the top that is `before` or a higher one. */
  readDataSet(encoding: Encoding, before = Number.POSITIVE_INFINITY): void {
    this.#before = before;
    this.explicit = encoding.explicit;
    this.little = !encoding.bigEndian;
    this.lastTag = -1;
    while (this.position < this.end || this.stack.length > 0) {
      this.#step();
      if (this.rows.count >= this.#nextTell || this.position >= this.#nextPlace) this.#pause();
    }
  }

  #pause(): void {
    this.#nextTell = this.rows.count + ROWS_A_TELL;
    this.#nextPlace = this.position + BYTES_A_TELL;
    this.#tell(this.position);
    if (this.rows.count < MOST_ROWS) return;
    this.fault("too-many-elements", this.position, this.rows.count, MOST_ROWS);
    this.stopHere();
  }

  #step(): void {
    if (this.position >= this.end) {
      this.closeAtEnd();
      return;
    }
    if (this.end - this.position < HEADER) {
      this.headerCut(HEADER);
      return;
    }
    this.turnPage();
    if (this.holds === DATA_SET) this.#element();
    else this.#itemOrDelimiter();
  }

  /**
   * One data element (PS3.5 7.1.2 and 7.1.3):
   *
   *     explicit, short   | group 2 | element 2 | VR 2 | length 2 | value …
   *     explicit, long    | group 2 | element 2 | VR 2 | 00 00 | length 4 | value …
   *     implicit          | group 2 | element 2 | length 4 | value …
   */
  #element(): void {
    const at = this.position - this.start;
    const tag = this.tagAt(at);
    if (tag >>> 16 >= Tag.DELIMITATION_GROUP) {
      this.#delimiterAmongElements(tag);
      return;
    }
    if (tag >= this.#before && this.stack.length === 0) {
      this.end = this.position;
      return;
    }
    if (tag <= this.lastTag && this.#outOfOrder(tag, at)) return;
    this.lastTag = tag;
    if (!this.explicit) {
      this.#value(tag, this.#implicitVr(tag), HEADER, this.u32(at + 4), 0);
      return;
    }
    const first = this.bytes[at + 4] as number;
    const second = this.bytes[at + 5] as number;
    const form = vrForm(first, second);
    if (form === SHORT_FORM) this.#value(tag, (first << 8) | second, HEADER, this.u16(at + 6), EXPLICIT_VR);
    else if (form === UNKNOWN_FORM) this.#unknownVr(tag, at);
    else this.#longForm(tag, (first << 8) | second, at);
  }

  #longForm(tag: number, vr: number, at: number): void {
    if (this.end - this.position < LONG_HEADER) this.headerCut(LONG_HEADER);
    else if (vr === VR_UN) this.#unknownValue(tag, this.u32(at + 8));
    else this.#value(tag, vr, LONG_HEADER, this.u32(at + 8), EXPLICIT_VR);
  }

  /**
   * PS3.5 6.2.2: whoever did not know the VR wrote UN, and left the value as it was in implicit VR little endian. If it
   * is known here, the value can be read all the same; one that is longer than any short form may be something else.
   */
  #unknownValue(tag: number, length: number): void {
    const isOpen = length === Tag.UNDEFINED_LENGTH;
    const known = isOpen ? VR_SQ : this.little && length < LEAST_UNSURE ? this.#implicitVr(tag) : VR_UN;
    const flags = known === VR_UN ? EXPLICIT_VR : EXPLICIT_VR | WRITTEN_UN;
    this.#value(tag, known, LONG_HEADER, length, flags);
  }

  /**
   * Two letters that are no VR of today: PS3.5 6.2 promises the long form for new ones, and its reserved bytes are
   * zero. Anything else than letters: the writer changed to implicit VR in the middle of the file.
   */
  #unknownVr(tag: number, at: number): void {
    const first = this.bytes[at + 4] as number;
    const second = this.bytes[at + 5] as number;
    if (!areLetters(first, second)) {
      this.fault("invalid-vr", this.position, hexPair(first, second), "AE…UV", tag);
      this.#value(tag, this.#implicitVr(tag), HEADER, this.u32(at + 4), 0);
      return;
    }
    const vr = (first << 8) | second;
    this.fault("unknown-vr", this.position, String.fromCharCode(first, second), "AE…UV", tag);
    if (this.u16(at + 6) === 0) this.#longForm(tag, vr, at);
    else this.#value(tag, vr, HEADER, this.u16(at + 6), EXPLICIT_VR);
  }

  #implicitVr(tag: number): number {
    const creator = Tag.isPrivate(tag) ? (this.creators?.get(Tag.creatorTag(tag)) ?? "") : "";
    return this.#vrOf(tag, this.#signed, creator) || VR_UN;
  }

  /** A private creator of this data set (PS3.5 7.8.1): whose the elements of its block are. */
  #noteCreator(tag: number, from: number, length: number): void {
    const { bytes, start } = this.source.page(from, length);
    let name = "";
    for (let at = from - start; at < from - start + length; at++)
      name += String.fromCharCode(bytes[at] as number);
    this.creators ??= new Map();
    this.creators.set(tag, name.replace(/[ \0]+$/, ""));
  }

  /** Writes the row and goes to the value's end, or into it. */
  #value(tag: number, vr: number, header: number, length: number, flags: number): void {
    const from = this.position + header;
    if (length === Tag.UNDEFINED_LENGTH) {
      this.#openUndefined(tag, vr, header, flags);
      return;
    }
    let end = from + length;
    if ((length & 1) === 1) this.fault("odd-length", this.position, length, length + 1, tag);
    if (end > this.end) {
      this.tooLong(tag, vr, from, length);
      end = this.end;
    }
    const row = this.addRow(tag, vr, header, length, end, flags | (end - from < length ? CUT_SHORT : 0));
    if (Tag.isPrivateCreator(tag) && end - from <= LONGEST_CREATOR) this.#noteCreator(tag, from, end - from);
    if (tag === Tag.PIXEL_REPRESENTATION && length === 2 && end - from === 2) this.#noteSign(from);
    if (
      vr === VR_SQ && (flags & WRITTEN_UN) === 0
        ? length > 0
        : (vr === VR_UN || vr === VR_SQ) && this.#looksLikeItems(from, end, vr === VR_SQ)
    ) {
      const isSequence = vr === VR_SQ && (flags & WRITTEN_UN) === 0;
      const explicit = this.explicit && (isSequence || this.#firstItemIsExplicit(from));
      this.enter(row, SEQUENCE, from, end, false, explicit);
    } else this.position = end;
  }

  #noteSign(from: number): void {
    const { bytes, start } = this.source.page(from, 2);
    const low = bytes[from - start] as number;
    const high = bytes[from - start + 1] as number;
    this.#signed = (low | high) === 1;
  }

  /** An element of undefined length: a sequence, or pixel data in fragments (PS3.5 7.5.1, A.4). */
  #openUndefined(tag: number, vr: number, header: number, flags: number): void {
    const from = this.position + header;
    const isPixels = tag === Tag.PIXEL_DATA || vr === VR_OB || vr === VR_OW;
    if (!isPixels && vr !== VR_SQ && vr !== VR_UN) {
      this.fault("undefined-length", this.position, vrName(vr), "SQ, UN, OB, OW", tag);
    }
    // Where the file does not say, the form does: only sequences and fragments have no length (PS3.5 6.2.2, A.4).
    const isStated = (flags & EXPLICIT_VR) !== 0;
    const formed = isStated ? vr : isPixels ? VR_OB : vr === VR_UN ? VR_SQ : vr;
    const row = this.addRow(
      tag,
      formed,
      header,
      Tag.UNDEFINED_LENGTH,
      from,
      isPixels ? flags | ENCAPSULATED : flags,
    );
    // PS3.5 6.2.2 note 3: what stands in a UN of undefined length is implicit VR, whatever the file is.
    const isUnknown = vr === VR_UN || (flags & WRITTEN_UN) !== 0;
    const explicit = isUnknown ? this.explicit && this.#firstItemIsExplicit(from) : this.explicit;
    this.enter(row, isPixels ? FRAGMENTS : SEQUENCE, from, this.end, true, explicit);
  }

  /** A VR in the first element of the first item. Read as a length, two letters would be at least 16,705 bytes. */
  #firstItemIsExplicit(from: number): boolean {
    const { bytes, start } = this.source.page(from, 2 * HEADER);
    const at = from - start + HEADER;
    return vrForm(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0) !== UNKNOWN_FORM;
  }

  /**
   * A UN value that starts with an item which fits into it is a sequence whose writer lost the VR. Where the dictionary
   * knows it for one, an item that does not fit is read too: and told.
   */
  #looksLikeItems(from: number, end: number, isKnown: boolean): boolean {
    if (end - from < HEADER) return false;
    const { bytes, start } = this.source.page(from, HEADER);
    const at = from - start;
    const isItem =
      bytes[at] === 0xfe && bytes[at + 1] === 0xff && bytes[at + 2] === 0 && bytes[at + 3] === 0xe0;
    if (!isItem || !this.little) return false;
    if (isKnown) return true;
    const [a, b, c, d] = bytes.subarray(at + 4, at + HEADER) as unknown as [number, number, number, number];
    const length = (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
    return length === Tag.UNDEFINED_LENGTH || length <= end - from - HEADER;
  }

  /** Nothing after this is read: what pads a file is no element. */
  #padding(found: string): void {
    this.fault("padding", this.position, found, this.end - this.position);
    this.position = this.end;
  }

  /** Padding ends the container, and so does what follows the pixel data and is no element; all else is told and read. */
  #outOfOrder(tag: number, at: number): boolean {
    if (tag === 0) {
      this.#padding("00");
      return true;
    }
    if (this.lastTag >= Tag.PIXEL_DATA && this.stack.length === 0 && !this.#isElement(at)) {
      this.fault("trailing-bytes", this.position, this.end - this.position, 0);
      this.position = this.end;
      return true;
    }
    const code = tag === this.lastTag ? "duplicate-tag" : "tag-order";
    this.fault(code, this.position, Tag.tagText(tag), `> ${Tag.tagText(this.lastTag)}`, tag);
    return false;
  }

  /** Whether these bytes could be an element that fits into the file. */
  #isElement(at: number): boolean {
    const form = this.explicit
      ? vrForm(this.bytes[at + 4] as number, this.bytes[at + 5] as number)
      : UNKNOWN_FORM;
    if (this.explicit) return form !== UNKNOWN_FORM;
    return this.u32(at + 4) <= this.end - this.position - HEADER;
  }

  /**
   * In a sequence (PS3.5 7.5, Tables 7.5-1 to 7.5-3), or among fragments (A.4):
   *
   *     item                   | FE FF 00 E0 | length 4 | data set or fragment
   *     sequence delimitation  | FE FF DD E0 | 00 00 00 00 |
   */
  #itemOrDelimiter(): void {
    const at = this.position - this.start;
    const tag = this.tagAt(at);
    const length = this.u32(at + 4);
    if (tag === Tag.ITEM) this.#item(length);
    else if (tag === Tag.SEQUENCE_DELIMITATION && this.undefinedLength) this.#closeByDelimiter(length);
    else if (tag >>> 16 === Tag.DELIMITATION_GROUP) this.#stray(tag);
    else this.#notAnItem(tag);
  }

  #item(length: number): void {
    this.items++;
    const isFragment = this.holds === FRAGMENTS;
    const from = this.position + HEADER;
    if (length === Tag.UNDEFINED_LENGTH) {
      if (isFragment) {
        this.#endlessFragment();
        return;
      }
      const row = this.addRow(Tag.ITEM, NO_VR, HEADER, length, from, 0);
      this.enter(row, DATA_SET, from, this.end, true, this.explicit);
      return;
    }
    let end = from + length;
    if (end > this.end) {
      this.tooLong(Tag.ITEM, isFragment ? NO_VR : VR_SQ, from, length);
      end = this.end;
    }
    const cut = end - from < length ? CUT_SHORT : 0;
    const row = this.addRow(Tag.ITEM, NO_VR, HEADER, length, end, isFragment ? cut | ENCAPSULATED : cut);
    if (isFragment) this.position = end;
    else if (end > from || cut) this.enter(row, DATA_SET, from, end, false, this.explicit);
    else this.position = end;
  }

  /** PS3.5 A.4: a fragment says its length. Where this one ends nobody can tell; it takes the rest. */
  #endlessFragment(): void {
    this.fault("undefined-length", this.position, "FFFFFFFF", "", Tag.ITEM);
    this.addRow(Tag.ITEM, NO_VR, HEADER, Tag.UNDEFINED_LENGTH, this.end, CUT_SHORT | ENCAPSULATED);
    this.position = this.end;
  }

  #closeByDelimiter(length: number): void {
    if (length !== 0) this.fault("delimiter-length", this.position, length, 0);
    const valueEnd = this.position;
    this.position += HEADER;
    this.leave(valueEnd);
  }

  /** Neither an item nor the end. A sequence of known length is left out; an open one is taken to end here. */
  #notAnItem(tag: number): void {
    this.fault("item-expected", this.position, Tag.tagText(tag), "FFFE,E000");
    if (!this.undefinedLength) this.position = this.end;
    this.leave(this.position);
  }

  /** A delimiter or item where an element is read: the end of this item, or out of place. */
  #delimiterAmongElements(tag: number): void {
    if (tag >>> 16 > Tag.DELIMITATION_GROUP) this.#padding("FF");
    else if (tag === Tag.ITEM_DELIMITATION && this.undefinedLength) {
      this.#closeByDelimiter(this.u32(this.position - this.start + 4));
    } else if (tag !== Tag.ITEM_DELIMITATION && this.undefinedLength && this.stack.length > 0) {
      // The next item, or the end of the sequence: whoever reads the sequence will see it.
      this.missingDelimiter(this.position, Tag.tagText(tag));
      this.leave(this.position);
    } else this.#stray(tag);
  }

  #stray(tag: number): void {
    this.fault("stray-delimiter", this.position, Tag.tagText(tag), "");
    this.position += HEADER;
  }
}

function hexPair(first: number, second: number): string {
  return Tag.tagHex(((first << 8) | second) >>> 0)
    .slice(4)
    .replace(/^(..)/, "$1 ");
}
