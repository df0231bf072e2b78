/** What a message of several is called in a list. */

import { unmasked } from "../../bytes/datum";
import type { BlockLabel } from "../../hl7";
import { shown } from "../../shell/mask";
import { t } from "./text";

/** A longer list is chosen from by number. */
export const LONGEST_LIST = 200;

/** 2.15.9.9: what has this form names a kind of message, and nobody. The separator is the message's own. */
const MESSAGE_TYPE = /^[A-Z]{3}(?:[^\w\s][A-Z]\d\d(?:[^\w\s][A-Z]{3}(?:_[A-Z]\d\d)?)?)?$/;

/** "ORU^R01 · SYN0001" */
export function labelText({ kind, segment, type, controlId }: BlockLabel): string {
  if (kind === "fragment") return t("fragment");
  if (kind === "envelope") return t("envelope", { id: segment });
  const label = MESSAGE_TYPE.test(unmasked(type)) ? unmasked(type) : shown(type);
  return [label, shown(controlId)].filter((part) => part).join(" · ") || "MSH";
}
