/** The tools and pages of this site, as every page carries them: made by the server, in `<template id="places">`. */

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
