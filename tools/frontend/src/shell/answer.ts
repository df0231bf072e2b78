/** What a visitor brought, by its first bytes, and the tools for it. */

import { unmasked } from "../bytes/datum";
import { asFailure } from "../bytes/fault";
import { type Detection, detect, HEAD_BYTES } from "../detect";
import { h } from "../elements/dom";
import { isArchive } from "../intake/archive";
import { bytesOf } from "../intake/item";
import { failureSentence } from "../intake/text";
import { openers } from "./catalogue";
import { describe, toolsFor } from "./fitting";
import { t } from "./text";
import type { Payload } from "./tool";

export interface OfferEvents {
  open(slug: string, payload: Payload): void;
  /** An archive came. Whether it is shown as a list: one with a single file is not. */
  archive(payload: Payload): Promise<boolean>;
}

type Answer = readonly (HTMLElement | string)[];

export async function answerTo(payload: Payload, events: OfferEvents): Promise<Answer> {
  let head: Uint8Array;
  try {
    head = await bytesOf(payload.blob.slice(0, HEAD_BYTES));
  } catch {
    return [t("unreadable")];
  }
  if (head.length === 0) return unmasked(payload.name) ? [t("empty")] : [];
  const found = detect(head, payload.blob.size);
  try {
    if (isArchive(found.guesses[0].kind) && (await events.archive(payload))) return [];
  } catch (error) {
    return [h("p", { className: "note bad" }, failureSentence(asFailure(error)))];
  }
  return offersFor(found, (slug) => events.open(slug, payload));
}

function offersFor(found: Detection, open: (slug: string) => void): Answer {
  const tools = toolsFor(found);
  const isKnown = tools.length > 0;
  const buttons = (isKnown ? tools : openers()).map(({ slug, title }) =>
    h("button", { type: "button", className: "btn main", onclick: () => open(slug) }, title),
  );
  const lead = h("span", { className: "muted" }, t(isKnown ? "looksLike" : "unknown"), " ");
  const what = h("strong", { translate: false }, describe(found));
  return [h("span", {}, lead, what), ...buttons];
}
