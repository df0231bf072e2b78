/** What is known of the folder so far: the tree, what is odd about it, and what has no place in it. No DOM. */

import type { Datum } from "../../bytes/datum";
import {
  checkDirectory,
  type Finding,
  findingsOf,
  type PatientNode,
  type Placed,
  treeOf,
} from "../../dicom/folder";
import type { Item } from "../../intake/item";
import type { Outcome } from "./reading";

/** Why a file has no place in the tree. */
export interface Other {
  /** Its number; -1 for one that a DICOMDIR lists and that is not there. */
  readonly file: number;
  readonly path: Datum;
  /** Of `Failure`, or "no-uid", "directory", "directory-damaged", "missing". */
  readonly code: string;
  /** Of a directory: how many files it lists. */
  readonly count: number;
}

export interface FolderModel {
  readonly patients: readonly PatientNode[];
  readonly findings: readonly Finding[];
  readonly others: readonly Other[];
  /** Files beside a DICOMDIR that it does not list. */
  readonly unlisted: ReadonlySet<number>;
  readonly placed: number;
  readonly read: number;
  /** Bytes, by the numbers of the files. */
  readonly sizes: Float64Array;
}

/** `outcomes` by the numbers of the items; those that are not there yet are left out. */
export function modelOf(items: readonly Item[], outcomes: readonly (Outcome | undefined)[]): FolderModel {
  const placed: Placed[] = [];
  const others: Other[] = [];
  const sizes = new Float64Array(items.length);
  let read = 0;
  for (const [file, { path }] of items.entries()) {
    const outcome = outcomes[file];
    if (!outcome) continue;
    read++;
    sizes[file] = outcome.size;
    if (outcome.kind === "instance") placed.push({ file, head: outcome.head });
    else others.push(otherOf(file, path, outcome));
  }
  const patients = treeOf(placed);
  const checked = read === items.length ? checkDirectories(items, outcomes, placed) : NOTHING;
  return {
    patients,
    findings: findingsOf(patients),
    others: [...others, ...checked.missing],
    unlisted: checked.unlisted,
    placed: placed.length,
    read,
    sizes,
  };
}

const NOTHING = { missing: [] as readonly Other[], unlisted: new Set<number>() };

function otherOf(file: number, path: Datum, outcome: Exclude<Outcome, { kind: "instance" }>): Other {
  if (outcome.kind === "failed") return { file, path, code: outcome.failure.code, count: 0 };
  if (outcome.kind === "no-uid") return { file, path, code: "no-uid", count: 0 };
  const code = outcome.faults > 0 ? "directory-damaged" : "directory";
  return { file, path, code, count: outcome.files.length };
}

/** Only once all is read: until then everything would be missing. */
function checkDirectories(
  items: readonly Item[],
  outcomes: readonly (Outcome | undefined)[],
  placed: readonly Placed[],
): typeof NOTHING {
  const listed = placed.map(({ file }) => ({ file, path: (items[file] as Item).path }));
  const all = items.map(({ path }, file) => ({ file, path }));
  const missing: Other[] = [];
  const unlisted = new Set<number>();
  for (const [file, outcome] of outcomes.entries()) {
    if (outcome?.kind !== "directory") continue;
    const directory = { file, path: (items[file] as Item).path };
    const ofAll = checkDirectory(directory, outcome.files, all);
    for (const path of ofAll.missing) missing.push({ file: -1, path, code: "missing", count: 0 });
    for (const one of checkDirectory(directory, outcome.files, listed).unlisted) unlisted.add(one);
  }
  return { missing, unlisted };
}
