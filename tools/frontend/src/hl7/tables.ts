/**
 * The codes of HL7's tables and what they mean, out of the text that `tools/dictionaries/hl7_tables.py` writes.
 *
 *     0001        Administrative Sex
 *     0001   F    Female
 */

export interface CodeTable {
  readonly title: string;
  /** Code to meaning, "" where no source tells. */
  readonly codes: ReadonlyMap<string, string>;
  /** Some of its codes are patterns, such as `Znn` or `HL7nnnn`: any value may be one of its codes. */
  readonly isOpen: boolean;
}

/** "0203" to its table. */
export type CodeTables = ReadonlyMap<string, CodeTable>;

const PATTERN = /nn|zzz|xxx|yyy/;

export function readTables(text: string): CodeTables {
  const tables = new Map<string, { title: string; codes: Map<string, string>; isOpen: boolean }>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [number = "", code = "", meaning = ""] = line.split("\t");
    const table = tables.get(number) ?? { title: "", codes: new Map(), isOpen: false };
    tables.set(number, table);
    if (code === "") table.title = meaning;
    else table.codes.set(code, meaning);
    table.isOpen ||= PATTERN.test(code);
  }
  return tables;
}
