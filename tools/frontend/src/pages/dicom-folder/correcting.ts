/** A plan of corrections on its way through the workers: what it would change, and the files that come of it. */

import { asFailure, type Failure } from "../../bytes/fault";
import type { Signature } from "../../dicom";
import {
  type Carried,
  type CorrectionStep,
  type ElementChange,
  type Plan,
  type PlanStep,
  type Renewed,
  renewalsOf,
  stepsFor,
} from "../../dicom/correct";
import type { FileRecord, Head } from "../../dicom/folder";
import { breath } from "../../elements/breath";
import type { Item } from "../../intake/item";
import type { Corrected, CorrectedPiece, Work } from "../../workers/correct-files";
import type { FolderModel } from "./model";
import type { Readers } from "./reading";
import type { Ticks } from "./ticks";

type Progress = (done: number, total: number) => void;

/** What a plan would do. */
export interface Preview {
  readonly plan: Plan;
  /** As the workers take them. */
  readonly steps: readonly CorrectionStep[];
  /** By the numbers of the files, in their order; only those in which something may change: `Ticks` say what will. */
  readonly changes: ReadonlyMap<number, readonly ElementChange[]>;
  /** Of files in which something may change. */
  readonly signatures: ReadonlyMap<number, readonly Signature[]>;
  readonly failures: ReadonlyMap<number, Failure>;
  /** Old UIDs and new ones. */
  readonly uids: ReadonlyMap<string, string>;
}

/** A file that comes of it. */
export interface Written {
  readonly file: number;
  readonly blob: Blob;
  readonly crc: number;
  readonly record: FileRecord | null;
}

/** What is wanted of files besides their bytes. */
export interface Wanted {
  readonly withChecksum: boolean;
  readonly withRecord: boolean;
}

export class Corrections {
  readonly #items: readonly Item[];
  readonly #readers: Readers;
  readonly #ticks: Ticks;
  /** The same in every preview, as long as the folder is open. */
  readonly #renewed: Renewed = new Map();

  constructor(items: readonly Item[], readers: Readers, ticks: Ticks) {
    this.#items = items;
    this.#readers = readers;
    this.#ticks = ticks;
  }

  /** Rejects with `Cancelled`, or with what ended a worker, or why a file cannot be read from which others take something. */
  async preview(plan: Plan, heads: ReadonlyMap<number, Head>, progress: Progress): Promise<Preview> {
    const uuid = (): string => crypto.randomUUID();
    const renewals = renewalsOf(plan, (file) => heads.get(file) ?? null, this.#renewed, uuid);
    await breath();
    const steps = await this.#steps(plan, renewals);
    const files = [...new Set(plan.flatMap((step) => [...step.files]))].sort((one, other) => one - other);
    const changes = new Map<number, readonly ElementChange[]>();
    const signatures = new Map<number, readonly Signature[]>();
    const failures = new Map<number, Failure>();
    const found = (file: number, corrected: Corrected): void => {
      if (corrected.kind === "failed") failures.set(file, corrected.failure);
      if (corrected.kind !== "changes" || corrected.changes.length === 0) return;
      changes.set(file, corrected.changes);
      if (corrected.signatures.length > 0) signatures.set(file, corrected.signatures);
    };
    await this.#work("preview", plan, steps, files, found, progress);
    const uids = new Map(renewals.flatMap((map) => [...map]));
    return {
      ...{ plan, steps, uids },
      ...{ changes: inOrder(changes), signatures: inOrder(signatures), failures: inOrder(failures) },
    };
  }

  /** The files as the plan makes them, and those that cannot be read. */
  async write(
    { plan, steps }: Pick<Preview, "plan" | "steps">,
    files: readonly number[],
    wanted: Wanted,
    progress: Progress,
  ): Promise<{ readonly written: readonly Written[]; readonly failures: ReadonlyMap<number, Failure> }> {
    const written: Written[] = [];
    const failures = new Map<number, Failure>();
    const found = (file: number, corrected: Corrected): void => {
      if (corrected.kind === "file") written.push({ file, ...corrected });
      if (corrected.kind === "failed") failures.set(file, corrected.failure);
    };
    await this.#work(wanted, plan, steps, files, found, progress);
    return { written: written.sort((one, other) => one.file - other.file), failures: inOrder(failures) };
  }

  cancel(): void {
    this.#readers.cancel();
  }

  /** From plans to what workers take: elements of patients and studies are read from their files. */
  async #steps(
    plan: Plan,
    renewals: readonly ReadonlyMap<string, string>[],
  ): Promise<readonly CorrectionStep[]> {
    const steps: CorrectionStep[] = [];
    for (const [at, step] of plan.entries()) {
      const uids = renewals[at] as ReadonlyMap<string, string>;
      steps.push(
        await this.#step(
          step,
          uids,
          stepsFor(plan.slice(0, at), targetOf(step)).map((n) => steps[n]),
        ),
      );
    }
    return steps;
  }

  async #step(
    step: PlanStep,
    uids: ReadonlyMap<string, string>,
    before: readonly (CorrectionStep | undefined)[],
  ): Promise<CorrectionStep> {
    const { kind } = step;
    if (kind === "set") return { kind, tag: step.tag, text: step.text, where: step.where };
    if (kind === "remove") return { kind, tag: step.tag, where: step.where };
    if (kind === "renew") return { kind, uids };
    const level = kind === "merge" ? "patient" : "study";
    const source = this.#items[step.target]?.source;
    if (!source) throw new Error("a file of the tree can be read");
    const elements = await this.#readers.ask({
      kind: "level",
      level,
      source,
      steps: before as readonly CorrectionStep[],
    });
    return { kind: "level", level, elements: elements as readonly Carried[], where: step.where };
  }

  async #work(
    wanted: Wanted | "preview",
    plan: Plan,
    steps: readonly CorrectionStep[],
    files: readonly number[],
    found: (file: number, corrected: Corrected) => void,
    progress: Progress,
  ): Promise<void> {
    const readable: number[] = [];
    const works: Work[] = [];
    let done = 0;
    for (const file of files) {
      const item = this.#items[file] as Item;
      if (item.source) {
        readable.push(file);
        works.push({
          source: item.source,
          steps: stepsFor(plan, file),
          flipped: this.#ticks.flipped(file),
        });
        continue;
      }
      const failure = await item
        .head()
        .then(() => ({ code: "unreadable", offset: -1, values: {} }), asFailure);
      found(file, { kind: "failed", failure });
    }
    const asked = (share: readonly Work[]) =>
      wanted === "preview"
        ? ({ kind: wanted, files: share } as const)
        : ({ kind: "write", files: share, ...wanted } as const);
    await this.#readers.share(
      works,
      (bridge, share, place) =>
        bridge.askBeside(asked(share), undefined, (piece) => {
          for (const [at, corrected] of piece as CorrectedPiece) {
            found(readable[place + at] as number, corrected);
            progress(++done, works.length);
          }
        }),
      { kind: "plan", steps },
    );
    if (done !== works.length) throw new Error("a file was lost on the way"); // never to be saved as if it were all
  }
}

const targetOf = (step: PlanStep): number =>
  step.kind === "merge" || step.kind === "move" ? step.target : -1;

const inOrder = <Value>(found: ReadonlyMap<number, Value>): ReadonlyMap<number, Value> =>
  new Map([...found].sort(([one], [other]) => one - other));

/** What is known of each file in the tree. */
export function headsOf({ patients }: FolderModel): ReadonlyMap<number, Head> {
  const heads = new Map<number, Head>();
  for (const { studies } of patients)
    for (const { series } of studies)
      for (const { instances } of series) for (const { file, head } of instances) heads.set(file, head);
  return heads;
}
