/** What surrounds the segments of a text put right, and parts of a message joined: nobody needs it before a button is pressed. */

import { applyChanges } from "../../bytes/change";
import { type Fixable, fix, parseHl7 } from "../../hl7";
import { joinedParts } from "../../hl7/joining";
import type { Rewritten } from "./editing";

export function mended(bytes: Uint8Array, kind: Fixable): Rewritten {
  return { bytes: applyChanges(bytes, fix(parseHl7(bytes), new Set([kind]))), at: 0 };
}

export function joinedIn(bytes: Uint8Array, parts: readonly number[]): Rewritten {
  const { changes, at } = joinedParts(parseHl7(bytes), parts);
  return { bytes: applyChanges(bytes, changes), at };
}
