/** Rows with their depths as a tree. */

/** Where each branch ends, from the depths of the rows. */
export function endsOf(level: ArrayLike<number>): Uint32Array {
  const end = new Uint32Array(level.length);
  const open: number[] = [];
  for (let row = 0; row <= level.length; row++) {
    while (
      open.length > 0 &&
      (row === level.length || (level[open.at(-1) as number] as number) >= (level[row] as number))
    )
      end[open.pop() as number] = row;
    open.push(row);
  }
  return end;
}
