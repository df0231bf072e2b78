/** Changes as the rows of a tree: each kind with its number, and below it the first of its places. No DOM. */

import { CHANGES, type ChangeKind, type ShownChange } from "../../hl7/convert/changes";
import type { Conversion } from "../../hl7/convert/text";

export interface ChangeRow {
  readonly kind: ChangeKind;
  /** How often, all in all. */
  readonly count: number;
  /** Of how many the places are listed. */
  readonly listed: number;
  /** Null in the row of the kind. */
  readonly change: ShownChange | null;
}

export interface ChangeRows {
  readonly rows: readonly ChangeRow[];
  readonly level: Uint8Array;
  readonly end: Uint32Array;
}

export function changeRows({ counts, changes }: Conversion): ChangeRows {
  const rows: ChangeRow[] = [];
  const end: number[] = [];
  for (const kind of CHANGES) {
    const count = counts.get(kind) ?? 0;
    if (count === 0) continue;
    const own = changes.filter((change) => change.kind === kind);
    end.push(rows.length + 1 + own.length);
    rows.push({ kind, count, listed: own.length, change: null });
    for (const change of own) {
      end.push(rows.length + 1);
      rows.push({ kind, count, listed: own.length, change });
    }
  }
  return {
    rows,
    level: Uint8Array.from(rows, ({ change }) => (change ? 2 : 1)),
    end: Uint32Array.from(end),
  };
}

/** Places, all in all. */
export function changeCount({ counts }: Conversion): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
