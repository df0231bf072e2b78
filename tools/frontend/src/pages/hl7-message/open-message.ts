/** One message with everything the page asks about its rows; what it says comes out as `Datum`. No DOM. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import {
  type ComponentEntry,
  cutAt,
  decodeBytes,
  definesDelimiters,
  type FieldEntry,
  formatPath,
  type Hl7Dictionary,
  type Hl7Text,
  type Message,
  type Part,
  pathOf,
  ROW_KINDS,
  type RowKind,
  readFields,
  readValue,
  type Segment,
  type Span,
  segmentAt,
  type Tree,
  typeName,
  type Value,
} from "../../hl7";
import { carriedPath } from "../../hl7/addenda";
import { findSegment } from "../../hl7/segments";
import { shown } from "../../shell/mask";
import type { OpenedBlock } from "../../workers/hl7";

/** Bytes of a value that a cell or the detail pane reads at most. */
export const LONGEST_CELL = 400;
const VALUE_TYPE_FIELD = 2;
const VARYING = { segment: "OBX", field: 5 } as const;
const VARIES = "varies";
const SEGMENT_NAME = 3;
/** 2.A: what has this form names a data type, and nobody. */
const DATA_TYPE = /^(?:[A-Z][A-Z0-9]{1,2}|varies)$/;
/** 2.15.9.2: delimiters, as MSH-1 and MSH-2 name them. */
const DELIMITERS = /^[^\w\s]{1,5}$/;

/** A value's texts, read from the message. */
export interface Said extends Pick<Value, "presence"> {
  readonly raw: Datum;
  readonly text: Datum;
  /** It is longer than what was read. */
  readonly cut: boolean;
}

/** A row with its names: what the field is, and what the part of it is. */
export interface RowEntry {
  readonly field: FieldEntry | null;
  readonly component: ComponentEntry | null;
  readonly subcomponent: ComponentEntry | null;
  /** The data type of this very row, "" where it is not known. */
  readonly type: string;
  readonly name: string;
}

type Read = Pick<OpenedBlock, "message" | "tree" | "carried">;

export class OpenMessage {
  readonly text: Hl7Text;
  /** What the offsets and lines of `text` count from. */
  readonly base: Part["base"];
  readonly message: Message;
  readonly tree: Tree;
  readonly dictionary: Hl7Dictionary;
  readonly carried: OpenedBlock["carried"];

  constructor({ text, base }: Part, { message, tree, carried }: Read, dictionary: Hl7Dictionary) {
    this.text = text;
    this.base = base;
    this.message = message;
    this.tree = tree;
    this.dictionary = dictionary;
    this.carried = carried;
  }

  /** Of a segment in the message, from 0; -1 where it is not there. */
  position(segment: string, occurrence: number): number {
    return findSegment(this.message.segments, segment, occurrence);
  }

  kind(row: number): RowKind {
    return ROW_KINDS[this.tree.kind[row] ?? 0] ?? "segment";
  }

  span(row: number): Span {
    return { start: this.tree.start[row] ?? 0, end: this.tree.end[row] ?? 0 };
  }

  segment(row: number): Segment | undefined {
    return segmentAt(this.message.segments, this.tree.segment[row] ?? 0);
  }

  path(row: number): string {
    const path = pathOf(this.tree, this.message, row);
    return path.segment === "" ? "" : formatPath(path);
  }

  hasParts(row: number): boolean {
    return (this.tree.last[row] ?? 0) > row + 1;
  }

  /** The rows that hold something; empty fields and components are left out. */
  filledRows(): Uint32Array {
    const { count, start, end } = this.tree;
    const rows = new Uint32Array(count);
    let kept = 0;
    for (let row = 0; row < count; row++) if (start[row] !== end[row]) rows[kept++] = row;
    return rows.subarray(0, kept);
  }

  /** The value of a row, read up to `limit` bytes. */
  value(row: number, limit = LONGEST_CELL): Said {
    const { bytes } = this.text;
    const { start, end } = this.span(row);
    const { delimiters } = this.message.block;
    const { encoding } = this.message.charset;
    const literal = definesDelimiters(this.segment(row)?.id ?? "", this.tree.field[row] ?? 0);
    const stop = cutAt(bytes, { start, end }, limit, encoding);
    const said = readValue(bytes, { start, end: stop }, { delimiters, encoding, literal });
    return { presence: said.presence, raw: datum(said.raw), text: datum(said.text), cut: stop < end };
  }

  /** How often the field of this row occurs. */
  repetitions(row: number): number {
    let fieldRow = row;
    while (fieldRow > 0 && this.kind(fieldRow) !== "field") fieldRow--;
    const past = this.tree.last[fieldRow] ?? 0;
    if (past <= fieldRow + 1 || this.kind(fieldRow + 1) !== "repetition") return 1;
    let times = 0;
    for (let child = fieldRow + 1; child < past; child = this.tree.last[child] ?? past) times++;
    return times;
  }

  /** `OBX[2]-5`: what an ADD segment goes on with, or one of its fields; "" for any other row. */
  goesOnWith(row: number): string {
    const carried = this.carried.get(this.tree.segment[row] ?? 0);
    const further = Math.max(0, (this.tree.field[row] ?? 0) - 1);
    return carried ? carriedPath({ ...carried, field: carried.field + further }) : "";
  }

  entry(row: number): RowEntry {
    const kind = this.kind(row);
    const here = this.segment(row);
    if (kind === "segment") return { ...NO_ENTRY, name: this.dictionary.segment(here?.id ?? "") ?? "" };
    const carried = this.carried.get(this.tree.segment[row] ?? 0);
    const segment = carried?.segment ?? here;
    const number = (this.tree.field[row] ?? 0) + (carried ? carried.field - 1 : 0);
    const field = this.dictionary.field(segment?.id ?? "", number);
    const fieldType = segment ? this.#fieldType(segment, number, field?.type ?? "") : "";
    // How many components of a field stand before its rest in ADD-1 is not known here.
    const isRest = number === carried?.field;
    const component = isRest ? null : this.dictionary.component(fieldType, this.tree.component[row] ?? 0);
    const inner = component
      ? this.dictionary.component(component.type, this.tree.subcomponent[row] ?? 0)
      : null;
    const subcomponent = kind === "subcomponent" ? inner : null;
    if (kind === "subcomponent")
      return { field, component, subcomponent, type: inner?.type ?? "", name: inner?.name ?? "" };
    if (kind === "component")
      return { field, component, subcomponent, type: component?.type ?? "", name: component?.name ?? "" };
    const name = `${this.goesOnWith(row)} ${field?.name ?? ""}`.trim();
    return { field, component: null, subcomponent, type: fieldType, name };
  }

  /** HL7 v2.5.1 7.4.2.5: OBX-2 names the type of OBX-5. */
  #fieldType(segment: Segment, number: number, declared: string): string {
    const varies = segment.id === VARYING.segment && number === VARYING.field;
    if (!varies && declared !== VARIES) return declared;
    if (!varies) return "";
    // OBX-5 may be an embedded document: what names its type stands far before its end.
    const { start, end } = segment.span;
    const head = { start, end: Math.min(end, start + LONGEST_CELL) };
    const fields = readFields(this.text.bytes, head, this.message.block.delimiters);
    const named = fields[VALUE_TYPE_FIELD - 1];
    return named ? unmasked(this.raw(named, LONGEST_CELL)) : "";
  }

  /** The data type for people. OBX-2 may name anything: what has not the form of a type is a value. */
  type(row: number): string {
    const type = typeName(this.entry(row).type);
    return DATA_TYPE.test(type) ? type : shown(datum(type));
  }

  /** Whether a row is MSH-1 or MSH-2 and names delimiters, which are structure and not masked. */
  isDelimiters(row: number): boolean {
    const named = definesDelimiters(this.segment(row)?.id ?? "", this.tree.field[row] ?? 0);
    return (
      named &&
      this.kind(row) !== "segment" &&
      DELIMITERS.test(unmasked(this.raw(this.span(row), LONGEST_CELL)))
    );
  }

  /** What stands between two parts: delimiters, and at its start a segment's name. Anything else is left out. */
  delimitersIn(start: number, end: number): string {
    const { field, component, repetition, subcomponent } = this.message.block.delimiters;
    const { bytes } = this.text;
    const length = end - start;
    const nameEnd = length - 1 === SEGMENT_NAME || length === SEGMENT_NAME ? start + SEGMENT_NAME : start;
    let text = "";
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      const isDelimiter =
        byte === field || byte === component || byte === repetition || byte === subcomponent;
      if (at < nameEnd || isDelimiter) text += String.fromCharCode(byte);
    }
    return text;
  }

  /** What a stretch of the message says, its escape sequences read. */
  textAt(span: Span): Datum {
    const { delimiters } = this.message.block;
    const { encoding } = this.message.charset;
    return datum(readValue(this.text.bytes, span, { delimiters, encoding }).text);
  }

  raw(span: Span, limit: number): Datum {
    const { bytes } = this.text;
    const { encoding } = this.message.charset;
    return datum(decodeBytes(bytes.subarray(span.start, cutAt(bytes, span, limit, encoding)), encoding));
  }
}

const NO_ENTRY: RowEntry = { field: null, component: null, subcomponent: null, type: "", name: "" };

/** Control characters as visible signs, so that a cell stays one line. */
export function onOneLine(text: string): string {
  return text.replace(/\r\n|\n|\r/g, "↵").replace(/\p{Cc}/gu, "·");
}
