/**
 * What a reader is inside of: the sequences, items and fragments that are open, where each must end, and what is
 * wrong with the way it ends.
 */

import type { ByteSource } from "../bytes/source";
import { Cursor } from "./cursor";
import { BIG_ENDIAN, CUT_SHORT, NO_ROW, pathOf, takeRows } from "./elements";
import { type DicomFaultCode, FaultList } from "./faults";
import * as Tag from "./tags";
import { VR_SQ } from "./vr";

/** Sequences and items each count one. Real files stay below 20. */
const MOST_LEVELS = 128;

/** What a container holds. */
export const DATA_SET = 0;
export const SEQUENCE = 1;
export const FRAGMENTS = 2;

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
  creators: Map<number, string> | null;
}

export class Nesting extends Cursor {
  readonly rows = takeRows();
  readonly faults = new FaultList();
  protected explicit = true;
  /** The container being read; the fields of the innermost one are kept out of the stack for speed. */
  protected row = NO_ROW;
  protected holds: number = DATA_SET;
  protected end: number;
  protected undefinedLength = false;
  protected lastTag = -1;
  protected items = 0;
  /** Private creators of the data set by their tags, once there is one. */
  protected creators: Map<number, string> | null = null;
  protected readonly stack: Container[] = [];
  #truncated = false;

  constructor(source: ByteSource, position: number) {
    super(source, position);
    this.end = source.length;
  }

  protected addRow(
    tag: number,
    vr: number,
    header: number,
    length: number,
    end: number,
    flags: number,
  ): number {
    const { rows } = this;
    const row = rows.next();
    rows.tag[row] = tag;
    rows.vr[row] = vr;
    rows.offset[row] = this.position;
    rows.header[row] = header;
    rows.length[row] = length;
    rows.valueEnd[row] = end;
    rows.parent[row] = this.row;
    rows.end[row] = row + 1;
    rows.level[row] = this.stack.length + 1;
    rows.item[row] = tag === Tag.ITEM ? this.items : 0;
    rows.flags[row] = this.little ? flags : flags | BIG_ENDIAN;
    return row;
  }

  protected enter(
    row: number,
    holds: number,
    from: number,
    end: number,
    undefinedLength: boolean,
    explicit: boolean,
  ): void {
    if (this.stack.length >= MOST_LEVELS) {
      this.fault("too-deep", this.position, this.stack.length + 1, MOST_LEVELS);
      // Of unknown length and not to be entered: there is no telling where it ends.
      this.rows.valueEnd[row] = end;
      this.position = end;
      return;
    }
    this.stack.push({
      row: this.row,
      holds: this.holds,
      end: this.end,
      undefinedLength: this.undefinedLength,
      explicit: this.explicit,
      lastTag: this.lastTag,
      items: this.items,
      creators: this.creators,
    });
    this.row = row;
    this.holds = holds;
    this.end = end;
    this.undefinedLength = undefinedLength;
    this.explicit = explicit;
    this.lastTag = -1;
    this.items = 0;
    this.creators = null;
    this.position = from;
  }

  /** Leaves the innermost container; its value ends at `valueEnd`. */
  protected leave(valueEnd: number): void {
    const outer = this.stack.pop();
    if (!outer) return;
    this.rows.end[this.row] = this.rows.count;
    this.rows.valueEnd[this.row] = valueEnd;
    this.row = outer.row;
    this.holds = outer.holds;
    this.end = outer.end;
    this.undefinedLength = outer.undefinedLength;
    this.explicit = outer.explicit;
    this.lastTag = outer.lastTag;
    this.items = outer.items;
    this.creators = outer.creators;
  }

  /** Gives up on the rest of the file; what is open is closed here. */
  protected stopHere(): void {
    this.#truncated = true;
    for (const container of this.stack) container.end = this.position;
    this.end = this.position;
  }

  /** The bytes of the innermost container are used up; without a delimiter, if it should have had one. */
  protected closeAtEnd(): void {
    const row = this.row;
    if (this.undefinedLength || ((this.rows.flags[row] ?? 0) & CUT_SHORT) !== 0) {
      this.rows.flags[row] = (this.rows.flags[row] as number) | CUT_SHORT;
      if (this.position >= this.size) this.#cutByFile(row);
      else if (this.undefinedLength && !this.#truncated) this.missingDelimiter(this.position, "");
    }
    this.leave(this.position);
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
    this.fault(code, this.rows.offset[row] as number, this.position - from, expected);
  }

  /** A value that ends beyond what it lies in. */
  protected tooLong(tag: number, vr: number, from: number, length: number): void {
    const available = this.end - from;
    if (this.end < this.size) this.fault("longer-than-container", this.position, length, available, tag);
    else if (vr !== VR_SQ && !this.#truncated) {
      this.#truncated = true;
      this.fault("truncated", this.position, available, length, tag);
    }
  }

  /** Too few bytes for another header. */
  protected headerCut(needed: number): void {
    const available = this.end - this.position;
    if (this.end < this.size) this.fault("longer-than-container", this.position, needed, available);
    else if (!this.#truncated) {
      this.#truncated = true;
      this.fault("truncated-header", this.position, available, needed);
    }
    this.position = this.end;
  }

  protected missingDelimiter(offset: number, found: string): void {
    this.fault("missing-delimiter", offset, found, this.holds === DATA_SET ? "FFFE,E00D" : "FFFE,E0DD");
  }

  /** `tag` names the element at fault within the container being read; without it the container is meant. */
  protected fault(
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
    const around = pathOf(this.rows, this.row);
    const own = tag === -1 ? "" : tag === Tag.ITEM ? `[${this.items}]` : Tag.tagHex(tag);
    const path = around === "" || own === "" || tag === Tag.ITEM ? around + own : `${around}/${own}`;
    this.faults.add(code, offset, path, found, expected);
  }
}
