/** Why files were not compared, in a sentence for each side. */

import { datum, unmasked } from "../../bytes/datum";
import { nameOf } from "../../intake/item";
import { failureSentence as arrivalSentence } from "../../intake/text";
import { shown } from "../../shell/mask";
import type { SideFailure } from "../../workers/dicom-diff";
import { failureSentence } from "../dicom-inspector/problems";
import type { Found } from "./found";
import { t } from "./text";

/** What the parser says of a file; of all else whoever unpacks speaks. */
const OF_PARSER: ReadonlySet<string> = new Set(["empty", "not-dicom", "unreadable"]);

export function failureSentences(found: Found): readonly (() => string)[] {
  return ([0, 1] as const).flatMap((side) => {
    const own = found.answer.failures.filter((failure) => failure.side === side);
    const [first] = own;
    return first ? [() => sentence(found, first, own.length)] : [];
  });
}

function sentence({ sources }: Found, { side, item, failure }: SideFailure, n: number): string {
  const file = sources[side]?.items[item];
  const name = nameOf(file?.path ?? datum(""));
  const said = OF_PARSER.has(failure.code)
    ? failureSentence(failure, name, file?.size ?? 0)
    : arrivalSentence(failure);
  return t(n === 1 ? "failedOne" : "failedMany", {
    side: t(side === 0 ? "left" : "right"),
    n,
    name: unmasked(name) === "" ? t("pasted") : shown(name),
    sentence: said,
  });
}
