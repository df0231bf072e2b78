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
export type SideId = number | null;

export interface ReadQuestion {
  readonly kind: "read";
  readonly id: number;
  /** Some of a side's files, in their order: handing over all at once would hold up the page. Null for what cannot be read. */
  readonly sources: readonly (Source | null)[];
  /** The number of the first one, and of all that the side has. */
  readonly first: number;
  readonly total: number;
}

/** Of what was read before. */
interface Choice {
  readonly sides: readonly [left: SideId, right: SideId];
  readonly mode: Mode;
  /** As it was typed. */
  readonly ignore: string;
}

export interface AllQuestion extends Choice {
  readonly kind: "all";
  readonly by: Matching | "auto";
}

export interface PairQuestion extends Choice {
  readonly kind: "pair";
  /** Positions among the instances of each side; -1 for none. */
  readonly left: number;
  readonly right: number;
  readonly rows: "all" | "differences";
}

export type DicomCompareQuestion = ReadQuestion | AllQuestion | PairQuestion;

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

export type DicomCompareAnswer = AllAnswer | PairAnswer | { readonly kind: "read" };

interface ReadFile {
  readonly instance: Instance;
  readonly blob: Blob;
}

interface HeldSide {
  readonly reader: ComparedReader;
  /** By their numbers; with gaps for what is no file of its own. */
  readonly files: (ReadFile | undefined)[];
  readonly failures: Omit<SideFailure, "side">[];
}

const dictionary = readElementDictionary(elementTable);
const keywords = new Map<string, number>();
for (const line of elementTable.split("\n")) {
  const [tag = "", , , keyword = ""] = line.split("\t");
  if (/^[\da-fA-F]{8}$/.test(tag) && keyword !== "") keywords.set(keyword, Number.parseInt(tag, 16));
}

const held = new Map<number, HeldSide>();
const watch: Watch = { signal: new AbortController().signal };
/** The browser answers each file late, but many at once: more than sixteen bring nothing. */
const AT_ONCE = 16;
/** No fault of the file's: all else is told of it, and others are compared. */
const OURS: ReadonlySet<string> = new Set(["out-of-memory", "internal"]);

serve<DicomCompareQuestion, DicomCompareAnswer>(async (question, progress) => {
  if (question.kind === "read") {
    await readFiles(question, progress);
    return { kind: "read" };
  }
  const ids = new Set<SideId>(question.sides);
  for (const id of held.keys()) if (!ids.has(id)) held.delete(id);
  const ignored = new Ignored(question.ignore, (keyword) => keywords.get(keyword) ?? null);
  return question.kind === "pair" ? pairAnswer(question, ignored) : allAnswer(question, ignored, progress);
});

const filesOf = (id: SideId): readonly ReadFile[] =>
  (held.get(id ?? -1)?.files ?? []).filter((file) => file !== undefined);

async function allAnswer(
  { sides, mode, by }: AllQuestion,
  ignored: Ignored,
  progress: Progress,
): Promise<AllAnswer> {
  const [left, right] = sides.map(filesOf) as [readonly ReadFile[], readonly ReadFile[]];
  const both = [left, right].map((files) => files.map(({ instance }) => instance)) as [
    Instance[],
    Instance[],
  ];
  const comparison = await compareSides(both, by, { mode, ignored }, progress);
  return {
    kind: "all",
    comparison,
    isExact: comparison.by === "only" && (await areEqual(left[0]?.blob as Blob, right[0]?.blob as Blob)),
    items: both.map((side) => side.map(({ item }) => item)) as [number[], number[]],
    faults: both.map((side) => side.map(({ compared }) => faultCount(compared))) as [number[], number[]],
    failures: ([0, 1] as const).flatMap((side) =>
      (held.get(sides[side] ?? -1)?.failures ?? []).map((failure) => ({ ...failure, side })),
    ),
    unread: ignored.unread,
    entries: entriesFor([
      ...comparison.elements.map(({ tag }) => tag),
      ...comparison.listed.map(({ difference }) => difference.tag),
    ]),
  };
}

const faultCount = ({ file }: Instance["compared"]): number => file.faults.length + file.faultsLeftOut;

function entriesFor(tags: readonly number[]): ReadonlyMap<number, ElementEntry> {
  const entries = new Map<number, ElementEntry>();
  for (const tag of new Set(tags)) {
    const entry = dictionary.find(tag);
    if (entry) entries.set(tag, entry);
  }
  return entries;
}

function pairAnswer({ sides, mode, left, right, rows }: PairQuestion, ignored: Ignored): PairAnswer {
  const [one, other] = [left, right].map((number, side) =>
    number < 0 ? NO_FILE : filesOf(sides[side] ?? null)[number]?.instance.compared,
  );
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
async function readFiles({ id, sources, first, total }: ReadQuestion, progress: Progress): Promise<void> {
  const side = held.get(id) ?? { reader: new ComparedReader(dictionary.vrOf), files: [], failures: [] };
  held.set(id, side);
  let next = 0;
  let done = 0;
  const run = async (): Promise<void> => {
    while (next < sources.length) {
      const at = next++;
      await readOne(side, first + at, sources[at] ?? null, total);
      progress(first + ++done, total);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  side.failures.sort((one, other) => one.item - other.item);
}

async function readOne(side: HeldSide, item: number, source: Source | null, total: number): Promise<void> {
  try {
    if (!source) throw new Fatal("unreadable");
    const { blob, fault } = await itemFrom(source).open(watch);
    if (fault) side.failures.push({ item, failure: fault });
    const compared = await side.reader.read(blob);
    if (total > 1 && isDirectory(compared.values.source, compared.file)) return; // lists what is compared
    side.files[item] = { instance: { item, compared, facts: factsOf(compared) }, blob };
  } catch (error) {
    const failure = asFailure(error);
    if (OURS.has(failure.code)) throw error;
    side.failures.push({ item, failure });
  }
}
