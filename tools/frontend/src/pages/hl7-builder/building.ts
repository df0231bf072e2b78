/** The builder above the message that it writes; its panel and its worker come when the page has nothing else to do. */

import { h } from "../../elements/dom";
import type { At, Hold, LiveTool } from "../../shell/tool";
import { ready } from "../hl7-message/companion";
import { Viewer } from "../hl7-message/viewer";

export const loadPanel = ready(() => import("./build-panel"));

export function building(host: HTMLElement, hold: Hold, at: At): LiveTool {
  const above = h("div");
  const below = h("div");
  host.classList.add("hl7");
  host.append(above, below);
  const companion = loadPanel()
    .then(({ newPanel }) => newPanel())
    .then((panel) => {
      above.replaceWith(panel.panel);
      return panel.follow;
    });
  return new Viewer(below, hold, at, companion, "hl7-builder-report");
}
