/** Which files go into which of several archives, so that none becomes larger than wanted. */

/** Each a list of numbers, in order. A file that is too large by itself has an archive of its own. */
export function partsOf(sizes: ArrayLike<number>, most: number): readonly (readonly number[])[] {
  const parts: number[][] = [];
  let held = Number.POSITIVE_INFINITY;
  for (let at = 0; at < sizes.length; at++) {
    const size = sizes[at] as number;
    if (held + size > most) {
      parts.push([]);
      held = 0;
    }
    (parts.at(-1) as number[]).push(at);
    held += size;
  }
  return parts;
}
