/** The lines of a report about pairs: one for each listed difference, and one for each pair that has none. */

export interface ListedLine {
  readonly row: number;
  /** Among the listed differences; -1 for none. */
  readonly at: number;
}

/** `listed` is in the order of the rows. */
export function listedLines(
  count: number,
  listed: readonly { readonly row: number }[],
): readonly ListedLine[] {
  const lines: ListedLine[] = [];
  let at = 0;
  for (let row = 0; row < count; row++) {
    const before = lines.length;
    while (listed[at]?.row === row) lines.push({ row, at: at++ });
    if (lines.length === before) lines.push({ row, at: -1 });
  }
  return lines;
}
