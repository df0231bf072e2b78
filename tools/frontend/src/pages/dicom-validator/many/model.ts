/** What was found in many files, as far as they are read: of each file how much, and of each rule in which files. No DOM. */

import type { Datum } from "../../../bytes/datum";
import type { Failure } from "../../../bytes/fault";
import { type RuleFound, rankOf, type Severity } from "../../../dicom/validate";
import type { FailedFile } from "../../../workers/pool";
import type { ValidatedFile } from "../../../workers/validate-files";

export type Outcome = ValidatedFile | FailedFile;

/** A rule at an element, and the files that break it there. */
export interface RuleGroup extends Omit<RuleFound, "count"> {
  /** Their numbers, ascending once all are read. */
  readonly files: readonly number[];
}

/** One of them in a file. */
export interface InFile {
  readonly group: RuleGroup;
  /** In how many places. */
  readonly count: number;
}

export interface FileSummary {
  readonly sopClass: Datum;
  readonly className: string;
  readonly counts: Readonly<Record<Severity, number>>;
  /** The gravest first. */
  readonly rules: readonly InFile[];
  /** Further findings that nobody kept. */
  readonly leftOut: number;
  readonly damage: Failure | null;
}

/** What a list tells files apart by: the gravest that was found. */
export const STATES = ["error", "warning", "clear", "unread"] as const;
export type FileState = (typeof STATES)[number];

/** Rules at elements that are told apart, as the help says; hostile files have no end of them. */
const MOST_GROUPS = 10_000;
/** How often they are listed with files: thirty for each of as many files as are taken. */
const MOST_LISTED = 3_000_000;

export class ManyModel {
  /** How many files there are, read or not. */
  readonly total: number;
  /** Of how many something is known. */
  read = 0;
  /** Findings that are in no group, because there are too many. */
  leftOut = 0;
  readonly #files: (FileSummary | Failure | undefined)[];
  readonly #groups = new Map<string, RuleGroup & { readonly files: number[] }>();
  readonly #states: Record<FileState, number> = { error: 0, warning: 0, clear: 0, unread: 0 };
  #listed = 0;

  constructor(total: number) {
    this.total = total;
    this.#files = new Array<undefined>(total);
  }

  add(file: number, outcome: Outcome): void {
    this.#files[file] = outcome.kind === "failed" ? outcome.failure : this.#summaryOf(file, outcome);
    this.#states[this.state(file) as FileState]++;
    this.read++;
  }

  /** What is not read yet. */
  get left(): number[] {
    return [...this.#files.keys()].filter((file) => this.#files[file] === undefined);
  }

  /** Null where it is not read yet, or could not be. */
  summary(file: number): FileSummary | null {
    const it = this.#files[file];
    return it && "rules" in it ? it : null;
  }

  failure(file: number): Failure | null {
    const it = this.#files[file];
    return it && "code" in it ? it : null;
  }

  /** Null where it is not read yet. */
  state(file: number): FileState | null {
    const it = this.#files[file];
    if (!it) return null;
    if (!("rules" in it)) return "unread";
    return it.damage || it.counts.error > 0 ? "error" : it.counts.warning > 0 ? "warning" : "clear";
  }

  /** How many files are of a state. */
  count(state: FileState): number {
    return this.#states[state];
  }

  /** The gravest first, and of equals what most files have. */
  get groups(): readonly RuleGroup[] {
    const ranked = [...this.#groups.values()].map((group) => ({ group, rank: rankOf(group) }));
    ranked.sort(
      (one, other) =>
        one.rank - other.rank ||
        other.group.files.length - one.group.files.length ||
        (one.group.path < other.group.path ? -1 : 1),
    );
    return ranked.map(({ group }) => group);
  }

  #summaryOf(file: number, { sopClass, className, rules, leftOut, damage }: ValidatedFile): FileSummary {
    const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
    const listed: InFile[] = [];
    for (const { count, ...rule } of rules) {
      counts[rule.severity] += count;
      const group = this.#groupOf(rule);
      if (!group) {
        this.leftOut += count;
        continue;
      }
      group.files.push(file);
      listed.push({ group, count });
    }
    this.#listed += listed.length;
    this.leftOut += leftOut;
    return { sopClass, className, counts, rules: listed, leftOut, damage };
  }

  #groupOf(rule: Omit<RuleGroup, "files">): (RuleGroup & { readonly files: number[] }) | null {
    if (this.#listed >= MOST_LISTED) return null;
    const key = `${rule.code} ${rule.path}`;
    const known = this.#groups.get(key);
    if (known) return known;
    if (this.#groups.size >= MOST_GROUPS) return null;
    const group = { ...rule, files: [] };
    this.#groups.set(key, group);
    return group;
  }
}
