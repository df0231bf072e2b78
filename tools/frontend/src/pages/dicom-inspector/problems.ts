/** Faults and failures as sentences: what, where, found against expected, the rule. */

import type { Failure, Fault } from "../../bytes/fault";
import type { DicomFaultCode } from "../../dicom";
import { Tag } from "../../dicom";
import { h } from "../../elements/dom";
import { formatNumber } from "../../text/define";
import type { Inspection } from "../../workers/dicom";
import { formatFinding, formatSize } from "./format";
import { type TextKey, t } from "./text";

/** More than these would push the file off the screen. */
const SHOWN_AT_FIRST = 5;

/** The list above the panes; `goTo` takes a byte offset. null if all is well. */
export function problemList(inspection: Inspection, goTo: (offset: number) => void): HTMLElement | null {
  const { faults, faultsLeftOut } = inspection;
  if (faults.length === 0) return null;
  const list = h("ul", { className: "inspector-problems" });
  const show = (some: readonly Fault[]): void =>
    list.append(...some.map((fault) => problem(fault, inspection, goTo)));
  show(faults.slice(0, SHOWN_AT_FIRST));
  const rest = faults.slice(SHOWN_AT_FIRST);
  const more = h("button", { type: "button", className: "btn small" }, t("moreProblems", { n: rest.length }));
  more.onclick = () => {
    more.remove();
    show(rest);
    if (faultsLeftOut > 0) list.append(h("li", { className: "note" }, t("leftOut", { n: faultsLeftOut })));
  };
  return h("section", { "aria-label": t("problems") }, list, rest.length > 0 ? more : null);
}

function problem(fault: Fault, inspection: Inspection, goTo: (offset: number) => void): HTMLElement {
  const code = fault.code as DicomFaultCode;
  const more = t(`${code}:more`, {
    element: elementName(fault.path, inspection),
    at: fault.offset,
    found: formatFinding(fault.found),
    expected: formatFinding(fault.expected),
  });
  const jump = h(
    "button",
    { type: "button", className: "btn small", onclick: () => goTo(fault.offset) },
    t("goTo", { at: fault.offset }),
  );
  const place = [fault.path, t("rule", { rule: fault.rule })].filter((part) => part !== "").join(" · ");
  return h(
    "li",
    { className: "note" },
    h("p", {}, h("strong", {}, t(code)), ` ${more}`),
    h("p", { className: "row" }, jump, h("span", { className: "muted" }, place)),
  );
}

/** `Pixel Data (7FE0,0010)`, `Item 2 (0040,0275)[2]`; the path's last step. */
function elementName(path: string, { entries }: Inspection): string {
  const [, hex = "", item = ""] = /([0-9A-F]{8})(\[\d+\])?$/.exec(path) ?? [];
  if (hex === "") return t("elements");
  const tag = Number.parseInt(hex, 16);
  const name = entries.get(tag)?.name ?? "";
  return `${name} (${Tag.tagText(tag)})${item}`.trim();
}

/** Why a file could not be read at all. */
export function failureSentence(failure: Failure, name: string, size: number): string {
  const values = failure.values;
  const kind = `kind:${values["kind"] ?? "binary"}` as TextKey;
  const isShort = failure.code === "not-dicom" && values["found"] === "";
  const code = isShort ? "too-short" : failure.code;
  return t(`fail:${code}` as TextKey, {
    name: name === "" ? t("pasted") : name,
    size: formatSize(size),
    at: formatNumber(Math.max(failure.offset, 0)),
    kind: t(kind),
    found: String(values["found"] ?? ""),
    hex: String(values["hex"] ?? ""),
    first: String(values["first"] ?? ""),
  });
}
