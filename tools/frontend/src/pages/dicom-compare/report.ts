/** A line for each difference, as far as they are listed, and one for each pair or file that has none. */

import type { CompareRow } from "../../dicom/compare";
import { listedLines } from "../../elements/listed-lines";
import type { ReportContent } from "../../elements/report";
import type { Found } from "./found";
import { t } from "./view-text";
import { elementWords, howWords, kindWords, quoteOf } from "./words";

const COLUMNS = [
  { key: "number", label: t("colNumber") },
  { key: "outcome", label: t("colOutcome") },
  { key: "leftFile", label: `${t("instances")}: ${t("left")}` },
  { key: "rightFile", label: `${t("instances")}: ${t("right")}` },
  { key: "path", label: t("colPath") },
  { key: "pathRight", label: t("colPathRight") },
  { key: "element", label: t("colElement") },
  { key: "kind", label: t("colKind") },
  { key: "how", label: t("colHow") },
  { key: "left", label: t("colLeft") },
  { key: "right", label: t("colRight") },
] as const;

/** `ofPair` is a cell of the list of pairs. */
export function reportOf(
  found: Found | null,
  facts: readonly string[],
  ofPair: (row: number, column: number) => string,
): ReportContent {
  const comparison = found?.answer.comparison;
  const listed = comparison?.listed ?? [];
  const counted = comparison?.differences.reduce((sum, one) => sum + one, 0) ?? 0;
  const lines = comparison ? listedLines(comparison.count, listed) : [];
  const ignore = found?.asked.ignore ?? "";
  const entries = found?.answer.entries ?? new Map();
  return {
    title: t("reportTitle"),
    facts: [
      ...facts.filter((fact) => fact !== ""),
      ...(ignore === "" ? [] : [t("ignoring", { paths: ignore.replace(/\s+/g, " ") })]),
      ...(listed.length < counted ? [t("listed", { n: listed.length })] : []),
    ],
    problems: null,
    columns: COLUMNS,
    count: lines.length,
    cells: (line) => {
      const { row, at } = lines[line] ?? { row: -1, at: -1 };
      const difference = at < 0 ? null : (listed[at]?.difference ?? null);
      const pair = [ofPair(row, 0), ofPair(row, 1), ofPair(row, 3), ofPair(row, 4)];
      return [...pair, ...differenceCells(difference, (one) => elementWords(one, entries))];
    },
  };
}

function differenceCells(row: CompareRow | null, element: (row: CompareRow) => string): readonly string[] {
  if (!row) return [];
  const { left, right } = row;
  return [
    left?.path ?? "",
    right?.path ?? "",
    element(row),
    kindWords(row),
    howWords(row),
    quoteOf(left),
    quoteOf(right),
  ];
}
