/** What surrounds the segments of a text, put right: nobody needs it before a button is pressed. */

import { applyChanges } from "../../bytes/change";
import { type Fixable, fix, parseHl7 } from "../../hl7";

export function mended(bytes: Uint8Array, kind: Fixable): Uint8Array {
  return applyChanges(bytes, fix(parseHl7(bytes), new Set([kind])));
}
