/** What was found in the text that is open: grouped by rule, each finding a way to its place. */

import "../../elements/grid";
import { loadLibrary } from "../../dictionary/standard";
import { copyRows } from "../../elements/copy";
import { h } from "../../elements/dom";
import { sayEnded } from "../../elements/ended";
import { Notices } from "../../elements/notices";
import { type ReportContent, reportMenu } from "../../elements/report";
import { blockAt } from "../../hl7";
import type { Finding, Severity } from "../../hl7/findings";
import type { Validation } from "../../hl7/validation";
import { shown } from "../../shell/mask";
import { formatNumber } from "../../text/define";
import type { Companion, ReadText } from "../hl7-message/companion";
import { Checker, NoLibrary, workers } from "./checker";
import { countsOf, GroupRows, groupsOf, SEVERITIES } from "./groups";
import { ProfileBox } from "./profile-box";
import { t } from "./text";

const COLUMNS = [
  { key: "path", label: t("colPath"), className: "m" },
  { key: "place", label: t("colPlace"), className: "m" },
  { key: "found", label: t("colFound"), className: "m" },
  { key: "expected", label: t("colExpected"), className: "m" },
  { key: "clause", label: t("colClause") },
] as const;
const REPORTED = [
  { key: "severity", label: t("colSeverity") },
  { key: "rule", label: t("colRule") },
  { key: "message", label: t("colMessage") },
  { key: "line", label: t("colPlace") },
  { key: "path", label: t("colPath") },
  { key: "what", label: t("colWhat") },
  { key: "found", label: t("colFound") },
  { key: "expected", label: t("colExpected") },
  { key: "clause", label: t("colClause") },
] as const;
/** Groups are closed at first where there would be more rows than anybody looks through. */
const MOST_OPEN = 200;
const PLURALS = { error: "errors", warning: "warnings", note: "notes" } as const;

/** Asks for the rules and for a worker, before there are data. */
export const prepare = (): Promise<unknown> => Promise.all([loadLibrary(), workers.prepare()]);

export class FindingsPanel implements Companion {
  readonly #goTo: (offset: number, focus: boolean) => void;
  readonly #checker = new Checker();
  readonly #notices = new Notices(() => this.#checker.cancel(), "");
  readonly #profile = new ProfileBox(() => void this.#check());
  readonly #grid = h("hot-grid", {
    ariaLabel: t("findings"),
    translate: false,
    className: "hl7-findings-grid",
  });
  readonly #filters = SEVERITIES.map((severity) => ({
    severity,
    box: h("input", { type: "checkbox", checked: true }),
    words: h("span"),
  }));
  /** The finding that is selected, in full: the table cuts what does not fit. */
  readonly #chosen = h("p", { className: "hl7-chosen" });
  readonly #facts = h("p", { className: "muted" });
  readonly #nothing = h("p", { className: "note safe", role: "status" });
  readonly #found: HTMLElement;
  readonly element: HTMLElement;
  #text: ReadText | null = null;
  #validation: Validation | null = null;
  #rows = new GroupRows([]);
  #checkings = 0;
  /** The text was not changed since it was checked. */
  #isFresh = false;

  constructor(goTo: (offset: number, focus: boolean) => void) {
    this.#goTo = goTo;
    this.#furnishGrid();
    for (const { box } of this.#filters) box.addEventListener("change", () => this.#filter());
    const filters = this.#filters.map(({ box, words }) => h("label", { className: "hl7-check" }, box, words));
    const report = reportMenu("hl7-validator-report", () => this.#report());
    this.#found = h(
      "div",
      { className: "hl7-found", hidden: true },
      this.#facts,
      h("div", { className: "hl7-bar" }, ...filters, report),
      this.#nothing,
      this.#grid,
      this.#chosen,
      h("p", { className: "muted" }, t("checks")),
      h("p", { className: "muted" }, t("notChecked")),
    );
    this.element = h(
      "section",
      { className: "hl7-findings", "aria-label": t("findings") },
      ...this.#notices.elements,
      this.#found,
      this.#profile.element,
    );
  }

  #furnishGrid(): void {
    this.#grid.columns = COLUMNS;
    this.#grid.onpick = (row) => this.#go(row, false);
    this.#grid.onactivate = (row) => this.#go(row, true);
    copyRows(this.#grid, (row) => COLUMNS.map((_, column) => this.#cell(row, column)));
  }

  read(text: ReadText): void {
    this.#text = text;
    void this.#check();
  }

  outdate(): void {
    this.#stop();
    this.#isFresh = false;
  }

  clear(): void {
    this.#stop();
    this.#text = null;
    this.#notices.rest();
    this.#notices.say();
    this.#show(null);
  }

  redraw(): void {
    this.#profile.redraw();
    this.#notices.redraw();
    this.#grid.refresh();
    this.#choose(this.#grid.selected);
  }

  close(): void {
    this.clear();
    this.#checker.end();
    this.#profile.clear();
  }

  /** What is under way is not waited for any more. */
  #stop(): void {
    this.#checkings++;
    this.#checker.cancel();
    this.#notices.rest();
  }

  async #check(): Promise<void> {
    const text = this.#text;
    if (!text) return;
    const checking = ++this.#checkings;
    this.#notices.say();
    this.#notices.work(t("begin"));
    const tell = (done: number, total: number): void => {
      if (total > 1) this.#notices.work(t("checking", { done, total }));
    };
    const question = { blob: text.blob, profile: this.#profile.profile };
    try {
      const validation = await this.#checker.check(question, tell);
      if (checking !== this.#checkings) return;
      this.#notices.rest();
      this.#show(validation);
    } catch (error) {
      if (checking === this.#checkings) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#show(null);
    const failed = (code: string): "unreadable" | "failed" => (code === "unreadable" ? code : "failed");
    sayEnded(this.#notices, error, {
      cancelled: t("cancelled"),
      again: t("checkAgain"),
      sentence: ({ code }) => t(error instanceof NoLibrary ? "libraryFailed" : failed(code)),
      retry: () => void this.#check(),
    });
  }

  #show(validation: Validation | null): void {
    this.#validation = validation;
    this.#isFresh = validation !== null;
    const groups = validation ? groupsOf(validation) : [];
    this.#rows = new GroupRows(groups);
    const counts = countsOf(groups);
    for (const { severity, words } of this.#filters)
      words.textContent = `${t(PLURALS[severity])} ${formatNumber(counts[severity])}`;
    this.#facts.textContent = validation ? this.#checked(validation).join(" ") : "";
    this.#found.hidden = validation === null;
    const { count, level, end } = this.#rows;
    this.#grid.setRows(
      {
        count,
        tree: { level, end },
        cell: (row, column) => this.#cell(row, column),
        rowClass: (row) => (this.#rows.at(row)?.finding ? "" : "hl7-group"),
      },
      { among: null, openTo: count > MOST_OPEN ? 1 : 2 },
    );
    this.#choose(-1);
    this.#filter();
  }

  /** What was held to what. */
  #checked({ versions, fragments, findings, counts }: Validation): readonly string[] {
    const n = versions.reduce((sum, [, count]) => sum + count, 0);
    const names = versions.map(([version, count]) =>
      versions.length === 1 ? t("version", { version }) : t("versionCount", { version, n: count }),
    );
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const own = this.#profile.profile === "" ? "" : ` ${t("withProfile")}`;
    return [
      n === 0 ? t("noMessages") : `${t("checkedAgainst", { n, versions: names.join(", ") })}${own}.`,
      ...(fragments > 0 ? [t("fragments", { n: fragments })] : []),
      ...(findings.length < all ? [`${t("leftOut", { n: all, kept: findings.length })}.`] : []),
    ];
  }

  #filter(): void {
    const on = this.#filters.filter(({ box }) => box.checked).map(({ severity }) => severity);
    const rows = this.#rows.of(new Set<Severity>(on));
    const isAll = rows.length === this.#rows.count;
    this.#grid.hidden = rows.length === 0;
    this.#chosen.hidden = rows.length === 0;
    this.#grid.filter(isAll ? null : rows, this.#rows.count > MOST_OPEN ? 1 : 2);
    const messages = this.#validation?.versions.length ?? 0;
    this.#nothing.hidden = rows.length > 0 || messages === 0;
    this.#nothing.textContent = t(this.#rows.count === 0 ? "nothingFound" : "onlyOff");
  }

  #go(row: number, focus: boolean): void {
    this.#choose(row);
    const at = this.#rows.at(row);
    if (at?.finding && this.#isFresh) this.#goTo(at.finding.offset, focus);
    else if (at && focus) this.#grid.toggle(row);
  }

  #choose(row: number): void {
    const at = row < 0 ? null : this.#rows.at(row);
    const { group, finding } = at ?? { group: null, finding: null };
    if (!group || !finding) this.#chosen.replaceChildren(group ? t(group.rule) : t("goHint"));
    else {
      const { place, path, found, expected, clause } = finding;
      const where = t("where", { line: String(place.line), column: String(place.column) });
      const quote = shown(found);
      const said = [
        ...(quote === "" ? [] : [` · ${t("colFound")}: `, code(quote)]),
        ...(expected === "" ? [] : [` · ${t("colExpected")}: `, code(expected)]),
      ];
      const what = h("strong", {}, t(group.rule));
      this.#chosen.replaceChildren(what, ` · ${path} · ${where}`, ...said, ` · ${clause}`);
    }
  }

  #cell(row: number, column: number): string {
    const at = this.#rows.at(row);
    if (!at) return "";
    const { group, finding } = at;
    if (finding) return cellsOf(finding, this.#messageOf(finding))[column] ?? "";
    if (column > 0) return "";
    const kept = group.findings.length;
    const words = { severity: t(group.severity), rule: t(group.rule), n: group.count, kept };
    return t(kept < group.count ? "groupCut" : "group", words);
  }

  /** From 1; null where there is one alone. */
  #messageOf({ offset }: Finding): number | null {
    const feed = this.#text?.feed;
    return feed && feed.starts.length > 1 ? blockAt(feed, offset) + 1 : null;
  }

  #report(): ReportContent {
    const findings = this.#validation?.findings ?? [];
    return {
      title: t("reportTitle"),
      facts: [
        ...(this.#text?.facts() ?? []),
        ...(this.#validation ? this.#checked(this.#validation) : []),
        t("checks"),
        t("notChecked"),
      ],
      problems: this.#text?.problems() ?? [],
      columns: REPORTED,
      count: findings.length,
      cells: (row) => (findings[row] ? this.#reported(findings[row]) : []),
    };
  }

  #reported(finding: Finding): readonly string[] {
    const { rule, severity, place, path, found, expected, clause } = finding;
    const message = String(this.#messageOf(finding) ?? 1);
    const where = `${place.line}:${place.column}`;
    return [t(severity), rule, message, where, path, t(rule), shown(found), expected, clause];
  }
}

function cellsOf(
  { path, place, found, expected, clause }: Finding,
  message: number | null,
): readonly string[] {
  const where = `${place.line}:${place.column}`;
  return [path, message === null ? where : `${where} (${message})`, shown(found), expected, clause];
}

function code(text: string): HTMLElement {
  return h("code", { className: "mono", translate: false }, text);
}
