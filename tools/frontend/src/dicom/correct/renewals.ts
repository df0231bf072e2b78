/** New UIDs in the places of old ones: of the object itself, and of what it refers to. */

import { type ElementIndex, NO_ROW } from "../elements";
import { VR_UI } from "../vr";
import { type Read, wayOf } from "./occurrences";

/** Old UIDs and new ones. */
export type Uids = ReadonlyMap<string, string>;

/** PS3.3 C.17.2.1, Hierarchical SOP Instance Reference: an item of a study or series, with the instances that are referred to below it. */
const STUDY = 0x0020000d;
const SERIES = 0x0020000e;
const REFERENCED_INSTANCE = 0x00081155;

interface RenewedUid {
  readonly way: readonly number[];
  /** All values of the element, with a backslash between them. */
  readonly text: string;
}

/**
 * Every element that has one of the old UIDs. Where an item names a study or series with instances of which one keeps its
 * UID, so do they: that instance is not in the new study.
 */
export function renewedUids(uids: Uids, read: Read): readonly RenewedUid[] {
  const { index, values } = read;
  const renewed: RenewedUid[] = [];
  for (let row = 0; row < index.count; row++) {
    if (index.vr[row] !== VR_UI || index.item[row] !== 0) continue;
    const parts = values.values(row);
    const now = parts.map((uid) => uids.get(uid) ?? uid);
    if (now.every((uid, at) => uid === parts[at])) continue;
    const way = leadsElsewhere(row, uids, read) ? null : wayOf(index, row);
    if (way) renewed.push({ way, text: now.join("\\") });
  }
  return renewed;
}

function leadsElsewhere(row: number, uids: Uids, { index, values }: Read): boolean {
  const holder = index.parent[row] as number;
  const tag = index.tag[row];
  if (holder === NO_ROW || (tag !== STUDY && tag !== SERIES)) return false;
  return referencesIn(index, holder).some((at) => values.values(at).some((uid) => !uids.has(uid)));
}

function referencesIn(index: ElementIndex, item: number): readonly number[] {
  const rows: number[] = [];
  for (let row = item + 1; row < (index.end[item] as number); row++)
    if (index.tag[row] === REFERENCED_INSTANCE && index.vr[row] === VR_UI) rows.push(row);
  return rows;
}
