/** Acknowledgements beside a message; their panel and its worker come when the page has nothing else to do. */

import { formatPath } from "../../hl7";
import type { At, Hold, LiveTool } from "../../shell/tool";
import { ready } from "../hl7-message/companion";
import { parsePlace } from "../hl7-message/places";
import { Viewer } from "../hl7-message/viewer";

export const loadPanel = ready(() => import("./ack-panel"));

/** What is selected in the message is where the next error may be. */
export function acknowledging(host: HTMLElement, hold: Hold, at: At): LiveTool {
  const panel = loadPanel().then(({ AckPanel }) => new AckPanel());
  const heard: At = (place) => {
    at(place);
    const path = place ? parsePlace(place).path : undefined;
    panel.then(
      (one) => one.at(path ? formatPath(path) : ""),
      () => undefined, // said by the companion
    );
  };
  const companion = panel.then((one) => () => one);
  return new Viewer(host, hold, heard, companion, "hl7-ack-report");
}
