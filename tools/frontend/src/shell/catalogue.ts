/** The catalogue as every page carries it: among its places, made by the server from `tools/catalogue/`. */

import { placeLinks } from "../palette/places";

export interface Entry {
  readonly slug: string;
  readonly title: string;
  readonly address: string;
  /** What it opens, the best first: kinds of the detector. None for a tool that is asked. */
  readonly opens: readonly string[];
  /** It takes a folder or an archive as a whole. */
  readonly takesMany: boolean;
}

export function catalogue(): readonly Entry[] {
  return placeLinks()
    .filter(({ dataset }) => dataset["opens"] !== undefined)
    .map((link) => {
      const address = link.getAttribute("href") ?? "";
      return {
        slug: slugOf(address),
        title: link.querySelector("strong")?.textContent ?? "",
        address,
        opens: (link.dataset["opens"] ?? "").split(" ").filter((kind) => kind),
        takesMany: link.dataset["takes"] === "many",
      };
    });
}

/** Tools that can be given something: all but those that are asked. */
export function openers(): readonly Entry[] {
  return catalogue().filter(({ opens }) => opens.length > 0);
}

/** `/en/tools/hl7-viewer/` → `hl7-viewer`; "" for an address that is no tool's. */
export function slugOf(address: string): string {
  return /^\/[a-z]{2}\/tools\/([a-z0-9-]+)\/$/.exec(address)?.[1] ?? "";
}
