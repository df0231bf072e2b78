/** "Try it with a sample" on each tool's card of the start page: the samples that the tool itself has. */

import { menuButton } from "../elements/menu";
import { defineText } from "../text/define";
import { catalogue, slugOf } from "./catalogue";
import type { Sample, Tool } from "./tool";

const t = defineText({
  en: { try: "Try it with a sample", withFaults: "with faults" },
  de: { try: "Mit einem Beispiel ausprobieren", withFaults: "mit Fehlern" },
});

/** Puts what a tool can be tried with on its card; a tool without any, or without a card, gets nothing. */
export function addSampleMenu(
  start: HTMLElement,
  slug: string,
  { samples = [], queries = [] }: Tool,
  open: (sample: Sample) => void,
  ask: (query: string) => void,
): void {
  const card = [...start.querySelectorAll<HTMLElement>(".tool-card")].find(
    (one) => slugOf(one.querySelector("a")?.getAttribute("href") ?? "") === slug,
  );
  const title = catalogue().find((entry) => entry.slug === slug)?.title ?? "";
  const items = [
    ...samples.map((sample) => ({
      label: sample.label,
      note: sample.isBroken ? t("withFaults") : "",
      act: () => open(sample),
    })),
    ...queries.map((query) => ({ label: query, act: () => ask(query) })),
  ];
  if (!card || items.length === 0) return;
  const menu = menuButton(t("try"), items);
  menu.querySelector("button")?.setAttribute("aria-label", `${t("try")}: ${title}`);
  card.querySelector(".tool-samples")?.replaceChildren(menu);
}
