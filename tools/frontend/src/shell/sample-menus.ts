/** "Try it with a sample" on each tool's card of the start page: the samples that the tool itself has. */

import { menuButton } from "../elements/menu";
import { catalogue, slugOf } from "./catalogue";
import { t } from "./text";

/** A sample, or a query. */
export interface Trial {
  readonly label: string;
  readonly isBroken?: true;
  act(): void;
}

/** Puts what a tool can be tried with on its card; a tool without any, or without a card, gets nothing. */
export function addSampleMenu(start: HTMLElement, slug: string, trials: readonly Trial[]): void {
  const card = [...start.querySelectorAll<HTMLElement>(".tool-card")].find(
    (one) => slugOf(one.querySelector("a")?.getAttribute("href") ?? "") === slug,
  );
  const title = catalogue().find((entry) => entry.slug === slug)?.title ?? "";
  if (!card || trials.length === 0) return;
  const items = trials.map(({ label, isBroken, act }) => ({
    label,
    note: isBroken ? t("withFaults") : "",
    act,
  }));
  const menu = menuButton(t("try"), items);
  menu.querySelector("button")?.setAttribute("aria-label", `${t("try")}: ${title}`);
  card.querySelector(".tool-samples")?.replaceChildren(menu);
}
