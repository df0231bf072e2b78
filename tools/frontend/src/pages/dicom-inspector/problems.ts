/** Faults and failures as sentences: what, where, found against expected, the rule. */

import { type Datum, unmasked } from "../../bytes/datum";
import type { Failure, Fault } from "../../bytes/fault";
import { type DicomFaultCode, MEASURED, Tag } from "../../dicom";
import type { Problem } from "../../elements/problems";
import { shown } from "../../shell/mask";
import { formatNumber } from "../../text/define";
import type { Inspection } from "../../workers/dicom";
import { formatFinding, formatSize } from "./format";
import { type TextKey, t } from "./text";

/** Whatever names the elements of a file. */
type Named = Pick<Inspection, "entries">;

/** What an inspection found, in the page's words. */
export function problemsOf(inspection: Inspection): readonly Problem[] {
  return inspection.faults.map((fault) => problemOf(fault, inspection));
}

/** One of them. */
export function problemOf(fault: Fault, inspection: Named): Problem {
  const code = fault.code as DicomFaultCode;
  const found = formatFinding(MEASURED.has(code) ? unmasked(fault.found) : shown(fault.found));
  const expected = formatFinding(fault.expected);
  const name = nameAt(fault.path, inspection);
  const element = elementName(fault.path, name);
  return {
    weight: "problem",
    what: t(code),
    more: t(`${code}:more`, { element, at: fault.offset, found, expected }),
    names: [name],
    offset: fault.offset,
    where: t("byteAt", { at: fault.offset }),
    path: fault.path,
    found,
    expected,
    rule: fault.rule,
  };
}

/** `Pixel Data (7FE0,0010)`, `Item 2 (0040,0275)[2]`; the path's last step. */
export function elementName(path: string, name: string): string {
  const [hex, item] = lastStep(path);
  return hex === "" ? t("elements") : `${name} (${Tag.tagText(Number.parseInt(hex, 16))})${item}`.trim();
}

/** The dictionary's name of what a path leads to, "" if it has none. */
export function nameAt(path: string, { entries }: Named): string {
  const [hex] = lastStep(path);
  return entries.get(Number.parseInt(hex, 16))?.name ?? "";
}

function lastStep(path: string): readonly [hex: string, item: string] {
  const [, hex = "", item = ""] = /([0-9A-F]{8})(\[\d+\])?$/.exec(path) ?? [];
  return [hex, item];
}

/** Why a file could not be read at all. */
export function failureSentence(failure: Failure, name: Datum, size: number): string {
  const values = failure.values;
  const kind = `kind:${String(values["kind"] ?? "binary")}` as TextKey;
  const isShort = failure.code === "not-dicom" && quoted(values["found"]) === "";
  const code = isShort ? "too-short" : failure.code;
  return t(`fail:${code}` as TextKey, {
    name: shown(name) || t("pasted"),
    size: formatSize(size),
    at: formatNumber(Math.max(failure.offset, 0)),
    kind: t(kind),
    found: quoted(values["found"]),
    hex: quoted(values["hex"]),
    first: quoted(values["first"]),
  });
}

/** Whatever a failure says of the file is a quotation of it. */
function quoted(value: string | number | Datum | undefined): string {
  return value === undefined ? "" : shown(value as Datum);
}
