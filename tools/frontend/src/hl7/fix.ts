/**
 * What surrounds the segments, put right: changes of bytes that leave every segment as it is. Nothing is repaired by
 * itself; who wants it asks for it, fault by fault.
 */

import type { Change } from "../bytes/change";
import type { Fixable } from "./faults";
import type { Hl7Text } from "./parse";
import { CARRIAGE_RETURN } from "./standard";
import { walkText } from "./walk";

const TERMINATOR = Uint8Array.of(CARRIAGE_RETURN);
const TERMINATORS = ["terminator-lf", "terminator-crlf", "terminator-mixed"] as const;

/** The changes that put these faults right, in the order of their places; `applyChanges` makes them. */
export function fix(text: Hl7Text, wanted: ReadonlySet<Fixable>): readonly Change[] {
  const changes: Change[] = [];
  const terminator = TERMINATORS.some((kind) => wanted.has(kind)) ? TERMINATOR : null;
  walkText(
    text,
    { wanted, terminator, framed: false },
    {
      edit: (_, at, past, inserted) => changes.push({ at, removed: text.bytes.slice(at, past), inserted }),
    },
  );
  return changes;
}
