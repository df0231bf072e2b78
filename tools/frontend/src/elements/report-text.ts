/**
 * A tool's whole result as text: what was opened, its problems, its rows. One writer for all tools: what stands in a file is
 * escaped in every form, and each begins with what has to be known of it.
 */

import { csvLine } from "../bytes/csv";
import { defineText } from "../text/define";
import { markdownHead, markdownRow, markdownText, tabSeparated } from "../text/forms";
import { htmlEnd, htmlHead, htmlList, htmlRow, htmlText } from "../text/html";
import type { Problem } from "./problems";

const t = defineText({
  en: {
    done: "The report is among your downloads.",
    held: "It may hold data about patients.",
    problems: "Problems",
    noProblems: "No problems were found.",
    found: "Found",
    expected: "Expected",
    rule: "Rule",
    rows: "{n} {n|row|rows}:",
    someRows: "The first {shown} of {n} rows:",
    masked: "Values are masked: no sign of a mask stands for a character of the value.",
    care: "This report may hold data about patients. Keep it as you keep the file itself.",
  },
  de: {
    done: "Der Bericht liegt bei Ihren Downloads.",
    held: "Er kann Daten über Patientinnen und Patienten enthalten.",
    problems: "Probleme",
    noProblems: "Es wurden keine Probleme gefunden.",
    found: "Gefunden",
    expected: "Erwartet",
    rule: "Regel",
    rows: "{n} {n|Zeile|Zeilen}:",
    someRows: "Die ersten {shown} von {n} Zeilen:",
    masked: "Werte sind maskiert: Kein Zeichen einer Maske steht für ein Zeichen des Werts.",
    care: "Dieser Bericht kann Daten über Patientinnen und Patienten enthalten. Bewahren Sie ihn auf wie die Datei selbst.",
  },
});

/** All strings may be seen: `shown` has been asked. */
export interface Report {
  readonly title: string;
  /** "en" or "de": the page's. */
  readonly language: string;
  readonly isMasked: boolean;
  readonly facts: readonly string[];
  /** Null where the tool looks for none, or where they are the rows. */
  readonly problems: readonly Problem[] | null;
  /** `key` names the column in JSON. */
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly count: number;
  /** Those of the last columns may be wanting. */
  cells(row: number): readonly string[];
}

export type ReportForm = "html" | "csv" | "md" | "json" | "txt";

/** Longer reports are read by nobody, and would fill the memory. */
const MOST_ROWS = 100_000;
const ROWS_A_PIECE = 1_000;

/** Said on the page once it is written; what has to be heeded stands on top of the file too. */
export const doneWords = ({ isMasked }: Pick<Report, "isMasked">): string =>
  isMasked ? t("done") : `${t("done")} ${t("held")}`;

/** How many pieces there are. */
export function pieceCount({ count }: Report): number {
  return Math.ceil(Math.min(count, MOST_ROWS) / ROWS_A_PIECE) + 2;
}

/** The report piece by piece; a piece is at most a thousand rows. */
export function* reportPieces(report: Report, form: ReportForm): Generator<string> {
  const writer = WRITERS[form];
  yield writer.begin(report);
  const count = Math.min(report.count, MOST_ROWS);
  for (let from = 0; from < count; from += ROWS_A_PIECE) {
    const rows = Array.from({ length: Math.min(ROWS_A_PIECE, count - from) }, (_, at) => {
      const cells = report.cells(from + at);
      return report.columns.map((_column, column) => cells[column] ?? "");
    });
    yield rows.map((cells, at) => writer.row(report, cells, from + at === 0)).join("");
  }
  yield writer.end;
}

interface Writer {
  begin(report: Report): string;
  row(report: Report, cells: readonly string[], isFirst: boolean): string;
  readonly end: string;
}

const WRITERS: Readonly<Record<ReportForm, Writer>> = {
  md: {
    begin: (report) =>
      [
        `# ${markdownText(report.title)}\n`,
        ...report.facts.map((fact) => `- ${markdownText(fact)}`),
        `- ${remark(report)}`,
        ...section(report, `\n## ${t("problems")}\n`, (lines) =>
          lines.map((line) => `- ${line.map(markdownText).join(" · ")}`),
        ),
        `\n${rowsSentence(report)}\n`,
        markdownHead(report.columns.map(({ label }) => label)),
        "",
      ].join("\n"),
    row: (_report, cells) => `${markdownRow(cells)}\n`,
    end: "",
  },
  txt: {
    begin: (report) =>
      [
        report.title,
        ...report.facts,
        remark(report),
        ...section(report, `\n${t("problems")}`, (lines) => lines.map(tabSeparated)),
        "",
        rowsSentence(report),
        tabSeparated(report.columns.map(({ label }) => label)),
        "",
      ].join("\n"),
    row: (_report, cells) => `${tabSeparated(cells)}\n`,
    end: "",
  },
  json: {
    begin: (report) => {
      const { title, isMasked, facts, problems, count } = report;
      const head = JSON.stringify({
        title,
        note: remark(report),
        masked: isMasked,
        facts,
        problems: problems?.map(problemJson),
        count,
      });
      return `${head.slice(0, -1)},"rows":[`;
    },
    row: ({ columns }, cells, isFirst) => {
      const named = columns.map(({ key }, at) => [key, cells[at]] as const);
      return `${isFirst ? "" : ","}\n${JSON.stringify(Object.fromEntries(named))}`;
    },
    end: "\n]}\n",
  },
  /** One cell of care above the head of the rows; the byte order mark tells a spreadsheet that they are UTF-8. */
  csv: {
    begin: (report) =>
      `\ufeff${csvLine([remark(report)])}${csvLine(report.columns.map(({ label }) => label))}`,
    row: (_report, cells) => csvLine(cells),
    end: "",
  },
  html: {
    begin: (report) =>
      [
        htmlHead(report.language, report.title),
        `<p class="care">${htmlText(remark(report))}</p>`,
        `<h1>${htmlText(report.title)}</h1>`,
        htmlList(report.facts),
        ...section(report, `<h2>${htmlText(t("problems"))}</h2>`, (lines) => [
          htmlList(lines.map((line) => line.join(" · "))),
        ]),
        `<p>${htmlText(rowsSentence(report))}</p>`,
        `<table>${htmlRow(
          report.columns.map(({ label }) => label),
          "th",
        )}`,
        "",
      ].join("\n"),
    row: (_report, cells) => `${htmlRow(cells)}\n`,
    end: `</table>${htmlEnd}`,
  },
};

/** Masked, or to be kept with care: one of the two stands at the top of every report. */
const remark = ({ isMasked }: Report): string => t(isMasked ? "masked" : "care");

function problemJson({ what, where, offset, path, found, expected, rule }: Problem): object {
  return { what, where, offset, path, found, expected, rule };
}

/** The problems below their heading, where there can be any. */
function section(
  { problems }: Report,
  heading: string,
  written: (lines: readonly (readonly string[])[]) => readonly string[],
): readonly string[] {
  return problems ? [heading, ...written(problemLines(problems))] : [];
}

function problemLines(problems: readonly Problem[]): readonly (readonly string[])[] {
  if (problems.length === 0) return [[t("noProblems")]];
  return problems.map(({ what, where, path, found, expected, rule }) => {
    const named = [
      [t("found"), found],
      [t("expected"), expected],
      [t("rule"), rule],
    ].map(([name, value]) => (value ? `${name}: ${value}` : ""));
    return [what, where, path, ...named].filter((part) => part !== "");
  });
}

function rowsSentence({ count }: Report): string {
  return count <= MOST_ROWS ? t("rows", { n: count }) : t("someRows", { shown: MOST_ROWS, n: count });
}
