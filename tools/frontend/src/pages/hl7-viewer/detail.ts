/** The pane beside the table: what the selected part is, what it says, where it stands. */

import { h } from "../../elements/dom";
import { type FieldEntry, type Presence, placeAt, typeName, type Value } from "../../hl7";
import type { OpenMessage } from "./open-message";
import { t } from "./text";

/** Bytes of a value that are shown; copying takes all of it. */
const LONGEST_VALUE = 20_000;
/** Bytes of the segment shown before and after the selected part. */
const CONTEXT = 240;

const STATES: Readonly<Record<Presence, "stateText" | "stateEmpty" | "stateNull">> = {
  text: "stateText",
  empty: "stateEmpty",
  absent: "stateEmpty",
  null: "stateNull",
};

export class Detail {
  readonly #body = h("div", { className: "hl7-detail-body" });
  readonly #status = h("p", { className: "muted", role: "status" });
  readonly element = h(
    "section",
    { className: "hl7-detail", "aria-label": t("detail") },
    this.#body,
    this.#status,
  );

  constructor() {
    this.clear();
  }

  clear(): void {
    this.#status.textContent = "";
    this.#body.replaceChildren(h("p", { className: "muted" }, t("selectOne")));
  }

  show(open: OpenMessage, row: number): void {
    this.#status.textContent = "";
    const path = open.path(row);
    const { value, cut } = open.value(row, LONGEST_VALUE);
    const composite = open.hasParts(row);
    const whole = (): Value => open.value(row, Number.POSITIVE_INFINITY).value;
    const mark = h("mark");
    const line = contextLine(open, row, mark);
    this.#body.replaceChildren(
      h("h2", { className: "mono", translate: false }, path || t("noSegment")),
      h("p", { className: "hl7-names", translate: false }, namesOf(open, row)),
      h(
        "div",
        { className: "row" },
        path ? this.#copyButton(t("copyPath"), () => path) : null,
        this.#copyButton(t("copyValue"), () => (composite ? whole().raw : whole().text)),
        this.#copyButton(t("copyRaw"), () => whole().raw),
      ),
      h("dl", {}, ...facts(open, row, value.presence)),
      ...(composite ? [] : textBlock(t("decoded"), value.text)),
      ...(composite || value.raw !== value.text ? textBlock(t("rawValue"), value.raw) : []),
      cut ? h("p", { className: "muted" }, t("decodedCut", { n: LONGEST_VALUE })) : "",
      h("h3", {}, t("inContext")),
      line,
    );
    // Not scrollIntoView: that would move the page too.
    line.scrollTop +=
      mark.getBoundingClientRect().top - line.getBoundingClientRect().top - line.clientHeight / 3;
  }

  #copyButton(label: string, text: () => string): HTMLElement {
    const button = h("button", { type: "button", className: "btn small" }, label);
    button.addEventListener("click", async () => {
      const done = await navigator.clipboard.writeText(text()).then(
        () => true,
        () => false,
      );
      this.#status.textContent = t(done ? "copied" : "copyFailed");
    });
    return button;
  }
}

function namesOf(open: OpenMessage, row: number): string {
  const { field, component, subcomponent, name } = open.entry(row);
  const names = [field?.name, component?.name, subcomponent?.name].filter((part) => part);
  return names.length > 0 ? names.join(" › ") : name;
}

function facts(open: OpenMessage, row: number, presence: Presence): readonly HTMLElement[] {
  const entry = open.entry(row);
  const isSegment = open.kind(row) === "segment";
  const local = (open.segment(row)?.id ?? "").startsWith("Z");
  const table = entry.subcomponent?.table ?? entry.component?.table ?? entry.field?.table ?? "";
  // The tables know optionality and repetition of fields, not of their parts.
  const whole = entry.component ? null : entry.field;
  const unknown = local ? t("localSegment") : t("unknownField");
  return [
    ...(isSegment ? [] : fact(t("type"), entry.type ? typeName(entry.type) : t("typeUnknown"))),
    ...(isSegment || entry.field ? [] : [h("dt", {}, t("use")), h("dd", {}, unknown)]),
    ...(whole ? fact(t("use"), useOf(whole)) : []),
    ...(whole ? fact(t("occurs"), occursOf(whole, open.repetitions(row))) : []),
    ...(table ? fact(t("table"), table) : []),
    ...fact(t("state"), t(STATES[presence])),
    ...fact(t("place"), placeOf(open, row)),
  ];
}

function fact(name: string, value: string): readonly HTMLElement[] {
  return [h("dt", {}, name), h("dd", {}, value)];
}

function useOf({ most, required }: FieldEntry): string {
  if (most === 0) return t("withdrawn");
  return t(required ? "required" : "optional");
}

function occursOf({ most }: FieldEntry, here: number): string {
  const allowed = most <= 1 ? t("once") : Number.isFinite(most) ? t("upTo", { n: most }) : t("anyNumber");
  return `${allowed}; ${t("here", { n: here })}`;
}

function placeOf(open: OpenMessage, row: number): string {
  const { start, end } = open.span(row);
  const { base } = open;
  const { line, column } = placeAt(open.text, start, open.message.charset.encoding);
  return t("placeText", { line: base.line + line, column, byte: base.offset + start, length: end - start });
}

function textBlock(title: string, text: string): readonly HTMLElement[] {
  return [
    h("h3", {}, title),
    h("pre", { className: "hl7-text", translate: false, tabIndex: 0, "aria-label": title }, text),
  ];
}

/** The segment's own bytes around the part, with the part marked. */
function contextLine(open: OpenMessage, row: number, mark: HTMLElement): HTMLElement {
  const { start, end } = open.span(row);
  const whole = open.segment(row)?.span ?? { start, end };
  const from = Math.max(whole.start, start - CONTEXT);
  const to = Math.min(whole.end, end + CONTEXT);
  const markEnd = Math.min(end, start + LONGEST_VALUE);
  mark.textContent = open.raw({ start, end: markEnd }, LONGEST_VALUE);
  const before = open.raw({ start: from, end: start }, CONTEXT);
  const after = markEnd < end ? "" : open.raw({ start: end, end: to }, CONTEXT);
  return h(
    "pre",
    { className: "hl7-text hl7-line", translate: false, tabIndex: 0, "aria-label": t("inContext") },
    from > whole.start ? "…" : "",
    before,
    mark,
    after,
    markEnd < end || to < whole.end ? "…" : "",
  );
}
