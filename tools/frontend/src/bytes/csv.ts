/**
 * Comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe, so that
 * it stays text.
 */

const LINE_END = "\r\n";
/**
 * Behind each of them a cell may begin: where a comma is the decimal sign a spreadsheet parts lines at semicolons, and
 * heeds no quotation mark that stands within what it takes for a cell.
 */
const SEPARATORS = /([;\t\r\n])/;
/** What Excel, LibreOffice and Google Sheets begin a formula with, and what they skip before one. */
const FORMULA = /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
/** A number is no formula, whatever its sign. */
const NUMBER = /^\s*[+-]?\d+(\.\d+)?([Ee][+-]?\d+)?\s*$/;

const asText = (cell: string): string => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

function csvCell(text: string): string {
  const safe = text.split(SEPARATORS).map(asText).join("");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly (string | number)[]): string {
  return cells.map((cell) => csvCell(String(cell))).join(",") + LINE_END;
}
