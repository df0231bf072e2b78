/** The converter beside the message that is open: choices, what they change and where, and the result. */

import "../../elements/grid";
import { unmasked } from "../../bytes/datum";
import { loadLibrary } from "../../dictionary/standard";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { sayEnded } from "../../elements/ended";
import { Notices } from "../../elements/notices";
import { isAround } from "../../hl7/convert/changes";
import { choosesNothing } from "../../hl7/convert/choices";
import type { Form } from "../../hl7/convert/export";
import { shown } from "../../shell/mask";
import { formatSize } from "../../text/define";
import type { ConvertAnswer } from "../../workers/hl7-conversion";
import type { Companion, ReadText } from "../hl7-message/companion";
import { ResultBox } from "../hl7-message/result-box";
import { type ChangeRows, changeCount, changeRows } from "./change-rows";
import { ChoiceBox } from "./choice-box";
import { Converter, NoLibrary, workers } from "./converter";
import { sentenceOf } from "./failures";
import { t } from "./text";

const COLUMNS = [
  { key: "path", label: t("colPath"), className: "m" },
  { key: "place", label: t("colPlace"), className: "m" },
  { key: "before", label: t("colBefore"), className: "m" },
  { key: "after", label: t("colAfter"), className: "m" },
] as const;
/** Groups are closed at first where there would be more rows than anybody looks through. */
const MOST_OPEN = 60;
const ENDINGS: Readonly<Record<"hl7" | Form, string>> = {
  hl7: "hl7",
  json: "json",
  "json-decoded": "json",
  xml: "xml",
  csv: "csv",
};
const NO_ROWS: ChangeRows = { rows: [], level: new Uint8Array(), end: new Uint32Array() };

/** Asks for the rules and for a worker, before there are data. */
export const prepare = (): Promise<unknown> => Promise.all([loadLibrary(), workers.prepare()]);

export class ConvertPanel implements Companion {
  readonly #goTo: (offset: number, focus: boolean) => void;
  readonly #converter = new Converter();
  readonly #notices = new Notices(() => this.#converter.cancel(), "");
  readonly #box = new ChoiceBox(() => void this.#convert());
  readonly #said = h("p", { className: "hl7-verdict", role: "status" });
  readonly #kept = h("p", { className: "muted" });
  readonly #grid = h("hot-grid", { ariaLabel: t("changes"), translate: false, className: "hl7-changes" });
  readonly #written = new ResultBox(() => `hl7-converted.${ENDINGS[this.#box.form]}`);
  readonly #result: HTMLElement;
  readonly element: HTMLElement;
  #text: ReadText | null = null;
  #rows: ChangeRows = NO_ROWS;
  #conversions = 0;

  constructor(goTo: (offset: number, focus: boolean) => void) {
    this.#goTo = goTo;
    this.#grid.columns = COLUMNS;
    this.#grid.onpick = (row) => this.#go(row, false);
    this.#grid.onactivate = (row) => this.#go(row, true);
    copyRows(this.#grid, (row) => COLUMNS.map((_, column) => this.#cell(row, column)));
    this.#result = h(
      "div",
      { className: "hl7-found", hidden: true },
      this.#said,
      this.#kept,
      this.#grid,
      this.#written.element,
    );
    this.element = h(
      "section",
      { className: "hl7-convert", "aria-label": t("convert"), hidden: true },
      h("h2", {}, t("convert")),
      this.#box.element,
      ...this.#notices.elements,
      this.#result,
    );
  }

  read(text: ReadText): void {
    this.#text = text;
    this.element.hidden = false;
    void this.#convert();
  }

  outdate(): void {
    this.#stop();
    this.#show(null);
  }

  clear(): void {
    this.#stop();
    this.#text = null;
    this.#notices.say();
    this.#show(null);
    this.element.hidden = true;
  }

  redraw(): void {
    this.#notices.redraw();
    this.#grid.refresh();
    this.#written.redraw();
  }

  close(): void {
    this.clear();
    this.#converter.end();
  }

  /** What is under way is not waited for any more. */
  #stop(): void {
    this.#conversions++;
    this.#converter.cancel();
    this.#notices.rest();
  }

  async #convert(): Promise<void> {
    const text = this.#text;
    if (!text) return;
    const conversion = ++this.#conversions;
    const { form, choices } = this.#box;
    this.#notices.say();
    if (form === "hl7" && choosesNothing(choices)) {
      this.#converter.cancel();
      this.#show(null);
      this.#notices.rest(t("nothingChosen"));
      return;
    }
    this.#notices.work(t("begin"));
    const tell = (done: number, total: number): void => {
      if (total > 1) this.#notices.work(t("converting", { done, total }));
    };
    try {
      const answer = await this.#converter.convert({ blob: text.blob, form, choices }, tell);
      if (conversion !== this.#conversions) return;
      this.#notices.rest();
      this.#show(answer);
    } catch (error) {
      if (conversion === this.#conversions) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#show(null);
    sayEnded(this.#notices, error, {
      cancelled: t("cancelled"),
      again: t("again"),
      sentence: (failure) => (error instanceof NoLibrary ? t("libraryFailed") : sentenceOf(failure)),
      retry: () => void this.#convert(),
    });
  }

  #show(answer: ConvertAnswer | null): void {
    this.#result.hidden = answer === null;
    this.#rows = answer?.conversion ? changeRows(answer.conversion) : NO_ROWS;
    const { rows, level, end } = this.#rows;
    this.#said.textContent = answer ? this.#sentences(answer).join(" ") : "";
    this.#kept.textContent = answer?.exported ? t(`back-${this.#box.form as Form}`) : "";
    this.#grid.hidden = rows.length === 0;
    this.#grid.setRows(
      {
        count: rows.length,
        tree: { level, end },
        cell: (row, column) => this.#cell(row, column),
        rowClass: (row) => (rows[row]?.change ? "" : "hl7-group"),
      },
      { among: null, openTo: rows.length > MOST_OPEN ? 1 : 2 },
    );
    this.#written.show(answer, this.#box.form === "hl7");
  }

  #sentences({ conversion, exported, blob }: ConvertAnswer): readonly string[] {
    const n = conversion ? changeCount(conversion) : 0;
    const kinds = conversion?.counts.size ?? 0;
    const before = formatSize(this.#text?.blob.size ?? 0);
    const changed = n === 0 ? t("unchanged") : t("changed", { n, kinds });
    if (!exported) return [changed, t("sizes", { before, after: formatSize(blob.size) })];
    const { messages, envelopes, lines } = exported;
    return [
      t("written", { n: messages, size: formatSize(blob.size) }),
      ...(conversion ? [changed] : []),
      ...(envelopes > 0 ? [t("leftEnvelopes", { n: envelopes })] : []),
      ...(lines > 0 ? [t("leftLines", { n: lines })] : []),
    ];
  }

  #go(row: number, focus: boolean): void {
    const at = this.#rows.rows[row];
    if (at?.change) this.#goTo(at.change.offset, focus);
    else if (at && focus) this.#grid.toggle(row);
  }

  #cell(row: number, column: number): string {
    const at = this.#rows.rows[row];
    if (!at) return "";
    const { kind, count: n, listed, change } = at;
    if (!change)
      return column > 0 ? "" : t(listed < n ? "groupCut" : "group", { what: t(`change-${kind}`), n, listed });
    const { path, place, before, after } = change;
    // What stands around segments is structure, but for the text that does not belong there.
    const isOpen = isAround(kind) && kind !== "text-before-header" && kind !== "line-prefix";
    const quote = isOpen ? unmasked : shown;
    return [path, `${place.line}:${place.column}`, quote(before), quote(after)][column] ?? "";
  }
}
