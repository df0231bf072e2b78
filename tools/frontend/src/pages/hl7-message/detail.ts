/** The pane beside the table: what the selected part is, what it says, where it stands. */

import { type Copyable, copyMenu } from "../../elements/copy";
import { h } from "../../elements/dom";
import { english } from "../../elements/english";
import { beginAt, cutAt, type FieldEntry, type Presence, placeAt } from "../../hl7";
import type { Fragment } from "../../links/grammar";
import { masking, shown } from "../../shell/mask";
import { words } from "./detail-text";
import { documentBox } from "./document-box";
import { rowJson } from "./json";
import { maskedRows, rangeOf, seen, seenRaw } from "./masked";
import type { OpenMessage, Said } from "./open-message";
import { t } from "./text";
import { ticketOf } from "./ticket";

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
  readonly #columns: readonly string[];
  readonly #cells: (row: number) => readonly string[];
  readonly #place: (row: number) => Fragment;

  /** `columns` and `cells` are the table's, `place` is a row's in links: for copying. */
  constructor(
    columns: readonly string[],
    cells: (row: number) => readonly string[],
    place: (row: number) => Fragment,
  ) {
    this.#columns = columns;
    this.#cells = cells;
    this.#place = place;
  }

  /** In the place of what `pane` says. */
  show(pane: HTMLElement, open: OpenMessage, row: number): void {
    const said = open.value(row, LONGEST_VALUE);
    const composite = open.hasParts(row);
    const text = seen(open, row, said, LONGEST_VALUE);
    const raw = seenRaw(open, row, said, LONGEST_VALUE);
    const mark = h("mark");
    const line = contextLine(open, row, mark);
    pane.replaceChildren(
      h("h2", { className: "mono" }, open.path(row) || t("noSegment")),
      h("p", { className: "hl7-names" }, english(namesOf(open, row))),
      h("div", { className: "row" }, copyMenu(this.#copyable(open, row))),
      h("dl", {}, ...facts(open, row, said.presence)),
      ...(composite ? [] : textBlock(words("decoded"), text)),
      ...(composite || raw !== text ? textBlock(words("rawValue"), raw) : []),
      documentBox(open, row) ?? "",
      said.cut ? h("p", { className: "muted" }, words("decodedCut", { n: LONGEST_VALUE })) : "",
      h("h3", {}, words("inContext")),
      line,
    );
    // Not scrollIntoView: that would move the page too.
    line.scrollTop +=
      mark.getBoundingClientRect().top - line.getBoundingClientRect().top - line.clientHeight / 3;
  }

  #copyable(open: OpenMessage, row: number): Copyable {
    const all = Number.POSITIVE_INFINITY;
    const whole = (): Said => open.value(row, all);
    return {
      value: () => seen(open, row, whole(), all),
      ticket: () => ticketOf(open, row, this.#columns),
      more: [{ label: words("rawValue"), text: () => seenRaw(open, row, whole(), all) }],
      path: open.path(row),
      place: this.#place(row),
      columns: this.#columns,
      cells: () => this.#cells(row),
      json: () => rowJson(open, row),
    };
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
  const before = open.goesOnWith(row);
  const unknown = local ? words("localSegment") : words("unknownField");
  return [
    ...(before ? fact(words("goesOnWith"), before) : []),
    ...(isSegment ? [] : fact(t("type"), open.type(row) || words("typeUnknown"))),
    ...(isSegment || entry.field ? [] : [h("dt", {}, words("use")), h("dd", {}, unknown)]),
    ...(whole ? fact(words("use"), useOf(whole)) : []),
    ...(whole ? fact(words("occurs"), occursOf(whole, open.repetitions(row))) : []),
    ...(table ? fact(words("table"), table) : []),
    ...fact(words("state"), words(STATES[presence])),
    ...fact(words("place"), placeOf(open, row)),
  ];
}

function fact(name: string, value: string): readonly HTMLElement[] {
  return [h("dt", {}, name), h("dd", {}, value)];
}

function useOf({ most, required }: FieldEntry): string {
  if (most === 0) return words("withdrawn");
  return words(required ? "required" : "optional");
}

function occursOf({ most }: FieldEntry, here: number): string {
  const allowed =
    most <= 1 ? words("once") : Number.isFinite(most) ? words("upTo", { n: most }) : words("anyNumber");
  return `${allowed}; ${words("here", { n: here })}`;
}

function placeOf(open: OpenMessage, row: number): string {
  const { start, end } = open.span(row);
  const { base } = open;
  const { line, column } = placeAt(open.text, start, open.message.charset.encoding);
  return words("placeText", {
    line: base.line + line,
    column,
    byte: base.offset + start,
    length: end - start,
  });
}

function textBlock(title: string, text: string): readonly HTMLElement[] {
  return [h("h3", {}, title), h("pre", { className: "hl7-text", tabIndex: 0, "aria-label": title }, text)];
}

/** The segment's own text around the part, with the part marked. */
function contextLine(open: OpenMessage, row: number, mark: HTMLElement): HTMLElement {
  const [before, part, after] = masking.on ? maskedContext(open, row) : context(open, row);
  mark.textContent = part;
  const properties = { className: "hl7-text hl7-line", tabIndex: 0, "aria-label": words("inContext") };
  return h("pre", properties, before, mark, after);
}

type Parts = readonly [before: string, part: string, after: string];

function context(open: OpenMessage, row: number): Parts {
  const { start, end } = open.span(row);
  const whole = open.segment(row)?.span ?? { start, end };
  const { encoding } = open.message.charset;
  const from = beginAt(open.text.bytes, { start: whole.start, end: start }, CONTEXT, encoding);
  const to = cutAt(open.text.bytes, { start: end, end: whole.end }, CONTEXT, encoding);
  const markEnd = cutAt(open.text.bytes, { start, end }, LONGEST_VALUE, encoding);
  const text = (first: number, past: number): string =>
    shown(open.raw({ start: first, end: past }, LONGEST_VALUE));
  const before = text(from, start);
  return [
    (from > whole.start || before.length > CONTEXT ? "…" : "") + before.slice(-CONTEXT),
    text(start, markEnd),
    (markEnd < end ? "" : text(end, to)) + (markEnd < end || to < whole.end ? "…" : ""),
  ];
}

function maskedContext(open: OpenMessage, row: number): Parts {
  let segment = row;
  while (segment > 0 && open.kind(segment) !== "segment") segment--;
  const masked = maskedRows(open, segment, open.tree.last[segment] ?? row + 1, LONGEST_VALUE);
  const { start, end } = rangeOf(masked, row, open.tree.last[row] ?? row + 1) ?? { start: 0, end: 0 };
  const from = segment === row ? 0 : start;
  return [masked.text.slice(0, from), masked.text.slice(from, end), masked.text.slice(end)];
}
