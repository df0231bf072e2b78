/** Which tools are for a file. */

import type { Guess } from "./detection";

/** A tool and the kinds it opens, best first, as `tools/catalogue/` has them. */
export interface Opener {
  readonly opens: readonly string[];
}

/**
 * The tools that open one of the guesses: those for the best guess first, and among them those that name its kind
 * early. Each tool once; tools that open none of them are left out.
 */
export function offers<Tool extends Opener>(
  guesses: readonly Pick<Guess, "kind">[],
  tools: readonly Tool[],
): readonly Tool[] {
  const ranked = guesses.flatMap(({ kind }) =>
    tools
      .filter(({ opens }) => opens.includes(kind))
      .sort((one, other) => one.opens.indexOf(kind) - other.opens.indexOf(kind)),
  );
  return [...new Set(ranked)];
}
