/** Rows of text in the forms that other programs take: tab-separated values and Markdown. */

/** Signs that change the direction of what follows (Unicode 15, UAX #9 2): harmless here, misleading in a ticket. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line of tab-separated values (IANA text/tab-separated-values, which has no way to write a tab or a line end). */
export function tabSeparated(cells: readonly string[]): string {
  return cells.map((cell) => cell.replace(/\r\n|[\t\r\n\v\f\u0085\u2028\u2029]/g, " ")).join("\t");
}

/**
 * A text that Markdown shows as it is: what would be markup or HTML is escaped (CommonMark 0.31 2.4, 2.5), line ends are
 * signs, so that it fits a cell, and signs of direction and control are named.
 */
export function markdownText(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_{}[\]()#+!|~>]/g, "\\$&")
    .replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, "↵")
    .replace(
      DIRECTION,
      (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
    )
    .replace(/\p{Cc}/gu, "·");
}

export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map(markdownText).join(" | ")} |`;
}

/** Columns and rows (GitHub Flavored Markdown 0.29 4.10). */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${markdownHead(columns)}\n${rows.map(markdownRow).join("\n")}\n`;
}

/** The two lines above the rows of a table. */
export function markdownHead(columns: readonly string[]): string {
  return `${markdownRow(columns)}\n|${columns.map(() => " --- |").join("")}`;
}
