/** A tool's whole result as text: what was opened, its problems, its rows. */

import { defineText } from "../text/define";
import { markdownHead, markdownRow, markdownText, tabSeparated } from "../text/forms";
import type { Problem } from "./problems";

const t = defineText({
  en: {
    problems: "Problems",
    noProblems: "No problems were found.",
    found: "Found",
    expected: "Expected",
    rule: "Rule",
    rows: "The first {shown} of {n} rows:",
    masked: "Values are masked: no sign of a mask stands for a character of the value.",
  },
  de: {
    problems: "Probleme",
    noProblems: "Es wurden keine Probleme gefunden.",
    found: "Gefunden",
    expected: "Erwartet",
    rule: "Regel",
    rows: "Die ersten {shown} von {n} Zeilen:",
    masked: "Werte sind maskiert: Kein Zeichen einer Maske steht für ein Zeichen des Werts.",
  },
});

/** All strings may be seen: `shown` has been asked. */
export interface Report {
  readonly title: string;
  readonly isMasked: boolean;
  readonly facts: readonly string[];
  readonly problems: readonly Problem[];
  /** `key` names the column in JSON. */
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly count: number;
  cells(row: number): readonly string[];
}

export type ReportForm = "md" | "json" | "txt";

/** Longer reports are read by nobody, and would fill the memory. */
const MOST_ROWS = 100_000;
const ROWS_A_PIECE = 1_000;

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
    const rows = Array.from({ length: Math.min(ROWS_A_PIECE, count - from) }, (_, at) =>
      report.cells(from + at),
    );
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
        ...(report.isMasked ? [`- ${t("masked")}`] : []),
        `\n## ${t("problems")}\n`,
        ...problemLines(report, (problem) => `- ${problem.map(markdownText).join(" · ")}`),
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
        ...(report.isMasked ? [t("masked")] : []),
        "",
        t("problems"),
        ...problemLines(report, (problem) => tabSeparated(problem)),
        "",
        rowsSentence(report),
        tabSeparated(report.columns.map(({ label }) => label)),
        "",
      ].join("\n"),
    row: (_report, cells) => `${tabSeparated(cells)}\n`,
    end: "",
  },
  json: {
    begin: ({ title, isMasked, facts, problems, count }) => {
      const head = JSON.stringify({
        title,
        masked: isMasked,
        facts,
        problems: problems.map(problemJson),
        count,
      });
      return `${head.slice(0, -1)},"rows":[`;
    },
    row: ({ columns }, cells, isFirst) => {
      const named = columns.map(({ key }, at) => [key, cells[at] ?? ""] as const);
      return `${isFirst ? "" : ","}\n${JSON.stringify(Object.fromEntries(named))}`;
    },
    end: "\n]}\n",
  },
};

function problemJson({ what, where, offset, path, found, expected, rule }: Problem): object {
  return { what, where, offset, path, found, expected, rule };
}

function problemLines({ problems }: Report, line: (parts: readonly string[]) => string): readonly string[] {
  if (problems.length === 0) return [t("noProblems")];
  return problems.map(({ what, where, path, found, expected, rule }) => {
    const named = [
      [t("found"), found],
      [t("expected"), expected],
      [t("rule"), rule],
    ].map(([name, value]) => (value ? `${name}: ${value}` : ""));
    return line([what, where, path, ...named].filter((part) => part !== ""));
  });
}

function rowsSentence({ count }: Report): string {
  return t("rows", { shown: Math.min(count, MOST_ROWS), n: count });
}
