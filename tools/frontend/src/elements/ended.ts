/** Work that ended before its end: the visitor cancelled it, or it met an error. */

import { asFailure, type Failure } from "../bytes/fault";
import { Cancelled } from "../workers/bridge";
import { h } from "./dom";
import { failureNote } from "./failure";
import type { Notices } from "./notices";

/** What is said where work ended before its end. */
export interface Ending {
  readonly cancelled: string;
  /** On the button that tries again. */
  readonly again: string;
  sentence(failure: Failure): string;
  retry(): void;
}

export function sayEnded(notices: Notices, error: unknown, ending: Ending): void {
  const { cancelled, again, sentence, retry } = ending;
  notices.rest();
  if (error instanceof Cancelled) {
    notices.note(() => [
      h("p", { className: "note" }, cancelled),
      h("button", { type: "button", className: "btn", onclick: retry }, again),
    ]);
    return;
  }
  const failure = asFailure(error);
  notices.note(() => failureNote(failure, () => sentence(failure), retry));
}
