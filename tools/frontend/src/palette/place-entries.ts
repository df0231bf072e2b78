/** The tools and pages of this site, as search finds them. */

import { type Entry, entryOf } from "../dictionary/entries";
import { placeLinks } from "./places";

/** An entry that is gone to; of the dictionaries' own more is known, and shown. */
export function isPlace({ kind }: Entry): boolean {
  return kind === "tool" || kind === "page";
}

export function placeEntries(): readonly Entry[] {
  return placeLinks().map((link) => {
    const address = link.getAttribute("href") ?? "";
    return entryOf({
      kind: link.dataset["opens"] === undefined ? "page" : "tool",
      key: "",
      name: link.querySelector("strong")?.textContent ?? "",
      codes: [],
      facts: [link.querySelector("span")?.textContent ?? ""],
      retired: false,
      address,
      more: `${link.textContent} ${link.dataset["words"] ?? ""}`,
    });
  });
}
