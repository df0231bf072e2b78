/** From a message to its rows. */

import { OffsetColumn } from "./lines";
import type { Message } from "./message";
import type { Hl7Text } from "./parse";
import { scanOf } from "./scan";
import { eachSegment } from "./segments";
import type { Span } from "./standard";
import { definesDelimiters, PART_LEVELS, readFields, split } from "./tokens";
import { MOST_ROWS, type Tree } from "./tree";

type Numbers = readonly [field: number, repetition: number, component: number, subcomponent: number];
const NO_NUMBERS: Numbers = [0, 0, 0, 0];

class TreeBuilder {
  readonly #columns = Array.from({ length: 10 }, () => new OffsetColumn());
  cutAt = -1;

  get count(): number {
    return this.#columns[0]?.count ?? 0;
  }

  /** The row's number, or -1 where the tree is full. */
  row(kind: number, level: number, span: Span, segment: number, numbers: Numbers): number {
    const row = this.count;
    if (row >= MOST_ROWS) {
      if (this.cutAt < 0) this.cutAt = span.start;
      return -1;
    }
    const values = [kind, level, row + 1, span.start, span.end, segment, ...numbers];
    this.#columns.forEach((column, at) => {
      column.push(values[at] ?? 0);
    });
    return row;
  }

  /** Says that the rows added since belong beneath `row`. */
  close(row: number): void {
    if (row >= 0) this.#columns[2]?.set(row, this.count);
  }

  finish(): Tree {
    const columns = this.#columns.map((column) => column.finish());
    const at = (position: number): Uint32Array => columns[position] ?? new Uint32Array(0);
    return {
      count: this.count,
      kind: Uint8Array.from(at(0)),
      level: Uint8Array.from(at(1)),
      last: at(2),
      start: at(3),
      end: at(4),
      segment: at(5),
      field: at(6),
      repetition: at(7),
      component: at(8),
      subcomponent: at(9),
      cutAt: this.cutAt,
    };
  }
}

export function buildTree(text: Hl7Text, message: Message): Tree {
  const builder = new TreeBuilder();
  const { delimiters } = message.block;
  const separators = PART_LEVELS.map((level) => delimiters[level]);
  const scan = scanOf(text);
  let segment = -1;
  for (const { id, span } of eachSegment(message.segments)) {
    if (builder.cutAt >= 0) break;
    segment++;
    const row = builder.row(0, 1, span, segment, NO_NUMBERS);
    readFields(scan, span, delimiters).forEach((field, position) => {
      const numbers: Numbers = [position + 1, 0, 0, 0];
      const fieldRow = builder.row(1, 2, field, segment, numbers);
      const splits = !definesDelimiters(id, position + 1);
      if (splits && fieldRow >= 0)
        addParts(builder, scan, { span: field, segment, level: 3 }, separators, numbers, 0);
      builder.close(fieldRow);
    });
    builder.close(row);
  }
  return builder.finish();
}

interface Whole {
  readonly span: Span;
  readonly segment: number;
  readonly level: number;
}

function addParts(
  builder: TreeBuilder,
  scan: Uint8Array,
  { span, segment, level }: Whole,
  separators: readonly number[],
  numbers: Numbers,
  depth: number,
): void {
  const separator = separators[depth];
  if (separator === undefined || span.start === span.end || builder.cutAt >= 0) return;
  const parts = split(scan, span, separator);
  if (parts.length === 1) {
    addParts(builder, scan, { span, segment, level }, separators, numbers, depth + 1);
    return;
  }
  parts.forEach((part, position) => {
    const own = numbers.map((number, place) => (place === depth + 1 ? position + 1 : number));
    if (depth === 2 && own[2] === 0) own[2] = 1;
    const named = own as unknown as Numbers;
    const row = builder.row(depth + 2, level, part, segment, named);
    if (row < 0) return;
    addParts(builder, scan, { span: part, segment, level: level + 1 }, separators, named, depth + 1);
    builder.close(row);
  });
}
