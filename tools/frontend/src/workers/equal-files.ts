/** Which of several files are equal byte for byte: read side by side, so that no hash has to be believed. */

import { bytesAreEqual } from "../bytes/change";
import { itemFrom } from "../intake/archive";
import { bytesOf, type Source } from "../intake/item";
import type { Watch } from "../intake/watch";
import type { Progress } from "./bridge";

const STRETCH = 1024 * 1024;

/** A number for each file: that of the first one that is equal to it, -1 for one that cannot be read. */
export async function equalSets(
  sets: readonly (readonly Source[])[],
  watch: Watch,
  progress: Progress,
): Promise<readonly (readonly number[])[]> {
  const found: (readonly number[])[] = [];
  for (const set of sets) {
    found.push(await equalFiles(set, watch));
    progress(found.length, sets.length);
  }
  return found;
}

async function equalFiles(sources: readonly Source[], watch: Watch): Promise<readonly number[]> {
  const numbers: number[] = [];
  /** One of each kind that was met. */
  const kinds: { readonly number: number; readonly blob: Blob }[] = [];
  for (const [at, source] of sources.entries()) {
    try {
      const { blob, fault } = await itemFrom(source).open(watch);
      const number = fault ? -1 : await numberOf(blob, kinds, at);
      if (number === at) kinds.push({ number, blob });
      numbers.push(number);
    } catch {
      numbers.push(-1);
    }
  }
  return numbers;
}

async function numberOf(
  blob: Blob,
  kinds: readonly { readonly number: number; readonly blob: Blob }[],
  own: number,
): Promise<number> {
  for (const kind of kinds) if (await areEqual(kind.blob, blob)) return kind.number;
  return own;
}

/** Byte for byte. */
export async function areEqual(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  for (let at = 0; at < one.size; at += STRETCH) {
    const [left, right] = await Promise.all(
      [one, other].map((blob) => bytesOf(blob.slice(at, at + STRETCH))),
    );
    if (!left || !right || !bytesAreEqual(left, right)) return false;
  }
  return true;
}
