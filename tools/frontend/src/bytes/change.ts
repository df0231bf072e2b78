/** One change of some bytes, in a form that can be taken back and joined with the next one. */

/**
 * `removed` stood from `at` on, and `inserted` stands there now.
 *
 *     before   a b c D E f        at 3, removed "D E", inserted "x"
 *     after    a b c x f
 */
export interface Change {
  readonly at: number;
  readonly removed: Uint8Array;
  readonly inserted: Uint8Array;
}

export function inverse({ at, removed, inserted }: Change): Change {
  return { at, removed: inserted, inserted: removed };
}

export function applyChange(bytes: Uint8Array, { at, removed, inserted }: Change): Uint8Array {
  return joined([bytes.subarray(0, at), inserted, bytes.subarray(at + removed.length)]);
}

/** Several at once; each counts from the bytes as they were, and none begins before the one before it ends. */
export function applyChanges(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let kept = 0;
  for (const { at, removed, inserted } of changes) {
    parts.push(bytes.subarray(kept, at), inserted);
    kept = at + removed.length;
  }
  return joined([...parts, bytes.subarray(kept)]);
}

/** The smallest change from one to the other; null where they are equal. */
export function changeBetween(before: Uint8Array, after: Uint8Array): Change | null {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at++;
  if (at === before.length && at === after.length) return null;
  let same = 0;
  while (same < shorter - at && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return {
    at,
    removed: before.slice(at, before.length - same),
    inserted: after.slice(at, after.length - same),
  };
}

/**
 * Two changes, the second made after the first, as one; null where they do not touch.
 *
 *     first         |-- inserted --|
 *     second    |------ removed ------|     what it removed to the left and right was there before both
 */
export function joinChanges(first: Change, second: Change): Change | null {
  const firstEnd = first.at + first.inserted.length;
  const secondEnd = second.at + second.removed.length;
  if (second.at > firstEnd || secondEnd < first.at) return null;
  const left = Math.max(0, first.at - second.at);
  const right = Math.max(0, secondEnd - firstEnd);
  return {
    at: Math.min(first.at, second.at),
    removed: joined([
      second.removed.subarray(0, left),
      first.removed,
      second.removed.subarray(second.removed.length - right),
    ]),
    inserted: joined([
      first.inserted.subarray(0, Math.max(0, second.at - first.at)),
      second.inserted,
      first.inserted.subarray(first.inserted.length - Math.max(0, firstEnd - secondEnd)),
    ]),
  };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function bytesAreEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
