/** The tools and pages of this site, as every page carries them: made by the server, in `<template id="places">`. */

import { type Entry, entryOf } from "../dictionary/entries";

/** Asks whoever shows tools in this document to go to an address; cancelled where that was done. */
export const GO = "palette-go";

/** The links of the template, in its order. */
export function placeLinks(): readonly HTMLAnchorElement[] {
  const places = document.querySelector<HTMLTemplateElement>("#places");
  return [...(places?.content.querySelectorAll("a") ?? [])];
}

/** Where the plain pages are, the dictionaries' among them: "https://hospital.test". Tools may have another host. */
export function pagesOrigin(): string {
  return document.querySelector<HTMLElement>("#places")?.dataset["pages"] ?? location.origin;
}

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
