/** A message as rows for a table: segment, field, repetition, component, sub-component, in the order of the bytes. */

import { OffsetColumn } from "./lines";
import { eachSegment, findSegment, type Message, segmentAt } from "./message";
import type { Hl7Text } from "./parse";
import type { Path } from "./path";
import { scanOf } from "./scan";
import type { Span } from "./standard";
import { definesDelimiters, PART_LEVELS, readFields, split } from "./tokens";

export const ROW_KINDS = ["segment", "field", "repetition", "component", "subcomponent"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A tree of more rows would take gigabytes; the rest is not shown, and said. */
export const MOST_ROWS = 2_000_000;

/**
 * Columns of numbers, one entry a row: a million rows cost 34 MB and can be handed from a worker as they are.
 * A level that does not split has no rows of its own: a field with one repetition holds its components directly.
 */
export interface Tree {
  readonly count: number;
  /** Index into `ROW_KINDS`. */
  readonly kind: Uint8Array;
  readonly level: Uint8Array;
  /** One past the last row beneath. */
  readonly last: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Index into the message's segments. */
  readonly segment: Uint32Array;
  /** One-based, 0 for none. */
  readonly field: Uint32Array;
  readonly repetition: Uint32Array;
  readonly component: Uint32Array;
  readonly subcomponent: Uint32Array;
  /** Offset of the first byte that has no row, or -1. */
  readonly cutAt: number;
}

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

/** The path of a row; the segment's ID is "" where the line is none. */
export function pathOf(tree: Tree, message: Message, row: number): Path {
  const segment = segmentAt(message.segments, tree.segment[row] ?? 0);
  const number = (column: Uint32Array): number | null => column[row] || null;
  return {
    segment: segment?.id ?? "",
    occurrence: segment?.occurrence ?? 1,
    field: number(tree.field),
    repetition: number(tree.repetition),
    component: number(tree.component),
    subcomponent: number(tree.subcomponent),
  };
}

/** The deepest row that holds an offset, -1 where none does. */
export function rowAt(tree: Tree, offset: number): number {
  let found = -1;
  let row = 0;
  let stop = tree.count;
  while (row < stop) {
    const holds = (tree.start[row] ?? 0) <= offset && offset <= (tree.end[row] ?? 0);
    if (holds) {
      found = row;
      stop = tree.last[row] ?? stop;
      row++;
    } else row = tree.last[row] ?? stop;
  }
  return found;
}

/** The row of a path, or of the closest part above it; `exact` tells which. Null where there is no such segment. */
export function rowOf(
  tree: Tree,
  message: Message,
  path: Path,
): { readonly row: number; readonly exact: boolean } | null {
  const wanted = findSegment(message.segments, path.segment, path.occurrence);
  let row = wanted < 0 ? -1 : tree.segment.indexOf(wanted);
  if (row < 0) return null;
  for (const level of ["field", ...PART_LEVELS] as const) {
    const number = path[level] ?? (level === "repetition" && path.component !== null ? 1 : null);
    if (number === null) continue;
    const child = childOf(tree, row, level, number);
    if (child >= 0) row = child;
    else if (level === "field" || number > 1 || hasChildren(tree, row, level)) return { row, exact: false };
  }
  return { row, exact: true };
}

function childOf(tree: Tree, row: number, kind: RowKind, number: number): number {
  const wanted = ROW_KINDS.indexOf(kind);
  for (let child = row + 1; child < (tree.last[row] ?? 0); child = tree.last[child] ?? child + 1)
    if (tree.kind[child] === wanted && tree[kind as "field"][child] === number) return child;
  return -1;
}

function hasChildren(tree: Tree, row: number, kind: RowKind): boolean {
  return (tree.last[row] ?? 0) > row + 1 && tree.kind[row + 1] === ROW_KINDS.indexOf(kind);
}
