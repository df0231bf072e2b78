/** What is wrong with a text, for people: the faults that the list on top shows, and why nothing can be shown. */

import { unmasked } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import type { Problem } from "../../elements/problems";
import { type FaultCode, FIXABLE, type Fixable, MEASURED, type PlacedFault, weightOf } from "../../hl7";
import { shown, shownAll } from "../../shell/mask";
import { t } from "./text";

const SENTENCES: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  empty: "failEmpty",
  "utf-16": "failUtf16",
  "not-hl7": "failNotHl7",
  unreadable: "failUnreadable",
};

/** `mend` puts right every fault of a kind; left out where the text is too long for that. */
export function problemOf(
  { code, offset, place, path, found, expected, rule }: PlacedFault,
  mend?: (kind: Fixable) => void,
): Problem {
  const kind = FIXABLE.find((one) => one === code);
  return {
    weight: weightOf(code),
    what: t(code as FaultCode),
    more: "",
    offset,
    where: t("faultPlace", { ...place, byte: offset }),
    path,
    found: MEASURED.has(code) ? unmasked(found) : shown(found),
    expected,
    rule,
    mend: kind && mend ? () => mend(kind) : undefined,
  };
}

/** Why a text could not be read. */
export function failureSentence({ code, offset, values }: Failure): string {
  return t(SENTENCES[code] ?? "failInternal", { ...shownAll(values), offset });
}
