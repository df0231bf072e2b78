/** What a tool is to open, without what it is wrapped in, and the sentences that say so. */

import { datum, unmasked } from "../bytes/datum";
import { asFailure, type Failure, Fatal } from "../bytes/fault";
import type { Detection } from "../detect";
import type { Collection } from "../intake/collection";
import { failureSentence } from "../intake/text";
import { UTF_16, unwrap } from "../intake/unwrap";
import { Ended, type Watch } from "../intake/watch";
import type { Entry } from "./catalogue";
import { describe, fits, kindName, toolsFor } from "./fitting";
import { t } from "./text";
import type { Note, Payload } from "./tool";

export interface Ready {
  readonly payload: Payload;
  /** An archive of several files: nothing to open yet. */
  readonly collection: Collection | null;
  /** What it looks like and which tools are made for it, where this one is not. */
  readonly better: { readonly what: string; readonly tools: readonly Entry[] } | null;
}

/** For a tool that opens these kinds; or why there is nothing to open. @throws Ended */
export async function unwrapped(
  payload: Payload,
  opens: readonly string[],
  watch: Watch,
): Promise<Ready | Note> {
  try {
    const inner = await unwrap({ name: unmasked(payload.name), blob: payload.blob }, opens, watch);
    const { layers, faults, found, collection } = inner;
    const ready = { collection, better: betterFor(found, opens) };
    if (layers.length === 0) return { ...ready, payload };
    const names = layers.map((layer) => (layer === UTF_16 ? "UTF-16" : kindName(layer)));
    const kinds = [...names, kindName(found.guesses[0].kind)].join(" → ");
    const notes = [
      ...(payload.notes ?? []),
      { text: t("unwrapped", { kinds }), isFault: false },
      ...faults.map(noteOf),
    ];
    return { ...ready, payload: { name: datum(inner.name || t("unwrappedName")), blob: inner.blob, notes } };
  } catch (error) {
    if (error instanceof Ended) throw error;
    // The tool says it better: it knows what it would have read.
    const isUnread = error instanceof Fatal && error.failure.code === "unreadable";
    return isUnread ? { payload, collection: null, better: null } : noteOf(asFailure(error));
  }
}

function betterFor(found: Detection, opens: readonly string[]): Ready["better"] {
  const tools = fits(opens, found) ? [] : toolsFor(found);
  return tools.length > 0 ? { what: describe(found), tools } : null;
}

export const noteOf = (failure: Failure): Note => ({ text: failureSentence(failure), isFault: true });
