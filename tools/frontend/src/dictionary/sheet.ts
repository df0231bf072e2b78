/** What is known of one entry, as facts and tables: shown by the search dialog and the dictionary tools, copied by both. */

import type { Kind } from "./entries";

/** A text of a standard's, or a word of the page's own; it may lead to another entry. */
export interface Cell {
  readonly text: string;
  readonly leads?: Kind;
  /** Of the entry it leads to, where it is not the text. */
  readonly key?: string;
  /** How deep it lies in a tree. */
  readonly depth?: number;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Long, or of an older version: shown when it is asked for. */
  readonly isFolded?: boolean;
}

export interface Sheet {
  readonly facts: readonly (readonly [string, Cell])[];
  readonly tables: readonly Table[];
  readonly edition: string;
}

export const plain = (text: string): Cell => ({ text });
export const lead = (leads: Kind, text: string, key = text): Cell => ({ text, leads, key });

/** A table of one kind, or nothing where it has no rows. */
export function tableOf(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  isFolded = false,
): readonly Table[] {
  return rows.length > 0 ? [{ title, columns, rows, isFolded }] : [];
}

export function versionsOf({ first, last }: { readonly first: string; readonly last: string }): string {
  return first === last ? first : `${first} – ${last}`;
}
