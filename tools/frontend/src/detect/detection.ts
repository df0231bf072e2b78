/** What the detector answers. */

import type { Kind } from "./kinds";
import type { FactCode } from "./words";

export interface Fact {
  readonly code: FactCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Guess {
  readonly kind: Kind;
  /** In English; `TEXTS` has it in both languages. */
  readonly title: string;
}

export interface Detection {
  /** The first is the best. */
  readonly guesses: readonly [Guess, ...Guess[]];
  /** What more there is to say of the first guess. */
  readonly facts: readonly Fact[];
  /** What the first guess wraps. */
  readonly inside: Detection | null;
}
