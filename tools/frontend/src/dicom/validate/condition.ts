/** One condition under which attributes of type 1C or 2C are required, and how lists of them are written. */

import type { When } from "./when";

export interface Condition {
  readonly tag: number;
  readonly when: When;
  /** Of PS3.3. */
  readonly clause: string;
  /** The modules in which it holds; all that have the attribute under a condition, where none is named. */
  readonly modules: readonly string[];
}

export const within =
  (clause: string, ...modules: readonly string[]) =>
  (when: When, ...tags: readonly number[]): readonly Condition[] =>
    tags.map((tag) => ({ tag, when, clause, modules }));

export const rows = (clause: string, when: When, ...tags: readonly number[]): readonly Condition[] =>
  within(clause)(when, ...tags);
