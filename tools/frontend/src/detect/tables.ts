/** Tables as text. No standard says when a text is one: here it is one if its rows have equally many short cells. */

import { textOf } from "./decode";
import { type Head, isCut, once, type Recogniser, type Sighting, what } from "./head";

type Delimiter = "\t" | "," | ";" | "|";

interface Table {
  readonly delimiter: Delimiter;
  readonly columns: number;
}

const DELIMITERS: readonly Delimiter[] = ["\t", ",", ";", "|"];
const MOST_ROWS = 100;
const MOST_CHARACTERS = 16_384;
/** A cell is a value: longer ones are sentences. */
const LONGEST_CELL = 80;
const MOST_WORDS = 8;

/**
 * Records (RFC 4180 clause 2): a quotation mark that opens a cell takes delimiters and line breaks with it. None if
 * they are not all of one length; the last one of a cut text is left out.
 */
function evenRows(text: string, delimiter: Delimiter, isTextCut: boolean): readonly string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at <= text.length && rows.length < MOST_ROWS; at++) {
    const letter = text.charAt(at);
    if (letter === '"' && (isQuoted || at === start)) isQuoted = !isQuoted;
    const isEnd = letter === "" || (!isQuoted && (letter === "\n" || letter === "\r"));
    if (!isEnd && (isQuoted || letter !== delimiter)) continue;
    row.push(text.slice(start, at));
    start = at + 1;
    if (!isEnd) continue;
    if (letter === "" && isTextCut) break;
    const isBlank = row.length === 1 && row[0]?.trim() === "";
    if (!isBlank && (row.length < 2 || row.length !== (rows[0] ?? row).length)) return [];
    if (!isBlank) rows.push(row);
    row = [];
  }
  return rows;
}

const isBare = (cell: string): boolean => !cell.trimStart().startsWith('"');

/** What cells of a table seldom look like: prose, and code. */
function isStrange(cell: string): boolean {
  if (!isBare(cell)) return false;
  const isLong = cell.length > LONGEST_CELL || cell.trim().split(/\s+/).length > MOST_WORDS;
  return isLong || /[{}]|\/\*|=>|\S;\s*$/.test(cell) || cell.split("(").length !== cell.split(")").length;
}

/** `level=info`: a line of these is a log's. */
const isPair = (cell: string): boolean => /^\s*[\w.]{1,40}\s?[=:]\s?\S/.test(cell) && isBare(cell);

/** Of all cells. */
const MOST_STRANGE = 0.1;
const MOST_PAIRS = 0.5;

/** How many rows of how many columns make a table, where a blank behind each comma also makes a list of words. */
function areEnough(rows: readonly string[][], columns: number, delimiter: Delimiter): boolean {
  if (delimiter === "\t") return rows.length > 1;
  const cells = rows.flatMap((row) => row.slice(1));
  const spaced = cells.filter((cell) => cell.startsWith(" ")).length / cells.length;
  if (spaced > 0.5) return columns > 2 && rows.length > 3;
  return columns > 2 ? rows.length > 1 : rows.length > 3;
}

function tableBy(text: string, delimiter: Delimiter, isTextCut: boolean): Table | null {
  const rows = evenRows(text, delimiter, isTextCut);
  const columns = rows[0]?.length ?? 0;
  if (columns < 2 || !areEnough(rows, columns, delimiter)) return null;
  // A delimiter that only ends lines, or only begins and ends them, divides nothing.
  const isEmptyColumn = (place: number): boolean => rows.every((row) => (row[place] ?? "").trim() === "");
  const full = Array.from({ length: columns }, (_, place) => place).filter((place) => !isEmptyColumn(place));
  if (full.length < 2 || (delimiter !== "\t" && isEmptyColumn(0))) return null;
  const cells = rows.flat();
  const share = (is: (cell: string) => boolean): number => cells.filter(is).length / cells.length;
  return share(isStrange) <= MOST_STRANGE && share(isPair) <= MOST_PAIRS ? { delimiter, columns } : null;
}

const tableOf = once((head: Head): Table | null => {
  const text = textOf(head)?.text;
  if (text === undefined) return null;
  const isTextCut = isCut(head) || text.length > MOST_CHARACTERS;
  for (const delimiter of DELIMITERS) {
    const table = tableBy(text.slice(0, MOST_CHARACTERS), delimiter, isTextCut);
    if (table) return table;
  }
  return null;
});

const sighting = (name: string, table: Table): Sighting => ({
  facts: [what(name), { code: "columns", values: { n: table.columns } }],
});

/** IANA's registration of text/tab-separated-values */
export const tsv: Recogniser = {
  kind: "tsv",
  sees: (head) => {
    const table = tableOf(head);
    return table?.delimiter === "\t" ? sighting("TSV", table) : null;
  },
};

/** RFC 4180, with the delimiters that spreadsheets write. */
export const csv: Recogniser = {
  kind: "csv",
  sees: (head) => {
    const table = tableOf(head);
    return table && table.delimiter !== "\t" ? sighting("CSV", table) : null;
  },
};
