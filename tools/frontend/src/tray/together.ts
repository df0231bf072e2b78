/** Files of one standard that lie together and are one thing: messages of HL7 v2, a file each, are a feed. */

import type { Detection } from "../detect";
import { breath } from "../elements/breath";
import { h } from "../elements/dom";
import type { Item } from "../intake/item";
import type { Found } from "../intake/survey";
import { inFlight, type Watch } from "../intake/watch";
import { opensOf } from "../shell/fitting";
import { t } from "./text";

/** The tool that opens many messages at once. */
export const FEED = "hl7-feed";
/** Ends the last segment of a file that leaves it open; where it does not, an empty line is nothing. */
const BETWEEN = "\r";
const AT_ONCE = 4;
/** Files are joined so many at a time: of each the browser asks the system for its size, while the page stands still. */
const PIECE = 64;

export class Together {
  readonly element = h("div", { className: "row", hidden: true });
  readonly #button = h("button", { type: "button", className: "btn" });

  constructor(open: () => void) {
    this.#button.onclick = open;
    this.element.append(this.#button);
  }

  /** Offers what was found so far; one file alone is opened as it is. */
  show(found: readonly (Found | undefined)[]): void {
    const n = feedRows(found).length;
    this.element.hidden = n < 2;
    this.#button.textContent = t("together", { n });
  }
}

/** Rows of files that are HL7 v2 as they lie there: what wraps one would have to be opened first. */
export function feedRows(found: readonly (Found | undefined)[]): readonly number[] {
  const opens = opensOf(FEED);
  const isFor = ({ guesses }: Detection): boolean => opens.includes(guesses[0].kind);
  return [...found.keys()].filter((row) => {
    const what = found[row];
    return what !== undefined && "detection" in what && isFor(what.detection);
  });
}

/** One file after the other. @throws Ended, and Fatal where a file cannot be read */
export async function joined(items: readonly Item[], watch: Watch): Promise<Blob> {
  const pieces: Blob[] = [];
  for (let from = 0; from < items.length; from += PIECE) {
    const some = items.slice(from, from + PIECE);
    const blobs = new Array<Blob>(some.length);
    let done = from;
    await inFlight(some.length, AT_ONCE, watch, async (index) => {
      const { blob } = await (some[index] as Item).open({ signal: watch.signal });
      blobs[index] = blob;
      watch.progress?.(++done, items.length);
    });
    pieces.push(new Blob(blobs.flatMap((blob) => [blob, BETWEEN])));
    await breath();
  }
  return new Blob(pieces);
}
