/**
 * Compares DICOM files off the page's thread: two, or two sides of many. It keeps what it read of both, so that another
 * pair, other ignored paths or another way to match are quick.
 */

import elementTable from "../../../dictionaries/data/dicom-elements.tsv?raw";
import { asFailure, type Failure, Fatal } from "../bytes/fault";
import { type DicomFault, type ElementEntry, readElementDictionary } from "../dicom";
import {
  type CompareRow,
  compareFiles,
  compareSides,
  endOf,
  factsOf,
  Ignored,
  type Instance,
  type Matching,
  type Mode,
  NO_FILE,
  type PairComparison,
  type SidesComparison,
  type Unread,
} from "../dicom/compare";
import { isDirectory } from "../dicom/folder";
import { itemFrom } from "../intake/archive";
import type { Source } from "../intake/item";
import type { Watch } from "../intake/watch";
import { type Progress, serve } from "./bridge";
import { areEqual } from "./equal-files";
import { ComparedReader } from "./read/compared";

/** `id` tells sides apart, so that one is read once. */
export interface ComparedSide {
  readonly id: number;
  /** Null for what cannot be read. */
  readonly sources: readonly (Source | null)[];
}

export interface DicomCompareQuestion {
  readonly sides: readonly [left: ComparedSide | null, right: ComparedSide | null];
  readonly mode: Mode;
  /** As it was typed. */
  readonly ignore: string;
  readonly what:
    | { readonly kind: "all"; readonly by: Matching | "auto" }
    /** Positions among the instances of each side; -1 for none. */
    | {
        readonly kind: "pair";
        readonly left: number;
        readonly right: number;
        readonly rows: "all" | "differences";
      };
}

/** A file that was not compared, or not as a whole; `item` is its number among what was opened. */
export interface SideFailure {
  readonly side: 0 | 1;
  readonly item: number;
  readonly failure: Failure;
}

export interface AllAnswer {
  readonly kind: "all";
  readonly comparison: SidesComparison;
  /** Of two single files: equal byte for byte. */
  readonly isExact: boolean;
  /** For each side the instances' numbers among what was opened, and how many faults each has. */
  readonly items: readonly [readonly number[], readonly number[]];
  readonly faults: readonly [readonly number[], readonly number[]];
  readonly failures: readonly SideFailure[];
  readonly unread: readonly Unread[];
  readonly entries: ReadonlyMap<number, ElementEntry>;
}

/** What is wrong with one of the two files. */
export interface PairFaults {
  readonly faults: readonly DicomFault[];
  readonly leftOut: number;
  /** It ends early: the comparison goes as far as it does. */
  readonly endsEarly: boolean;
}

export interface PairAnswer {
  readonly kind: "pair";
  readonly comparison: PairComparison;
  readonly faults: readonly [PairFaults, PairFaults];
  readonly entries: ReadonlyMap<number, ElementEntry>;
}

export type DicomCompareAnswer = AllAnswer | PairAnswer;

interface HeldSide {
  readonly instances: readonly Instance[];
  /** Of each instance. */
  readonly blobs: readonly Blob[];
  readonly failures: readonly SideFailure[];
}

const dictionary = readElementDictionary(elementTable);
const keywords = new Map<string, number>();
for (const line of elementTable.split("\n")) {
  const [tag = "", , , keyword = ""] = line.split("\t");
  if (/^[\da-fA-F]{8}$/.test(tag) && keyword !== "") keywords.set(keyword, Number.parseInt(tag, 16));
}

const held = new Map<number, HeldSide>();
const NOTHING: HeldSide = { instances: [], blobs: [], failures: [] };
const watch: Watch = { signal: new AbortController().signal };
/** The browser answers each file late, but many at once: more than sixteen bring nothing. */
const AT_ONCE = 16;
/** What of a file is its own fault: a second try would end alike, and others can be compared. */
const OWN: ReadonlySet<string> = new Set(["out-of-memory", "internal", "crashed"]);

serve<DicomCompareQuestion, DicomCompareAnswer>(async (question, progress) => {
  const ids = question.sides.map((side) => side?.id);
  for (const id of held.keys()) if (!ids.includes(id)) held.delete(id);
  const ignored = new Ignored(question.ignore, (keyword) => keywords.get(keyword) ?? null);
  const { what } = question;
  if (what.kind === "pair") return pairAnswer(question, what, ignored);
  const [left, right] = await readSides(question, progress);
  const options = { mode: question.mode, ignored };
  const comparison = await compareSides([left.instances, right.instances], what.by, options);
  const both = [left, right] as const;
  return {
    kind: "all",
    comparison,
    isExact: comparison.by === "only" && (await areEqual(left.blobs[0] as Blob, right.blobs[0] as Blob)),
    items: both.map(({ instances }) => instances.map(({ item }) => item)) as [number[], number[]],
    faults: both.map(({ instances }) => instances.map(({ compared }) => faultCount(compared))) as [
      number[],
      number[],
    ],
    failures: both.flatMap(({ failures }) => failures),
    unread: ignored.unread,
    entries: entriesFor([
      ...comparison.elements.map(({ tag }) => tag),
      ...comparison.listed.map(({ difference }) => difference.tag),
    ]),
  };
});

const faultCount = ({ file }: Instance["compared"]): number => file.faults.length + file.faultsLeftOut;

function entriesFor(tags: readonly number[]): ReadonlyMap<number, ElementEntry> {
  const entries = new Map<number, ElementEntry>();
  for (const tag of new Set(tags)) {
    const entry = dictionary.find(tag);
    if (entry) entries.set(tag, entry);
  }
  return entries;
}

function pairAnswer(
  { sides, mode }: DicomCompareQuestion,
  {
    left,
    right,
    rows,
  }: { readonly left: number; readonly right: number; readonly rows: "all" | "differences" },
  ignored: Ignored,
): PairAnswer {
  const [one, other] = [left, right].map((number, side) => {
    const instances = held.get(sides[side]?.id ?? -1)?.instances ?? [];
    return number < 0 ? NO_FILE : instances[number]?.compared;
  });
  if (!one || !other) throw new Fatal("internal"); // the page asks about what it was told
  const comparison = compareFiles(one, other, { mode, ignored, rows });
  const faulty = [one, other].flatMap(({ file }) => file.faults.map(({ path }) => tagOf(path)));
  return {
    kind: "pair",
    comparison,
    faults: [faultsOf(one), faultsOf(other)],
    entries: entriesFor([...comparison.rows.map((row: CompareRow) => row.tag), ...faulty]),
  };
}

/** The last tag of a path. */
const tagOf = (path: string): number => Number.parseInt(path.match(/[0-9A-F]{8}/g)?.at(-1) ?? "0", 16);

const faultsOf = (compared: Instance["compared"]): PairFaults => ({
  faults: compared.file.faults,
  leftOut: compared.file.faultsLeftOut,
  endsEarly: endOf(compared).size > 0,
});

/** @throws Fatal where there is no memory */
async function readSides(
  { sides }: DicomCompareQuestion,
  progress: Progress,
): Promise<readonly [HeldSide, HeldSide]> {
  const unread = sides.flatMap((side) => (side && !held.has(side.id) ? [side] : []));
  const total = unread.reduce((sum, side) => sum + side.sources.length, 0);
  let done = 0;
  const tell = (): void => progress(++done, total);
  const [left, right] = sides;
  return [await readSide(left, 0, tell), await readSide(right, 1, tell)];
}

/** The side may have been the other one when it was read: then its failures name it anew. */
async function readSide(side: ComparedSide | null, number: 0 | 1, tell: () => void): Promise<HeldSide> {
  if (!side) return NOTHING;
  const known = held.get(side.id) ?? (await readFiles(side.sources, tell));
  held.set(side.id, known);
  return { ...known, failures: known.failures.map((failure) => ({ ...failure, side: number })) };
}

async function readFiles(sources: readonly (Source | null)[], tell: () => void): Promise<HeldSide> {
  const reader = new ComparedReader(dictionary.vrOf);
  const read: ({ readonly instance: Instance; readonly blob: Blob } | undefined)[] = [];
  const failures: SideFailure[] = [];
  let next = 0;
  const one = async (item: number): Promise<void> => {
    try {
      const source = sources[item];
      if (!source) throw new Fatal("unreadable");
      const { blob, fault } = await itemFrom(source).open(watch);
      if (fault) failures.push({ side: 0, item, failure: fault });
      const compared = await reader.read(blob);
      if (sources.length > 1 && isDirectory(compared.values.source, compared.file)) return; // lists what is compared
      read[item] = { instance: { item, compared, facts: factsOf(compared) }, blob };
    } catch (error) {
      const failure = asFailure(error);
      if (OWN.has(failure.code)) throw error;
      failures.push({ side: 0, item, failure });
    }
  };
  const run = async (): Promise<void> => {
    while (next < sources.length) {
      await one(next++);
      tell();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  const there = read.filter((file) => file !== undefined);
  return {
    instances: there.map(({ instance }) => instance),
    blobs: there.map(({ blob }) => blob),
    failures: failures.sort((first, second) => first.item - second.item),
  };
}
