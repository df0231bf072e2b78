/**
 * Explores a feed off the page's thread. It keeps the text, so that the next question is quick, and works in steps: between
 * two of them it hears of a newer question, and leaves the older one for it.
 */

import { type Datum, datum } from "../bytes/datum";
import { Fatal } from "../bytes/fault";
import type { TextColumn } from "../bytes/text-column";
import {
  type Block,
  blockOf,
  type DictionaryVersion,
  dictionaryVersion,
  type Hl7Text,
  parseHl7,
  summarise,
} from "../hl7";
import { type Distribution, distributionOf } from "../hl7/feed/distribution";
import { duplicatesOf, type Groups, type Sameness } from "../hl7/feed/duplicates";
import { type Condition, parseFilter } from "../hl7/feed/filter";
import { columnOf, messageText, subsetOf } from "../hl7/feed/list";
import { matchingRows } from "../hl7/feed/matching";
import { type Overview, overviewOf } from "../hl7/feed/overview";
import type { Parts } from "../hl7/feed/parts";
import { finish, type Steps } from "../hl7/feed/steps";
import { type Timeline, timelineOf } from "../hl7/feed/timeline";
import { messagePositions } from "../hl7/parse";
import { parseWanted, type Wanted } from "../hl7/path";
import { type Progress, serve } from "./bridge";
import { readText } from "./read/hl7-text";

/** Rows are positions among the blocks, ascending; a filter and paths are written as `hl7/feed/filter` and `hl7/path` read them. */
export type FeedTask =
  /** The first messages, before all of it is read. */
  | { readonly kind: "head"; readonly columns: readonly string[] }
  | { readonly kind: "list"; readonly columns: readonly string[] }
  | { readonly kind: "filter"; readonly filter: string }
  /** `state` tells rows apart: one that was left for something newer goes on where it was. */
  | { readonly kind: "overview"; readonly rows: Uint32Array; readonly state: number }
  | { readonly kind: "distribution"; readonly rows: Uint32Array; readonly path: string }
  | { readonly kind: "duplicates"; readonly rows: Uint32Array; readonly by: Sameness }
  | { readonly kind: "parts"; readonly rows: Uint32Array }
  | { readonly kind: "timeline"; readonly rows: Uint32Array }
  | { readonly kind: "message"; readonly row: number }
  | { readonly kind: "subset"; readonly rows: Uint32Array };

export interface FeedQuestion {
  /** Tells texts apart: the worker keeps the last one. */
  readonly id: number;
  readonly blob: Blob;
  readonly task: FeedTask;
}

export interface FeedList {
  /** Blocks in all, envelopes among them. */
  readonly count: number;
  /** The messages among them. */
  readonly rows: Uint32Array;
  readonly columns: readonly TextColumn[];
  /** Of the dictionary for the first message. */
  readonly version: DictionaryVersion;
}

/** What comes back for which task. */
export interface FeedAnswers {
  /** Null where the beginning alone says nothing. */
  head: FeedList | null;
  list: FeedList;
  filter: Uint32Array;
  overview: Overview;
  distribution: Distribution;
  duplicates: Groups;
  parts: Parts;
  timeline: Timeline;
  message: { readonly said: Datum; readonly isCut: boolean };
  subset: Blob;
}
export type FeedAnswer = FeedAnswers[FeedTask["kind"]];

/** A hundred messages or more, read in a few milliseconds. */
const HEAD_BYTES = 256 * 1024;
/** So long it works before it looks whether there is something newer. */
const TURN_MS = 25;

/** Few feeds have any: this comes when the worker does, and is asked for again where it did not come. */
const parting = () => import("../hl7/feed/parts");

let held: { readonly id: number; readonly text: Hl7Text } | null = null;
let newest = 0;

serve<FeedQuestion, FeedAnswer>(
  async ({ id, blob, task }, progress) => {
    const turn = ++newest;
    if (task.kind === "head") return headOf(blob, task.columns);
    if (held?.id !== id) {
      held = begun = null; // before the next is read, or there would be room for two
      held = { id, text: await readText(blob) };
    }
    return answerTo(task, held.text, (steps, total) => drive(steps, total, progress, turn));
  },
  (answer) => (answer && !(answer instanceof Blob) ? columnsIn(answer) : []),
  { begins: [parting()] },
);

type Drive = <Result>(steps: Steps<Result>, total: number) => Promise<Result>;

async function answerTo(
  task: Exclude<FeedTask, { kind: "head" }>,
  text: Hl7Text,
  run: Drive,
): Promise<FeedAnswer> {
  switch (task.kind) {
    case "list":
      return listOf(text, task.columns, run);
    case "filter": {
      const rows = messagePositions(text.blocks);
      return run(matchingRows(text, rows, conditionsOf(task.filter)), rows.length);
    }
    case "overview": {
      const overview = await run(stepsOf(text, task), task.rows.length);
      begun = null;
      return overview;
    }
    case "distribution":
      return run(distributionOf(text, task.rows, wantedOf(task.path)), task.rows.length);
    case "duplicates":
      return run(duplicatesOf(text, task.rows, task.by), task.rows.length);
    case "parts":
      return run((await parting()).partsOf(text, task.rows), text.blocks.count);
    case "timeline":
      return run(timelineOf(text, task.rows), task.rows.length);
    case "message": {
      const { said, isCut } = messageText(text, task.row);
      return { said: datum(said), isCut };
    }
    case "subset":
      return new Blob(subsetOf(text, task.rows) as Uint8Array<ArrayBuffer>[]);
  }
}

let begun: { readonly text: Hl7Text; readonly state: number; readonly steps: Steps<Overview> } | null = null;

function stepsOf(text: Hl7Text, { rows, state }: Extract<FeedTask, { kind: "overview" }>): Steps<Overview> {
  if (begun?.text !== text || begun.state !== state) begun = { text, state, steps: overviewOf(text, rows) };
  return begun.steps;
}

async function listOf(text: Hl7Text, paths: readonly string[], run: Drive): Promise<FeedList> {
  const { count } = text.blocks;
  const rows = messagePositions(text.blocks);
  const columns: TextColumn[] = [];
  for (const path of paths) columns.push(await run(columnOf(text, wantedOf(path)), count));
  return { count, rows, columns, version: versionOf(text, rows) };
}

/** The messages that are whole in the first bytes. */
async function headOf(blob: Blob, paths: readonly string[]): Promise<FeedList | null> {
  if (blob.size <= HEAD_BYTES) return null; // all of it is as soon there
  try {
    const text = await readText(blob.slice(0, HEAD_BYTES));
    const last = text.blocks.count - 1;
    if (last < 1) return null;
    const past = text.lines.start[text.blocks.firstLine[last] as number] as number;
    return await listOf(parseHl7(text.bytes.subarray(0, past)), paths, async (steps) => finish(steps));
  } catch (error) {
    if (error instanceof Fatal) return null; // whoever reads the whole says it
    throw error;
  }
}

function versionOf(text: Hl7Text, rows: Uint32Array): DictionaryVersion {
  const block = blockOf(text.blocks, rows[0] ?? 0) as Block;
  return dictionaryVersion(summarise(text, block).version).version;
}

/** A newer question came: nobody waits for this one. */
class Outdated extends Error {}

async function drive<Result>(
  steps: Steps<Result>,
  total: number,
  progress: Progress,
  turn: number,
): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < TURN_MS) continue;
    progress(value, total);
    await new Promise((go) => setTimeout(go));
    if (turn !== newest) throw new Outdated();
    since = performance.now();
  }
}

/** The page asks with what it has read itself. */
function conditionsOf(filter: string): readonly Condition[] {
  const { conditions } = parseFilter(filter);
  if (!conditions) throw new Fatal("internal");
  return conditions;
}

function wantedOf(path: string): Wanted {
  const wanted = parseWanted(path);
  if (!wanted) throw new Fatal("internal");
  return wanted;
}

function columnsIn(answer: object): readonly ArrayBufferView[] {
  if (ArrayBuffer.isView(answer)) return [answer];
  const parts = Object.values(answer).filter(
    (part): part is object => typeof part === "object" && part !== null,
  );
  return parts.flatMap(columnsIn);
}
