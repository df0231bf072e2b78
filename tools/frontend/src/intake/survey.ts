/** Looks at the beginning of every item of a collection and says what it is. */

import { asFailure, type Failure } from "../bytes/fault";
import { type Detection, detect } from "../detect";
import type { Item } from "./item";
import { Ended, inFlight, type Watch } from "./watch";

/** What an item is, or why nobody knows. */
export type Found = { readonly detection: Detection } | { readonly failure: Failure };

/** Reads so many at once: the browser's answer is late, its work is short. */
const AT_ONCE = 12;

/** Calls `found` for every item, in no order. @throws Ended */
export async function survey(
  items: readonly Item[],
  watch: Watch,
  found: (index: number, what: Found) => void,
): Promise<void> {
  await inFlight(items.length, AT_ONCE, watch, async (index) => {
    const what = await lookAt(items[index] as Item);
    if (watch.signal.aborted) throw new Ended();
    found(index, what);
  });
}

export async function lookAt(item: Item): Promise<Found> {
  try {
    return { detection: detect(await item.head(), item.size) };
  } catch (error) {
    return { failure: asFailure(error) };
  }
}
