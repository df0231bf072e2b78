/**
 * Plain pages open no files: they can send. A dropped one is refused, and the way to the start page is shown; without
 * this the browser would leave the page, and a half-written message, for the file.
 */

import { defineText } from "../text/define";
import { h } from "./dom";

const t = defineText({
  en: {
    refused:
      "Nothing was opened. Files are opened on the start page and in the tools, which cannot send them.",
    start: "Go to the start page",
  },
  de: {
    refused:
      "Es wurde nichts geöffnet. Dateien öffnen Sie auf der Startseite und in den Werkzeugen, die sie nicht senden können.",
    start: "Zur Startseite",
  },
});

export function refuseDrops(): void {
  const home = document.querySelector<HTMLAnchorElement>("header a.name");
  const main = document.querySelector<HTMLElement>("main");
  if (!(home && main)) return;
  const link = h("a", { href: home.pathname }, t("start"));
  const note = h("p", { className: "note", role: "alert" });
  const refuse = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return; // text may be dragged into a form
    event.preventDefault();
    if (event.type !== "drop") return;
    note.replaceChildren(t("refused"), " ", link);
    main.prepend(note);
    note.scrollIntoView({ block: "center" });
  };
  document.addEventListener("dragover", refuse);
  document.addEventListener("drop", refuse);
}
