/** A message as rows for a table: segment, field, repetition, component, sub-component, in the order of the bytes. */

import type { Message } from "./message";
import type { Path } from "./path";
import { findSegment, segmentAt } from "./segments";
import { PART_LEVELS } from "./tokens";

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
