/** "Try it with a sample" on each tool's card of the start page: the samples that the tool itself has. */

import { menuButton } from "../elements/menu";
import { catalogue, slugOf } from "./catalogue";
import { t } from "./text";
import type { Sample } from "./tool";

/** Puts a tool's samples on its card; a tool without samples, or without a card, gets nothing. */
export function addSampleMenu(
  start: HTMLElement,
  slug: string,
  samples: readonly Sample[],
  open: (sample: Sample) => void,
): void {
  const card = [...start.querySelectorAll<HTMLElement>(".tool-card")].find(
    (one) => slugOf(one.querySelector("a")?.getAttribute("href") ?? "") === slug,
  );
  const title = catalogue().find((entry) => entry.slug === slug)?.title ?? "";
  if (!card || samples.length === 0) return;
  const items = samples.map((sample) => ({
    label: sample.label,
    note: sample.isBroken ? t("withFaults") : "",
    act: () => open(sample),
  }));
  const menu = menuButton(t("try"), items);
  menu.querySelector("button")?.setAttribute("aria-label", `${t("try")}: ${title}`);
  card.querySelector(".tool-samples")?.replaceChildren(menu);
}
