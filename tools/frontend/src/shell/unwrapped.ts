/** What a tool is to open, without what it is wrapped in, and the sentences that say so. */

import { datum, unmasked } from "../bytes/datum";
import { type Failure, Fatal } from "../bytes/fault";
import type { Detection } from "../detect";
import type { Collection } from "../intake/collection";
import { failureSentence } from "../intake/text";
import { unwrap } from "../intake/unwrap";
import type { Watch } from "../intake/watch";
import { kindName } from "./fitting";
import { t } from "./text";
import type { Note, Payload } from "./tool";

export interface Ready {
  readonly payload: Payload;
  readonly found: Detection | null;
  /** An archive of several files: nothing to open yet. */
  readonly collection: Collection | null;
}

/** @throws Fatal where a layer cannot be taken off; Ended */
export async function unwrapped(payload: Payload, opens: readonly string[], watch: Watch): Promise<Ready> {
  try {
    const { blob } = payload;
    const name = unmasked(payload.name);
    const inner = await unwrap({ name, blob }, opens, watch);
    const { collection, layers, faults, found } = inner;
    if (layers.length === 0) return { payload, found, collection };
    const kinds = [...layers, found.guesses[0].kind].map(kindName).join(" → ");
    const notes = [
      ...(payload.notes ?? []),
      { text: t("unwrapped", { kinds }), isFault: false },
      ...faults.map(noteOf),
    ];
    return {
      payload: { name: datum(inner.name || t("unwrappedName")), blob: inner.blob, notes },
      found,
      collection,
    };
  } catch (error) {
    // The tool says it better: it knows what it would have read.
    if (error instanceof Fatal && error.failure.code === "unreadable")
      return { payload, found: null, collection: null };
    throw error;
  }
}

export const noteOf = (failure: Failure): Note => ({ text: failureSentence(failure), isFault: true });
