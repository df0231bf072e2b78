/** Faults as the list on top shows them: what is wrong, where, and what was expected instead. */

import { unmasked } from "../../bytes/datum";
import type { Problem } from "../../elements/problems";
import { type FaultCode, MEASURED, type PlacedFault, weightOf } from "../../hl7";
import { shown } from "../../shell/mask";
import { t } from "./text";

export function problemOf({ code, offset, place, path, found, expected, rule }: PlacedFault): Problem {
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
  };
}
