/** The catalogue as every page carries it: in the search dialog, made by the server from `tools/catalogue.py`. */

export interface Entry {
  readonly slug: string;
  readonly title: string;
  readonly address: string;
  /** What it opens, the best first: kinds of the detector. */
  readonly opens: readonly string[];
}

export function catalogue(): readonly Entry[] {
  const options = document.querySelectorAll<HTMLElement>("#palette [data-href*='/tools/']");
  return [...options].map((option) => {
    const address = option.dataset["href"] ?? "";
    return {
      slug: slugOf(address),
      title: option.querySelector("strong")?.textContent ?? "",
      address,
      opens: (option.dataset["opens"] ?? "").split(" ").filter((kind) => kind),
    };
  });
}

/** `/en/tools/hl7-viewer/` → `hl7-viewer`; "" for an address that is no tool's. */
export function slugOf(address: string): string {
  return /^\/[a-z]{2}\/tools\/([a-z0-9-]+)\/$/.exec(address)?.[1] ?? "";
}
