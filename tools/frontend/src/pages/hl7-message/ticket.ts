/** A part with the names of everything in it, for a ticket or a mail: values are masked, whatever the switch says. */

import { markdownTable } from "../../text/forms";
import { maskedRows } from "./masked";
import type { OpenMessage } from "./open-message";

/** Nobody reads on in a ticket. */
const MOST_ROWS = 200;
const LONGEST_VALUE = 400;

/** A table in Markdown of the row and all that is filled below it; `columns` are path, name, type, value. */
export function ticketOf(open: OpenMessage, row: number, columns: readonly string[]): string {
  const past = open.tree.last[row] ?? row + 1;
  const rows: string[][] = [];
  for (let at = row; at < past && rows.length < MOST_ROWS; at++) {
    const { start, end } = open.span(at);
    if (start === end) continue;
    const { text } = maskedRows(open, at, open.tree.last[at] ?? at + 1, LONGEST_VALUE);
    rows.push([open.path(at), open.entry(at).name, open.type(at), text]);
  }
  return markdownTable(columns, rows);
}
