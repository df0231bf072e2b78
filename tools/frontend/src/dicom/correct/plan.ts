/** What is to be corrected in which files, as a visitor puts it together; and the new UIDs that follow from it. */

import { unmasked } from "../../bytes/datum";
import type { Head } from "../folder";
import type { Where } from "./steps";

/** Numbers of files. */
export type Selection = ReadonlySet<number>;

/** "study": study, series, instance and frame of reference; each further level leaves the outer ones as they are. */
export type RenewedLevel = "study" | "series" | "instance";

/** Steps follow each other: each finds the files as those before it left them. */
export type PlanStep = { readonly files: Selection } & (
  | { readonly kind: "set"; readonly tag: number; readonly text: string; readonly where: Where }
  | { readonly kind: "remove"; readonly tag: number; readonly where: Where }
  /** The patient's elements become those of the file `target`. */
  | { readonly kind: "merge"; readonly target: number; readonly where: Where }
  /** The study's and the patient's elements become those of the file `target`. */
  | { readonly kind: "move"; readonly target: number; readonly where: Where }
  | { readonly kind: "renew"; readonly level: RenewedLevel }
);

export type Plan = readonly PlanStep[];

/** Old UIDs and new ones, the same in every step and every preview. */
export type Renewed = Map<string, string>;

/** PS3.3 C.12.1.1.1, C.7.3.1, C.7.2.1, C.7.4.1 */
const UID_FIELDS = {
  sopInstance: 0x00080018,
  series: 0x0020000e,
  study: 0x0020000d,
  frameOfReference: 0x00200052,
} as const;
type UidField = keyof typeof UID_FIELDS;
type Uids = Readonly<Record<UidField, string>>;

const RENEWED: Readonly<Record<RenewedLevel, readonly UidField[]>> = {
  study: ["study", "series", "sopInstance", "frameOfReference"],
  series: ["series", "sopInstance"],
  instance: ["sopInstance"],
};

/** PS3.5 B.2: a UID out of a UUID. */
export const uidFrom = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replaceAll("-", "")}`)}`;

/**
 * For each step the UIDs that it renews: those that its files have as their own when it is their turn, and those of objects
 * that another step renews, for its files may refer to them. What they refer to outside of all selections stays: it is
 * there under its old UID. `randomUuid` is asked for each that is not in `renewed` yet.
 */
export function renewalsOf(
  plan: Plan,
  headOf: (file: number) => Head | null,
  renewed: Renewed,
  randomUuid: () => string,
): readonly ReadonlyMap<string, string>[] {
  const walk = new Walk(plan, headOf, (old) => {
    const known = renewed.get(old) ?? uidFrom(randomUuid());
    renewed.set(old, known);
    return known;
  });
  for (const file of new Set(plan.flatMap(({ files }) => [...files]))) walk.uids(file, plan.length);
  const lasting = lastOnes(walk.instances);
  return plan.map(({ kind }, at) =>
    kind === "renew" ? new Map([...(walk.renewals[at] as Map<string, string>), ...lasting]) : new Map(),
  );
}

/** An object that is renewed more than once is referred to by its last UID. A new UID is never an old one again. */
function lastOnes(renewed: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const last = (uid: string): string => {
    let now = uid;
    for (let next = renewed.get(now); next !== undefined; next = renewed.get(now)) now = next;
    return now;
  };
  return new Map([...renewed.keys()].map((uid) => [uid, last(uid)]));
}

/** The UIDs of files as each step finds them, and what steps renew of them: each file is gone through once. */
class Walk {
  /** By step. */
  readonly renewals: readonly Map<string, string>[];
  readonly instances = new Map<string, string>();
  readonly #plan: Plan;
  readonly #headOf: (file: number) => Head | null;
  readonly #renewed: (old: string) => string;
  /** Of files that others are moved to: found once for each step. */
  readonly #targets = new Map<string, Uids>();

  constructor(plan: Plan, headOf: (file: number) => Head | null, renewed: (old: string) => string) {
    this.renewals = plan.map(() => new Map());
    this.#plan = plan;
    this.#headOf = headOf;
    this.#renewed = renewed;
  }

  /** In front of step `until`. */
  uids(file: number, until: number): Uids {
    const head = this.#headOf(file);
    let uids: Uids = {
      sopInstance: head ? unmasked(head.sopInstance) : "",
      series: head ? unmasked(head.series) : "",
      study: head ? unmasked(head.study) : "",
      frameOfReference: head ? unmasked(head.frameOfReference) : "",
    };
    for (let at = 0; at < until; at++) {
      const step = this.#plan[at] as PlanStep;
      if (step.files.has(file)) uids = { ...uids, ...this.#after(uids, step, at) };
    }
    return uids;
  }

  #target(file: number, until: number): Uids {
    const key = `${file}/${until}`;
    const uids = this.#targets.get(key) ?? this.uids(file, until);
    this.#targets.set(key, uids);
    return uids;
  }

  #after(uids: Uids, step: PlanStep, at: number): Partial<Uids> {
    if (step.kind === "renew") return this.#renew(uids, step.level, at);
    if (step.kind === "move") return { study: this.#target(step.target, at).study };
    if (step.kind === "merge") return {};
    const { tag, where } = step;
    const fields = Object.keys(UID_FIELDS) as UidField[];
    const set = fields.filter(
      (field) => UID_FIELDS[field] === tag && (typeof where === "string" || where.value === uids[field]),
    );
    return Object.fromEntries(set.map((field) => [field, step.kind === "set" ? step.text : ""]));
  }

  #renew(uids: Uids, level: RenewedLevel, at: number): Partial<Uids> {
    const after: Partial<Record<UidField, string>> = {};
    for (const field of RENEWED[level]) {
      const old = uids[field];
      if (old === "") continue;
      const known = this.#renewed(old);
      after[field] = known;
      this.renewals[at]?.set(old, known);
      if (field === "sopInstance") this.instances.set(old, known);
    }
    return after;
  }
}

/** Which steps of the plan a file is in, in their order. */
export const stepsFor = (plan: Plan, file: number): readonly number[] =>
  plan.flatMap(({ files }, at) => (files.has(file) ? [at] : []));
