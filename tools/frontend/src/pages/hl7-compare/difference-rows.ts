/** Differences as the rows of a tree: each segment with those in it; a segment that stands alone is a row by itself. No DOM. */

import type { Difference, Said } from "../../hl7/compare/messages";

export interface DifferenceRow {
  /** `OBX[2]`, "" for a line that is no segment. */
  readonly segment: string;
  /** How many lie below; 0 for a difference. */
  readonly below: number;
  readonly difference: Difference | null;
}

export function differenceRows(differences: readonly Difference[]): {
  readonly rows: readonly DifferenceRow[];
  readonly level: Uint8Array;
  readonly end: Uint32Array;
} {
  const rows: DifferenceRow[] = [];
  const level: number[] = [];
  const end: number[] = [];
  for (let at = 0; at < differences.length; ) {
    const segment = segmentOf(differences[at] as Difference);
    const isWhole = standsAlone(differences[at] as Difference);
    let past = at + 1;
    while (
      !isWhole &&
      past < differences.length &&
      isAlike(differences[at] as Difference, differences[past] as Difference)
    )
      past++;
    const own = differences.slice(at, past);
    if (!isWhole) {
      end.push(rows.length + 1 + own.length);
      level.push(1);
      rows.push({ segment, below: own.length, difference: null });
    }
    for (const difference of own) {
      end.push(rows.length + 1);
      level.push(isWhole ? 1 : 2);
      rows.push({ segment, below: 0, difference });
    }
    at = past;
  }
  return { rows, level: Uint8Array.from(level), end: Uint32Array.from(end) };
}

/** Of the left, where it stands on both sides. */
export function pathOf({ left, right }: Difference): string {
  return (left ?? (right as Said)).path;
}

const segmentOf = (difference: Difference): string => pathOf(difference).split("-")[0] ?? "";

/** A segment that one side has alone, or a line that is no segment. */
const standsAlone = (difference: Difference): boolean => !pathOf(difference).includes("-");

const isAlike = (one: Difference, other: Difference): boolean =>
  !standsAlone(other) && segmentOf(one) === segmentOf(other);
