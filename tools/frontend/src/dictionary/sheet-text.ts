/** An entry as text and as Markdown: for a ticket, a mail, a page of notes. */

import { markdownHead, markdownRow, markdownText, tabSeparated } from "../text/forms";
import type { Entry } from "./entries";
import type { Cell, Sheet } from "./sheet";
import { isCoded, t } from "./text";

export function titleOf(entry: Pick<Entry, "kind" | "key" | "name">): string {
  return [isCoded(entry.kind) ? entry.key : "", entry.name].filter((word) => word !== "").join(" ");
}

/** `>>`, as the standards mark what lies within. */
const cellText = ({ text, depth = 0 }: Cell): string => ">".repeat(depth) + text;

export function sheetText(entry: Entry, { facts, tables, edition }: Sheet, address: string): string {
  const lines = [
    titleOf(entry),
    t(entry.kind) + (entry.retired ? `, ${t("retired")}` : ""),
    ...facts.map(([term, cell]) => `${term}: ${cell.text}`),
    ...tables.flatMap(({ title, columns, rows }) => [
      "",
      title,
      tabSeparated(columns),
      ...rows.map((row) => tabSeparated(row.map(cellText))),
    ]),
    "",
    `${t("edition")}: ${edition}`,
    address,
  ];
  return `${lines.join("\n")}\n`;
}

export function sheetMarkdown(entry: Entry, { facts, tables, edition }: Sheet, address: string): string {
  const parts = [
    `## ${markdownText(titleOf(entry))}`,
    markdownText(t(entry.kind) + (entry.retired ? `, ${t("retired")}` : "")),
    facts.map(([term, cell]) => `- ${markdownText(term)}: ${markdownText(cell.text)}`).join("\n"),
    ...tables.map(({ title, columns, rows }) => {
      const body = rows.map((row) => markdownRow(row.map(cellText)));
      return [`### ${markdownText(title)}`, "", markdownHead(columns), ...body].join("\n");
    }),
    `${markdownText(`${t("edition")}: ${edition}`)}\n<${address}>`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
