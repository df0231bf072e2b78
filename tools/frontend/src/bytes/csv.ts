/**
 * Comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe, so that
 * it stays text.
 */

const LINE_END = "\r\n";
/** What Excel, LibreOffice and Google Sheets begin a formula with, or skip before one. */
const FORMULA = /^[=+\-@\t\r]/;
/** A number is no formula, whatever its sign. */
const NUMBER = /^[+-]?\d+(\.\d+)?([Ee][+-]?\d+)?$/;

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly (string | number)[]): string {
  return cells.map((cell) => csvCell(String(cell))).join(",") + LINE_END;
}
