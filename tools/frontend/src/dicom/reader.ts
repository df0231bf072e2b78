/**
 * Walks the bytes of data sets and writes down where everything is.
 *
 * One loop, no recursion: containers (sequences, items, fragments) are a stack of bounded depth, and every turn of
 * the loop either moves at least eight bytes on or closes a container, so it ends on any input.
 */

import type { ByteSource } from "../bytes/source";
import { Cursor, HEADER, LONG_HEADER } from "./cursor";
import { BIG_ENDIAN, CUT_SHORT, ElementRows, ENCAPSULATED, EXPLICIT_VR, NO_ROW, pathOf } from "./elements";
import { type DicomFaultCode, FaultList } from "./faults";
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
 * file's Pixel Representation (PS3.3 C.7.6.3.1).
 */
export type VrOf = (tag: number, signed: boolean) => number;

/** Sequences and items each count one. Real files stay below 20. */
const MOST_LEVELS = 128;
/** 40 bytes of index each. A whole-slide image has a million. */
const MOST_ROWS = 8_000_000;
/** How often progress is told, in rows. */
const ROWS_A_TELL = 16_384;

/** What a container holds. */
const DATA_SET = 0;
const SEQUENCE = 1;
const FRAGMENTS = 2;

/** What the reader must know again when it leaves a container. */
interface Container {
  row: number;
  /** What it holds: elements, items, or fragments. */
  holds: number;
  /** One past its last byte, never beyond what it lies in. */
  end: number;
  undefinedLength: boolean;
  explicit: boolean;
  lastTag: number;
  items: number;
}

export class Reader extends Cursor {
  readonly rows = new ElementRows();
  readonly faults = new FaultList();
  readonly #vrOf: VrOf;
  readonly #tell: (position: number) => void;
  #explicit = true;
  /** The container being read; the fields of the innermost one are kept out of the stack for speed. */
  #row = NO_ROW;
  #holds: number = DATA_SET;
  #end: number;
  #undefinedLength = false;
  #lastTag = -1;
  #items = 0;
  readonly #stack: Container[] = [];
  #truncated = false;
  #signed = false;
  #nextTell = ROWS_A_TELL;

  constructor(source: ByteSource, position: number, vrOf: VrOf, tell: (position: number) => void) {
    super(source, position);
    this.#vrOf = vrOf;
    this.#tell = tell;
    this.#end = source.length;
  }

  /** Elements of group 0002, always explicit VR little endian (PS3.10 7.1). Stops before the first other group. */
  readMeta(): void {
    while (this.position + HEADER <= this.size) {
      this.turnPage();
      if (this.u16(this.position - this.start) !== Tag.META_GROUP) return;
      this.#step();
      while (this.#stack.length > 0) this.#step();
    }
  }

  /** Everything from here to the end of the file. */
  readDataSet(encoding: Encoding): void {
    this.#explicit = encoding.explicit;
    this.little = !encoding.bigEndian;
    this.#lastTag = -1;
    while (this.position < this.#end || this.#stack.length > 0) {
      this.#step();
      if (this.rows.count >= this.#nextTell) this.#pause();
    }
  }

  #pause(): void {
    this.#nextTell = this.rows.count + ROWS_A_TELL;
    this.#tell(this.position);
    if (this.rows.count < MOST_ROWS) return;
    this.#fault("too-many-elements", this.position, this.rows.count, MOST_ROWS);
    this.#stopHere();
  }

  /** Gives up on the rest of the file; what is open is closed here. */
  #stopHere(): void {
    this.#truncated = true;
    for (const container of this.#stack) container.end = this.position;
    this.#end = this.position;
  }

  #step(): void {
    if (this.position >= this.#end) {
      this.#closeAtEnd();
      return;
    }
    if (this.#end - this.position < HEADER) {
      this.#headerCut(HEADER);
      return;
    }
    this.turnPage();
    if (this.#holds === DATA_SET) this.#element();
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
    if (tag <= this.#lastTag && this.#outOfOrder(tag)) return;
    this.#lastTag = tag;
    if (!this.#explicit) {
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
    if (this.#end - this.position < LONG_HEADER) this.#headerCut(LONG_HEADER);
    else this.#value(tag, vr, LONG_HEADER, this.u32(at + 8), EXPLICIT_VR);
  }

  /**
   * Two letters that are no VR of today: PS3.5 6.2 promises the long form for new ones, and its reserved bytes are
   * zero. Anything else than letters: the writer changed to implicit VR in the middle of the file.
   */
  #unknownVr(tag: number, at: number): void {
    const first = this.bytes[at + 4] as number;
    const second = this.bytes[at + 5] as number;
    if (!areLetters(first, second)) {
      this.#fault("invalid-vr", this.position, hexPair(first, second), "AE…UV", tag);
      this.#value(tag, this.#implicitVr(tag), HEADER, this.u32(at + 4), 0);
      return;
    }
    const vr = (first << 8) | second;
    this.#fault("unknown-vr", this.position, String.fromCharCode(first, second), "AE…UV", tag);
    if (this.u16(at + 6) === 0) this.#longForm(tag, vr, at);
    else this.#value(tag, vr, HEADER, this.u16(at + 6), EXPLICIT_VR);
  }

  #implicitVr(tag: number): number {
    return this.#vrOf(tag, this.#signed) || VR_UN;
  }

  /** Writes the row and goes to the value's end, or into it. */
  #value(tag: number, vr: number, header: number, length: number, flags: number): void {
    const from = this.position + header;
    if (length === Tag.UNDEFINED_LENGTH) {
      this.#openUndefined(tag, vr, header, flags);
      return;
    }
    let end = from + length;
    if ((length & 1) === 1) this.#fault("odd-length", this.position, length, length + 1, tag);
    if (end > this.#end) {
      this.#tooLong(tag, vr, from, length);
      end = this.#end;
    }
    const row = this.#addRow(tag, vr, header, length, end, flags | (end - from < length ? CUT_SHORT : 0));
    if (tag === Tag.PIXEL_REPRESENTATION && length === 2 && end - from === 2) this.#noteSign(from);
    if (vr === VR_SQ ? length > 0 : vr === VR_UN && this.#looksLikeItems(from, end)) {
      this.#enter(row, SEQUENCE, from, end, false, vr === VR_SQ ? this.#explicit : false);
    } else this.position = end;
  }

  #addRow(tag: number, vr: number, header: number, length: number, end: number, flags: number): number {
    const { rows } = this;
    const row = rows.next();
    rows.tag[row] = tag;
    rows.vr[row] = vr;
    rows.offset[row] = this.position;
    rows.header[row] = header;
    rows.length[row] = length;
    rows.valueEnd[row] = end;
    rows.parent[row] = this.#row;
    rows.end[row] = row + 1;
    rows.level[row] = this.#stack.length + 1;
    rows.item[row] = tag === Tag.ITEM ? this.#items : 0;
    rows.flags[row] = this.little ? flags : flags | BIG_ENDIAN;
    return row;
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
      this.#fault("undefined-length", this.position, vrName(vr), "SQ, UN, OB, OW", tag);
    }
    const row = this.#addRow(
      tag,
      vr,
      header,
      Tag.UNDEFINED_LENGTH,
      from,
      isPixels ? flags | ENCAPSULATED : flags,
    );
    // PS3.5 6.2.2 note 3: what stands in a UN of undefined length is implicit VR, whatever the file is.
    const explicit = vr === VR_UN ? this.#explicit && this.#firstItemIsExplicit(from) : this.#explicit;
    this.#enter(row, isPixels ? FRAGMENTS : SEQUENCE, from, this.#end, true, explicit);
  }

  /** A VR in the first element of the first item. Read as a length, two letters would be at least 16,705 bytes. */
  #firstItemIsExplicit(from: number): boolean {
    const { bytes, start } = this.source.page(from, 2 * HEADER);
    const at = from - start + HEADER;
    return vrForm(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0) !== UNKNOWN_FORM;
  }

  /** A UN value that starts with an item which fits into it is a sequence whose writer lost the VR. */
  #looksLikeItems(from: number, end: number): boolean {
    if (end - from < HEADER) return false;
    const { bytes, start } = this.source.page(from, HEADER);
    const at = from - start;
    const isItem =
      bytes[at] === 0xfe && bytes[at + 1] === 0xff && bytes[at + 2] === 0 && bytes[at + 3] === 0xe0;
    if (!isItem || !this.little) return false;
    const [a, b, c, d] = bytes.subarray(at + 4, at + HEADER) as unknown as [number, number, number, number];
    const length = (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
    return length === Tag.UNDEFINED_LENGTH || length <= end - from - HEADER;
  }

  #enter(
    row: number,
    holds: number,
    from: number,
    end: number,
    undefinedLength: boolean,
    explicit: boolean,
  ): void {
    if (this.#stack.length >= MOST_LEVELS) {
      this.#fault("too-deep", this.position, this.#stack.length + 1, MOST_LEVELS);
      // Of unknown length and not to be entered: there is no telling where it ends.
      this.rows.valueEnd[row] = end;
      this.position = end;
      return;
    }
    this.#stack.push({
      row: this.#row,
      holds: this.#holds,
      end: this.#end,
      undefinedLength: this.#undefinedLength,
      explicit: this.#explicit,
      lastTag: this.#lastTag,
      items: this.#items,
    });
    this.#row = row;
    this.#holds = holds;
    this.#end = end;
    this.#undefinedLength = undefinedLength;
    this.#explicit = explicit;
    this.#lastTag = -1;
    this.#items = 0;
    this.position = from;
  }

  /** Leaves the innermost container; its value ends at `valueEnd`. */
  #leave(valueEnd: number): void {
    const outer = this.#stack.pop();
    if (!outer) return;
    this.rows.end[this.#row] = this.rows.count;
    this.rows.valueEnd[this.#row] = valueEnd;
    this.#row = outer.row;
    this.#holds = outer.holds;
    this.#end = outer.end;
    this.#undefinedLength = outer.undefinedLength;
    this.#explicit = outer.explicit;
    this.#lastTag = outer.lastTag;
    this.#items = outer.items;
  }

  /** The bytes of the innermost container are used up; without a delimiter, if it should have had one. */
  #closeAtEnd(): void {
    const row = this.#row;
    if (this.#undefinedLength || ((this.rows.flags[row] ?? 0) & CUT_SHORT) !== 0) {
      this.rows.flags[row] = (this.rows.flags[row] as number) | CUT_SHORT;
      if (this.position >= this.size) this.#cutByFile(row);
      else if (this.#undefinedLength && !this.#truncated) this.#missingDelimiter(this.position, "");
    }
    this.#leave(this.position);
  }

  /** The file ends inside a container; said once, for the innermost. */
  #cutByFile(row: number): void {
    if (this.#truncated) return;
    this.#truncated = true;
    const length = this.rows.length[row] as number;
    const from = (this.rows.offset[row] as number) + (this.rows.header[row] as number);
    const isOpen = length === Tag.UNDEFINED_LENGTH;
    const delimiter = this.rows.tag[row] === Tag.ITEM ? "FFFE,E00D" : "FFFE,E0DD";
    const expected = isOpen ? delimiter : length;
    const code = isOpen ? "truncated-sequence" : "truncated";
    this.#fault(code, this.rows.offset[row] as number, this.position - from, expected);
  }

  /** A value that ends beyond what it lies in. */
  #tooLong(tag: number, vr: number, from: number, length: number): void {
    const available = this.#end - from;
    if (this.#end < this.size) this.#fault("longer-than-container", this.position, length, available, tag);
    else if (vr !== VR_SQ && !this.#truncated) {
      this.#truncated = true;
      this.#fault("truncated", this.position, available, length, tag);
    }
  }

  /** Too few bytes for another header. */
  #headerCut(needed: number): void {
    const available = this.#end - this.position;
    if (this.#end < this.size) this.#fault("longer-than-container", this.position, needed, available);
    else if (!this.#truncated) {
      this.#truncated = true;
      this.#fault("truncated-header", this.position, available, needed);
    }
    this.position = this.#end;
  }

  /** Nothing after this is read: what pads a file is no element. */
  #padding(found: string): void {
    this.#fault("padding", this.position, found, this.#end - this.position);
    this.position = this.#end;
  }

  /** Padding ends the container; anything else is told and read. */
  #outOfOrder(tag: number): boolean {
    if (tag === 0) {
      this.#padding("00");
      return true;
    }
    const code = tag === this.#lastTag ? "duplicate-tag" : "tag-order";
    this.#fault(code, this.position, Tag.tagText(tag), `> ${Tag.tagText(this.#lastTag)}`, tag);
    return false;
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
    else if (tag === Tag.SEQUENCE_DELIMITATION && this.#undefinedLength) this.#closeByDelimiter(length);
    else if (tag >>> 16 === Tag.DELIMITATION_GROUP) this.#stray(tag);
    else this.#notAnItem(tag);
  }

  #item(length: number): void {
    this.#items++;
    const isFragment = this.#holds === FRAGMENTS;
    const from = this.position + HEADER;
    if (length === Tag.UNDEFINED_LENGTH) {
      if (isFragment) {
        this.#endlessFragment();
        return;
      }
      const row = this.#addRow(Tag.ITEM, NO_VR, HEADER, length, from, 0);
      this.#enter(row, DATA_SET, from, this.#end, true, this.#explicit);
      return;
    }
    let end = from + length;
    if (end > this.#end) {
      this.#tooLong(Tag.ITEM, isFragment ? NO_VR : VR_SQ, from, length);
      end = this.#end;
    }
    const cut = end - from < length ? CUT_SHORT : 0;
    const row = this.#addRow(Tag.ITEM, NO_VR, HEADER, length, end, isFragment ? cut | ENCAPSULATED : cut);
    if (isFragment) this.position = end;
    else if (end > from || cut) this.#enter(row, DATA_SET, from, end, false, this.#explicit);
    else this.position = end;
  }

  /** PS3.5 A.4: a fragment says its length. Where this one ends nobody can tell; it takes the rest. */
  #endlessFragment(): void {
    this.#fault("undefined-length", this.position, "FFFFFFFF", "", Tag.ITEM);
    this.#addRow(Tag.ITEM, NO_VR, HEADER, Tag.UNDEFINED_LENGTH, this.#end, CUT_SHORT | ENCAPSULATED);
    this.position = this.#end;
  }

  #closeByDelimiter(length: number): void {
    if (length !== 0) this.#fault("delimiter-length", this.position, length, 0);
    const valueEnd = this.position;
    this.position += HEADER;
    this.#leave(valueEnd);
  }

  /** Neither an item nor the end. A sequence of known length is left out; an open one is taken to end here. */
  #notAnItem(tag: number): void {
    this.#fault("item-expected", this.position, Tag.tagText(tag), "FFFE,E000");
    if (!this.#undefinedLength) this.position = this.#end;
    this.#leave(this.position);
  }

  /** A delimiter or item where an element is read: the end of this item, or out of place. */
  #delimiterAmongElements(tag: number): void {
    if (tag >>> 16 > Tag.DELIMITATION_GROUP) this.#padding("FF");
    else if (tag === Tag.ITEM_DELIMITATION && this.#undefinedLength) {
      this.#closeByDelimiter(this.u32(this.position - this.start + 4));
    } else if (tag !== Tag.ITEM_DELIMITATION && this.#undefinedLength && this.#stack.length > 0) {
      // The next item, or the end of the sequence: whoever reads the sequence will see it.
      this.#missingDelimiter(this.position, Tag.tagText(tag));
      this.#leave(this.position);
    } else this.#stray(tag);
  }

  #missingDelimiter(offset: number, found: string): void {
    this.#fault("missing-delimiter", offset, found, this.#holds === DATA_SET ? "FFFE,E00D" : "FFFE,E0DD");
  }

  #stray(tag: number): void {
    this.#fault("stray-delimiter", this.position, Tag.tagText(tag), "");
    this.position += HEADER;
  }

  /** `tag` names the element at fault within the container being read; without it the container is meant. */
  #fault(
    code: DicomFaultCode,
    offset: number,
    found: string | number,
    expected: string | number,
    tag = -1,
  ): void {
    if (this.faults.full) {
      this.faults.leftOut++;
      return;
    }
    const around = pathOf(this.rows, this.#row);
    const own = tag === -1 ? "" : tag === Tag.ITEM ? `[${this.#items}]` : Tag.tagHex(tag);
    const path = around === "" || own === "" || tag === Tag.ITEM ? around + own : `${around}/${own}`;
    this.faults.add(code, offset, path, found, expected);
  }
}

function hexPair(first: number, second: number): string {
  return Tag.tagHex(((first << 8) | second) >>> 0)
    .slice(4)
    .replace(/^(..)/, "$1 ");
}
